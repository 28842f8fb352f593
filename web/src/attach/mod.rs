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
mod would;

pub(crate) use auth::AuthSelect;
pub(crate) use dependents::dependents;
pub(crate) use list::{Attached, differences};
pub(crate) use merge::{Merge, Side, merge};
pub(crate) use reference_row::attach_box;
pub(crate) use rows::rows;
pub(crate) use section::{AttachSection, Words};
pub(crate) use trial::{Trial, preview, trigger_choice};
pub(crate) use would::{Asked, Lists, would_get};
