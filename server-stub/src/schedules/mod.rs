//! What makes runs at given times: when that is, and the scheduler that does it.

mod cron;

pub(crate) use cron::{Cron, CronError};
