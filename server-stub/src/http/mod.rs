//! What every request and every answer goes through.

mod body;
pub(crate) mod cursor;
mod edge;
mod guard;
mod headers;
mod id_path;
mod idempotency;
mod if_match;
pub(crate) mod limit;
mod problem;
mod query;
mod replay;
mod shape;
mod trace;

pub(crate) use body::{Json, Upload};
pub(crate) use edge::{edge, panicked};
pub use guard::Hosts;
pub(crate) use guard::refuse_unknown_hosts;
pub(crate) use id_path::IdPath;
pub(crate) use idempotency::IdempotencyKey;
pub(crate) use if_match::{IfMatch, MayMatch, etag};
pub(crate) use query::Query;
pub(crate) use replay::{Replay, again};
pub(crate) use trace::{CallerKind, TraceId};
