//! Each reason why a run gets a secret or doesn't, as a person reads it.

use anyhow::{Context, Result, ensure};
use oz_domain::{
    Scope,
    api::{Environment, SecretSummary, paths},
    resolve::Reason,
};
use oz_tests::{
    Engine, Person, Visit,
    page::{Environments, Line, Row, Secrets},
    visit, wait,
};
use serde_json::{Value, json};

use crate::credentials::{CLAUDE, CODEX, add_both};

/// Sets a browser's clock ahead, for as long as the page isn't loaded anew.
const AHEAD: &str = "
    const then = Date.parse('2100-01-01');
    globalThis.Date = class extends Date {
        constructor(...given) { super(...(given.length ? given : [then])); }
        static now() { return then; }
    };
    return null;
";

/// What runs ask for, and of one name each the reason that its record gives.
fn runs(environment: &Environment) -> Vec<(Value, Vec<(&'static str, Reason)>)> {
    let own = |list: Value| json!({ "environment_id": environment.uid, "secrets": list });
    let auth = json!({ "claude_auth_secret_name": CLAUDE, "codex_auth_secret_name": CODEX });
    let claude =
        json!({ "harness": { "type": "claude" }, "harness_auth_secrets": auth, "secrets": [{ "name": CLAUDE }] });
    vec![
        (
            json!({ "environment_id": environment.uid }),
            vec![
                ("TOKEN", Reason::Injected),
                ("BOTH", Reason::ShadowedByPersonal),
                ("OFF", Reason::Disabled),
                ("NOWHERE", Reason::Missing),
                ("OTHER", Reason::VariableAlreadySet),
                ("ALONE", Reason::NotAttached),
                ("HUGE_9", Reason::EnvironmentTooLarge),
            ],
        ),
        (own(json!([{ "name": "TOKEN" }])), vec![("ALONE", Reason::NotInRunList)]),
        (own(json!([])), vec![("TOKEN", Reason::RunOptedOut)]),
        (claude, vec![(CODEX, Reason::HarnessNotSelected)]),
    ]
}

/// An environment whose list names all of these but one, and a secret that it names.
async fn prepare(visit: &Visit) -> Result<(Environment, SecretSummary)> {
    let mut api = visit.stack.api(Person::Admin)?;
    let over = api.add("OVER", "fake-team-value", Scope::Team).await?;
    for name in ["TOKEN", "BOTH", "OTHER", "OFF", "ALONE"] {
        api.add(name, "fake-team-value", Scope::Team).await?;
    }
    for name in ["BOTH", "MINE"] {
        api.add(name, "fake-own-value", Scope::Personal).await?;
    }
    let huge: Vec<String> = (1..=9).map(|number| format!("HUGE_{number}")).collect();
    for name in &huge {
        api.add(name, &"x".repeat(130_000), Scope::Team).await?;
    }
    let mut list = vec![
        json!({ "name": "TOKEN" }),
        json!({ "name": "BOTH" }),
        json!({ "name": "OTHER", "as": "TOKEN" }),
        json!({ "name": "MINE", "scope": "personal" }),
    ];
    list.extend(["OFF", "NOWHERE", "OVER"].map(|name| json!({ "name": name })));
    list.extend(huge.iter().map(|name| json!({ "name": name })));
    Ok((api.read("POST", paths::ENVIRONMENTS, &json!({ "name": "ops-tools", "secrets": list })).await?, over))
}

/// Waits until one line of what is shown says the reason.
async fn says(visit: &Visit, name: &str, reason: Reason) -> Result<()> {
    let words = match reason {
        Reason::Injected => "Team".to_owned(),
        Reason::Missing => "There is no secret of this name".to_owned(),
        _ => reason.sentence().to_owned(),
    };
    let told = async || {
        let lines = visit.page().all_lines().await?;
        // Where the name stands first, the page's style makes it large.
        let says = |line: &Line| format!("{} {}", line.variable, line.why).to_lowercase();
        let wanted = [name, words.as_str()].map(str::to_lowercase);
        Ok(lines.iter().any(|line| wanted.iter().all(|wanted| says(line).contains(wanted))))
    };
    let waited = wait::until(&format!("{name}: {words}"), told).await;
    let lines = visit.page().all_lines().await;
    waited.with_context(|| format!("{lines:#?}"))
}

#[tokio::test]
async fn each_reason_can_be_read_on_a_runs_page() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let (environment, _) = prepare(visit).await?;
        let secrets = visit.sign_in().await?;
        add_both(secrets).await?;
        secrets.choose("OFF", "Disable").await?;
        visit.page().click("button", "Disable all the same").await?;
        secrets.row_where("OFF", "disabled", Row::is_disabled).await?;
        let api = visit.stack.api(Person::Admin)?;
        for (config, told) in runs(&environment) {
            let run = api.start(json!({ "prompt": "Say why", "config": config })).await?;
            api.claim(&run).await?;
            visit.go(&format!("/runs/{}", run.run_id)).await?;
            for (name, reason) in told {
                says(visit, name, reason).await?;
            }
        }
        let team = visit.stack.team_api()?;
        let by_team =
            team.start(json!({ "prompt": "Nobody's", "config": { "environment_id": environment.uid } })).await?;
        team.claim(&by_team).await?;
        visit.go(&format!("/runs/{}", by_team.run_id)).await?;
        says(visit, "MINE", Reason::PersonalWithoutUser).await
    })
    .await
}

