//! What is done to secrets from the list: adding, replacing, describing, removing.

mod add;
mod affected;
mod attempt;
mod change;
mod changed;
mod conflict;
mod describe;
mod disable;
mod draft;
mod expiry;
mod footer;
mod fresh;
mod layer;
mod refusal;
mod remove;
mod replace;
mod sent;
mod sign_in_again;
mod task;
mod toggle;
mod trouble;
mod usage;
mod value;

pub(crate) use fresh::idempotency_key;
pub(crate) use layer::EditLayer;
pub(crate) use sign_in_again::SignInAgain;
pub(crate) use task::{Editing, Preset, Task};
