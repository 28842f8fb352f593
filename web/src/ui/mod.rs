//! Small parts with no product knowledge.

mod button;
mod dialog;
mod field;
mod modal;
mod pane;
mod segmented;
mod shortcut;
mod toast;

pub(crate) use button::{Button, Kind};
pub(crate) use dialog::Dialog;
pub(crate) use field::{Field, described_by, focus_first_error};
pub(crate) use pane::Pane;
pub(crate) use segmented::{Segment, Segmented};
pub(crate) use shortcut::submit_on_enter;
pub(crate) use toast::{Action, ToastRegion, Toasts};
