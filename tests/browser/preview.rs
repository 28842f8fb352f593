//! What a run would get: the page's answer, made in the browser, against the server's for the same run.

use anyhow::{Context, Result, ensure};
use oz_domain::{
    Scope,
    api::{Agent, Environment, paths},
    resolve::{Reason, Resolution},
};
use oz_tests::{
    Engine, Person, Visit,
    page::{Environments, Line},
    visit, wait,
};
use serde_json::{Value, json};

use crate::credentials::{CLAUDE, CODEX, add_both};

/// Who can start a run, in the words of the page and of the interface.
const TRIGGERS: [(&str, Option<&str>); 3] =
    [("Me", None), ("A schedule", Some("schedule")), ("An integration", Some("integration"))];

/// Every kind of line: renamed, personal, in both scopes, missing, disabled, required, for a harness, of an agent that
/// has a credential for each of two harnesses.
async fn prepare(visit: &Visit) -> Result<(Environment, Agent)> {
    let mut api = visit.stack.api(Person::Admin)?;
    for name in ["DEPLOY_TOKEN", "BOTH", "OFF", "OF_AGENT", "NOT_ATTACHED"] {
        api.add(name, "fake-team-value", Scope::Team).await?;
    }
    for name in ["BOTH", "MINE"] {
        api.add(name, "fake-own-value", Scope::Personal).await?;
    }
    let secrets = visit.sign_in().await?;
    add_both(secrets).await?;
    secrets.choose("OFF", "Disable").await?;
    secrets.row_where("OFF", "disabled", oz_tests::page::Row::is_disabled).await?;
    let agent = json!({
        "name": "nightly", "harness": { "type": "claude" }, "secrets": [{ "name": "OF_AGENT" }],
        "harness_auth_secrets": { "claude_auth_secret_name": CLAUDE, "codex_auth_secret_name": CODEX },
    });
    let agent = api.read("POST", paths::AGENTS, &agent).await?;
    let environment = json!({
        "name": "ops-tools",
        "secrets": [
            { "name": "DEPLOY_TOKEN", "scope": "team", "as": "TOKEN" }, { "name": "BOTH" }, { "name": "MINE", "required": true },
            { "name": "OFF", "scope": "team" }, { "name": "NOWHERE" }, { "name": CLAUDE, "scope": "team" },
        ],
    });
    Ok((api.read("POST", paths::ENVIRONMENTS, &environment).await?, agent))
}

#[tokio::test]
async fn the_answer_of_the_page_is_the_answer_of_the_server() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let (environment, agent) = prepare(visit).await?;
        let page = visit.page();
        Environments::on(page).open_one("ops-tools").await?;

        for (words, trigger) in TRIGGERS {
            page.click("radio", words).await?;
            page.choose_from("Agent", "No agent").await?;
            page.choose_from("Harness", "Oz").await?;
            agrees(visit, &asked(&environment, trigger, "oz")).await?;
            page.choose_from("Harness", "Claude Code").await?;
            page.choose_from("Signs in with", CLAUDE).await?;
            let mut chosen = asked(&environment, trigger, "claude");
            chosen["config"]["harness_auth_secrets"] = json!({ "claude_auth_secret_name": CLAUDE });
            agrees(visit, &chosen).await?;
            page.choose_from("Agent", "nightly").await?;
            // The environment's list names one of the two, which is reason enough to get it.
            for (harness, word, other, reason) in [
                ("Claude Code", "claude", CODEX, Reason::HarnessNotSelected),
                ("Codex", "codex", CLAUDE, Reason::Injected),
            ] {
                page.choose_from("Harness", harness).await?;
                let mut of_agent = asked(&environment, trigger, word);
                of_agent["agent_identity_uid"] = json!(agent.uid);
                let answer = agrees(visit, &of_agent).await?;
                let row =
                    answer.rows.iter().find(|row| row.name == other).context("the other credential has no row")?;
                ensure!(row.reason == reason, "{other} is {}", row.reason);
            }
        }
        Ok(())
    })
    .await
}

fn asked(environment: &Environment, trigger: Option<&str>, harness: &str) -> Value {
    let config = json!({ "environment_id": environment.uid, "harness": { "type": harness } });
    let mut asked = json!({ "config": config });
    if let Some(kind) = trigger {
        asked["trigger"] = json!({ "kind": kind });
    }
    asked
}

/// The page's lines tell the server's rows, each with its source or reason, in the same order.
async fn agrees(visit: &Visit, asked: &Value) -> Result<Resolution<'static>> {
    let answer: Resolution = visit.stack.api(Person::Admin)?.read("POST", paths::RESOLVE, asked).await?;
    ensure!(answer.rows.len() >= 8, "the server names only {} secrets", answer.rows.len());
    let page = visit.page();
    let same =
        wait::until("the server's answer", async || Ok(Line::tell(&page.all_lines().await?, &answer.rows))).await;
    let last = page.all_lines().await;
    same.with_context(|| format!("for {asked}: the server says {:#?}, the page {last:#?}", answer.rows))?;
    Ok(answer)
}
