//! Starts other programs: cleaned environment, output to a log, its end shown when they fail.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Output, Stdio};

use anyhow::{Context, Result, ensure};

use crate::config::Config;

/// How much of a failed program's log is shown.
const SHOWN_LINES: usize = 60;

/// A program to start from the repository's root, with an environment that doesn't tell of us.
pub(crate) fn command(config: &Config, program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(&config.root).stdin(Stdio::null());
    for (name, value) in &config.child_env {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command
}

/// What a program that ran to its end left.
pub(crate) struct Finished {
    /// How it ended.
    pub(crate) status: ExitStatus,
    /// What it said, both streams in the order they came.
    pub(crate) text: String,
    /// Where that is kept.
    pub(crate) log: PathBuf,
}

/// Runs a program to its end, its output in a log of this name. That it fails is no error here.
///
/// # Errors
///
/// When it can't be started, or the log can't be written.
pub(crate) fn run(config: &Config, name: &str, mut command: Command) -> Result<Finished> {
    let log = log_file(config, name)?;
    let writer = File::create(&log).with_context(|| format!("could not write {}", log.display()))?;
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command
        .stdout(writer.try_clone().context("could not share the log")?)
        .stderr(writer)
        .status()
        .with_context(|| format!("could not start `{program}`"))?;
    let text = fs::read(&log).with_context(|| format!("could not read {}", log.display()))?;
    Ok(Finished { status, text: String::from_utf8_lossy(&text).into_owned(), log })
}

/// Runs a program to its end, its output in a log of this name.
///
/// # Errors
///
/// When it can't be started, or fails: then with the end of its log.
pub(crate) fn logged(config: &Config, name: &str, command: Command) -> Result<()> {
    let program = command.get_program().to_string_lossy().into_owned();
    let Finished { status, text, log } = run(config, name, command)?;
    ensure!(
        status.success(),
        "`{program}` failed ({status}); the whole log is {}\n{}",
        log.display(),
        last_lines(&text, SHOWN_LINES)
    );
    Ok(())
}

/// What a program prints on stdout, if it can be started and succeeds.
pub(crate) fn stdout_of(mut command: Command) -> Option<String> {
    let Output { status, stdout, .. } = command.stderr(Stdio::null()).output().ok()?;
    status.success().then(|| String::from_utf8_lossy(&stdout).trim().to_owned())
}

/// The first program of this name on a search path.
pub(crate) fn find(program: &str, path: &OsStr) -> Option<PathBuf> {
    std::env::split_paths(path).map(|folder| folder.join(program)).find(|file| is_program(file))
}

/// Whether a file is there and can be run.
#[cfg(unix)]
pub(crate) fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(file).is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
}

/// Whether a file is there.
#[cfg(not(unix))]
pub(crate) fn is_program(file: &Path) -> bool {
    file.is_file()
}

/// Where a step's log goes.
fn log_file(config: &Config, name: &str) -> Result<PathBuf> {
    let folder = config.scratch().join("logs");
    fs::create_dir_all(&folder).with_context(|| format!("could not make {}", folder.display()))?;
    Ok(folder.join(format!("{name}.log")))
}

/// The end of a text.
pub(crate) fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<_> = text.lines().collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}
