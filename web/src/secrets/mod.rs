//! The Secrets page: the list, and what is done from it.

mod clock;
mod edit;
mod filter;
mod finding;
mod menu;
mod page;
mod row;
mod row_view;
mod scroller;
mod sort;
mod states;
mod store;
mod table;
mod toolbar;
mod when;
mod window;

pub(crate) use clock::Now;
pub(crate) use edit::{EditLayer, Editing, Preset, SignInAgain, Task, idempotency_key};
pub(crate) use finding::Finding;
pub(crate) use page::SecretsPage;
#[cfg(test)]
pub(crate) use row::Row;
pub(crate) use row::Rows;
pub(crate) use sort::Sort;
pub(crate) use store::SecretsStore;
pub(crate) use when::{ago, exactly, is_over};
