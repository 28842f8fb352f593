//! Schedules over a stop of the server.

use std::time::Duration;

use anyhow::{Result, bail};
use oz_domain::api::{RunPage, Schedule, paths};
use serde_json::json;

use super::damage::change;
use crate::harness::{Remote, TestFolder};

const MAKE: [&str; 6] = ["api-key", "create", "--email", "admin@localhost", "--name", "ci"];

/// The runs, as soon as there are any.
fn await_runs(remote: &Remote) -> Result<RunPage> {
    for _ in 0..1000 {
        let page: RunPage = remote.get(paths::RUNS)?.read(200)?;
        if !page.runs.is_empty() {
            return Ok(page);
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    bail!("no schedule made a run")
}

#[test]
fn a_time_that_was_missed_while_the_server_was_down_makes_one_run() -> Result<()> {
    let folder = TestFolder::new()?;
    let server = folder.serve(&[])?;
    let key = folder.command(&MAKE).data()?;
    let body = json!({ "name": "nightly", "cron_schedule": "0 9 1 1 *", "prompt": "Do it." });
    let made: Schedule = Remote::new(server.address(), &key).post(paths::SCHEDULES, &body)?.read(201)?;
    assert_eq!(server.stop()?, Some(0));
    change(&folder, "UPDATE schedule SET next_run_at = '2026-01-01T09:00:00.000Z'")?;

    let server = folder.serve(&[])?;
    let remote = Remote::new(server.address(), &key);

    assert_eq!(await_runs(&remote)?.runs.len(), 1);
    let after: Schedule = remote.get(&paths::schedule(made.id))?.read(200)?;
    assert_eq!((after.history.next_run, after.history.last_ran.is_some()), (made.history.next_run, true));
    assert_eq!(server.stop()?, Some(0));
    let server = folder.serve(&[])?;
    server.await_log("listening")?;
    assert_eq!(await_runs(&Remote::new(server.address(), &key))?.runs.len(), 1);
    Ok(())
}
