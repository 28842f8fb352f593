//! What any engine of the store must do, as functions over its constructor, and the engines that do it.

mod agents;
mod ended_keys;
mod environments;
mod fixture;
mod people;
mod remembered;
mod run_search;
mod runs;
mod secret_pages;
mod secrets;
mod sqlite;

pub(crate) use fixture::{Fixture, new_secret};
