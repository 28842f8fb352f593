//! Chromium's own protocol on the browser itself, for what its driver has no command for: contexts.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async, tungstenite::Message};

/// The file in which Chromium says where it listens: a port, and a path.
const WHERE: &str = "DevToolsActivePort";

/// A window of a context that nobody has been in.
pub(super) struct Fresh {
    /// The context.
    pub(super) context: String,
    /// The window.
    pub(super) window: String,
}

/// A connection to a running Chromium.
pub(super) struct DevTools {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    asked: u64,
}

impl DevTools {
    /// Connects to the Chromium of a profile.
    pub(super) async fn connect(profile: &Path) -> Result<Self> {
        let said = std::fs::read_to_string(profile.join(WHERE)).context("Chromium doesn't say where it listens")?;
        let (port, path) = said.split_once('\n').context("Chromium says no path")?;
        let (socket, _) = connect_async(format!("ws://127.0.0.1:{port}{}", path.trim())).await?;
        Ok(Self { socket, asked: 0 })
    }

    /// Makes a context with storages, cookies, cache and permissions of its own, and a window in it.
    pub(super) async fn make(&mut self) -> Result<Fresh> {
        let context = self.ask("Target.createBrowserContext", json!({})).await?;
        let context = text(&context, "browserContextId")?;
        let target = json!({ "browserContextId": context, "newWindow": true });
        Ok(Fresh { window: self.open(target).await?, context })
    }

    /// Opens one more tab in a context.
    pub(super) async fn tab(&mut self, context: &str) -> Result<String> {
        self.open(json!({ "browserContextId": context })).await
    }

    /// Closes every window of a context, unasked, and forgets all that it kept.
    pub(super) async fn dispose(&mut self, context: &str) -> Result<()> {
        self.ask("Target.disposeBrowserContext", json!({ "browserContextId": context })).await.map(drop)
    }

    /// Closes a window.
    pub(super) async fn close(&mut self, window: &str) -> Result<()> {
        self.ask("Target.closeTarget", json!({ "targetId": window })).await.map(drop)
    }

    async fn open(&mut self, mut target: Value) -> Result<String> {
        target["url"] = json!("about:blank");
        text(&self.ask("Target.createTarget", target).await?, "targetId")
    }

    async fn ask(&mut self, method: &str, params: Value) -> Result<Value> {
        self.asked += 1;
        let request = json!({ "id": self.asked, "method": method, "params": params });
        self.socket.send(Message::text(request.to_string())).await?;
        while let Some(message) = self.socket.next().await {
            let mut answer: Value = serde_json::from_slice(&message?.into_data()).unwrap_or_default();
            if answer["id"] == self.asked {
                ensure!(answer["error"].is_null(), "{method}: {}", answer["error"]);
                return Ok(answer["result"].take());
            }
        }
        anyhow::bail!("Chromium hung up at {method}")
    }
}

fn text(answer: &Value, member: &str) -> Result<String> {
    Ok(answer[member].as_str().with_context(|| format!("Chromium gave no {member}"))?.to_owned())
}
