//! An environment, new or as it is, while it is edited.

mod commands;
mod conflict;
mod fields;
mod page;
mod save;
mod state;
mod texts;
mod trial;
mod view;

pub(super) use page::{EnvironmentPage, NewEnvironmentPage, nowhere};
