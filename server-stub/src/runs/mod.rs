//! What the routes of runs share with the scheduler: who may do what, what a run is made of, and what becomes of it.

mod context;
mod events;
mod plan;
mod redact;
pub(crate) mod rules;
mod sight;
pub(crate) mod stream;
pub(crate) mod surroundings;
mod sweep;

pub(crate) use context::{NO_AUTH, context};
pub use events::RunEvents;
pub(crate) use events::{Heard, Listener};
pub(crate) use plan::{Origin, agent_asked, plan};
pub(crate) use redact::redact;
pub(crate) use sight::{origin, sight, starter};
pub use sweep::sweep;
pub(crate) use sweep::sweep_for_ever;
