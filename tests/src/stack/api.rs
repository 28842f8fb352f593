//! The server's interface for tests: makes what a journey needs to find there, past the wire and without a browser.

use std::net::SocketAddr;

use anyhow::{Context, Result, ensure};
use hyper::{Request, header};
use oz_crypto::{Recipient, SealBinding, SignedManifest, seal};
use oz_domain::{
    Owner, Scope, SecretId, SecretType, SecretValue,
    api::{CreateSecret, SecretSummary, Session, paths},
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::spy::{Answer, Upstream, Wire};

/// Somebody who speaks to the server by an API key.
pub struct Api {
    server: SocketAddr,
    upstream: Upstream,
    key: String,
    made: u64,
}

impl Api {
    pub(super) fn new(server: SocketAddr, wire: Wire, key: String) -> Result<Self> {
        Ok(Self { server, upstream: Upstream::new(wire)?, key, made: 0 })
    }

    /// Who it acts as.
    ///
    /// # Errors
    ///
    /// When the server refuses.
    pub async fn session(&self) -> Result<Session> {
        self.read("GET", paths::SESSION, &Value::Null).await
    }

    /// The server's list of keys.
    ///
    /// # Errors
    ///
    /// When the server refuses.
    pub async fn keys(&self) -> Result<SignedManifest> {
        self.read("GET", paths::KEYS, &Value::Null).await
    }

    /// Adds a raw value, sealed here.
    ///
    /// # Errors
    ///
    /// When the server refuses.
    pub async fn add(&mut self, name: &str, value: &str, scope: Scope) -> Result<SecretSummary> {
        let owner = self.session().await?.owner(scope).context("a person has both scopes")?;
        let request = self.sealed(name, value, owner).await?;
        self.read("POST", paths::SECRETS, &serde_json::to_value(request)?).await
    }

    /// What would be sent to add a raw value.
    ///
    /// # Errors
    ///
    /// When the server's keys can't be had, or the value breaks a rule.
    pub async fn sealed(&mut self, name: &str, value: &str, owner: Owner) -> Result<CreateSecret> {
        let verified = self.keys().await?.verify(None)?;
        let key = verified.active_key().context("the server has no active key")?;
        self.made += 1;
        let id = SecretId::from_parts(self.made, [7; 10]);
        let json = SecretValue::raw(name, value.to_owned().into())?.to_json();
        let binding = SealBinding {
            workspace_id: &verified.manifest().workspace_id,
            secret_id: &id.to_string(),
            owner_kind: owner.kind(),
            owner_id: &owner.id(),
            name,
            secret_type: SecretType::RawValue.as_str(),
            revision: 1,
        };
        let envelope = seal(&Recipient::new(key.public_key.clone()), &binding, json)?;
        let (name, secret_type) = (name.to_owned(), SecretType::RawValue);
        let (description, expires_at) = (<_>::default(), None);
        Ok(CreateSecret { id, name, secret_type, owner, description, expires_at, revision: 1, envelope })
    }

    /// Asks for something that must succeed.
    ///
    /// # Errors
    ///
    /// When the server refuses, or answers something else than expected.
    pub async fn read<T: DeserializeOwned>(&self, method: &str, path: &str, body: &Value) -> Result<T> {
        let answer = self.ask(method, path, body, &[]).await?;
        let said = String::from_utf8_lossy(&answer.body);
        ensure!(answer.status.is_success(), "{method} {path}: {} {said}", answer.status);
        serde_json::from_str(&said).with_context(|| format!("{method} {path}"))
    }

    /// Asks for something, whatever comes of it.
    ///
    /// # Errors
    ///
    /// When the server doesn't answer.
    pub async fn ask(&self, method: &str, path: &str, body: &Value, headers: &[(&str, &str)]) -> Result<Answer> {
        let body = if body.is_null() { Vec::new() } else { serde_json::to_vec(body)? };
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "localhost")
            .header(header::AUTHORIZATION, format!("Bearer {}", self.key))
            .header(header::CONTENT_TYPE, "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (head, ()) = request.body(())?.into_parts();
        self.upstream.ask(self.server, head, body.into()).await
    }
}
