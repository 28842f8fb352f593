//! `POST /api/v1/agent/runs/{id}/claim`: once, to whoever may, and what comes of it.

use anyhow::{Context, Result};
use base64ct::{Base64UrlUnpadded, Encoding};
use oz_crypto::Suite;
use oz_domain::{
    SecretType,
    api::{ClaimedRun, ExecutionLocation, ProblemCode, RunErrorCode, RunState, paths},
    resolve::Reason,
};
use serde_json::json;

use crate::harness::{Runner, Stack, variable};

#[tokio::test]
async fn a_claimed_run_gets_its_values_byte_for_byte() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    admin.team_value("LINES", "one\ntwo\n").await?;
    admin.own_value("OWN", " \"Grüße\" \\ ").await?;
    let run = admin.start_run(&json!({ "prompt": "x" })).await?;
    let runner = Runner::new(&admin)?;

    let delivery = runner.take(run).await?;

    assert!(variable(&delivery, "LINES")? == "one\ntwo\n" && variable(&delivery, "OWN")? == " \"Grüße\" \\ ");
    let item = admin.run(run).await?;
    let secrets = item.secrets.unwrap_or_else(|| unreachable!("it is claimed"));
    assert_eq!((item.state, item.execution_location), (RunState::Claimed, Some(ExecutionLocation::Local)));
    assert_eq!((secrets.injected, secrets.delivered, secrets.received, secrets.fewer), (2, 2, None, false));
    let record: Vec<_> = secrets.rows.iter().map(|row| (&*row.name, row.reason, row.revision)).collect();
    assert_eq!(record, [("LINES", Reason::Injected, Some(1)), ("OWN", Reason::Injected, Some(1))]);
    Ok(())
}

#[tokio::test]
async fn either_suite_of_key_will_do() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    admin.team_value("A", "not-a-real-value").await?;

    for suite in Suite::ALL {
        let run = admin.start_run(&json!({ "prompt": "x" })).await?;
        let delivery = Runner::with(&admin, suite)?.take(run).await?;
        assert!(variable(&delivery, "A")? == "not-a-real-value");
    }
    Ok(())
}

#[tokio::test]
async fn a_credential_is_delivered_whole_and_to_its_harness_only() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let codex = r#"{"api_key":"not-a-real-key","base_url":"https://models.example.com"}"#;
    admin.typed_secret("codex", SecretType::OpenaiApiKey, codex).await?;
    let claude = r#"{"credentials":"{\"not\":\"real\"}"}"#;
    admin.typed_secret("claude", SecretType::AnthropicOauth, claude).await?;
    let request = |harness: &str| {
        json!({ "prompt": "x", "config": { "harness": { "type": harness }, "harness_auth_secrets": {
            "codex_auth_secret_name": "codex", "claude_auth_secret_name": "claude" } } })
    };

    let for_codex = Runner::new(&admin)?.take(admin.start_run(&request("codex")).await?).await?;
    let for_claude = Runner::new(&admin)?.take(admin.start_run(&request("claude")).await?).await?;

    assert!(variable(&for_codex, "OPENAI_API_KEY")? == "not-a-real-key");
    // EXPOSE: values made for this test.
    let (codex, claude) = (for_codex.contents(), for_claude.contents());
    assert!(codex.settings.iter().any(|(_, text)| *text == "https://models.example.com") && codex.files.is_empty());
    assert!(claude.files.iter().any(|(_, text)| *text == "{\"not\":\"real\"}") && claude.settings.is_empty());
    assert!(claude.variables.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_claim_is_on_the_record_with_its_request() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let run = admin.start_run(&json!({ "prompt": "x", "title": "Release" })).await?;

    let answer = Runner::new(&admin)?.claim(run).await?;

    let (action, who, what, trace_id) = stack.recorded().await?.pop().context("a row")?;
    assert_eq!((action.as_str(), who.as_str(), what.as_str()), ("run.claimed", "admin@localhost", "Release"));
    assert_eq!(Some(trace_id.as_str()), answer.header("x-trace-id"));
    Ok(())
}

#[tokio::test]
async fn a_run_is_claimed_once() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let run = admin.start_run(&json!({ "prompt": "x" })).await?;
    let (runner, other) = (Runner::new(&admin)?, Runner::new(&stack.runners_key().await?)?);
    runner.take(run).await?;

    assert_eq!(runner.claim(run).await?.code()?, ProblemCode::AlreadyClaimed);
    assert_eq!(other.claim(run).await?.code()?, ProblemCode::AlreadyClaimed);
    Ok(())
}

#[tokio::test]
async fn of_several_claims_at_once_one_gets_it() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    admin.team_value("A", "not-a-real-value").await?;
    let run = admin.start_run(&json!({ "prompt": "x" })).await?;
    let (one, two, three) = (Runner::new(&admin)?, Runner::new(&admin)?, Runner::new(&admin)?);

    let (one, two, three) = tokio::join!(one.claim(run), two.claim(run), three.claim(run));

    let mut statuses = [one?.status.as_u16(), two?.status.as_u16(), three?.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409, 409]);
    Ok(())
}

