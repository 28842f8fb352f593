//! The field that a value is typed into, and what may be known about what is in it.

mod field;
mod file;
mod handle;
mod loader;
mod notes;
mod notice;
mod seen;

pub(super) use field::ValueField;
pub(super) use file::ReadError;
pub(super) use handle::ValueHandle;
use seen::grouped;
