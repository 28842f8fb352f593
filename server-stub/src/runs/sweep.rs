//! Gives up runs that nobody hears of any more.

use std::time::Duration;

use crate::{
    clock::Moment,
    http::TraceId,
    state::AppState,
    store::{Actor, StoreError},
};

/// How often it is looked.
const EVERY: Duration = Duration::from_secs(10);

/// Gives up every run whose runner was not heard of in time; how many there were.
///
/// # Errors
///
/// [`StoreError`] when the database fails.
pub async fn sweep(state: &AppState) -> Result<usize, StoreError> {
    let mut count = 0;
    loop {
        let given_up = state.store.give_up_silent_runs(&server(state.clock.now())).await?;
        state.run_events.tell_all(&given_up);
        count += given_up.len();
        if given_up.is_empty() {
            return Ok(count);
        }
    }
}

/// Does so until the server stops.
pub(crate) async fn sweep_for_ever(state: AppState) {
    let mut ticks = tokio::time::interval(EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        match sweep(&state).await {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "gave up runs whose runner went silent"),
            Err(error) => tracing::error!(%error, "could not look for silent runs"),
        }
    }
}

/// The server itself, where nobody asked.
fn server(now: Moment) -> Actor {
    Actor {
        id: None,
        label: "server".to_owned(),
        team: None,
        at: now.to_wire(),
        trace_id: TraceId::generate().to_string(),
    }
}