#[tokio::test]
async fn a_key_that_nothing_can_be_sealed_to_is_refused_and_the_run_stays_claimable() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let run = admin.start_run(&json!({ "prompt": "x" })).await?;
    let runner = Runner::new(&admin)?;
    let x25519 = "x25519-sha256-chacha20poly1305";
    let text = |bytes: &[u8]| Base64UrlUnpadded::encode_string(bytes);
    let mut one = [0; 32];
    one[0] = 1;

    for (suite, key, code) in [
        (x25519, text(&[0; 32]), "key_low_order"),
        (x25519, text(&one), "key_low_order"),
        (x25519, text(&[255; 32]), "key_not_canonical"),
        (x25519, text(&[9; 31]), "key_length"),
        (x25519, String::new(), "key_length"),
        (x25519, "=".to_owned(), "key_not_base64url"),
        ("xwing-sha256-chacha20poly1305", text(&[9; 32]), "key_length"),
        ("xwing-sha256-chacha20poly1305", text(&[0; 1216]), "key_low_order"),
    ] {
        let answer =
            admin.as_runner().post(&paths::run_claim(run), &json!({ "suite": suite, "public_key": key })).await?;
        assert_eq!((answer.status.as_u16(), answer.field()?.code), (422, code.to_owned()));
        assert_eq!(answer.field()?.pointer, "/public_key");
    }
    let unknown =
        admin.as_runner().post(&paths::run_claim(run), &json!({ "suite": "rot13", "public_key": "" })).await?;
    assert_eq!((unknown.status.as_u16(), unknown.field()?.pointer.as_str()), (422, "/suite"));
    assert_eq!(runner.claim(run).await?.status, 200);
    Ok(())
}

#[tokio::test]
async fn a_run_that_must_have_what_it_cannot_fails_and_says_which() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    admin.team_value("THERE", "not-a-real-value").await?;
    let secrets = json!([{ "name": "THERE" }, { "name": "GONE", "required": true }, { "name": "LOST", "scope": "personal",
        "required": true }]);
    let run = admin.start_run(&json!({ "prompt": "x", "config": { "secrets": secrets } })).await?;

    let answer = Runner::new(&admin)?.claim(run).await?;

    let problem = answer.problem()?;
    assert_eq!((problem.code, problem.errors.len()), (ProblemCode::EnvironmentSetupFailed, 2));
    assert!(problem.detail.contains("`GONE`") && problem.detail.contains("`LOST`"), "{}", problem.detail);
    let item = admin.run(run).await?;
    assert_eq!((item.state, item.started_at), (RunState::Failed, None));
    let status = item.status_message.unwrap_or_else(|| unreachable!("it has failed"));
    assert_eq!((status.error_code, status.retryable), (Some(RunErrorCode::EnvironmentSetupFailed), Some(false)));
    assert!(status.message.contains("`GONE`"));
    let secrets = item.secrets.unwrap_or_else(|| unreachable!("it was decided"));
    assert!(secrets.fewer && secrets.delivered == 0 && secrets.rows.len() == 3);
    assert_eq!(Runner::new(&admin)?.claim(run).await?.code()?, ProblemCode::RunEnded);
    Ok(())
}

#[tokio::test]
async fn of_much_that_cannot_be_had_three_are_named_and_the_rest_counted() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let secrets: Vec<_> = (1..=5).map(|at| json!({ "name": format!("GONE_{at}"), "required": true })).collect();
    let run = admin.start_run(&json!({ "prompt": "x", "config": { "secrets": secrets } })).await?;

    let problem = Runner::new(&admin)?.claim(run).await?.problem()?;

    assert_eq!(problem.errors.len(), 5);
    assert!(problem.detail.contains("`GONE_3`") && !problem.detail.contains("GONE_4"), "{}", problem.detail);
    assert!(problem.detail.ends_with("And 2 more."));
    Ok(())
}

#[tokio::test]
async fn what_the_worker_sets_comes_first() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    admin.team_value("A", "not-a-real-value").await?;
    let run = admin.start_run(&json!({ "prompt": "x" })).await?;
    let runner = Runner::new(&admin)?;
    let mut request = runner.request();
    request.worker_variables = vec!["A".to_owned()];

    let claimed: ClaimedRun = admin.as_runner().post(&paths::run_claim(run), &request).await?.read(200)?;

    // EXPOSE: there is nothing in it.
    assert!(runner.open(&claimed)?.contents().variables.is_empty());
    let secrets = admin.run(run).await?.secrets.unwrap_or_else(|| unreachable!("it is claimed"));
    assert_eq!(secrets.rows[0].reason, Reason::VariableAlreadySet);
    Ok(())
}

#[tokio::test]
async fn the_next_run_gets_what_is_there_then() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let secret = admin.team_value("A", "first-fake-value").await?;
    let before = admin.start_run(&json!({ "prompt": "x" })).await?;
    let replacement = admin.draft("").await?.value("second-fake-value").replacement(&secret)?;
    let replaced = admin.change(axum::http::Method::PUT, &paths::secret_value(secret.id), 1).json(&replacement).await?;
    assert_eq!(replaced.status, 200);

    let delivery = Runner::new(&admin)?.take(before).await?;

    assert!(variable(&delivery, "A")? == "second-fake-value");
    Ok(())
}

#[tokio::test]
async fn values_sealed_to_a_key_before_still_arrive() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    admin.team_value("A", "not-a-real-value").await?;
    stack.renew_key(Suite::XWingSha256ChaCha20Poly1305)?;
    admin.team_value("B", "not-a-real-value").await?;
    let run = admin.start_run(&json!({ "prompt": "x" })).await?;

    let delivery = Runner::new(&admin)?.take(run).await?;

    assert!(variable(&delivery, "A").is_ok() && variable(&delivery, "B").is_ok());
    Ok(())
}
