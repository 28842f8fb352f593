//! Environments, call by call.

use gloo_net::http::Method;
use oz_domain::{
    EnvironmentId,
    api::{Environment, EnvironmentConfig, EnvironmentPage, paths},
};

use super::{
    Client, ClientError,
    api::etag,
    send::{exchange, fetch, finish, request},
};

impl Client {
    /// One page of the team's environments, by name.
    pub(crate) async fn environments(self, cursor: Option<&str>) -> Result<EnvironmentPage, ClientError> {
        let mut query = vec![("sort_by", "name")];
        query.extend(cursor.map(|cursor| ("cursor", cursor)));
        fetch(request(Method::GET, paths::ENVIRONMENTS).query(query)).await
    }

    /// One environment as it is now.
    pub(crate) async fn environment(self, id: EnvironmentId) -> Result<Environment, ClientError> {
        fetch(request(Method::GET, &paths::environment(id))).await
    }

    /// Makes an environment. The same `idempotency_key` makes it once, however often it is sent.
    pub(crate) async fn create_environment(
        self,
        config: &EnvironmentConfig,
        idempotency_key: &str,
    ) -> Result<Environment, ClientError> {
        exchange(request(Method::POST, paths::ENVIRONMENTS).header("idempotency-key", idempotency_key), config).await
    }

    /// Sets everything about an environment, if it still is in `version`.
    pub(crate) async fn update_environment(
        self,
        id: EnvironmentId,
        version: u64,
        config: &EnvironmentConfig,
    ) -> Result<Environment, ClientError> {
        exchange(request(Method::PUT, &paths::environment(id)).header("if-match", &etag(version)), config).await
    }

    /// Deletes an environment, if it still is in `version`; what needs it stops that unless `confirm`ed.
    pub(crate) async fn delete_environment(
        self,
        id: EnvironmentId,
        version: u64,
        confirm: bool,
    ) -> Result<(), ClientError> {
        let request = request(Method::DELETE, &paths::environment(id)).query(confirm.then_some(("confirm", "true")));
        finish(request.header("if-match", &etag(version))).await
    }
}
