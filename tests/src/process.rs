//! A started program: what it says is kept, and it ends, with everything that it started, when we let go of it, or when
//! we end ourselves, however that comes.

use std::{
    io::{BufRead, BufReader, Read},
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process, kill_process_group};

use crate::{guard::Guard, wait};

const START: Duration = Duration::from_secs(30);
const END: Duration = Duration::from_secs(5);

/// A program with its output, in a process group of its own.
pub struct Process {
    name: String,
    child: Child,
    // Dropped when the program has ended.
    _guard: Guard,
    output: Arc<Mutex<Vec<u8>>>,
}

impl Process {
    /// Starts a program. What it writes to stdout and stderr is kept in memory.
    ///
    /// # Errors
    ///
    /// When it can't be started.
    pub fn start(command: Command) -> Result<Self> {
        Self::start_with(command, None)
    }

    /// The same, with a folder that goes when the program ends because we were killed, or ended while we still held it.
    ///
    /// # Errors
    ///
    /// When it can't be started.
    pub fn start_in(folder: &Path, command: Command) -> Result<Self> {
        Self::start_with(command, Some(folder))
    }

    fn start_with(mut command: Command, folder: Option<&Path>) -> Result<Self> {
        let name = command.get_program().to_string_lossy().into_owned();
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .process_group(0)
            .spawn()
            .with_context(|| format!("could not start `{name}`"))?;
        let output = Arc::default();
        keep(child.stdout.take(), &output);
        keep(child.stderr.take(), &output);
        let guard = Guard::over(id(&child)?, folder)?;
        Ok(Self { name, child, _guard: guard, output })
    }

    /// Everything that it has written so far.
    #[must_use]
    pub fn output(&self) -> Vec<u8> {
        self.output.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Waits until a line of its output holds `mark`, and gives what follows it on that line.
    ///
    /// # Errors
    ///
    /// When it ends, or takes longer than 30 s; then with what it wrote.
    pub async fn line_after(&mut self, mark: &str) -> Result<String> {
        let deadline = Instant::now() + START;
        loop {
            let text = String::from_utf8_lossy(&self.output()).into_owned();
            let whole_lines = text.rsplit_once('\n').map_or("", |(lines, _)| lines);
            if let Some(rest) = whole_lines.lines().find_map(|line| Some(line.split_once(mark)?.1)) {
                return Ok(rest.to_owned());
            }
            if let Some(status) = self.child.try_wait().context("could not look after a program")? {
                self.last_words().await;
                let text = String::from_utf8_lossy(&self.output()).into_owned();
                bail!("`{}` ended ({status}) before it said `{mark}`:\n{text}", self.name);
            }
            if Instant::now() > deadline {
                bail!("`{}` didn't say `{mark}` in time:\n{text}", self.name);
            }
            wait::a_moment().await;
        }
    }

    /// Asks it to finish (SIGTERM), waits until it has, and gives its exit code.
    ///
    /// # Errors
    ///
    /// When it doesn't end within 5 s, or ends by a signal.
    pub fn finish(&mut self) -> Result<i32> {
        kill_process(self.pid()?, Signal::TERM).context("could not send SIGTERM")?;
        let ended = self.ended_within(END).with_context(|| format!("`{}` ignores SIGTERM", self.name))?;
        ended.code().with_context(|| format!("`{}` ended by a signal", self.name))
    }

    /// Its process id.
    ///
    /// # Errors
    ///
    /// When the system gave it one that can't be.
    pub fn pid(&self) -> Result<Pid> {
        id(&self.child)
    }

    /// Waits until nothing more can come, or some of what it started still could say something.
    async fn last_words(&self) {
        for _ in 0..50 {
            if Arc::strong_count(&self.output) == 1 {
                return;
            }
            wait::a_moment().await;
        }
    }

    fn ended_within(&mut self, time: Duration) -> Option<std::process::ExitStatus> {
        let deadline = Instant::now() + time;
        while Instant::now() < deadline {
            if let Ok(Some(status)) = self.child.try_wait() {
                return Some(status);
            }
            thread::sleep(Duration::from_millis(5));
        }
        None
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let Ok(pid) = self.pid() else { return };
        // The whole group: a driver that is killed outright would leave its browser behind.
        let _ = kill_process_group(pid, Signal::TERM);
        let _ = self.ended_within(Duration::from_millis(500));
        let _ = kill_process_group(pid, Signal::KILL);
        let _ = self.child.wait();
    }
}

fn id(child: &Child) -> Result<Pid> {
    Pid::from_raw(child.id().cast_signed()).context("a process id is above zero")
}

fn keep(stream: Option<impl Read + Send + 'static>, output: &Arc<Mutex<Vec<u8>>>) {
    let (Some(stream), output) = (stream, Arc::clone(output)) else {
        return;
    };
    thread::spawn(move || {
        let mut lines = BufReader::new(stream);
        let mut line = Vec::new();
        while lines.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
            output.lock().unwrap_or_else(PoisonError::into_inner).append(&mut line);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Process {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        Process::start(command).unwrap()
    }

    #[tokio::test]
    async fn what_a_program_says_is_found_by_its_mark() {
        let mut program = shell("echo starting; echo listening on 127.0.0.1:1 >&2; sleep 60");

        assert_eq!(program.line_after("listening on ").await.unwrap(), "127.0.0.1:1");
    }

    #[tokio::test]
    async fn a_program_that_ends_early_is_told_with_its_words() {
        let mut program = shell("echo the port is taken; exit 3");

        let why = program.line_after("listening on ").await.unwrap_err().to_string();

        assert!(why.contains("the port is taken"), "{why}");
    }

    #[tokio::test]
    async fn letting_go_ends_what_the_program_started_too() {
        let mut program = shell("sleep 60 & echo child $!; wait");
        let child: i32 = program.line_after("child ").await.unwrap().parse().unwrap();

        drop(program);

        let child = Pid::from_raw(child).unwrap();
        wait::until("the child is gone", async || Ok(rustix::process::test_kill_process(child).is_err()))
            .await
            .unwrap();
    }
}
