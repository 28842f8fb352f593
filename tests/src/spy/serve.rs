//! Accepts connections and, for each request, writes down, meddles or passes on.

use std::{io, sync::Arc};

use anyhow::{Context, Result};
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::{
    Request, Response, StatusCode, body::Incoming, header::HeaderValue, http::request, server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpListener,
    task::JoinHandle,
};

use super::{
    Shared, Wire,
    exchange::{Answer, Exchange},
    forward::Upstream,
    lock,
    tamper::Act,
    tls,
};

/// Where browsers are told to report violations of the policy. No path of the server's.
const REPORTS: &str = "/reports-for-the-spy";
const POLICY: &str = "content-security-policy";

pub(super) fn start(listener: TcpListener, shared: Arc<Shared>) -> Result<JoinHandle<()>> {
    let upstream = Arc::new(Upstream::new(shared.wire)?);
    let acceptor = match shared.wire {
        Wire::Plain => None,
        Wire::Tls => Some(tls::acceptor()?),
    };
    Ok(tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (shared, upstream, acceptor) = (Arc::clone(&shared), Arc::clone(&upstream), acceptor.clone());
            tokio::spawn(async move {
                match acceptor {
                    None => serve(stream, shared, upstream).await,
                    Some(acceptor) => {
                        if let Ok(stream) = acceptor.accept(stream).await {
                            serve(stream, shared, upstream).await;
                        }
                    }
                }
            });
        }
    }))
}

async fn serve(stream: impl AsyncRead + AsyncWrite + Unpin, shared: Arc<Shared>, upstream: Arc<Upstream>) {
    let service = service_fn(|request| answer(request, &shared, &upstream));
    // A browser that goes away in the middle is no fault of anybody's.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}

async fn answer(request: Request<Incoming>, shared: &Shared, upstream: &Upstream) -> io::Result<Response<Full<Bytes>>> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
    if head.uri.path() == REPORTS {
        lock(&shared.reports).push(serde_json::from_slice(&body).unwrap_or_default());
        return Ok(respond(Answer::new(StatusCode::NO_CONTENT, "text/plain", Bytes::new())));
    }
    let at = {
        let mut exchanges = lock(&shared.exchanges);
        exchanges.push(Exchange::started(&head, body.clone()));
        exchanges.len() - 1
    };
    let answer = decide(head, body, shared, upstream).await.map_err(io::Error::other)?;
    if let Some(exchange) = lock(&shared.exchanges).get_mut(at) {
        exchange.answer = Some(answer.clone());
    }
    Ok(respond(answer))
}

/// What comes back: from the meddling, if one is meant for this request, or from the server.
async fn decide(head: request::Parts, body: Bytes, shared: &Shared, upstream: &Upstream) -> Result<Answer> {
    let act = {
        let mut tampers = lock(&shared.tampers);
        tampers.iter_mut().find_map(|t| t.takes(head.method.as_str(), head.uri.path()).then(|| t.act.clone()))
    };
    let mut answer = match act {
        Some(Act::Lose) => anyhow::bail!("lost on purpose"),
        Some(Act::Answer(answer)) => answer,
        other => {
            if let Some(Act::Hold(gate)) = &other {
                gate.acquire().await.context("the gate is gone")?.forget();
            }
            let server = (*lock(&shared.upstream)).context("the server isn't there yet")?;
            let mut answer = upstream.ask(server, head, body).await?;
            match other {
                Some(Act::LoseAnswer) => anyhow::bail!("lost on purpose"),
                Some(Act::Rewrite(change)) => {
                    let mut changed = answer.body.to_vec();
                    change(&mut changed);
                    answer.body = changed.into();
                }
                _ => {}
            }
            answer
        }
    };
    ask_for_reports(&mut answer)?;
    Ok(answer)
}

/// Adds to the policy where to report, and nothing else.
fn ask_for_reports(answer: &mut Answer) -> Result<()> {
    if let Some(policy) = answer.headers.get(POLICY) {
        let policy = format!("{}; report-uri {REPORTS}", policy.to_str()?.trim_end_matches(';'));
        answer.headers.insert(POLICY, HeaderValue::from_str(&policy)?);
    }
    Ok(())
}

fn respond(answer: Answer) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(answer.body));
    *response.status_mut() = answer.status;
    *response.headers_mut() = answer.headers;
    // The body may have been changed; hyper says its length.
    response.headers_mut().remove("content-length");
    response.headers_mut().remove("transfer-encoding");
    response
}
