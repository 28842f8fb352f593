//! How a server ends.

use anyhow::Result;
use oz_domain::api::{SecretPage, paths};
use rustix::process::Signal;

use crate::harness::{Remote, TestFolder, Wire};

const MAKE: [&str; 6] = ["api-key", "create", "--email", "admin@localhost", "--name", "ci"];

#[test]
fn a_request_that_is_under_way_is_finished_after_the_server_was_told_to_stop() -> Result<()> {
    let folder = TestFolder::new()?;
    let server = folder.serve(&[])?;
    let key = folder.command(&MAKE).data()?;
    let body = serde_json::to_string(&Remote::new(server.address(), &key).draft("LAST")?.seal()?)?;
    let head = format!(
        "POST {} HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {key}\r\ncontent-type: application/json\r\nexpect: 100-continue\r\ncontent-length: {}\r\n\r\n",
        paths::SECRETS,
        server.address(),
        body.len()
    );
    let mut wire = Wire::connect(server.address())?;
    wire.send(head.as_bytes())?;
    // The server asks for the body: from here on the request is under way.
    wire.await_continue()?;

    server.signal(Signal::TERM)?;
    server.await_log("finishing what is under way")?;
    wire.send(body.as_bytes())?;

    assert_eq!(wire.answer()?.status, 201);
    assert_eq!(server.stop()?, Some(0));
    Ok(())
}

#[test]
fn an_idle_connection_keeps_no_server_from_stopping() -> Result<()> {
    let folder = TestFolder::new()?;
    let server = folder.serve(&[])?;
    let _idle = Wire::connect(server.address())?;
    let mut used = Wire::connect(server.address())?;
    used.send(format!("GET {} HTTP/1.1\r\nhost: {}\r\n\r\n", paths::HEALTH, server.address()).as_bytes())?;

    server.signal(Signal::INT)?;

    assert_eq!(server.wait()?, Some(0));
    Ok(())
}

#[test]
fn somebody_who_listens_keeps_no_server_from_stopping() -> Result<()> {
    let folder = TestFolder::new()?;
    let server = folder.serve(&[])?;
    let key = folder.command(&MAKE).data()?;
    let mut listening = Wire::connect(server.address())?;
    let (path, host) = (paths::RUN_EVENTS, server.address());
    let head = format!("GET {path} HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {key}\r\n\r\n");
    listening.send(head.as_bytes())?;
    server.await_log("answered")?;

    server.signal(Signal::TERM)?;

    let answer = listening.answer()?;
    assert!(answer.text().contains("event: look\ndata: all\n"), "{}", answer.text());
    let log = server.log()?;
    assert_eq!(server.wait()?, Some(0));
    assert!(!log.contains("did not finish in time"), "{log}");
    Ok(())
}

#[test]
fn what_was_answered_is_kept_even_if_the_server_is_killed() -> Result<()> {
    let folder = TestFolder::new()?;
    let server = folder.serve(&[])?;
    let key = folder.command(&MAKE).data()?;
    let remote = Remote::new(server.address(), &key);
    for at in 0..5 {
        assert_eq!(remote.post(paths::SECRETS, &remote.draft(&format!("KEPT_{at}"))?.seal()?)?.status, 201);
    }
    server.signal(Signal::KILL)?;
    server.wait()?;

    let server = folder.serve(&[])?;

    let page: SecretPage = Remote::new(server.address(), &key).get(paths::SECRETS)?.read(200)?;
    assert_eq!(page.total, 5);
    Ok(())
}
