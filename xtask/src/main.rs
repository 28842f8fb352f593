//! `cargo xtask`: everything that a person runs in this repository.
fn main() {}
