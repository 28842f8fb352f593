//! A client of a server in the same process.

use anyhow::{Context, Result};
use axum::{
    Router,
    body::Body,
    http::{HeaderName, HeaderValue, Method, header, request},
    response::Response,
};
use http_body_util::BodyExt;
use oz_domain::SecretType;
use oz_domain::api::{CreateSecret, KeyManifest, SecretSummary, Session, paths};
use tower::ServiceExt;

use super::{Answer, Draft};

/// A client, perhaps with a credential.
#[derive(Debug, Clone)]
pub(crate) struct Client {
    router: Router,
    credential: Option<(HeaderName, HeaderValue)>,
    /// The credential that the same person claims runs with: a browser's session can't.
    key: Option<HeaderValue>,
}

/// A request in the making.
pub(crate) struct Request {
    router: Router,
    builder: request::Builder,
}

impl Client {
    /// A client that nobody knows.
    pub(crate) fn anonymous(router: Router) -> Self {
        Self { router, credential: None, key: None }
    }

    /// The same client with another credential.
    pub(crate) fn with(&self, name: HeaderName, value: &str) -> Result<Self> {
        Ok(Self { router: self.router.clone(), credential: Some((name, value.parse()?)), key: None })
    }

    /// A client with an API key.
    pub(crate) fn with_key(&self, key: &str) -> Result<Self> {
        self.with(header::AUTHORIZATION, &format!("Bearer {key}"))
    }

    /// A client with a session's token.
    pub(crate) fn with_session(&self, token: &str) -> Result<Self> {
        self.with(header::COOKIE, &format!("__Host-oz_session={token}"))
    }

    /// The same person with an API key of theirs beside what they are known by.
    pub(crate) fn having_key(self, key: &str) -> Result<Self> {
        Ok(Self { key: Some(format!("Bearer {key}").parse()?), ..self })
    }

    /// The same person or key, by what can claim runs.
    pub(crate) fn as_runner(&self) -> Self {
        let key = self.key.clone().map(|key| (header::AUTHORIZATION, key));
        Self { router: self.router.clone(), credential: key.or_else(|| self.credential.clone()), key: None }
    }

    /// A request, to be sent by one of its own methods.
    pub(crate) fn request(&self, method: Method, path: &str) -> Request {
        let mut builder =
            axum::http::Request::builder().method(method).uri(path).header(header::HOST, "127.0.0.1:8787");
        if let Some((name, value)) = &self.credential {
            builder = builder.header(name, value);
        }
        Request { router: self.router.clone(), builder }
    }

    /// `GET`.
    pub(crate) async fn get(&self, path: &str) -> Result<Answer> {
        self.request(Method::GET, path).send().await
    }

    /// `POST` with JSON.
    pub(crate) async fn post(&self, path: &str, body: &impl serde::Serialize) -> Result<Answer> {
        self.request(Method::POST, path).json(body).await
    }

    /// A change to what was looked at in this version.
    pub(crate) fn change(&self, method: Method, path: &str, version: u64) -> Request {
        self.request(method, path).header("if-match", &format!("\"{version}\""))
    }

    /// Who the server takes this client for.
    pub(crate) async fn session(&self) -> Result<Session> {
        self.get(paths::SESSION).await?.read(200)
    }

    /// The manifest, verified.
    pub(crate) async fn manifest(&self) -> Result<KeyManifest> {
        let manifest: KeyManifest = self.get(paths::KEYS).await?.read(200)?;
        manifest.verify(None)?;
        Ok(manifest)
    }

    /// A secret of the team, ready to be sealed.
    pub(crate) async fn draft(&self, name: &str) -> Result<Draft> {
        let session = self.session().await?;
        let owner = session.owner(oz_domain::Scope::Team).context("a caller has a team")?;
        Draft::new(&self.manifest().await?, session.workspace.id, owner, session.user.map(|user| user.id), name)
    }

    /// Creates what is asked for.
    pub(crate) async fn create(&self, request: &CreateSecret) -> Result<Answer> {
        self.post(paths::SECRETS, request).await
    }

    /// Creates a secret of the team.
    pub(crate) async fn team_secret(&self, name: &str) -> Result<SecretSummary> {
        self.create(&self.draft(name).await?.seal()?).await?.read(201)
    }

    /// Creates a typed credential of the team from its JSON.
    pub(crate) async fn typed_secret(&self, name: &str, secret_type: SecretType, json: &str) -> Result<SecretSummary> {
        let mut draft = self.draft(name).await?;
        (draft.secret_type, draft.json) = (secret_type, json.to_owned());
        self.create(&draft.seal()?).await?.read(201)
    }

    /// Creates a secret of the team with a value.
    pub(crate) async fn team_value(&self, name: &str, value: &str) -> Result<SecretSummary> {
        self.create(&self.draft(name).await?.value(value).seal()?).await?.read(201)
    }

    /// Creates a secret of one's own with a value.
    pub(crate) async fn own_value(&self, name: &str, value: &str) -> Result<SecretSummary> {
        self.create(&self.draft(name).await?.personal()?.value(value).seal()?).await?.read(201)
    }

    /// Creates a secret of one's own.
    pub(crate) async fn own_secret(&self, name: &str) -> Result<SecretSummary> {
        let request = self.draft(name).await?.personal()?.seal()?;
        self.create(&request).await?.read(201)
    }
}

impl Request {
    /// Adds a header, in place of one of the same name.
    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        if let (Some(headers), Ok(name), Ok(value)) =
            (self.builder.headers_mut(), HeaderName::try_from(name), HeaderValue::try_from(value))
        {
            headers.insert(name, value);
        }
        self
    }

    /// Sends it without a body.
    pub(crate) async fn send(self) -> Result<Answer> {
        self.body(Body::empty()).await
    }

    /// Sends it with JSON.
    pub(crate) async fn json(self, body: &impl serde::Serialize) -> Result<Answer> {
        self.text(&serde_json::to_string(body)?).await
    }

    /// Sends it with a text that claims to be JSON.
    pub(crate) async fn text(self, body: &str) -> Result<Answer> {
        self.header("content-type", "application/json").body(Body::from(body.to_owned())).await
    }

    /// Sends it without a body; the answer's own body is still to come.
    pub(crate) async fn response(self) -> Result<Response> {
        Ok(self.router.oneshot(self.builder.body(Body::empty())?).await?)
    }

    /// Sends it.
    pub(crate) async fn body(self, body: Body) -> Result<Answer> {
        let response = self.router.oneshot(self.builder.body(body)?).await?;
        let (head, body) = response.into_parts();
        Ok(Answer { status: head.status, headers: head.headers, body: body.collect().await?.to_bytes().to_vec() })
    }
}
