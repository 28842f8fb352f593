//! Ctrl-C and SIGTERM: tells the server to finish, once.

use std::process::Child;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};

use anyhow::{Context, Result};

/// Whether a stop was asked for, and which process it goes to.
pub(super) struct Stop {
    asked: Arc<AtomicBool>,
    server: Arc<AtomicI32>,
}

impl Stop {
    /// Starts to listen for Ctrl-C and SIGTERM.
    ///
    /// # Errors
    ///
    /// When somebody listens already.
    pub(super) fn watch() -> Result<Self> {
        let stop = Self { asked: Arc::default(), server: Arc::default() };
        let (asked, server) = (Arc::clone(&stop.asked), Arc::clone(&stop.server));
        ctrlc::set_handler(move || {
            asked.store(true, Ordering::SeqCst);
            terminate(server.load(Ordering::SeqCst));
        })
        .context("could not listen for Ctrl-C")?;
        Ok(stop)
    }

    /// A stop ends this process, also one that was asked for before.
    pub(super) fn ends(&self, server: &Child) {
        let pid = i32::try_from(server.id()).unwrap_or(0);
        self.server.store(pid, Ordering::SeqCst);
        if self.asked() {
            terminate(pid);
        }
    }

    /// Whether a stop was asked for.
    pub(super) fn asked(&self) -> bool {
        self.asked.load(Ordering::SeqCst)
    }
}

#[cfg(unix)]
fn terminate(pid: i32) {
    use rustix::process::{Pid, Signal, kill_process};

    if let Some(pid) = Pid::from_raw(pid) {
        let _ = kill_process(pid, Signal::TERM);
    }
}

#[cfg(not(unix))]
fn terminate(_: i32) {}
