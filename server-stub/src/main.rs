//! The binary: one sentence and an exit code when something is wrong, never a stack trace.

use std::{alloc::System, process::ExitCode};

use clap::Parser;
use oz_server_stub::{Cli, run};
use zeroizing_alloc::ZeroAlloc;

/// Wipes what is freed: an opened value may pass through a buffer that isn't ours.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

fn main() -> ExitCode {
    run(Cli::parse())
}
