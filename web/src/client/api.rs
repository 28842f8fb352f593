//! The server's interface, call by call.

use gloo_net::http::Method;
use oz_domain::{
    SecretId,
    api::{
        CreateSecret, KeyManifest, ReplaceValue, SecretPage, SecretSummary, SecretUsage, Session, SignIn, UpdateSecret,
        paths,
    },
};

use super::{
    ClientError,
    send::{exchange, fetch, finish, request},
};

/// Speaks to the server that this page came from. Values go through it sealed only.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Client;

impl Client {
    /// The signed list of keys to seal to; not verified yet.
    pub(crate) async fn keys(self) -> Result<KeyManifest, ClientError> {
        fetch(request(Method::GET, paths::KEYS)).await
    }

    /// Who is signed in.
    pub(crate) async fn session(self) -> Result<Session, ClientError> {
        fetch(request(Method::GET, paths::SESSION)).await
    }

    /// Trades the token of a sign-in link for a cookie.
    pub(crate) async fn sign_in(self, sign_in: &SignIn) -> Result<Session, ClientError> {
        exchange(request(Method::POST, paths::SESSION), sign_in).await
    }

    /// Ends the session.
    pub(crate) async fn sign_out(self) -> Result<(), ClientError> {
        finish(request(Method::DELETE, paths::SESSION)).await
    }

    /// One page of the list, by name.
    pub(crate) async fn secrets(self, limit: u32, cursor: Option<&str>) -> Result<SecretPage, ClientError> {
        let limit = limit.to_string();
        let mut query = vec![("limit", limit.as_str())];
        query.extend(cursor.map(|cursor| ("cursor", cursor)));
        fetch(request(Method::GET, paths::SECRETS).query(query)).await
    }

    /// One secret as it is now.
    pub(crate) async fn secret(self, id: SecretId) -> Result<SecretSummary, ClientError> {
        fetch(request(Method::GET, &paths::secret(id))).await
    }

    /// Who gets a secret.
    pub(crate) async fn secret_usage(self, id: SecretId) -> Result<SecretUsage, ClientError> {
        fetch(request(Method::GET, &paths::secret_usage(id))).await
    }

    /// Stores a new secret. The same `idempotency_key` stores it once, however often it is sent.
    pub(crate) async fn create_secret(
        self,
        secret: &CreateSecret,
        idempotency_key: &str,
    ) -> Result<SecretSummary, ClientError> {
        let request = request(Method::POST, paths::SECRETS).header("idempotency-key", idempotency_key);
        exchange(request, secret).await
    }

    /// Changes what isn't sealed, if the secret still is in `version`.
    pub(crate) async fn update_secret(
        self,
        id: SecretId,
        version: u64,
        change: &UpdateSecret,
    ) -> Result<SecretSummary, ClientError> {
        let request = request(Method::PATCH, &paths::secret(id)).header("if-match", &etag(version));
        exchange(request, change).await
    }

    /// Keeps the secret from runs, if it still is in `version`; what needs it stops that unless `confirm`ed.
    pub(crate) async fn disable_secret(
        self,
        id: SecretId,
        version: u64,
        confirm: bool,
    ) -> Result<SecretSummary, ClientError> {
        let request = request(Method::PATCH, &paths::secret(id)).query(confirm.then_some(("confirm", "true")));
        let change = UpdateSecret { enabled: Some(false), ..UpdateSecret::default() };
        exchange(request.header("if-match", &etag(version)), &change).await
    }

    /// Replaces the value, if the secret still is in `version`.
    pub(crate) async fn replace_value(
        self,
        id: SecretId,
        version: u64,
        value: &ReplaceValue,
        idempotency_key: &str,
    ) -> Result<SecretSummary, ClientError> {
        let request = request(Method::PUT, &paths::secret_value(id))
            .header("if-match", &etag(version))
            .header("idempotency-key", idempotency_key);
        exchange(request, value).await
    }

    /// Deletes the secret, if it still is in `version`; what needs it stops that unless `confirm`ed.
    pub(crate) async fn delete_secret(self, id: SecretId, version: u64, confirm: bool) -> Result<(), ClientError> {
        let request = request(Method::DELETE, &paths::secret(id)).query(confirm.then_some(("confirm", "true")));
        finish(request.header("if-match", &etag(version))).await
    }
}

/// An `ETag` (RFC 9110, section 8.8.3) of a version.
pub(super) fn etag(version: u64) -> String {
    format!("\"{version}\"")
}
