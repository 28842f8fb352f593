//! The built page: its files, and how long browsers may keep them.

mod answer;
mod hashed_names;

pub use answer::Page;

pub(crate) use answer::answer;
