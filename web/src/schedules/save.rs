//! From a filled-in form to a schedule on the server.

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::api::{CreateSchedule, ProblemCode, Schedule, UpdateSchedule};

use super::form::{ScheduleForm, Sending};
use crate::{
    client::{Client, ClientError},
    secrets::idempotency_key,
    ui::focus_first_error,
};

/// What is sent.
enum Request {
    New(Box<CreateSchedule>),
    Changed(Box<(Schedule, UpdateSchedule)>),
}

/// Saves, and hands on what is stored now. A line of times that the server doesn't read is not sent. After somebody
/// else's change, theirs is what is stored: what was changed here still is, and saving again keeps both.
pub(super) fn save(form: ScheduleForm, done: Callback<Schedule>, overtaken: RwSignal<Option<Schedule>>) {
    let sending = form.sending();
    if sending.busy.get_untracked() {
        return;
    }
    sending.error.set(None);
    sending.tried.set(true);
    let Some(request) = untrack(|| ready(form)) else {
        return focus_first_error();
    };
    sending.busy.set(true);
    spawn_local(async move {
        let answer = if form.times.settle().await { Some(send(sending, &request).await) } else { None };
        sending.busy.try_set(false);
        match answer {
            None => focus_first_error(),
            Some(Ok(schedule)) => done.run(schedule),
            Some(Err(error)) if error.code() == Some(ProblemCode::Stale) => {
                overtake(form, sending, overtaken, error).await;
            }
            Some(Err(error)) => refuse(sending, error),
        }
    });
}

fn ready(form: ScheduleForm) -> Option<Request> {
    if form.prompt_error().is_some() || form.times.error().is_some() {
        return None;
    }
    Some(match form.stored.get() {
        Some(stored) => {
            let change = form.change(&stored)?;
            Request::Changed(Box::new((stored, change)))
        }
        None => Request::New(Box::new(form.creation()?)),
    })
}

async fn send(sending: Sending, request: &Request) -> Result<Schedule, ClientError> {
    match request {
        Request::New(new) => Client.create_schedule(new, &key_for(sending, new)).await,
        Request::Changed(changed) => {
            let (stored, change) = changed.as_ref();
            Client.update_schedule(stored.id, stored.version, change).await
        }
    }
}

/// The same schedule twice has the same key, so that an answer that got lost makes no second one.
fn key_for(sending: Sending, new: &CreateSchedule) -> String {
    let known = sending.last.try_get_value().flatten().filter(|(sent, _)| sent == new);
    let key = known.map_or_else(|| idempotency_key().unwrap_or_default(), |(_, key)| key);
    sending.last.try_set_value(Some((new.clone(), key.clone())));
    key
}

async fn overtake(form: ScheduleForm, sending: Sending, overtaken: RwSignal<Option<Schedule>>, error: ClientError) {
    let id = form.stored.try_get_untracked().flatten().map(|schedule| schedule.id);
    let now = match id {
        Some(id) => Client.schedule(id).await,
        None => Err(error),
    };
    match now {
        Ok(schedule) => {
            form.stored.try_set(Some(schedule.clone()));
            overtaken.try_set(Some(schedule));
        }
        Err(error) => refuse(sending, error),
    }
}

fn refuse(sending: Sending, error: ClientError) {
    sending.error.try_set(Some(error));
    focus_first_error();
}
