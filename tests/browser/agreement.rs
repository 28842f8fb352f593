//! A run from its form to its page: what was shown before, what was recorded at the claim, and what is told afterwards
//! are the same, line by line; and the runner has the variables that were said.

use anyhow::{Context, Result, ensure};
use oz_domain::{
    Delivery, Scope,
    api::{CreatedRun, RunItem, paths},
    resolve::Reason,
};
use oz_tests::{Engine, Person, Runner, Visit, page::Line, visit, wait};
use serde_json::{Value, json};

use crate::{
    credentials::{CLAUDE, CODEX, add_both},
    starting::begin,
};

/// A run that was started from the page and claimed.
pub(crate) struct Claimed {
    pub(crate) run: RunItem,
    /// What its runner got.
    pub(crate) delivery: Delivery,
}

/// Starts the run that is filled in, claims it, and holds the form's lines, the record, the run's page and the delivery
/// to each other.
pub(crate) async fn starts_as_shown(visit: &Visit) -> Result<Claimed> {
    let page = visit.page();
    let shown = page.all_lines().await?;
    page.click("button", "Start run").await?;
    page.says("It waits for a runner.").await?;
    let id = started(visit)?.run_id;

    let mut runner = Runner::new(visit.stack.api(Person::Admin)?)?;
    let delivery = runner.claim(id).await?;
    let run: RunItem = runner.api().read("GET", &paths::run(id), &Value::Null).await?;
    let mut rows = run.secrets.as_ref().context("nothing was recorded")?.rows.clone();
    ensure!(Line::tell(&shown, &rows), "recorded: {rows:#?}, shown before: {shown:#?}");
    // What is lacking comes first.
    rows.sort_by_key(|row| !row.falls_short());
    let told = wait::until("the record", async || Ok(Line::tell(&page.all_lines().await?, &rows))).await;
    let last = page.all_lines().await;
    told.with_context(|| format!("recorded: {rows:#?}, told afterwards: {last:#?}"))?;
    let said: Vec<&str> =
        rows.iter().filter(|row| row.is_injected()).flat_map(|row| &row.variables).map(AsRef::as_ref).collect();
    // EXPOSE: only the names are looked at.
    let mut arrived: Vec<&str> = delivery.contents().variables.iter().map(|(name, _)| *name).collect();
    arrived.retain(|name| !said.contains(name));
    ensure!(arrived.is_empty(), "{arrived:?} arrived, and nobody said so");
    Ok(Claimed { run, delivery })
}

/// The request of the run that was started from the page.
fn sent(visit: &Visit) -> Result<Value> {
    visit.stack.spy().requests("POST", paths::RUNS).last().context("no run was started")?.sent()
}

/// What the server answered to the run that was started last.
fn started(visit: &Visit) -> Result<CreatedRun> {
    let posts = visit.stack.spy().requests("POST", paths::RUNS);
    let answer = posts.last().and_then(|post| post.answer.clone()).context("no run was started")?;
    serde_json::from_slice(&answer.body).context("what was answered is no new run")
}

impl Claimed {
    /// Whether this value arrived in this variable.
    pub(crate) fn has(&self, variable: &str, value: &str) -> bool {
        // EXPOSE: a value made for a test.
        self.delivery.contents().variables.contains(&(variable, value))
    }

    /// How many variables arrived.
    pub(crate) fn count(&self) -> usize {
        self.delivery.contents().variables.len()
    }
}

#[tokio::test]
async fn a_run_is_narrowed_to_one_secret_and_gets_what_was_shown_before() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        let mut api = visit.stack.api(Person::Admin)?;
        api.add("DEPLOY_TOKEN", "fake-deploy", Scope::Team).await?;
        api.add("OTHER_TOKEN", "fake-other", Scope::Team).await?;
        let page = begin(visit, "Deploy what is on main").await?;
        page.says("It would get 2 secrets.").await?;

        page.click("radio", "Only these").await?;
        page.click("checkbox", "DEPLOY_TOKEN, team").await?;
        page.says("It would get 1 secret.").await?;
        let claimed = starts_as_shown(visit).await?;

        let sent = sent(visit)?;
        let named = sent["config"]["secrets"].as_array().context("the run has no list")?;
        ensure!(named.len() == 1 && named[0]["name"] == "DEPLOY_TOKEN", "the run was sent as {sent}");
        ensure!(claimed.has("DEPLOY_TOKEN", "fake-deploy") && claimed.count() == 1, "something else arrived");
        page.says("It got 1 secret, as 1 variable.").await
    })
    .await
}

#[tokio::test]
async fn a_run_that_opts_out_gets_nothing_not_even_what_its_harness_signs_in_with() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        add_both(visit.sign_in().await?).await?;
        visit.stack.api(Person::Admin)?.add("DEPLOY_TOKEN", "fake-deploy", Scope::Team).await?;
        // All of the form in sight: no bar over the last choice.
        visit.driver.set_window_rect(0, 0, 1200, 1600).await?;
        let page = begin(visit, "Nothing secret").await?;
        page.choose_from("Harness", "Claude Code").await?;
        page.choose_from("Signs in with", CLAUDE).await?;
        page.says("It would get 2 secrets.").await?;

        page.click("radio", "None").await?;
        page.says("It would get no secret.").await?;
        let claimed = starts_as_shown(visit).await?;

        page.says("It got no secret.").await?;
        ensure!(sent(visit)?["config"]["secrets"] == json!([]), "an empty list was not sent as one");
        ensure!(claimed.count() == 0, "{} variables arrived", claimed.count());
        let rows = claimed.run.secrets.context("no record")?.rows;
        ensure!(rows.iter().all(|row| row.reason == Reason::RunOptedOut), "{rows:#?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn of_one_name_in_both_scopes_the_one_that_was_shown_arrives() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        visit.sign_in().await?;
        let mut api = visit.stack.api(Person::Admin)?;
        api.add("SHARED_NAME", "fake-team-value", Scope::Team).await?;
        api.add("SHARED_NAME", "fake-own-value", Scope::Personal).await?;
        let page = begin(visit, "My own").await?;
        page.says("It would get 1 secret.").await?;
        let claimed = starts_as_shown(visit).await?;
        ensure!(claimed.has("SHARED_NAME", "fake-own-value") && claimed.count() == 1, "it isn't the personal one");

        let page = begin(visit, "The team's").await?;
        page.click("radio", "Only these").await?;
        page.click("checkbox", "SHARED_NAME, team").await?;
        page.says("It would get 1 secret.").await?;
        let claimed = starts_as_shown(visit).await?;
        ensure!(claimed.has("SHARED_NAME", "fake-team-value") && claimed.count() == 1, "it isn't the team's");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_run_of_an_agent_with_credentials_for_two_harnesses_is_recorded_as_it_was_shown() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        add_both(visit.sign_in().await?).await?;
        let agent = json!({
            "name": "nightly", "harness": { "type": "claude" },
            "harness_auth_secrets": { "claude_auth_secret_name": CLAUDE, "codex_auth_secret_name": CODEX },
        });
        visit.stack.api(Person::Admin)?.read::<Value>("POST", paths::AGENTS, &agent).await?;
        let page = begin(visit, "As the agent").await?;
        page.says("nightly").await?;
        page.choose_from("Agent", "nightly").await?;
        page.says("It is for another harness than the one this run uses.").await?;

        let claimed = starts_as_shown(visit).await?;

        ensure!(claimed.has("ANTHROPIC_API_KEY", "not-a-claude-key") && claimed.count() == 1, "something else arrived");
        Ok(())
    })
    .await
}
