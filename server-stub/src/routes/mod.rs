//! The routes, one folder for each resource, one file for each verb.

mod agents;
mod assemble;
mod choices;
mod environments;
mod health;
mod keys;
mod openapi;
mod resolve;
mod runs;
mod schedules;
mod secrets;
mod session;
mod settings;

pub use assemble::{document, router};
