//! `/api/v1/agent/identities`.

mod create;
mod delete;
mod keys;
mod list;
mod update;

use anyhow::Result;
use oz_domain::api::{Agent, paths};
use serde_json::{Value, json};

use crate::harness::Client;

/// Creates an agent that is only named.
pub(super) async fn agent(client: &Client, name: &str) -> Result<Agent> {
    agent_with(client, json!({ "name": name })).await
}

/// Creates an agent.
pub(super) async fn agent_with(client: &Client, body: Value) -> Result<Agent> {
    client.post(paths::AGENTS, &body).await?.read(201)
}
