//! What a run is given: decided, opened and sealed to its runner. The only place where values of several secrets meet.

mod by_two;
mod decide;
mod order;
mod seal;

use decide::{Decided, decide};
pub(crate) use order::{Order, Prepared};
pub(crate) use seal::Sealed;
use seal::seal;
