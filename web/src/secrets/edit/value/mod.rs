//! The field that a value is typed into, and what may be known about what is in it.

mod field;
mod file;
mod handle;
mod loader;
mod notes;
mod notice;
mod parts;
mod seen;

pub(super) use field::ValueFields;
pub(super) use file::ReadError;
use handle::ValueHandle;
pub(super) use parts::Parts;
use seen::grouped;
