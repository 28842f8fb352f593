//! Agents (identities) on the wire, in the shapes of the public Oz API, and what this server adds to them.

mod answer;
mod clearable;
mod create;
mod list;
mod update;

pub use answer::{Agent, AgentMemory, AutoMemory};
pub use clearable::Clearable;
pub use create::{AgentMemoryChoice, AgentRule, AgentType, AutoMemoryChoice, CreateAgent};
pub use list::{AgentPage, AgentSort, ListAgents};
pub use update::UpdateAgent;
