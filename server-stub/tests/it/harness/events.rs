//! Server-sent events, as they come.

use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use axum::{body::Body, http::Method};
use http_body_util::BodyExt;
use serde::de::DeserializeOwned;
use tokio::time::timeout;

use super::Client;

/// How long something that must come may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// A stream of events.
pub(crate) struct Events {
    body: Body,
    read: String,
}

/// An event, or a sign of life.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Event {
    /// What it is called; empty for a sign of life.
    pub(crate) name: String,
    /// What it says.
    pub(crate) data: String,
}

impl Event {
    /// What it says, read.
    pub(crate) fn read<T: DeserializeOwned>(&self) -> Result<T> {
        Ok(serde_json::from_str(&self.data)?)
    }
}

impl Client {
    /// Listens.
    pub(crate) async fn listen(&self, path: &str) -> Result<Events> {
        let response = self.request(Method::GET, path).response().await?;
        ensure!(response.status() == 200, "not listening: {}", response.status());
        ensure!(response.headers()["content-type"] == "text/event-stream");
        ensure!(response.headers()["cache-control"] == "no-store");
        Ok(Events { body: response.into_body(), read: String::new() })
    }
}

impl Events {
    /// The next event; signs of life are passed over.
    pub(crate) async fn next(&mut self) -> Result<Event> {
        loop {
            match self.next_or_end().await? {
                Some(event) if event.name.is_empty() => {}
                Some(event) => return Ok(event),
                None => bail!("the stream ended"),
            }
        }
    }

    /// Waits for the end; `false` if an event comes instead.
    pub(crate) async fn ends(&mut self) -> Result<bool> {
        loop {
            match self.next_or_end().await? {
                Some(event) if event.name.is_empty() => {}
                Some(_) => return Ok(false),
                None => return Ok(true),
            }
        }
    }

    /// The next event or sign of life; `None` at the end.
    pub(crate) async fn next_or_end(&mut self) -> Result<Option<Event>> {
        loop {
            if let Some(end) = self.read.find("\n\n") {
                let event = parse(&self.read[..end]);
                self.read.drain(..end + 2);
                return Ok(Some(event));
            }
            let frame = timeout(PATIENCE, self.body.frame()).await.context("nothing comes")?;
            match frame {
                None => return Ok(None),
                Some(frame) => {
                    let data = frame?.into_data().ok().context("only data comes")?;
                    self.read.push_str(std::str::from_utf8(&data)?);
                }
            }
        }
    }
}

fn parse(text: &str) -> Event {
    let field = |name: &str| {
        let lines = text.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        lines.map(str::trim_start).collect::<Vec<_>>().join("\n")
    };
    Event { name: field("event"), data: field("data") }
}