#[tokio::test]
async fn what_has_ended_is_told_beside_the_form_at_the_moment_that_it_ends() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let (_, over) = prepare(visit).await?;
        let api = visit.stack.api(Person::Admin)?;
        let end = json!({ "expires_at": "2099-12-31T09:30:00.000Z" });
        let if_match = format!("\"{}\"", over.version);
        let answer = api.ask("PATCH", &paths::secret(over.id), &end, &[("if-match", &if_match)]).await?;
        ensure!(answer.status.is_success(), "{}", answer.status);
        let secrets = visit.sign_in().await?;
        secrets.row_where("OVER", "with its end", |row| row.head.contains("Ends ")).await?;

        visit.driver.script::<Value>(AHEAD, &[]).await?;
        Environments::on(visit.page()).open_one("ops-tools").await?;
        says(visit, "OVER", Reason::Expired).await?;
        visit.page().click("link", "Secrets").await?;
        secrets.row_where("OVER", "expired", |row| row.head.contains("Expired")).await.map(drop)
    })
    .await
}

#[tokio::test]
async fn a_credential_that_became_another_kind_is_told_as_the_wrong_one() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let secrets = visit.sign_in().await?;
        add_both(secrets).await?;
        let api = visit.stack.api(Person::Admin)?;
        let auth = json!({ "claude_auth_secret_name": CLAUDE });
        let config = json!({ "harness": { "type": "claude" }, "harness_auth_secrets": auth });
        let run = api.start(json!({ "prompt": "Say why", "config": config })).await?;
        // Deleted while a run waits for it, and made anew for another harness.
        Secrets::on(visit.page()).delete(CLAUDE).await?;
        visit.page().click("button", "Delete all the same").await?;
        secrets.shows(&[CODEX]).await?;
        let pane = secrets.open_add().await?;
        pane.kind("Codex", None).await?;
        pane.part("API key", "not-an-openai-key").await?;
        pane.name(CLAUDE).await?;
        pane.create().await?;
        pane.closed().await?;

        api.claim(&run).await?;

        visit.go(&format!("/runs/{}", run.run_id)).await?;
        says(visit, CLAUDE, Reason::WrongTypeForHarness).await
    })
    .await
}

#[tokio::test]
async fn a_sealed_value_that_does_not_belong_to_its_secret_is_told_as_one_that_cannot_be_opened() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let mut api = visit.stack.api(Person::Admin)?;
        let good = api.add("GOOD", "fake-value", Scope::Team).await?;
        let bad = api.add("BAD", "another-fake-value", Scope::Team).await?;
        visit.stack.misplace(good.id, bad.id).await?;
        let run = api.start(json!({ "prompt": "Say why" })).await?;

        api.claim(&run).await?;

        visit.sign_in().await?;
        visit.go(&format!("/runs/{}", run.run_id)).await?;
        says(visit, "GOOD", Reason::Injected).await?;
        says(visit, "BAD", Reason::CannotOpen).await
    })
    .await
}
