//! Everything that is kept. The only place with SQL.

mod api_keys;
mod audit;
mod dependents;
mod environments;
mod error;
mod installation;
mod named;
mod open;
mod people;
mod pool;
mod record;
mod remembered;
mod rows;
mod secret_changes;
mod secret_names;
mod secret_pages;
mod secrets;
mod sessions;
mod settings;

pub use api_keys::{ActsAs, KeyHolder, NewApiKey, StoredApiKey};
pub use audit::{Action, Actor};
pub use dependents::Confirmed;
pub use environments::EnvironmentRecord;
pub use error::StoreError;
pub use installation::{NewInstallation, Workspace};
pub use named::{NamedPage, NamedRequest, NamedSort};
pub use open::OpenError;
pub use people::{AddedPerson, NewPerson, Person};
pub use pool::Store;
pub use record::Record;
pub use remembered::{Remember, Remembered};
pub use secret_changes::{Change, NewValue};
pub use secret_names::SecretNames;
pub use secret_pages::{Page, PageRequest, Position};
pub use secrets::{Confines, NewSecret};
pub use sessions::{NewSession, SessionState, StoredSession};
