//! What a journey needs of runs: started, claimed and reported on past the page.

use anyhow::Result;
use oz_domain::api::{CreatedRun, RunItem, paths};
use serde_json::{Value, json};

use super::Api;

/// The base point of the curve: a runner's public key that nobody has the private key of.
const RUNNER_KEY: &str = "CQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

impl Api {
    /// Starts a run.
    ///
    /// # Errors
    ///
    /// When the server refuses.
    pub async fn start(&self, run: Value) -> Result<RunItem> {
        let made: CreatedRun = self.read("POST", paths::RUNS, &run).await?;
        self.read("GET", &paths::run(made.run_id), &Value::Null).await
    }

    /// Claims a run, as a runner. That it fails for want of a required secret is the journey's business.
    ///
    /// # Errors
    ///
    /// When the server doesn't answer.
    pub async fn claim(&self, run: &RunItem) -> Result<()> {
        let claim = json!({ "suite": "x25519-sha256-chacha20poly1305", "public_key": RUNNER_KEY });
        self.ask("POST", &paths::run_claim(run.run_id), &claim, &[]).await.map(drop)
    }

    /// Says something about a claimed run, as its runner.
    ///
    /// # Errors
    ///
    /// When the server refuses.
    pub async fn receipt(&self, run: &RunItem, receipt: Value) -> Result<()> {
        let _: Value = self.read("POST", &paths::run_receipts(run.run_id), &receipt).await?;
        Ok(())
    }
}
