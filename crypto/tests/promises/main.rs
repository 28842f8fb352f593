//! What the encryption core promises, seen from outside.
#![expect(clippy::unwrap_used, reason = "a test that can't go on stops there")]

mod ages;
mod binding;
mod envelope;
mod fixtures;
#[path = "../frozen/read.rs"]
mod frozen;
mod javascript;
mod keys;
mod manifest;
mod manifest_changes;
mod oracle;
mod sealing;
