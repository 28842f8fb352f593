//! A runner for tests: claims real runs with a key of its own, opens what it gets, and tells about it.

use anyhow::{Context, Result, ensure};
use base64ct::{Base64UrlUnpadded, Encoding};
use oz_crypto::{PrivateKey, Suite, open_delivery};
use oz_domain::{
    Delivery, RunId,
    api::{ClaimedRun, CreatedRun, Receipt, paths},
};
use serde_json::{Value, json};

use crate::{
    places::{Piece, Place},
    stack::Api,
};

/// A runner that asks as somebody, and keeps every answer, so that they can be searched.
pub struct Runner {
    api: Api,
    private: PrivateKey,
    answers: Vec<Piece>,
}

impl Runner {
    /// A runner with a new key.
    ///
    /// # Errors
    ///
    /// When the system gives no random bytes.
    pub fn new(api: Api) -> Result<Self> {
        let private = PrivateKey::generate(Suite::X25519Sha256ChaCha20Poly1305)?;
        Ok(Self { api, private, answers: Vec::new() })
    }

    /// Whoever it asks as.
    pub fn api(&mut self) -> &mut Api {
        &mut self.api
    }

    /// Asks for something that must succeed, and keeps the answer, also when it is a refusal.
    ///
    /// # Errors
    ///
    /// When the server refuses.
    pub async fn ask(&mut self, method: &str, path: &str, body: &Value) -> Result<Value> {
        let answer = self.api.ask(method, path, body, &[]).await?;
        let name = format!("{method} {path}");
        self.answers.push(Piece::new(Place::ResponseHeaders, &name, format!("{:?}", answer.headers)));
        let value = serde_json::from_slice(&answer.body).unwrap_or(Value::Null);
        self.answers.push(Piece::new(Place::ResponseBody, &name, answer.body.to_vec()));
        ensure!(answer.status.is_success(), "{name}: {}", answer.status);
        Ok(value)
    }

    /// Starts a run.
    ///
    /// # Errors
    ///
    /// When the server refuses.
    pub async fn start(&mut self, request: &Value) -> Result<RunId> {
        let created: CreatedRun = serde_json::from_value(self.ask("POST", paths::RUNS, request).await?)?;
        Ok(created.run_id)
    }

    /// Claims a run and opens what it gets.
    ///
    /// # Errors
    ///
    /// When the server refuses, or what comes doesn't open.
    pub async fn claim(&mut self, run: RunId) -> Result<Delivery> {
        let public = self.private.public_key();
        let key = Base64UrlUnpadded::encode_string(public.as_bytes());
        let request = json!({ "suite": public.suite(), "public_key": key });
        let claimed: ClaimedRun = serde_json::from_value(self.ask("POST", &paths::run_claim(run), &request).await?)?;
        let (workspace, run) = (claimed.workspace_id.to_string(), claimed.run_id.to_string());
        let opened = open_delivery(&self.private, &workspace, &run, &claimed.delivery)?;
        Delivery::from_json(&opened).context("what was opened is no delivery")
    }

    /// Tells about a run.
    ///
    /// # Errors
    ///
    /// When the server refuses.
    pub async fn say(&mut self, run: RunId, receipt: &Receipt) -> Result<()> {
        self.ask("POST", &paths::run_receipts(run), &serde_json::to_value(receipt)?).await.map(drop)
    }

    /// Every answer since they were taken last.
    #[must_use]
    pub fn answers(&mut self) -> Vec<Piece> {
        std::mem::take(&mut self.answers)
    }
}
