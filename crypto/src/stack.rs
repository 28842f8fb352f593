//! Wipes the stack that a computation on secrets has used.
//!
//! Ciphers and curves keep keys and blocks in local variables, and what those leave on the stack stays
//! until something else happens to be called. The heap is wiped by whoever owns it.

use std::hint::black_box;

use zeroize::Zeroize;

/// 64-bit words that are wiped: more than sealing and opening are seen to use. A page uses less, and waits.
const WORDS: usize = if cfg!(target_family = "wasm") { 16 * 1024 / 8 } else { 64 * 1024 / 8 };

/// Does the work, then wipes the stack below its caller.
pub(crate) fn wiped_after<T>(work: impl FnOnce() -> T) -> T {
    let outcome = apart(work);
    wipe();
    outcome
}

/// Keeps the work's variables out of the caller's own frame, which is not wiped.
#[inline(never)]
fn apart<T>(work: impl FnOnce() -> T) -> T {
    black_box(work())
}

#[cfg_attr(
    not(target_family = "wasm"),
    expect(clippy::large_stack_arrays, reason = "it is the stack that is to be overwritten")
)]
#[inline(never)]
fn wipe() {
    let mut area = [0_u64; WORDS];
    area[..].zeroize();
    black_box(&area);
}
