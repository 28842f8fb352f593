//! What a run would get: the page's answer, made in the browser, against the server's for the same run.

use anyhow::{Context, Result, ensure};
use oz_domain::{
    Scope,
    api::{Environment, paths},
    resolve::{Resolution, Row},
};
use oz_tests::{
    Engine, Person, Visit,
    page::{EnvironmentForm, Environments, Line, Secrets},
    visit, wait,
};
use serde_json::{Value, json};

const CREDENTIAL: &str = "claude-platform";

/// Who can start a run, in the words of the page and of the interface.
const TRIGGERS: [(&str, Option<&str>); 3] =
    [("Me", None), ("A schedule", Some("schedule")), ("An integration", Some("integration"))];

/// Every kind of line: renamed, personal, in both scopes, missing, disabled, required, for a harness, of the agent.
async fn prepare(visit: &Visit) -> Result<Environment> {
    let mut api = visit.stack.api(Person::Admin)?;
    for name in ["DEPLOY_TOKEN", "BOTH", "OFF", "OF_AGENT", "NOT_ATTACHED"] {
        api.add(name, "fake-team-value", Scope::Team).await?;
    }
    for name in ["BOTH", "MINE"] {
        api.add(name, "fake-own-value", Scope::Personal).await?;
    }
    let secrets = visit.sign_in().await?;
    add_credential(secrets).await?;
    secrets.choose("OFF", "Disable").await?;
    secrets.row_where("OFF", "disabled", oz_tests::page::Row::is_disabled).await?;
    let agent = json!({
        "name": "nightly", "harness": { "type": "claude" }, "secrets": [{ "name": "OF_AGENT" }],
        "harness_auth_secrets": { "claude_auth_secret_name": CREDENTIAL },
    });
    api.read::<Value>("POST", paths::AGENTS, &agent).await?;
    let environment = json!({
        "name": "ops-tools",
        "secrets": [
            { "name": "DEPLOY_TOKEN", "scope": "team", "as": "TOKEN" }, { "name": "BOTH" }, { "name": "MINE", "required": true },
            { "name": "OFF", "scope": "team" }, { "name": "NOWHERE" }, { "name": CREDENTIAL, "scope": "team" },
        ],
    });
    api.read("POST", paths::ENVIRONMENTS, &environment).await
}

async fn add_credential(secrets: Secrets<'_>) -> Result<()> {
    let pane = secrets.open_add().await?;
    pane.kind("Claude Code", Some("API key")).await?;
    pane.part("API key", "not-a-key").await?;
    pane.name(CREDENTIAL).await?;
    pane.create().await?;
    pane.closed().await
}

#[tokio::test]
async fn the_answer_of_the_page_is_the_answer_of_the_server() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let environment = prepare(visit).await?;
        let page = visit.page();
        let agents: Value = visit.stack.api(Person::Admin)?.read("GET", paths::AGENTS, &Value::Null).await?;
        let agent = agents["agents"][0]["uid"].as_str().context("an agent")?.to_owned();
        let form = Environments::on(page).open_one("ops-tools").await?;

        for (words, trigger) in TRIGGERS {
            page.click("radio", words).await?;
            page.choose_from("Agent", "No agent").await?;
            page.choose_from("Harness", "Oz").await?;
            agrees(visit, form, &asked(&environment, trigger, "oz")).await?;
            page.choose_from("Harness", "Claude Code").await?;
            page.choose_from("Signs in with", CREDENTIAL).await?;
            agrees(visit, form, &asked(&environment, trigger, "claude")).await?;
            page.choose_from("Agent", "nightly").await?;
            let mut of_agent = asked(&environment, trigger, "claude");
            of_agent["agent_identity_uid"] = json!(agent);
            agrees(visit, form, &of_agent).await?;
        }
        Ok(())
    })
    .await
}

fn asked(environment: &Environment, trigger: Option<&str>, harness: &str) -> Value {
    let mut config = json!({ "environment_id": environment.uid, "harness": { "type": harness } });
    if harness == "claude" {
        config["harness_auth_secrets"] = json!({ "claude_auth_secret_name": CREDENTIAL });
    }
    let mut asked = json!({ "config": config });
    if let Some(kind) = trigger {
        asked["trigger"] = json!({ "kind": kind });
    }
    asked
}

/// The page's lines and the server's rows say the same, in the same order.
async fn agrees(visit: &Visit, form: EnvironmentForm<'_>, asked: &Value) -> Result<()> {
    let answer: Resolution = visit.stack.api(Person::Admin)?.read("POST", paths::RESOLVE, asked).await?;
    let wanted: Vec<(String, String)> = answer.rows.iter().filter_map(told).collect();
    ensure!(wanted.len() >= 6, "the server names only {wanted:?}");
    let shown = async || -> Result<Vec<(String, String)>> {
        Ok(form.lines().await?.into_iter().map(|Line { said, variable, .. }| (said, variable)).collect())
    };
    let same = wait::until("the server's answer", async || Ok(shown().await? == wanted)).await;
    let last = shown().await;
    same.with_context(|| format!("for {asked}: the server says {wanted:#?}, the page {last:#?}"))
}

/// What a person is told first of a row; nothing of what nobody asked for.
fn told(row: &Row) -> Option<(String, String)> {
    let said = match (row.is_injected(), row.falls_short()) {
        (true, _) => "Gets",
        (false, true) => "Lacks",
        (false, false) => "Doesn't get",
    };
    let shown = if row.variables.is_empty() { row.name.clone() } else { row.variables.join(", ") };
    (row.is_injected() || row.via.is_some()).then(|| (said.to_owned(), shown))
}
