//! What the tests stand on: a server of their own, a clock they set, clients that seal.

mod answer;
mod client;
mod clock;
mod draft;
mod events;
mod process;
mod record;
mod remote;
mod runner;
mod stack;
mod wire;

pub(crate) use answer::Answer;
pub(crate) use client::Client;
pub(crate) use clock::TestClock;
pub(crate) use draft::Draft;
pub(crate) use events::Events;
pub(crate) use process::{Server, TestFolder};
pub(crate) use remote::Remote;
pub(crate) use runner::{Runner, variable};
pub(crate) use stack::{Stack, TeamKey};
pub(crate) use wire::{Wire, exchange, parse};
