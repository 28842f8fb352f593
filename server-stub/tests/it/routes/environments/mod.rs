//! `/api/v1/agent/environments`.

mod create;
mod delete;
mod fields;
mod list;
mod update;

use anyhow::Result;
use oz_domain::api::{Environment, paths};
use serde_json::{Value, json};

use crate::harness::Client;

/// Creates an environment that is only named.
pub(super) async fn environment(client: &Client, name: &str) -> Result<Environment> {
    environment_with(client, json!({ "name": name })).await
}

/// Creates an environment.
pub(super) async fn environment_with(client: &Client, config: Value) -> Result<Environment> {
    client.post(paths::ENVIRONMENTS, &config).await?.read(201)
}
