//! A client of a server in another process.

use anyhow::{Context, Result};
use oz_domain::{
    Scope,
    api::{KeyManifest, Session, paths},
};

use super::{Answer, Draft, exchange};

/// A client of a server in another process, with an API key.
pub(crate) struct Remote {
    address: String,
    bearer: String,
}

impl Remote {
    /// A client with a key.
    pub(crate) fn new(address: &str, key: &str) -> Self {
        Self { address: address.to_owned(), bearer: format!("Bearer {key}") }
    }

    /// `GET`.
    pub(crate) fn get(&self, path: &str) -> Result<Answer> {
        let headers = [("authorization", self.bearer.as_str())];
        exchange(&self.address, "GET", path, &headers, "")
    }

    /// `POST` with JSON.
    pub(crate) fn post(&self, path: &str, body: &impl serde::Serialize) -> Result<Answer> {
        let headers = [("authorization", self.bearer.as_str()), ("content-type", "application/json")];
        exchange(&self.address, "POST", path, &headers, &serde_json::to_string(body)?)
    }

    /// A secret of the team, ready to be sealed.
    pub(crate) fn draft(&self, name: &str) -> Result<Draft> {
        let session: Session = self.get(paths::SESSION)?.read(200)?;
        let manifest: KeyManifest = self.get(paths::KEYS)?.read(200)?;
        let owner = session.owner(Scope::Team).context("a caller has a team")?;
        Draft::new(&manifest, session.workspace.id, owner, session.user.map(|user| user.id), name)
    }
}
