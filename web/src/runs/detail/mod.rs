//! One run: where it stands, how it runs, and which secrets it got, as it changes.

mod facts;
mod page;
mod record;

pub(super) use page::run_page;
