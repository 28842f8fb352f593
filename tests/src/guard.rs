//! Ends a program when whoever started it is gone without a word: killed, or through with all tests while browsers were
//! still held for the next.

use std::{
    io::Write,
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, Command, Stdio},
};

use anyhow::{Context, Result};
use rustix::process::Pid;

/// Waits for a word. Without one, it ends a process group, by its number, and removes a folder.
const WATCH: &str = r#"
    read -r word && exit
    kill -s TERM -- "-$1"
    sleep 1
    kill -s KILL -- "-$1"
    test -z "$2" || rm -rf -- "$2"
"#;

/// A watch over a process group. When we let go of it, the group is no longer watched.
pub(crate) struct Guard(Child);

impl Guard {
    /// Watches over a group, and over a folder that is to go with it.
    pub(crate) fn over(group: Pid, folder: Option<&Path>) -> Result<Self> {
        let mut shell = Command::new("sh");
        shell.args(["-c", WATCH, "sh", &group.as_raw_pid().to_string()]).arg(folder.unwrap_or(Path::new("")));
        let shell = shell.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
        Ok(Self(shell.spawn().context("could not start a shell")?))
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if let Some(mut word) = self.0.stdin.take() {
            let _ = word.write_all(b"done\n");
        }
        let _ = self.0.wait();
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::wait;

    fn sleeper() -> (Child, Pid) {
        let child = Command::new("sleep").arg("60").process_group(0).spawn().unwrap();
        let pid = Pid::from_raw(child.id().cast_signed()).unwrap();
        (child, pid)
    }

    #[tokio::test]
    async fn whoever_is_gone_without_a_word_takes_the_program_and_its_folder_along() {
        let (mut child, pid) = sleeper();
        let folder = tempfile::tempdir().unwrap().keep();
        let mut guard = Guard::over(pid, Some(&folder)).unwrap();

        // What happens to the pipe when a process is killed.
        drop(guard.0.stdin.take());

        wait::until("it ended", async || Ok(child.try_wait()?.is_some())).await.unwrap();
        wait::until("its folder is gone", async || Ok(!fs::exists(&folder)?)).await.unwrap();
    }

    #[test]
    fn letting_go_leaves_the_program_alone() {
        let (mut child, pid) = sleeper();

        drop(Guard::over(pid, None).unwrap());

        assert!(child.try_wait().unwrap().is_none(), "it was ended");
        child.kill().unwrap();
        child.wait().unwrap();
    }
}
