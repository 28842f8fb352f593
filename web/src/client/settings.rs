//! The workspace's settings, call by call.

use gloo_net::http::Method;
use oz_domain::api::{ChangeSettings, Settings, paths};

use super::{
    Client, ClientError,
    api::etag,
    send::{exchange, fetch, request},
};

impl Client {
    /// What holds for the whole workspace.
    pub(crate) async fn settings(self) -> Result<Settings, ClientError> {
        fetch(request(Method::GET, paths::SETTINGS)).await
    }

    /// Changes it, if it still is in `version`.
    pub(crate) async fn update_settings(self, version: u64, change: &ChangeSettings) -> Result<Settings, ClientError> {
        exchange(request(Method::PATCH, paths::SETTINGS).header("if-match", &etag(version)), change).await
    }
}
