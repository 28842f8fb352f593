//! What the encryption core promises, seen from outside.

mod binding;
mod envelope;
mod fixtures;
mod frozen;
mod keys;
mod manifest;
mod manifest_changes;
mod oracle;
mod sealing;
