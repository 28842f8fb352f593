//! Runs, call by call.

use gloo_net::http::Method;
use oz_domain::{
    RunId,
    api::{CreateRun, CreatedRun, RunItem, RunPage, paths},
};

use super::{
    Client, ClientError,
    send::{exchange, fetch, finish, request},
};

impl Client {
    /// One page of the runs that `query` asks for.
    pub(crate) async fn runs(self, query: Vec<(&'static str, String)>) -> Result<RunPage, ClientError> {
        fetch(request(Method::GET, paths::RUNS).query(query)).await
    }

    /// One run, with its history and its record.
    pub(crate) async fn run(self, id: RunId) -> Result<RunItem, ClientError> {
        fetch(request(Method::GET, &paths::run(id))).await
    }

    /// Starts a run. The same `idempotency_key` starts it once, however often it is sent.
    pub(crate) async fn create_run(self, run: &CreateRun, idempotency_key: &str) -> Result<CreatedRun, ClientError> {
        exchange(request(Method::POST, paths::RUNS).header("idempotency-key", idempotency_key), run).await
    }

    /// Ends a run that waits or works.
    pub(crate) async fn cancel_run(self, id: RunId) -> Result<(), ClientError> {
        finish(request(Method::POST, &paths::run_cancel(id))).await
    }
}
