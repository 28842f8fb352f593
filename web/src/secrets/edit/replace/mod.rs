//! Replacing a secret's value.

mod form;
mod pane;
mod save;

pub(super) use pane::ReplacePane;
