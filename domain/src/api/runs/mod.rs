//! Runs on the wire, in the shapes of the public Oz API, and what this server adds to them.

mod claim;
mod create;
mod item;
mod list;
mod metadata;
mod receipt;
mod state;

pub use claim::{ClaimRun, ClaimedRun, LeaseRenewed};
pub use create::{Attachment, CreateRun, CreatedRun, RunMode};
pub use item::{
    PublicScope, PublicScopeKind, RunItem, RunSchedule, RunSecrets, RunStatusMessage, StateChange, UserProfile,
    UserProfileKind,
};
pub use list::{ListRuns, ListRunsError, RunPage, RunSort};
pub use metadata::{MAX_METADATA_FILTERS, MetadataError, RunMetadata};
pub use receipt::{EndState, Receipt};
pub use state::{ExecutionLocation, RunErrorCode, RunState, UnknownWord};
