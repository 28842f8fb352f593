//! The binary as a process.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Output, Stdio},
    time::Duration,
};

use anyhow::{Context, Result, bail, ensure};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

/// A folder for one test.
pub(crate) struct TestFolder(TempDir);

/// A run of the binary.
pub(crate) struct Command(std::process::Command);

/// A server that listens.
pub(crate) struct Server {
    child: Child,
    pub(crate) origin: String,
    pub(crate) identity: String,
    log: PathBuf,
}

impl TestFolder {
    /// A new one.
    pub(crate) fn new() -> Result<Self> {
        Ok(Self(tempfile::tempdir()?))
    }

    /// The folder itself.
    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// The data folder in it.
    pub(crate) fn data(&self) -> PathBuf {
        self.path().join("data")
    }

    /// A run of the binary on this data folder.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_oz-server-stub"));
        command.args(arguments).arg("--data").arg(self.data()).env_clear();
        Command(command)
    }

    /// A server on this data folder, listening.
    pub(crate) fn serve(&self, more: &[&str]) -> Result<Server> {
        self.command(&["serve", "--listen", "127.0.0.1:0"]).args(more).started(self)
    }

    /// Every file of the data folder and its bytes, to see that nothing was touched.
    pub(crate) fn contents(&self) -> Result<Vec<(PathBuf, Vec<u8>)>> {
        let mut files = Vec::new();
        for entry in fs::read_dir(self.data())? {
            let path = entry?.path();
            files.push((path.clone(), fs::read(&path)?));
        }
        files.sort();
        Ok(files)
    }
}

impl Command {
    /// Adds arguments.
    pub(crate) fn args(mut self, arguments: &[&str]) -> Self {
        self.0.args(arguments);
        self
    }

    /// Sets a variable.
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.0.env(name, value);
        self
    }

    /// Runs to the end.
    pub(crate) fn output(mut self) -> Result<Output> {
        Ok(self.0.stdin(Stdio::null()).output()?)
    }

    /// Runs to a good end; the data it printed.
    pub(crate) fn data(self) -> Result<String> {
        let output = self.output()?;
        ensure!(output.status.success(), "failed: {}", String::from_utf8_lossy(&output.stderr));
        Ok(String::from_utf8(output.stdout)?.trim().to_owned())
    }

    /// Runs to a refusal with this exit code; the sentence on stderr.
    pub(crate) fn refusal(self, exit_code: i32) -> Result<String> {
        let output = self.output()?;
        let sentence = String::from_utf8(output.stderr)?;
        ensure!(output.status.code() == Some(exit_code), "{}: {sentence}", output.status);
        ensure!(output.stdout.is_empty(), "data was printed");
        ensure!(!sentence.contains("panicked") && !sentence.contains("backtrace"), "a stack trace: {sentence}");
        Ok(sentence)
    }

    /// Runs until it listens.
    pub(crate) fn started(mut self, folder: &TestFolder) -> Result<Server> {
        let log = folder.path().join("log");
        let mut child = self.0.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(fs::File::create(&log)?).spawn()?;
        let mut lines = BufReader::new(child.stdout.take().context("stdout is piped")?).lines();
        let mut after = |mark: &str| -> Result<Option<String>> {
            let line = lines.next().transpose()?;
            Ok(line.and_then(|line| line.strip_prefix(mark).map(str::to_owned)))
        };
        let (origin, identity) = (after("listening on ")?, after("identity ")?);
        let listens = origin.is_some();
        let (origin, identity) = (origin.unwrap_or_default(), identity.unwrap_or_default());
        let server = Server { child, origin, identity, log };
        ensure!(listens, "it does not listen: {}", server.log()?);
        Ok(server)
    }
}

impl Server {
    /// What it logged so far.
    pub(crate) fn log(&self) -> Result<String> {
        Ok(fs::read_to_string(&self.log)?)
    }

    /// Where it listens, `127.0.0.1:4711`.
    pub(crate) fn address(&self) -> &str {
        self.origin.rsplit('/').next().unwrap_or_default()
    }

    /// Sends it a signal.
    pub(crate) fn signal(&self, signal: Signal) -> Result<()> {
        let pid = Pid::from_raw(i32::try_from(self.child.id())?).context("a process has a number")?;
        Ok(kill_process(pid, signal)?)
    }

    /// Waits until it logged these words.
    pub(crate) fn await_log(&self, words: &str) -> Result<()> {
        for _ in 0..1000 {
            if self.log()?.contains(words) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        bail!("not in the log: {words}")
    }

    /// Tells it to stop, and waits until it has; its exit code.
    pub(crate) fn stop(self) -> Result<Option<i32>> {
        self.signal(Signal::TERM)?;
        self.wait()
    }

    /// Waits until it has stopped; its exit code.
    pub(crate) fn wait(mut self) -> Result<Option<i32>> {
        Ok(self.child.wait()?.code())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that ended by itself is no reason to complain.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
