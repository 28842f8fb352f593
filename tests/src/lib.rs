//! What the end-to-end tests stand on: the real server, a real browser, and a recording wire between them.

pub mod axe;
pub mod config;
pub mod driver;
mod guard;
pub mod needles;
pub mod page;
pub mod places;
pub mod process;
pub mod runner;
pub mod spy;
pub mod stack;
pub mod visit;
pub mod wait;

pub use driver::{Driver, Engine};
pub use page::Page;
pub use runner::Runner;
pub use stack::{Api, Person, Stack};
pub use visit::{Visit, visit};
