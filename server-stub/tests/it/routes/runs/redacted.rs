//! What others see of a person's run, wherever it is shown: nothing that names this person's own secrets.

use anyhow::{Context, Result};
use axum::http::Method;
use oz_domain::{
    SecretType,
    api::{Receipt, RunItem, RunPage, paths},
};
use serde_json::{Value, json};

use crate::harness::{Client, Runner, Stack};

/// The run in the list, alone, and in both streams, as this client sees it.
async fn everywhere(client: &Client, id: oz_domain::RunId) -> Result<Vec<RunItem>> {
    let page: RunPage = client.get(paths::RUNS).await?.read(200)?;
    let listed = page.runs.into_iter().find(|run| run.run_id == id).context("listed")?;
    let told = client.listen(&paths::run_events(id)).await?.next().await?.read()?;
    Ok(vec![listed, client.run(id).await?, told])
}

fn wanted() -> Value {
    json!({ "prompt": "x", "config": { "harness": { "type": "claude" },
        "harness_auth_secrets": { "claude_auth_secret_name": "mias-claude" },
        "secrets": [{ "name": "MIAS_ONE", "scope": "personal" }, { "name": "MIAS_TWO", "scope": "personal" },
                    { "name": "TEAMS", "scope": "team" }] } })
}

#[tokio::test]
async fn nothing_names_somebody_elses_personal_secrets_be_they_there_or_not() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin, mia) = (stack.admin().await?, stack.signed_in("mia@example.com").await?);
    let key = stack.runners_key().await?;
    mia.own_value("MIAS_ONE", "not-a-real-value").await?;
    admin.team_value("TEAMS", "not-a-real-value").await?;
    let mut draft = mia.draft("mias-claude").await?.personal()?;
    (draft.secret_type, draft.json) = (SecretType::AnthropicApiKey, r#"{"api_key":"not-a-real-key"}"#.to_owned());
    assert_eq!(mia.create(&draft.seal()?).await?.status, 201);
    let (waiting, claimed) = (mia.start_run(&wanted()).await?, mia.start_run(&wanted()).await?);
    let mut listening = admin.listen(paths::RUN_EVENTS).await?;
    assert_eq!(listening.next().await?.name, "look");

    let runner = Runner::new(&mia)?;
    runner.take(claimed).await?;
    let in_list = listening.next().await?;

    assert!(!in_list.data.contains("MIAS") && !in_list.data.contains("mias-claude"), "{}", in_list.data);
    for run in [waiting, claimed] {
        for item in everywhere(&admin, run).await?.into_iter().chain([key.run(run).await?]) {
            let text = serde_json::to_string(&item)?;
            assert!(!text.contains("MIAS") && !text.contains("mias-claude"), "{text}");
            assert_eq!(item.agent_config.secrets.map(|list| list.as_slice().len()), Some(1));
        }
        for item in everywhere(&mia, run).await? {
            let text = serde_json::to_string(&item)?;
            assert!(text.contains("MIAS_ONE") && text.contains("MIAS_TWO") && text.contains("mias-claude"), "{text}");
        }
    }
    let seen = admin.run(claimed).await?.secrets.context("claimed")?;
    assert_eq!((seen.withheld, seen.rows.len()), (3, 1));
    assert_eq!(runner.say(claimed, &Receipt::Received { variables: 3 }).await?.status, 200);
    Ok(())
}

#[tokio::test]
async fn why_a_persons_run_failed_is_told_to_that_person() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin, mia) = (stack.admin().await?, stack.signed_in("mia@example.com").await?);
    let off = mia.own_secret("MIAS_OFF").await?;
    mia.change(Method::PATCH, &paths::secret(off.id), 1).json(&json!({ "enabled": false })).await?;
    let list = json!([{ "name": "MIAS_OFF", "scope": "personal", "required": true }]);
    let run = mia.start_run(&json!({ "prompt": "x", "config": { "secrets": list } })).await?;

    assert_eq!(Runner::new(&mia)?.claim(run).await?.status, 422);

    let told = async |client: &Client| -> Result<String> {
        Ok(client.run(run).await?.status_message.context("it has failed")?.message)
    };
    assert!(told(&mia).await?.contains("`MIAS_OFF`"));
    assert_eq!(told(&admin).await?, "Something that the run must have can't be had.");
    for item in everywhere(&admin, run).await? {
        assert!(!serde_json::to_string(&item)?.contains("MIAS"));
    }
    Ok(())
}

#[tokio::test]
async fn the_teams_credential_and_the_teams_references_are_shown_to_the_team() -> Result<()> {
    let stack = Stack::start().await?;
    let (admin, mia) = (stack.admin().await?, stack.signed_in("mia@example.com").await?);
    admin.typed_secret("teams-claude", SecretType::AnthropicApiKey, r#"{"api_key":"not-a-real-key"}"#).await?;
    let config = json!({ "harness": { "type": "claude" },
        "harness_auth_secrets": { "claude_auth_secret_name": "teams-claude" },
        "secrets": [{ "name": "GONE", "scope": "team" }] });
    let run = mia.start_run(&json!({ "prompt": "x", "config": config })).await?;
    Runner::new(&mia)?.take(run).await?;

    let seen = admin.run(run).await?;

    assert_eq!(serde_json::to_value(&seen.agent_config)?, config);
    assert_eq!(seen.secrets.context("claimed")?.rows.len(), 2);
    Ok(())
}
