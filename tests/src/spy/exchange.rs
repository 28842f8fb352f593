//! One request and its answer, as they went over the wire.

use anyhow::{Context, Result};
use bytes::Bytes;
use hyper::{HeaderMap, StatusCode, http::request};
use serde::de::DeserializeOwned;

use crate::places::{Piece, Place};

/// A request and, once there is one, its answer.
#[derive(Debug, Clone)]
pub struct Exchange {
    /// `GET`, `POST` and so on.
    pub method: String,
    /// Path and query.
    pub target: String,
    /// The request's headers.
    pub headers: HeaderMap,
    /// The request's body.
    pub body: Bytes,
    /// What came back; `None` while it is under way, or when the connection was lost.
    pub answer: Option<Answer>,
}

/// A status, headers and a body.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl Exchange {
    pub(super) fn started(head: &request::Parts, body: Bytes) -> Self {
        let target = head.uri.path_and_query().map_or("/", |target| target.as_str());
        Self {
            method: head.method.to_string(),
            target: target.to_owned(),
            headers: head.headers.clone(),
            body,
            answer: None,
        }
    }

    /// The path, without the query.
    #[must_use]
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// The status of the answer; 0 while there is none.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.answer.as_ref().map_or(0, |answer| answer.status.as_u16())
    }

    /// The request's body, read as JSON.
    ///
    /// # Errors
    ///
    /// When it isn't JSON of this shape.
    pub fn sent<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_slice(&self.body).context("a request's body isn't what was expected")
    }

    /// Everything of it that could hold a value.
    #[must_use]
    pub fn pieces(&self) -> Vec<Piece> {
        let piece = |place, bytes| Piece::new(place, format!("{} {}", self.method, self.path()), bytes);
        let mut pieces = vec![
            piece(Place::RequestAddress, self.target.clone().into_bytes()),
            piece(Place::RequestHeaders, flat(&self.headers)),
            piece(Place::RequestBody, self.body.to_vec()),
        ];
        if let Some(answer) = &self.answer {
            pieces.push(piece(Place::ResponseHeaders, flat(&answer.headers)));
            pieces.push(piece(Place::ResponseBody, answer.body.to_vec()));
        }
        pieces
    }
}

impl Answer {
    /// An answer with a media type.
    #[must_use]
    pub fn new(status: StatusCode, media_type: &'static str, body: impl Into<Bytes>) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert("content-type", hyper::header::HeaderValue::from_static(media_type));
        headers.insert("cache-control", hyper::header::HeaderValue::from_static("no-store"));
        Self { status, headers, body: body.into() }
    }
}

fn flat(headers: &HeaderMap) -> Vec<u8> {
    let line = |name: &str, value: &[u8]| [name.as_bytes(), b": ", value, b"\n"].concat();
    headers.iter().flat_map(|(name, value)| line(name.as_str(), value.as_bytes())).collect()
}
