//! Where each resource lives.

use crate::{AgentId, EnvironmentId, RunId, ScheduleId, SecretId};

/// Every route of the interface begins with this.
pub const API: &str = "/api/v1";
/// The signed key manifest. Public.
pub const KEYS: &str = "/api/v1/keys";
/// The browser's session: sign in, who am I, sign out.
pub const SESSION: &str = "/api/v1/session";
/// Secrets: list and create.
pub const SECRETS: &str = "/api/v1/secrets";
/// Runs: list and create.
pub const RUNS: &str = "/api/v1/agent/runs";
/// The same, by the name that older clients know for creating.
pub const RUN: &str = "/api/v1/agent/run";
/// What changes in the list of runs, as it happens.
pub const RUN_EVENTS: &str = "/api/v1/agent/runs/events";
/// Which secrets a hypothetical run would get.
pub const RESOLVE: &str = "/api/v1/resolve";
/// Environments: list and create.
pub const ENVIRONMENTS: &str = "/api/v1/agent/environments";
/// Agents: list and create.
pub const AGENTS: &str = "/api/v1/agent/identities";
/// Schedules: list and create.
pub const SCHEDULES: &str = "/api/v1/agent/schedules";
/// When a schedule that isn't made yet would make runs.
pub const SCHEDULE_PREVIEW: &str = "/api/v1/agent/schedules/preview";
/// What holds for the whole workspace.
pub const SETTINGS: &str = "/api/v1/settings";
/// The description of the interface.
pub const OPENAPI: &str = "/api/v1/openapi.json";
/// Whether the server is up.
pub const HEALTH: &str = "/healthz";

/// One secret.
#[must_use]
pub fn secret(id: SecretId) -> String {
    format!("{SECRETS}/{id}")
}

/// One secret's value: it can be replaced, never read.
#[must_use]
pub fn secret_value(id: SecretId) -> String {
    format!("{SECRETS}/{id}/value")
}

/// Who gets a secret.
#[must_use]
pub fn secret_usage(id: SecretId) -> String {
    format!("{SECRETS}/{id}/usage")
}

/// One run.
#[must_use]
pub fn run(id: RunId) -> String {
    format!("{RUNS}/{id}")
}

/// One run, to be cancelled.
#[must_use]
pub fn run_cancel(id: RunId) -> String {
    format!("{RUNS}/{id}/cancel")
}

/// One run, to be claimed by a runner.
#[must_use]
pub fn run_claim(id: RunId) -> String {
    format!("{RUNS}/{id}/claim")
}

/// One run's lease, to be renewed by its runner.
#[must_use]
pub fn run_lease(id: RunId) -> String {
    format!("{RUNS}/{id}/lease")
}

/// What one run's runner says about it.
#[must_use]
pub fn run_receipts(id: RunId) -> String {
    format!("{RUNS}/{id}/receipts")
}

/// What changes in one run, as it happens.
#[must_use]
pub fn run_events(id: RunId) -> String {
    format!("{RUNS}/{id}/events")
}

/// One environment.
#[must_use]
pub fn environment(id: EnvironmentId) -> String {
    format!("{ENVIRONMENTS}/{id}")
}

/// One agent.
#[must_use]
pub fn agent(id: AgentId) -> String {
    format!("{AGENTS}/{id}")
}

/// One schedule.
#[must_use]
pub fn schedule(id: ScheduleId) -> String {
    format!("{SCHEDULES}/{id}")
}

/// One schedule, to be paused.
#[must_use]
pub fn schedule_pause(id: ScheduleId) -> String {
    format!("{SCHEDULES}/{id}/pause")
}

/// One schedule, to be resumed.
#[must_use]
pub fn schedule_resume(id: ScheduleId) -> String {
    format!("{SCHEDULES}/{id}/resume")
}
