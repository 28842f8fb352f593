//! What a process holds in memory: everything that it can write to, as a core image would have it.

use std::{
    fs::{self, File},
    io::{self, ErrorKind},
    os::unix::fs::FileExt,
};

use anyhow::{Context, Result};
use rustix::process::Pid;

use super::{Piece, Place};

/// Every writable region, one piece each; `None` where the system lets nobody look. The server asks that nobody may:
/// then only root can.
///
/// # Errors
///
/// When the process is gone.
pub fn in_process(pid: Pid) -> Result<Option<Vec<Piece>>> {
    let pid = pid.as_raw_pid();
    let looked = File::open(format!("/proc/{pid}/mem")).and_then(|memory| {
        let maps = fs::read_to_string(format!("/proc/{pid}/maps"))?;
        Ok(maps.lines().filter_map(|line| piece(&memory, line)).collect())
    });
    match looked {
        Ok(pieces) => Ok(Some(pieces)),
        Err(error) if may_not_look(&error) => Ok(None),
        Err(error) => Err(error).context("could not look at a program's memory"),
    }
}

fn may_not_look(error: &io::Error) -> bool {
    error.kind() == ErrorKind::PermissionDenied || !fs::exists("/proc/self/mem").unwrap_or(false)
}

/// A region, by its line in `maps`, unless it can't be written to or goes away meanwhile.
fn piece(memory: &File, line: &str) -> Option<Piece> {
    let (range, rest) = line.split_once(' ')?;
    let (start, end) = range.split_once('-')?;
    let address = |digits| u64::from_str_radix(digits, 16).ok();
    let (start, end) = (address(start)?, address(end)?);
    if !rest.starts_with("rw") {
        return None;
    }
    let mut bytes = vec![0; usize::try_from(end - start).ok()?];
    memory.read_exact_at(&mut bytes, start).ok()?;
    Some(Piece::new(Place::ServerMemory, line, bytes))
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use std::process::Command;

    use super::*;
    use crate::{needles::Needles, places::search, process::Process};

    /// In two parts, so that this text stands nowhere whole but in the other program.
    const WORDS: [&str; 2] = ["found in a", " shell 7b1e"];

    #[tokio::test]
    async fn what_another_program_holds_is_found_and_what_it_does_not_hold_is_not() {
        let mut shell = Command::new("sh");
        shell.args(["-c", "held=\"$1$2\"; echo ready to be seen; sleep 60; echo $held", "sh"]).args(WORDS);
        let mut shell = Process::start(shell).unwrap();
        shell.line_after("ready").await.unwrap();

        let memory = in_process(shell.pid().unwrap()).unwrap().expect("one may look at one's own");

        let finds = |text: &str| !search(&Needles::of(text).unwrap(), &memory).is_empty();
        assert!(finds(&WORDS.concat()));
        assert!(!finds("held by nobody 4c0d"));
    }
}
