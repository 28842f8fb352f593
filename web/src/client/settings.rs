//! The workspace's settings, call by call.

use gloo_net::http::Method;
use oz_domain::api::{Settings, paths};

use super::{
    Client, ClientError,
    send::{fetch, request},
};

impl Client {
    /// What holds for the whole workspace.
    pub(crate) async fn settings(self) -> Result<Settings, ClientError> {
        fetch(request(Method::GET, paths::SETTINGS)).await
    }
}
