//! What `resolve` promises: examples that read like the documentation, and properties of generated states.

#![expect(clippy::unwrap_used, reason = "a test that can't go on stops there")]

mod agreement;
mod document;
mod examples;
mod properties;
mod scene;
mod states;
mod views;
