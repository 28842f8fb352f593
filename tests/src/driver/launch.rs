//! What the three engines' launchers have in common.

use std::{ffi::OsStr, net::TcpListener, path::Path, process::Command};

use anyhow::{Context, Result};
use serde_json::Value;
use tokio::net::TcpStream;

use crate::{config::Need, process::Process, wait};

/// A window as one opens it, in pixels.
pub(super) const WIDTH: u32 = 1200;
pub(super) const HEIGHT: u32 = 900;

/// A driver that listens, and what to ask it for.
pub(super) struct Launched {
    pub(super) programs: Vec<Process>,
    pub(super) port: u16,
    pub(super) capabilities: Value,
}

/// A port that nobody listens on at the moment.
pub(super) fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("no port is free")?;
    Ok(listener.local_addr()?.port())
}

/// A program with everything that it would keep at home kept in the profile instead.
pub(super) fn command(need: Need, home: &Path) -> Result<Command> {
    let mut command = Command::new(need.path()?);
    command.env("HOME", home).env("TMPDIR", home);
    for (variable, folder) in [("XDG_CACHE_HOME", "cache"), ("XDG_CONFIG_HOME", "config"), ("XDG_DATA_HOME", "data")] {
        command.env(variable, home.join(folder));
    }
    Ok(command)
}

/// Starts a driver, with what it keeps at home, on a port and waits until it accepts a connection.
pub(super) async fn listening(
    home: &Path,
    mut command: Command,
    port: u16,
    arguments: &[impl AsRef<OsStr>],
) -> Result<Process> {
    command.args(arguments);
    let process = Process::start_in(home, command)?;
    wait::until("the driver listens", async || Ok(TcpStream::connect(("127.0.0.1", port)).await.is_ok())).await?;
    Ok(process)
}

/// A path as JSON has it.
pub(super) fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
