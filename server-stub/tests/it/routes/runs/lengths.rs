//! How long what comes with a run may be: it is kept, listed and sent to whoever watches.

use anyhow::Result;
use oz_domain::{
    Prompt,
    api::{MOST_CONFIG_BYTES, ProblemCode, RunPage, paths},
};
use serde_json::{Value, json};

use crate::{
    harness::{Client, Stack},
    routes::{agents::agent, schedules::daily},
};

fn run(member: &str, value: &Value) -> Value {
    let mut request = json!({ "prompt": "x" });
    request[member] = value.clone();
    request
}

/// A request with a member as long as it may be, with one that is longer, and where that is named.
fn tables() -> Vec<(Value, Value, &'static str)> {
    let text = |count: usize| json!("é".repeat(count));
    let of_run = |member: &'static str, longest: usize, pointer| {
        (run(member, &text(longest)), run(member, &text(longest + 1)), pointer)
    };
    let of_config = |member: &'static str, longest: usize, pointer| {
        let config = |count| run("config", &json!({ member: text(count) }));
        (config(longest), config(longest + 1), pointer)
    };
    let model = |count| run("config", &json!({ "harness": { "model_id": text(count) } }));
    let skill = |count| run("config", &json!({ "skills": ["a", text(count)] }));
    let auth =
        |count| run("config", &json!({ "harness_auth_secrets": { "codex_auth_secret_name": "x".repeat(count) } }));
    let list = |count: usize| {
        let names: Vec<Value> = (0..count).map(|at| json!({ "name": format!("A{at}") })).collect();
        run("config", &json!({ "secrets": names }))
    };
    let anything = |bytes: usize| run("config", &json!({ "session_sharing": "x".repeat(bytes) }));
    vec![
        of_run("prompt", Prompt::MAX_CHARS, "/prompt"),
        of_run("conversation_id", 256, "/conversation_id"),
        of_run("skill", 1024, "/skill"),
        of_config("base_prompt", Prompt::MAX_CHARS, "/config/base_prompt"),
        of_config("name", 256, "/config/name"),
        of_config("model_id", 256, "/config/model_id"),
        of_config("skill_spec", 1024, "/config/skill_spec"),
        (model(256), model(257), "/config/harness/model_id"),
        (skill(1024), skill(1025), "/config/skills/1"),
        (auth(128), auth(129), "/config/harness_auth_secrets/codex_auth_secret_name"),
        (list(500), list(501), "/config/secrets"),
        (anything(MOST_CONFIG_BYTES - 100), anything(MOST_CONFIG_BYTES), "/config"),
    ]
}

#[tokio::test]
async fn the_longest_is_taken_and_what_is_longer_is_named() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    for (longest, longer, pointer) in tables() {
        let refused = admin.ask_for_run(&longer).await?;
        assert_eq!((refused.code()?, refused.field()?.pointer.as_str()), (ProblemCode::Invalid, pointer));
        assert_eq!(admin.ask_for_run(&longest).await?.status, 200, "{pointer}");
    }
    Ok(())
}

#[tokio::test]
async fn a_page_of_long_runs_is_cut_and_its_cursor_gives_the_rest() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let long = "🔑".repeat(Prompt::MAX_CHARS);
    let anything = "x".repeat(MOST_CONFIG_BYTES - 100);
    let request = json!({ "prompt": long, "config": { "base_prompt": long, "session_sharing": anything } });
    for _ in 0..12 {
        admin.start_run(&request).await?;
    }

    let (mut seen, mut cursor, mut pages) = (std::collections::BTreeSet::new(), String::new(), 0);
    loop {
        let answer = admin.get(&format!("{}?limit=500{cursor}", paths::RUNS)).await?;
        assert!(answer.body.len() < 5 << 20, "{} bytes", answer.body.len());
        let page: RunPage = answer.read(200)?;
        seen.extend(page.runs.iter().map(|run| run.run_id));
        pages += 1;
        match page.page_info.next_cursor {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!((seen.len(), pages), (12, 3));
    Ok(())
}

#[tokio::test]
async fn schedules_and_agents_give_their_runs_nothing_longer() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let (long, made) = ("x".repeat(1025), agent(&admin, "a").await?);
    let refused = async |client: &Client, path: &str, body: Value| -> Result<String> {
        Ok(client.post(path, &body).await?.field()?.pointer)
    };

    let config = json!({ "agent_config": { "skill_spec": long } });
    assert_eq!(refused(&admin, paths::SCHEDULES, daily(&config)).await?, "/agent_config/skill_spec");
    let body = json!({ "name": "a", "harness": { "type": "claude", "model_id": long } });
    assert_eq!(refused(&admin, paths::AGENTS, body).await?, "/harness/model_id");
    let change = admin.request(axum::http::Method::PUT, &paths::agent(made.uid));
    assert_eq!(change.json(&json!({ "base_model": long })).await?.field()?.pointer, "/base_model");
    Ok(())
}
