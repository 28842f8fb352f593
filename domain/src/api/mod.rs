//! Requests and responses: the JSON that crosses the wire, and the paths it goes to.

mod keys;
pub mod paths;
mod problem;
mod secrets;
mod session;
#[cfg(feature = "openapi")]
mod shapes;

pub use keys::KeyManifest;
pub use problem::{FieldProblem, Problem, ProblemCode};
pub use secrets::{
    CreateSecret, ListSecrets, PageInfo, PersonRef, ReplaceValue, SecretPage, SecretSort, SecretSummary, SortOrder,
    UpdateSecret,
};
pub use session::{Role, Session, SessionTeam, SessionUser, SessionWorkspace, SignIn};
#[cfg(feature = "openapi")]
pub use shapes::{EnvelopeShape, KeyManifestShape, ManifestKeyShape};
