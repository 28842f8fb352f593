//! Nothing typed is lost by accident: leaving with unsaved changes is asked about first.

mod context;
mod dialog;
mod entry;
mod listen;

pub(crate) use context::Guard;
pub(crate) use dialog::{GuardLayer, question};
