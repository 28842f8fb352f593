//! Parts of the page whose program isn't fetched with the page, but when they are first shown or in a quiet moment.

mod part;
mod place;

pub(crate) use part::{NotHere, Part, part};
pub(crate) use place::{Later, fetch_when_quiet};
