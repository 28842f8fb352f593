//! Adding a secret.

mod fields;
mod form;
mod kind;
mod name;
mod pane;
mod save;

pub(super) use pane::AddPane;
