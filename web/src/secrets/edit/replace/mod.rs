//! Replacing a secret's value.

mod form;
mod left_out;
mod pane;
mod save;

pub(super) use pane::ReplacePane;
