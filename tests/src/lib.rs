//! What the end-to-end tests stand on: the real server, a real browser, and a recording wire between them.

pub mod config;
pub mod driver;
pub mod needles;
pub mod process;
pub mod wait;

pub use driver::{Driver, Engine};
