//! Agents, call by call.

use gloo_net::http::Method;
use oz_domain::{
    AgentId,
    api::{Agent, AgentPage, CreateAgent, UpdateAgent, paths},
};

use super::{
    Client, ClientError,
    api::etag,
    send::{exchange, fetch, finish, request},
};

impl Client {
    /// One page of the team's agents, by name.
    pub(crate) async fn agents(self, cursor: Option<String>) -> Result<AgentPage, ClientError> {
        fetch(request(Method::GET, paths::AGENTS).query(cursor.map(|cursor| ("cursor", cursor)))).await
    }

    /// One agent as it is now.
    pub(crate) async fn agent(self, id: AgentId) -> Result<Agent, ClientError> {
        fetch(request(Method::GET, &paths::agent(id))).await
    }

    /// Makes an agent. The same `idempotency_key` makes it once, however often it is sent.
    pub(crate) async fn create_agent(self, agent: &CreateAgent, idempotency_key: &str) -> Result<Agent, ClientError> {
        exchange(request(Method::POST, paths::AGENTS).header("idempotency-key", idempotency_key), agent).await
    }

    /// Changes an agent, if it still is in `version`.
    pub(crate) async fn update_agent(
        self,
        id: AgentId,
        version: u64,
        change: &UpdateAgent,
    ) -> Result<Agent, ClientError> {
        exchange(request(Method::PUT, &paths::agent(id)).header("if-match", &etag(version)), change).await
    }

    /// Deletes an agent and its keys, if it still is in `version`; what needs it stops that unless `confirm`ed.
    pub(crate) async fn delete_agent(self, id: AgentId, version: u64, confirm: bool) -> Result<(), ClientError> {
        let request = request(Method::DELETE, &paths::agent(id)).query(confirm.then_some(("confirm", "true")));
        finish(request.header("if-match", &etag(version))).await
    }
}
