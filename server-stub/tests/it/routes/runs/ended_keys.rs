//! Runs that wait are cancelled with the API key that they were made with.

use anyhow::{Context, Result};
use axum::http::Method;
use oz_domain::api::{ProblemCode, RunItem, RunState, paths};
use serde_json::json;

use crate::{
    harness::{Runner, Stack, TeamKey},
    routes::agents::agent,
};

#[tokio::test]
async fn what_a_deleted_key_made_and_nobody_claimed_is_cancelled() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let wanted = json!({ "prompt": "x", "title": "thief" });
    let (team, team_id) = stack.key("admin@localhost", TeamKey::Yes, None).await?;
    let (own, own_id) = stack.key("admin@localhost", TeamKey::No, None).await?;
    let (other, _) = stack.key("admin@localhost", TeamKey::Yes, None).await?;
    let (works, stays) = (team.start_run(&wanted).await?, other.start_run(&wanted).await?);
    let by_hand = admin.start_run(&wanted).await?;
    Runner::new(&team)?.take(works).await?;

    for (client, id) in [(team, team_id), (own, own_id)] {
        let waiting = client.start_run(&wanted).await?;
        let before = stack.recorded().await?.len();

        assert_eq!(stack.store.revoke_api_key(id, &stack.machine()).await?, [waiting]);

        let item = admin.run(waiting).await?;
        assert_eq!((item.state, item.history.len()), (RunState::Cancelled, 2));
        let why = item.status_message.context("it says why")?.message;
        assert_eq!(why, "cancelled: machine deleted the API key that it was made with");
        let recorded = stack.recorded_since(before).await?;
        assert_eq!(recorded[1], ("run.cancelled".to_owned(), "thief".to_owned()));
        let runner = Runner::new(&stack.runners_key().await?)?;
        assert_eq!(runner.claim(waiting).await?.code()?, ProblemCode::RunEnded);
    }
    assert_eq!(admin.run(works).await?.state, RunState::Claimed);
    for waits in [stays, by_hand] {
        assert_eq!(admin.run(waits).await?.state, RunState::Queued);
    }
    Ok(())
}

#[tokio::test]
async fn one_of_an_agents_keys_takes_its_own_runs_with_it() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let made = agent(&admin, "a").await?;
    let (stolen, id) = stack.agent_key_and_id(made.uid).await?;
    let kept = stack.agent_key(made.uid).await?;
    let wanted = json!({ "prompt": "x" });
    let (thiefs, agents) = (stolen.start_run(&wanted).await?, kept.start_run(&wanted).await?);

    stack.store.revoke_api_key(id, &stack.machine()).await?;

    assert_eq!(admin.run(thiefs).await?.state, RunState::Cancelled);
    assert_eq!(admin.run(agents).await?.state, RunState::Queued);
    Ok(())
}

#[tokio::test]
async fn an_agents_keys_end_although_the_rest_of_its_deletion_fails() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let made = agent(&admin, "a").await?;
    let key = stack.agent_key(made.uid).await?;
    let run = key.start_run(&json!({ "prompt": "x" })).await?;
    stack.refuse_to_cancel().await?;

    let path = format!("{}?confirm=true", paths::agent(made.uid));
    let failed = admin.request(Method::DELETE, &path).send().await?;

    assert_eq!(failed.code()?, ProblemCode::Internal);
    assert_eq!(key.get(paths::SESSION).await?.code()?, ProblemCode::RevokedCredential);
    assert_eq!(admin.get(&paths::agent(made.uid)).await?.status, 200);
    assert_eq!(admin.run(run).await?.state, RunState::Queued);
    Ok(())
}

#[tokio::test]
async fn many_waiting_runs_are_cancelled_together_and_told() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let made = agent(&admin, "a").await?;
    let mut waiting = Vec::new();
    for _ in 0..40 {
        waiting.push(admin.start_run(&json!({ "prompt": "x", "agent_identity_uid": made.uid })).await?);
    }
    let mut events = admin.listen(paths::RUN_EVENTS).await?;
    assert_eq!(events.next().await?.name, "look");
    let before = stack.recorded().await?.len();

    let path = format!("{}?confirm=true", paths::agent(made.uid));
    assert_eq!(admin.request(Method::DELETE, &path).send().await?.status, 204);

    for run in waiting {
        let item = admin.run(run).await?;
        assert_eq!((item.state, item.history.len()), (RunState::Cancelled, 2));
        assert_eq!(events.next().await?.read::<RunItem>()?.state, RunState::Cancelled);
    }
    assert_eq!(stack.recorded_since(before).await?.len(), 41);
    Ok(())
}
