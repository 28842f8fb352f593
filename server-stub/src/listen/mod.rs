//! Connections: where they come in, how they are kept private, how they end.

mod accept;
mod bind;
mod patient;
mod peers;
mod tls;

pub(crate) use accept::serve;
pub(crate) use bind::bind;
pub(crate) use tls::{Privacy, acceptor};
