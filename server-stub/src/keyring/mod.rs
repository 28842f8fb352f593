//! The server's private keys at rest: made, renewed, written and read back.

mod cipher;
mod file;
mod format;
mod ring;

pub use cipher::{MasterKey, MasterKeyError};
pub use file::{KeyringError, KeyringFile};
pub use ring::{HeldKey, Keyring};

pub(crate) use file::Stamp;
