//! The server of Oz Secrets: stores sealed values, checks each once on arrival, and never hands one to a person.
//!
//! The binary is a thin shell around [`run`]; tests call [`router`] in-process.

mod arguments;
mod caller;
mod clock;
mod commands;
mod config;
mod credentials;
mod delivery;
mod diagnosis;
mod email;
mod error;
mod http;
mod installation;
mod keyring;
mod lifetime;
mod listen;
mod origin;
mod output;
mod page;
mod places;
mod private_file;
mod random;
mod routes;
mod runs;
mod schedules;
mod session_cookie;
mod state;
mod store;
mod token;
mod vault;

pub use clock::{Clock, Moment, SystemClock};
pub use commands::run;
pub use config::Cli;
pub use email::Email;
pub use http::Hosts;
pub use installation::{FirstStart, Installation, InstallationError};
pub use keyring::{HeldKey, Keyring, KeyringError, KeyringFile, MasterKey, MasterKeyError};
pub use page::Page;
pub use routes::{document, router};
pub use runs::{RunEvents, sweep};
pub use schedules::spawn_due;
pub use state::{AppState, OneAtATime};
pub use store::{
    Action, Actor, ActsAs, AddedPerson, AgentChange, AgentRecord, Change, Confines, Confirmed, EnvironmentRecord, Full,
    KeyHolder, LatestRun, Limits, NamedPage, NamedRequest, NamedSort, NewApiKey, NewInstallation, NewPerson, NewSecret,
    NewSession, NewValue, OpenError, Page as SecretsPage, PageRequest, Person, Position, Record, Remember, Remembered,
    ScheduleChange, ScheduleRecord, SecretNames, SessionState, Spawned, Store, StoreError, StoredApiKey, StoredSession,
    Workspace,
};
pub use store::{
    Handover, NewRun, PageOfRuns, RunClaim, RunConfines, RunFilter, RunInputs, RunPageRequest, RunSecret, SealedValues,
    Sees, Starter, StoredRun, Told,
};
pub use token::{PlainToken, TokenHash};
pub use vault::Vault;
