//! A signed-in client of the server, and its connections, kept open.

use std::net::SocketAddr;

use anyhow::{Context, Result, ensure};
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::{Method, Request, StatusCode, client::conn::http1, header::HeaderMap};
use hyper_util::rt::TokioIo;
use oz_domain::api::{SignIn, paths};
use oz_tests::{Person, Stack};
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::net::TcpStream;

/// Somebody signed in.
#[derive(Clone)]
pub(crate) struct Client {
    server: SocketAddr,
    cookie: String,
    /// What it says instead of the cookie where only a key will do.
    key: Option<String>,
}

/// An answer.
pub(crate) struct Answer {
    /// Its status.
    pub(crate) status: StatusCode,
    /// Its body.
    pub(crate) body: Bytes,
    headers: HeaderMap,
}

/// One connection, kept open.
pub(crate) struct Connection {
    sender: http1::SendRequest<Full<Bytes>>,
    client: Client,
}

impl Client {
    /// Signs in as the administrator.
    ///
    /// # Errors
    ///
    /// When the server doesn't let us in.
    pub(crate) async fn sign_in(stack: &Stack) -> Result<Self> {
        let origin = stack.direct_origin();
        let server = origin.trim_start_matches("http://").parse().context("an address with a port")?;
        let link = stack.sign_in_link(Person::Admin, &origin)?;
        let (_, token) = link.split_once("#token=").context("a sign-in link has a token")?;
        let mut door = Self { server, cookie: String::new(), key: None }.connect().await?;
        let body = serde_json::to_vec(&SignIn { token: token.to_owned() })?;
        let answer = door.send(Method::POST, paths::SESSION, body.into()).await?;
        ensure!(answer.status.is_success(), "signing in got {}", answer.status);
        let cookie = answer.headers.get("set-cookie").context("no cookie")?.to_str()?;
        let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        Ok(Self { server, cookie, key: None })
    }

    /// The same person by a new API key: a browser's session claims no runs.
    ///
    /// # Errors
    ///
    /// When the server's program doesn't give one.
    pub(crate) fn by_key(&self, stack: &Stack) -> Result<Self> {
        Ok(Self { key: Some(stack.api_key(Person::Admin)?), ..self.clone() })
    }

    /// The session's cookie: its name and its value.
    pub(crate) fn cookie(&self) -> (&str, &str) {
        self.cookie.split_once('=').unwrap_or_default()
    }

    /// Opens a connection.
    ///
    /// # Errors
    ///
    /// When the server doesn't accept it.
    pub(crate) async fn connect(&self) -> Result<Connection> {
        let stream = TcpStream::connect(self.server).await.context("the server doesn't accept a connection")?;
        stream.set_nodelay(true)?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        // It ends with its sender.
        tokio::spawn(connection);
        Ok(Connection { sender, client: self.clone() })
    }
}

impl Connection {
    /// Asks, and reads the whole answer.
    ///
    /// # Errors
    ///
    /// When the connection breaks.
    pub(crate) async fn send(&mut self, method: Method, path: &str, body: Bytes) -> Result<Answer> {
        let Client { server, cookie, key } = &self.client;
        let mut request = Request::builder().method(method).uri(path).header("host", server.to_string());
        if let Some(key) = key {
            request = request.header("authorization", format!("Bearer {key}"));
        } else if !cookie.is_empty() {
            request = request.header("cookie", cookie);
        }
        if !body.is_empty() {
            request = request.header("content-type", "application/json").header("origin", format!("http://{server}"));
        }
        self.sender.ready().await?;
        let (head, body) = self.sender.send_request(request.body(Full::new(body))?).await?.into_parts();
        let body = body.collect().await?.to_bytes();
        Ok(Answer { status: head.status, body, headers: head.headers })
    }

    /// Reads a resource.
    ///
    /// # Errors
    ///
    /// When the answer is no success, or isn't what was expected.
    pub(crate) async fn get<T: DeserializeOwned>(&mut self, path: &str) -> Result<T> {
        read(path, &self.send(Method::GET, path, Bytes::new()).await?)
    }

    /// Makes something.
    ///
    /// # Errors
    ///
    /// When the answer is no success, or isn't what was expected.
    pub(crate) async fn post<T: DeserializeOwned>(&mut self, path: &str, body: &Value) -> Result<T> {
        read(path, &self.send(Method::POST, path, serde_json::to_vec(body)?.into()).await?)
    }
}

/// What an answer says, if it is a success.
///
/// # Errors
///
/// When it is no success, or isn't what was expected.
pub(crate) fn read<T: DeserializeOwned>(path: &str, answer: &Answer) -> Result<T> {
    let Answer { status, body, .. } = answer;
    ensure!(status.is_success(), "{path} got {status}: {}", String::from_utf8_lossy(body));
    serde_json::from_slice(body).with_context(|| format!("{path} gave something else"))
}
