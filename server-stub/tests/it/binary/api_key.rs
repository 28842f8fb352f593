//! `api-key`.

use anyhow::{Context, Result};
use oz_domain::api::{Agent, ProblemCode, SecretPage, Session, paths};

use crate::harness::{Remote, TestFolder};

const MAKE: [&str; 6] = ["api-key", "create", "--email", "admin@localhost", "--name", "ci"];

#[test]
fn a_runners_key_reads_runs_and_nothing_else() -> Result<()> {
    let folder = TestFolder::new()?;
    let server = folder.serve(&[])?;

    let key = folder.command(&MAKE).args(&["--runner"]).data()?;

    let remote = Remote::new(server.address(), &key);
    assert_eq!(remote.get(paths::RUNS)?.status, 200);
    assert_eq!(remote.get(paths::SECRETS)?.code()?, ProblemCode::Forbidden);
    assert!(folder.command(&["api-key", "list"]).data()?.contains("acts as a runner"));
    folder.command(&MAKE).args(&["--runner", "--team"]).refusal(2)?;
    Ok(())
}

#[test]
fn a_key_is_printed_once_and_listed_by_its_end() -> Result<()> {
    let folder = TestFolder::new()?;
    let server = folder.serve(&[])?;

    let key = folder.command(&MAKE).data()?;

    assert!(key.starts_with("wk-1.") && key.len() == 69, "not a key");
    assert_eq!(Remote::new(server.address(), &key).get(paths::SECRETS)?.read::<SecretPage>(200)?.total, 0);
    let list = folder.command(&["api-key", "list"]).data()?;
    assert!(
        list.contains(&format!("wk-**{}", &key[65..])) && list.contains("\tci\t") && !list.contains(&key[5..60]),
        "{list}"
    );
    for file in folder.contents()? {
        assert!(!file.1.windows(64).any(|part| part == &key.as_bytes()[5..]), "{}", file.0.display());
    }
    Ok(())
}

#[test]
fn a_teams_key_has_no_person() -> Result<()> {
    let folder = TestFolder::new()?;
    let server = folder.serve(&[])?;

    let key = folder.command(&MAKE).args(&["--team", "--expires-in", "30d"]).data()?;

    let session: Session = Remote::new(server.address(), &key).get(paths::SESSION)?.read(200)?;
    assert!(session.user.is_none() && session.expires_at.is_some());
    Ok(())
}

#[test]
fn an_agents_key_acts_as_an_agent_that_is_there() -> Result<()> {
    let folder = TestFolder::new()?;
    let server = folder.serve(&[])?;
    let key = folder.command(&MAKE).data()?;
    let body = serde_json::json!({ "name": "Reviewer" });
    let agent: Agent = Remote::new(server.address(), &key).post(paths::AGENTS, &body)?.read(201)?;
    let (own, other) = (agent.uid.to_string(), "01890000-0000-7000-8000-000000000001");

    let agents_key = folder.command(&MAKE).args(&["--agent", &own]).data()?;

    let refused = Remote::new(server.address(), &agents_key).post(paths::AGENTS, &body)?;
    assert_eq!(refused.code()?, ProblemCode::Forbidden);
    assert!(folder.command(&["api-key", "list"]).data()?.contains("acts as Reviewer"));
    assert!(folder.command(&MAKE).args(&["--agent", other]).refusal(1)?.contains("hint: "));
    folder.command(&MAKE).args(&["--agent", &own, "--team"]).refusal(2)?;
    Ok(())
}

#[test]
fn a_deleted_key_is_refused_by_the_running_server() -> Result<()> {
    let folder = TestFolder::new()?;
    let server = folder.serve(&[])?;
    let key = folder.command(&MAKE).data()?;
    let list = folder.command(&["api-key", "list"]).data()?;
    let id = list.split('\t').next().context("an id")?;

    folder.command(&["api-key", "delete", "--id", id]).data()?;

    assert_eq!(Remote::new(server.address(), &key).get(paths::SECRETS)?.code()?, ProblemCode::RevokedCredential);
    assert_eq!(folder.command(&["api-key", "list"]).data()?, "");
    assert!(folder.command(&["api-key", "delete", "--id", id]).refusal(1)?.contains("there is no API key"));
    Ok(())
}

#[test]
fn a_key_for_nobody_is_not_made() -> Result<()> {
    let folder = TestFolder::new()?;
    folder.serve(&[])?.stop()?;

    let said = folder.command(&["api-key", "create", "--email", "x@example.com", "--name", "ci"]).refusal(1)?;
    let unnamed = folder.command(&["api-key", "create", "--email", "admin@localhost", "--name", " "]).refusal(1)?;

    assert!(said.contains("hint: "), "{said}");
    assert!(unnamed.contains("1 to 100 characters"), "{unnamed}");
    folder.command(&MAKE).args(&["--expires-in", "soon"]).refusal(2)?;
    Ok(())
}
