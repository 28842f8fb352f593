//! A thousand secrets and a hundred references, answered by `oz_domain::resolve`: one workload for every machine.

#[cfg(feature = "js")]
mod js;
mod state;

pub use state::{Lists, Order, State};
