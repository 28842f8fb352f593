//! Who is signed in, and how one signs in.

mod arrival;
mod context;
mod link;
mod sign_in;
mod signed_out;
mod signing_in;

pub(crate) use arrival::{Arrival, is_here};
pub(crate) use context::{SessionContext, SessionState};
pub(crate) use link::token_of;
pub(crate) use sign_in::signing;
pub(crate) use signed_out::SignedOut;
