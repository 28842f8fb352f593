//! What the tests stand on: a server of their own, a clock they set, clients that seal.

mod answer;
mod client;
mod clock;
mod draft;
mod process;
mod stack;
mod wire;

pub(crate) use answer::Answer;
pub(crate) use client::{Client, Request};
pub(crate) use clock::TestClock;
pub(crate) use draft::Draft;
pub(crate) use process::{Command, Server, TestFolder};
pub(crate) use stack::{Stack, TeamKey};
pub(crate) use wire::{Wire, exchange};
