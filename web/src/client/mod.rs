//! The only HTTP.

mod api;
mod error;
mod send;

pub(crate) use api::Client;
pub(crate) use error::ClientError;
