//! What a run is given: decided, opened and sealed to its runner. The only place where values of several secrets meet.

mod decide;
mod seal;

pub(crate) use decide::{Decided, decide};
pub(crate) use seal::{Sealed, seal};
