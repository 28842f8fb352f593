//! A runner: claims runs with a key pair of its own, opens what it gets, and tells about it.

use anyhow::{Context, Result};
use axum::http::Method;
use base64ct::{Base64UrlUnpadded, Encoding};
use oz_crypto::{PrivateKey, Suite, open_delivery};
use oz_domain::{
    Delivery, RunId,
    api::{ClaimRun, ClaimedRun, CreatedRun, Receipt, RunItem, paths},
};
use serde_json::Value;

use super::{Answer, Client};

/// A runner.
pub(crate) struct Runner {
    client: Client,
    private: PrivateKey,
}

impl Runner {
    /// One that asks as this client, by an API key.
    pub(crate) fn new(client: &Client) -> Result<Self> {
        Self::with(client, Suite::X25519Sha256ChaCha20Poly1305)
    }

    /// One with a key of this suite.
    pub(crate) fn with(client: &Client, suite: Suite) -> Result<Self> {
        Ok(Self { client: client.as_runner(), private: PrivateKey::generate(suite)? })
    }

    /// One that asks with the very credential that this client has.
    pub(crate) fn by_credential_of(client: &Client) -> Result<Self> {
        Ok(Self { client: client.clone(), ..Self::new(client)? })
    }

    /// What it asks when it claims.
    pub(crate) fn request(&self) -> ClaimRun {
        let public = self.private.public_key();
        ClaimRun {
            suite: public.suite(),
            public_key: Base64UrlUnpadded::encode_string(public.as_bytes()),
            worker_variables: Vec::new(),
        }
    }

    /// Claims a run.
    pub(crate) async fn claim(&self, run: RunId) -> Result<Answer> {
        self.client.post(&paths::run_claim(run), &self.request()).await
    }

    /// Claims a run and opens what it gets.
    pub(crate) async fn take(&self, run: RunId) -> Result<Delivery> {
        self.open(&self.claim(run).await?.read(200)?)
    }

    /// Opens what it got.
    pub(crate) fn open(&self, claimed: &ClaimedRun) -> Result<Delivery> {
        let (workspace, run) = (claimed.workspace_id.to_string(), claimed.run_id.to_string());
        Ok(Delivery::from_json(&open_delivery(&self.private, &workspace, &run, &claimed.delivery)?)?)
    }

    /// Tells about a run.
    pub(crate) async fn say(&self, run: RunId, receipt: &Receipt) -> Result<Answer> {
        self.client.post(&paths::run_receipts(run), receipt).await
    }

    /// Says that it is still there.
    pub(crate) async fn renew(&self, run: RunId) -> Result<Answer> {
        self.client.request(Method::POST, &paths::run_lease(run)).send().await
    }
}

impl Client {
    /// Asks for a run.
    pub(crate) async fn ask_for_run(&self, request: &Value) -> Result<Answer> {
        self.post(paths::RUNS, request).await
    }

    /// Starts a run.
    pub(crate) async fn start_run(&self, request: &Value) -> Result<RunId> {
        Ok(self.ask_for_run(request).await?.read::<CreatedRun>(200)?.run_id)
    }

    /// A run as this client sees it.
    pub(crate) async fn run(&self, run: RunId) -> Result<RunItem> {
        self.get(&paths::run(run)).await?.read(200)
    }
}

/// A delivered variable, for comparisons that print nothing.
pub(crate) fn variable<'d>(delivery: &'d Delivery, name: &str) -> Result<&'d str> {
    // EXPOSE: a value made for a test.
    let variables = delivery.contents().variables;
    variables.into_iter().find(|(variable, _)| *variable == name).map(|(_, text)| text).context("no such variable")
}
