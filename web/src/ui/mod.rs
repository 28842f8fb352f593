//! Small parts with no product knowledge.

mod button;
mod dialog;
mod field;
mod focus;
mod modal;
mod narrow;
mod pane;
mod segmented;
mod select;
mod sentence;
mod shortcut;
mod states;
mod table;
mod toast;
mod unsaved;

pub(crate) use button::{Button, Kind};
pub(crate) use dialog::Dialog;
pub(crate) use field::{Field, described_by, focus_first_error};
pub(crate) use focus::{Focused, focus_main};
pub(crate) use narrow::is_narrow;
pub(crate) use pane::Pane;
pub(crate) use segmented::Segmented;
pub(crate) use select::{Select, SelectOption};
pub(crate) use sentence::sentence_view;
pub(crate) use shortcut::{submit_form_of, submit_on_enter};
pub(crate) use states::{failed, ghosts};
pub(crate) use table::{TableRow, table};
pub(crate) use toast::{Action, ToastRegion, Toasts};
pub(crate) use unsaved::UnsavedBar;
