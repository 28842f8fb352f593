//! What every request and every answer goes through.

mod body;
mod edge;
mod guard;
mod headers;
mod idempotency;
mod if_match;
mod problem;
mod query;
mod shape;
mod trace;

pub use body::{Json, Upload};
pub use edge::{edge, panicked};
pub use guard::{Hosts, refuse_unknown_hosts};
pub use idempotency::IdempotencyKey;
pub use if_match::{IfMatch, etag};
pub use query::Query;
pub use trace::{CallerKind, TraceId};
