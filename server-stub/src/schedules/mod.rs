//! What makes runs at given times: when that is, and the scheduler that does it.

mod cron;
mod scheduler;
mod spawn;

pub(crate) use cron::{Cron, CronError};
pub(crate) use scheduler::schedule_until;
pub use spawn::spawn_due;
