//! Pausing and resuming, from wherever a schedule is shown.

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::api::Schedule;

use crate::{
    client::{Client, ClientError},
    ui::Toasts,
};

/// The word on the button.
pub(super) fn switch_word(schedule: &Schedule) -> &'static str {
    if schedule.enabled { "Pause" } else { "Resume" }
}

/// Pauses a schedule that makes runs, resumes one that doesn't, and says so.
pub(super) fn switch(
    schedule: Schedule,
    busy: RwSignal<bool>,
    toasts: Toasts,
    done: Callback<Schedule>,
    refused: Callback<ClientError>,
) {
    if busy.get_untracked() {
        return;
    }
    busy.set(true);
    spawn_local(async move {
        let answer = if schedule.enabled {
            Client.pause_schedule(schedule.id).await
        } else {
            Client.resume_schedule(schedule.id).await
        };
        busy.try_set(false);
        match answer {
            Ok(schedule) => {
                toasts.show(told(&schedule), None);
                done.run(schedule);
            }
            Err(error) => refused.run(error),
        }
    });
}

fn told(schedule: &Schedule) -> String {
    if schedule.enabled {
        format!("{} was resumed", schedule.name)
    } else {
        format!("{} was paused: it makes no runs until it is resumed", schedule.name)
    }
}
