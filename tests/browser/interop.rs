//! A second implementation, in another language, opens what the page made, and ours opens what it made.

use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};
use oz_domain::{
    Scope,
    api::{CreateSecret, paths},
};
use oz_tests::{Engine, Person, Stack, config::Need, page::Draft, spy::Wire, visit};
use serde_json::{Value, json};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/interop/sealing.mjs");

#[tokio::test]
async fn another_implementation_opens_what_the_page_made() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let value = "fake \"value\" from the page: ü\\";
        visit.sign_in().await?.add(&Draft::new("MADE_BY_PAGE", value)).await?;

        let sent = visit.stack.spy().requests("POST", paths::SECRETS);

        ensure!(open(&visit.stack, &sent[0].sent()?)? == json!({ "value": value }), "it opened as something else");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_server_opens_what_another_implementation_made() -> Result<()> {
    let stack = Stack::start(Wire::Plain).await?;
    let mut api = stack.api(Person::Admin)?;
    let owner = api.session().await?.owner(Scope::Team).context("a team")?;
    let mut request = serde_json::to_value(api.sealed("MADE_BY_NODE", "replaced below", owner).await?)?;
    let job = json!({
        "suite": active_key(&stack)?["suite"],
        "public_key": public_key(&stack)?,
        "binding": binding(&stack, &request)?,
        "value": { "value": "fake value from Node: ü\\" },
    });

    request["envelope"] = node("seal", &job)?["envelope"].clone();
    let accepted = api.ask("POST", paths::SECRETS, &request, &[]).await?;
    ensure!(accepted.status == 201, "{} {}", accepted.status, String::from_utf8_lossy(&accepted.body));

    // Bound to its name: under another one the same envelope is refused.
    request["name"] = "MOVED_ELSEWHERE".into();
    request["id"] = "01890000-0000-7000-8000-0000000000ff".into();
    let refused = api.ask("POST", paths::SECRETS, &request, &[]).await?;
    ensure!(refused.status == 422, "{}", refused.status);
    Ok(())
}

/// Opens an envelope with the second implementation and the private key of the server's keyring.
pub(crate) fn open(stack: &Stack, sent: &CreateSecret) -> Result<Value> {
    let key = active_key(stack)?;
    let sent = serde_json::to_value(sent)?;
    let job = json!({
        "suite": key["suite"],
        "private_key": key["private_key"],
        "binding": binding(stack, &sent)?,
        "envelope": sent["envelope"],
    });
    Ok(node("open", &job)?["value"].clone())
}

fn binding(stack: &Stack, sent: &Value) -> Result<Value> {
    Ok(json!({
        "workspace_id": keyring(stack)?["workspace_id"],
        "secret_id": sent["id"],
        "owner_kind": sent["owner"]["kind"],
        "owner_id": sent["owner"]["id"],
        "name": sent["name"],
        "type": sent["type"],
        "revision": sent["revision"],
    }))
}

fn keyring(stack: &Stack) -> Result<Value> {
    let text =
        std::fs::read(stack.data().join("keyring.json")).context("the keyring of a test server is in the clear")?;
    Ok(serde_json::from_slice(&text)?)
}

fn active_key(stack: &Stack) -> Result<Value> {
    let keyring = keyring(stack)?;
    let active = keyring["keys"].as_array().into_iter().flatten().find(|key| key["status"] == "active");
    active.cloned().context("no key is active")
}

fn public_key(stack: &Stack) -> Result<Value> {
    let keyring = keyring(stack)?;
    let keys = keyring["manifest"]["keys"].as_array().into_iter().flatten();
    let active = keys.into_iter().find(|key| key["status"] == "active").context("no key is active")?;
    Ok(active["public_key"].clone())
}

fn node(verb: &str, job: &Value) -> Result<Value> {
    let mut child = Command::new(Need::Node.path()?)
        .args([Path::new(SCRIPT), Path::new(verb), &Need::NodeModules.path()?])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("could not start Node")?;
    child.stdin.take().context("Node reads")?.write_all(&serde_json::to_vec(job)?)?;
    let ran = child.wait_with_output()?;
    ensure!(ran.status.success(), "the second implementation refused: {}", String::from_utf8_lossy(&ran.stderr));
    serde_json::from_slice(&ran.stdout).context("the second implementation said something odd")
}
