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
mod description;
pub mod hints;
mod ids;
mod name;
mod owner;
mod reserved;
mod secret_type;
mod timestamp;
mod value;

pub use description::{Description, DescriptionError};
pub use ids::{ApiKeyId, IdError, SecretId, TeamId, UserId, WorkspaceId};
pub use name::{NameError, SecretName};
pub use owner::{Owner, OwnerKind, Scope};
pub use reserved::Reserved;
pub use secret_type::{Field, Injection, SecretType, UnknownType};
pub use timestamp::{Timestamp, TimestampError};
pub use value::{MAX_VARIABLE_BYTES, SecretValue, ValueError};
