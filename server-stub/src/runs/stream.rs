//! Changes of runs as server-sent events. Each event is read from the store for the one who listens, as lists are.

use std::convert::Infallible;

use axum::{
    http::HeaderMap,
    response::{
        IntoResponse, Response,
        sse::{Event, Sse},
    },
};
use futures_util::stream;
use oz_domain::{RunId, api::ProblemCode};
use tokio::time::{Interval, MissedTickBehavior, interval};

use super::{Heard, Listener, redact, sight};
use crate::{caller::Caller, credentials::identify, error::ApiError, state::AppState, store::StoreError};

/// How long a browser waits before it asks again after the connection broke.
const RETRY: std::time::Duration = std::time::Duration::from_secs(2);

/// Somebody who watches runs.
struct Watch {
    state: AppState,
    caller: Caller,
    /// The credential, which is looked at again with each heartbeat.
    headers: HeaderMap,
    listener: Listener,
    beats: Interval,
    /// The one run, or all that the caller may see.
    only: Option<RunId>,
    begun: bool,
}

/// A place to listen from now on.
pub(crate) fn listen(state: &AppState, caller: &Caller) -> Result<Listener, ApiError> {
    state.run_events.listen(&caller.idempotency_owner()).ok_or_else(|| {
        ApiError::new(ProblemCode::TooMany, "you listen 32 times already; close another page or stream first")
    })
}

/// One run, as it changes.
pub(crate) fn of_one(state: AppState, caller: Caller, headers: HeaderMap, listener: Listener, run: RunId) -> Response {
    respond(state, caller, headers, listener, Some(run))
}

/// Every run that the caller may see, as it changes.
pub(crate) fn of_list(state: AppState, caller: Caller, headers: HeaderMap, listener: Listener) -> Response {
    respond(state, caller, headers, listener, None)
}

fn respond(state: AppState, caller: Caller, headers: HeaderMap, listener: Listener, only: Option<RunId>) -> Response {
    let mut beats = interval(state.run_events.heartbeat());
    beats.set_missed_tick_behavior(MissedTickBehavior::Delay);
    beats.reset();
    let watch = Watch { state, caller, headers, listener, beats, only, begun: false };
    let events = stream::unfold(watch, |mut watch| async move {
        let event = watch.next().await?;
        Some((Ok::<_, Infallible>(event), watch))
    });
    Sse::new(events).into_response()
}

impl Watch {
    /// The next event; `None` ends the stream: the server stops, or the credential holds no more.
    async fn next(&mut self) -> Option<Event> {
        if !self.begun {
            self.begun = true;
            return self.everything().await.map(|event| event.retry(RETRY));
        }
        loop {
            let heard = tokio::select! {
                heard = self.listener.next() => heard,
                _ = self.beats.tick() => return self.beat().await,
            };
            match heard {
                Heard::Closing => return None,
                Heard::Missed => return self.everything().await,
                Heard::Changed(change) if change.team != self.caller.team => {}
                Heard::Changed(change) if self.only.is_some_and(|only| only != change.run) => {}
                Heard::Changed(change) => match self.run(change.run).await {
                    // Somebody else's own.
                    Err(StoreError::NotFound) => {}
                    Err(error) => return self.broken(&error),
                    Ok(event) => return Some(event),
                },
            }
        }
    }

    /// What there is to know now: the run, or the advice to look. An event without data is none to a browser.
    async fn everything(&self) -> Option<Event> {
        match self.only {
            None => Some(Event::default().event("look").data("all")),
            Some(run) => self.run(run).await.map_or_else(|error| self.broken(&error), Some),
        }
    }

    async fn run(&self, id: RunId) -> Result<Event, StoreError> {
        let confines = sight(&self.caller);
        let item = match self.only {
            Some(_) => self.state.store.find_run_whole(confines, id).await?,
            None => self.state.store.find_run(confines, id).await?.item,
        };
        // A run is always JSON.
        Ok(Event::default().event("run").json_data(redact(item, &self.caller)).unwrap_or_default())
    }

    /// A sign of life, as long as the caller is still who they were.
    async fn beat(&mut self) -> Option<Event> {
        let trace = self.caller.trace.clone();
        self.caller = identify(&self.headers, &self.state, trace).await.ok()?;
        Some(Event::default().comment(""))
    }

    fn broken(&self, error: &StoreError) -> Option<Event> {
        tracing::error!(trace_id = %self.caller.trace, %error, "could not tell what changed");
        None
    }
}
