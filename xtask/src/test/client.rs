//! The published client of the public Oz API against the real server.

use std::path::Path;

use anyhow::Result;

use super::suite::Suite;
use crate::config::Config;
use crate::{process, setup};

/// The tests of `tests/sdk`.
///
/// # Errors
///
/// When the list of Python packages can't be read.
pub(super) fn suite(config: &Config, server: Option<&Path>) -> Result<Suite> {
    let mut command = process::command(config, setup::python(config)?);
    // No bytecode beside the sources.
    command.arg("-B").arg(config.root.join("tests/sdk/main.py"));
    command.env("OZ_TEST_SERVER", server.unwrap_or(Path::new("")));
    Ok(Suite {
        name: "the published Python client",
        log: "python-client",
        usually: "10 s",
        command,
        expected: &["oz_agent_sdk"],
    })
}
