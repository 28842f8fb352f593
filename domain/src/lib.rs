//! The words and rules that the browser, the server and the command line agree on. No I/O.
//!
//! ```
//! use oz_domain::{SecretName, SecretType};
//!
//! let name = SecretName::parse("DEPLOY_TOKEN", SecretType::RawValue)?;
//! assert_eq!(name.as_str(), "DEPLOY_TOKEN");
//! assert!(SecretName::parse("deploy-token", SecretType::RawValue).is_err());
//! # Ok::<(), oz_domain::NameError>(())
//! ```

pub mod api;
mod delivery;
mod description;
mod harness;
pub mod hints;
mod ids;
mod name;
mod owner;
mod reference;
mod reserved;
pub mod resolve;
mod secret_type;
mod timestamp;
mod trigger;
mod value;

pub use delivery::{Contents, DeliveredFile, DeliveredSetting, Delivery, DeliveryError};
pub use description::{Description, DescriptionError};
pub use harness::{Harness, HarnessAuthSecrets, UnknownHarness};
pub use ids::{AgentId, ApiKeyId, EnvironmentId, IdError, RunId, ScheduleId, SecretId, TeamId, UserId, WorkspaceId};
pub use name::{NameError, SecretName};
pub use owner::{Owner, OwnerKind, Scope};
pub use reference::{Declared, Reference, ReferenceError, ReferenceListError, ReferenceText, References};
pub use reserved::Reserved;
pub use secret_type::{Field, Injection, OptionalParts, SecretType, UnknownType};
pub use timestamp::{Timestamp, TimestampError};
pub use trigger::{RunSource, Trigger, UnknownSource};
pub use value::{MAX_VARIABLE_BYTES, SecretValue, ValueError};
