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
mod display_name;
mod harness;
pub mod hints;
mod ids;
mod name;
mod owner;
mod prompt;
mod reference;
mod reserved;
pub mod resolve;
mod secret_type;
mod timestamp;
mod trigger;
mod value;
mod workplace;

pub use delivery::{Contents, DeliveredFile, DeliveredSetting, Delivery, DeliveryError};
pub use description::{Description, DescriptionError};
pub use display_name::{DisplayName, DisplayNameError};
pub use harness::{Harness, HarnessAuthSecrets, UnknownHarness};
pub use ids::{AgentId, ApiKeyId, EnvironmentId, IdError, RunId, ScheduleId, SecretId, TeamId, UserId, WorkspaceId};
pub use name::{NameError, SecretName};
pub use owner::{Owner, OwnerKind, Scope};
pub use prompt::{Prompt, PromptError};
pub use reference::{Declared, Reference, ReferenceError, ReferenceListError, ReferenceText, References};
pub use reserved::Reserved;
pub use secret_type::{Field, Format, FormatError, Injection, Input, OptionalParts, SecretType, UnknownType};
pub use timestamp::{Timestamp, TimestampError};
pub use trigger::{RunSource, Trigger, UnknownSource};
pub use value::{MAX_RUN_BYTES, MAX_VARIABLE_BYTES, SecretValue, ValueError};
pub use workplace::{
    DockerImage, DockerImageError, Repositories, RepositoriesError, Repository, RepositoryError, RepositoryText,
    SetupCommands, SetupCommandsError,
};
