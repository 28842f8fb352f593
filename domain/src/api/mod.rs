//! Requests and responses: the JSON that crosses the wire, and the paths it goes to.

mod agent_config;
mod agents;
mod config_limits;
mod dependents;
mod empty;
mod environments;
mod expiry;
mod foreign;
mod keys;
pub mod paths;
mod problem;
mod profile;
mod resolve;
mod runs;
mod schedules;
mod secrets;
mod session;
mod settings;
#[cfg(feature = "openapi")]
mod shapes;

pub use agent_config::{AgentConfig, CredentialStrategy, HarnessConfig};
pub use agents::{
    Agent, AgentMemory, AgentMemoryChoice, AgentPage, AgentRule, AgentSort, AgentType, AutoMemory, AutoMemoryChoice,
    Clearable, CreateAgent, ListAgents, UpdateAgent,
};
pub use config_limits::{Excess, LONGEST_SKILL, LONGEST_WORD, MOST_CONFIG_BYTES};
pub use dependents::{ConfirmDelete, Dependent, DependentKind};
use empty::none_if_empty;
pub use environments::{Environment, EnvironmentConfig, EnvironmentPage, EnvironmentSort, LastTask, ListEnvironments};
pub use expiry::Expiry;
pub use foreign::{
    AwsInference, AwsProvider, GcpProvider, InferenceProviders, McpServer, McpServers, MemoryAccess, MemoryStoreRef,
    Providers,
};
pub use keys::KeyManifest;
pub use problem::{FieldProblem, Problem, ProblemCode};
pub use resolve::{NamedAgent, NamedEnvironment, NamedSchedule, ResolveRun, RunThatGotIt, SecretUsage};
pub use runs::{
    Attachment, ClaimRun, ClaimedRun, CreateRun, CreatedRun, EndState, ExecutionLocation, LeaseRenewed, ListRuns,
    ListRunsError, MAX_METADATA_FILTERS, MetadataError, PublicScope, PublicScopeKind, Receipt, RunErrorCode, RunItem,
    RunMetadata, RunMode, RunPage, RunSchedule, RunSecrets, RunSort, RunState, RunStatusMessage, StateChange,
    UnknownWord, UserProfile, UserProfileKind,
};
pub use schedules::{
    CreateSchedule, ListSchedules, PreviewSchedule, Schedule, ScheduleDeleted, ScheduleHistory, SchedulePage,
    SchedulePreview, ScheduleRun, ScheduleSort, UpdateSchedule,
};
pub use secrets::{
    CreateSecret, ListSecrets, PageInfo, PersonRef, ReplaceValue, SecretPage, SecretSort, SecretSummary, SortOrder,
    UpdateSecret,
};
pub use session::{Role, Session, SessionTeam, SessionUser, SessionWorkspace, SignIn};
pub use settings::{ChangeSettings, Settings};
#[cfg(feature = "openapi")]
pub use shapes::{EnvelopeShape, KeyManifestShape, ManifestKeyShape};
