//! Which secrets a run gets: choosing them for whatever names them, and showing what would come of it.

mod auth;
mod dependents;
mod list;
mod merge;
mod picks;
mod reference_row;
mod rows;
mod section;
mod trial;

pub(crate) use auth::AuthSelect;
pub(crate) use dependents::dependents;
pub(crate) use list::{Attached, differences};
pub(crate) use merge::{Merge, Side, merge};
pub(crate) use reference_row::attach_box;
pub(crate) use rows::rows;
pub(crate) use section::{AttachSection, Words};
pub(crate) use trial::{Lists, Trial, preview, trigger_choice};
