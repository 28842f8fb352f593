//! The only HTTP.

mod agents;
mod api;
mod environments;
mod error;
mod problem;
mod runs;
mod schedules;
mod send;
mod settings;

pub(crate) use api::Client;
pub(crate) use error::ClientError;
