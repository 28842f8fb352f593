//! Accepts connections and, for each request, writes down, meddles or passes on.

use std::{io, sync::Arc};

use anyhow::{Context, Result};
use bytes::Bytes;
use http_body_util::{BodyExt, Either, Full, combinators::BoxBody};
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
    forward::{Upstream, whole},
    lock,
    tamper::Act,
    tls,
};

/// Where browsers are told to report violations of the policy. No path of the server's.
const REPORTS: &str = "/reports-for-the-spy";
const POLICY: &str = "content-security-policy";
/// What never ends by itself, and is passed on as it comes.
const EVENTS: &str = "text/event-stream";

/// The body of what is passed on: whole, or as it comes.
type Passing = Either<Full<Bytes>, BoxBody<Bytes, hyper::Error>>;

/// What comes back.
enum Came {
    Whole(Answer),
    Events(Response<Incoming>),
}

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

async fn answer(
    request: Request<Incoming>,
    shared: &Arc<Shared>,
    upstream: &Upstream,
) -> io::Result<Response<Passing>> {
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
    Ok(match decide(head, body, shared, upstream).await.map_err(io::Error::other)? {
        Came::Whole(answer) => {
            if let Some(exchange) = lock(&shared.exchanges).get_mut(at) {
                exchange.answer = Some(answer.clone());
            }
            respond(answer)
        }
        Came::Events(events) => pass_on(events, shared, at),
    })
}

/// Passes events on as they come, and writes each down.
fn pass_on(events: Response<Incoming>, shared: &Arc<Shared>, at: usize) -> Response<Passing> {
    let (head, body) = events.into_parts();
    let begun = Answer { status: head.status, headers: head.headers, body: Bytes::new() };
    if let Some(exchange) = lock(&shared.exchanges).get_mut(at) {
        exchange.answer = Some(begun.clone());
    }
    let kept = Arc::clone(shared);
    let body = body.map_frame(move |frame| {
        let mut exchanges = lock(&kept.exchanges);
        if let (Some(data), Some(answer)) = (frame.data_ref(), exchanges.get_mut(at).and_then(|e| e.answer.as_mut())) {
            answer.body = [answer.body.as_ref(), data].concat().into();
        }
        drop(exchanges);
        frame
    });
    respond(begun).map(|_| Either::Right(BoxBody::new(body)))
}

/// What comes back: from the meddling, if one is meant for this request, or from the server.
async fn decide(head: request::Parts, body: Bytes, shared: &Shared, upstream: &Upstream) -> Result<Came> {
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
            let begun = upstream.begin(server, head, body).await?;
            let media_type = begun.headers().get("content-type").and_then(|text| text.to_str().ok());
            if other.is_none() && media_type.is_some_and(|text| text.starts_with(EVENTS)) {
                return Ok(Came::Events(begun));
            }
            let mut answer = whole(begun).await?;
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
    Ok(Came::Whole(answer))
}

/// Adds to the policy where to report, and nothing else.
fn ask_for_reports(answer: &mut Answer) -> Result<()> {
    if let Some(policy) = answer.headers.get(POLICY) {
        let policy = format!("{}; report-uri {REPORTS}", policy.to_str()?.trim_end_matches(';'));
        answer.headers.insert(POLICY, HeaderValue::from_str(&policy)?);
    }
    Ok(())
}

fn respond(answer: Answer) -> Response<Passing> {
    let mut response = Response::new(Either::Left(Full::new(answer.body)));
    *response.status_mut() = answer.status;
    *response.headers_mut() = answer.headers;
    // The body may have been changed; hyper says its length.
    response.headers_mut().remove("content-length");
    response.headers_mut().remove("transfer-encoding");
    response
}
