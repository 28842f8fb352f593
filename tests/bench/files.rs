//! Serves folders to the bench page on a port of its own, isolated, so that its clock is fine.

use std::{convert::Infallible, net::SocketAddr, path::PathBuf, sync::Arc};

use anyhow::{Context, Result};
use bytes::Bytes;
use http_body_util::Full;
use hyper::{Request, Response, StatusCode, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpListener, task::JoinHandle};

/// Folders by the first part of the path. Stops serving when it is let go of.
pub(crate) struct Files {
    address: SocketAddr,
    server: JoinHandle<()>,
}

impl Files {
    /// Begins to serve.
    ///
    /// # Errors
    ///
    /// When no port is free.
    pub(crate) async fn serve(folders: Vec<(&'static str, PathBuf)>) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.context("no port is free")?;
        let address = listener.local_addr()?;
        let folders = Arc::new(folders);
        let server = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let folders = Arc::clone(&folders);
                tokio::spawn(async move {
                    let service = service_fn(|request| {
                        let answer = answer(&folders, &request);
                        async { Ok::<_, Infallible>(answer) }
                    });
                    // A browser that goes away in the middle is no fault of anybody's.
                    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
                });
            }
        });
        Ok(Self { address, server })
    }

    /// The address of a file.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}/{path}", self.address)
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        self.server.abort();
    }
}

fn answer(folders: &[(&str, PathBuf)], request: &Request<Incoming>) -> Response<Full<Bytes>> {
    let path = request.uri().path().trim_start_matches('/');
    let content = path.split_once('/').and_then(|(first, rest)| {
        let (_, folder) = folders.iter().find(|(name, _)| *name == first)?;
        let inside = rest.split('/').all(|part| part != "..");
        inside.then(|| std::fs::read(folder.join(rest)).ok()).flatten()
    });
    let found = content.is_some();
    let mut response = Response::new(Full::new(content.unwrap_or_default().into()));
    if !found {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    let headers = [
        ("content-type", media_type(path)),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-embedder-policy", "require-corp"),
        ("cache-control", "no-store"),
    ];
    for (name, value) in headers {
        response.headers_mut().insert(name, hyper::header::HeaderValue::from_static(value));
    }
    response
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}
