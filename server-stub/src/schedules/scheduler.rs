//! Looks again and again for schedules whose time has come, until the server stops.

use std::time::Duration;

use tokio::{
    sync::watch,
    time::{MissedTickBehavior, interval},
};

use super::spawn_due;
use crate::state::AppState;

/// How often it is looked: times are whole minutes.
const EVERY: Duration = Duration::from_secs(1);

/// Makes runs until the server stops. What is under way then is finished first.
pub(crate) async fn schedule_until(state: AppState, mut stopping: watch::Receiver<bool>) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            // That nobody can say so any more means the same.
            _ = stopping.wait_for(|stop| *stop) => return,
            _ = ticks.tick() => {}
        }
        match spawn_due(&state).await {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "schedules made runs"),
            Err(error) => tracing::error!(%error, "could not make the runs of schedules"),
        }
    }
}
