//! The only HTTP.

mod api;
mod environments;
mod error;
mod send;
mod settings;

pub(crate) use api::Client;
pub(crate) use error::ClientError;
