//! Which secrets a run gets, and why: one pure function for the preview, the run and the record.
//!
//! [`RunContext`] says everything about a run, real or hypothetical; [`Candidate`] says what is known of a secret
//! without its value. A preview knows no values ([`Material::Unopened`]), a claim does: what it learns by opening them
//! only ever takes something away ([`Reason::EnvironmentTooLarge`], [`Reason::CannotOpen`]).

mod input;
mod reason;
mod row;

pub use input::{Candidate, DefaultInjection, Material, PartSize, RunContext, UnknownDefault};
pub use reason::{Decision, Reason};
pub use row::{Resolution, Row, UnmetRequirement, Via};
