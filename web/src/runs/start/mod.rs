//! A new run: what it is to do, in what, with which secrets, and what it would get.

mod form;
mod page;

pub(super) use page::new_run_page;
