//! Which key to seal to, and why to believe that it is the server's.

mod context;
mod fingerprint;
mod memory;
mod state;
mod stopped;
mod when;

pub(crate) use context::Keys;
pub(crate) use fingerprint::KeyBox;
pub(crate) use state::{Sealing, Stop};
