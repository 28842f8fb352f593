//! The head of a schedule's page: how it stands, how its last run went, and what can be done with it as a whole.

use leptos::prelude::*;
use oz_domain::api::Schedule;

use super::{
    form::ScheduleForm,
    switch::{switch, switch_word},
};
use crate::{
    client::ClientError,
    runs::{state_tag, time},
    ui::{Button, Kind, Toasts},
    words::sentence,
};

/// Name, standing, pause and delete.
pub(super) fn head(form: ScheduleForm, overtaken: RwSignal<Option<Schedule>>, removing: RwSignal<bool>) -> AnyView {
    let stored = form.stored;
    let name = move || {
        stored.with(|stored| stored.as_ref().map_or_else(|| "New schedule".to_owned(), |one| one.name.to_string()))
    };
    let lede = move || {
        let words =
            "It starts runs by itself, again and again. Nobody stands behind them: they get the team's secrets only.";
        stored.with(Option::is_none).then(|| view! { <p class="lede">{words}</p> })
    };
    let is_stored = Memo::new(move |_| stored.with(Option::is_some));
    view! {
        <div class="head">
            <div>
                <p class="crumb"><a href="/schedules">"Schedules"</a></p>
                <h1>{name}</h1>
                {lede}
                {move || stored.with(|stored| stored.as_ref().map(standing))}
            </div>
            {move || is_stored.get().then(|| acts(form, overtaken, removing))}
        </div>
        {move || stored.with(|stored| stored.as_ref()?.last_spawn_error.as_deref().map(not_made))}
    }
    .into_any()
}

/// Whether it makes runs, and how the last one stands.
fn standing(schedule: &Schedule) -> AnyView {
    let paused = (!schedule.enabled).then(|| view! { <span class="tag warn">"Paused"</span> });
    let last = match &schedule.last_run {
        None => view! { <span class="sub">"It has made no run yet."</span> }.into_any(),
        Some(run) => view! {
            <span class="sub">
                <a href=format!("/runs/{}", run.run_id)>"Last run"</a>", "{time(run.created_at.clone())}": "
            </span>
            {state_tag(run.state)}
        }
        .into_any(),
    };
    view! { <div class="tags">{paused}{last}</div> }.into_any()
}

fn not_made(why: &str) -> AnyView {
    let why = sentence(why);
    view! {
        <p class="note bad">
            <span>{format!("It could not make a run when it last should have. {why} It tries again at its next time.")}</span>
        </p>
    }
    .into_any()
}

/// Pause or resume, and delete.
fn acts(form: ScheduleForm, overtaken: RwSignal<Option<Schedule>>, removing: RwSignal<bool>) -> AnyView {
    let busy = RwSignal::new(false);
    let toasts = expect_context::<Toasts>();
    let done = Callback::new(move |now: Schedule| take(form, overtaken, now));
    let refused = Callback::new(move |error: ClientError| toasts.show(error.sentence(), None));
    let press = move |()| {
        if let Some(schedule) = form.stored.get_untracked() {
            switch(schedule, busy, toasts, done, refused);
        }
    };
    let word = move || form.stored.with(|stored| stored.as_ref().map(switch_word));
    view! {
        <Button kind=Kind::Normal busy on_press=press>{word}</Button>
        <button type="button" class="btn" on:click=move |_| removing.set(true)>"Delete"</button>
    }
    .into_any()
}

/// What was typed stays. That somebody else changed more than this is said, and shown where nothing is typed.
fn take(form: ScheduleForm, overtaken: RwSignal<Option<Schedule>>, now: Schedule) {
    let is_dirty = untrack(|| form.changes()) > 0;
    let is_other = form.stored.with_untracked(|before| before.as_ref().is_some_and(|before| differs(before, &now)));
    match (is_other, is_dirty) {
        (true, true) => {
            overtaken.set(Some(now.clone()));
            form.stored.set(Some(now));
        }
        (true, false) => form.take(now),
        (false, _) => form.stored.set(Some(now)),
    }
}

/// Whether anything that the form holds differs.
fn differs(before: &Schedule, now: &Schedule) -> bool {
    (&before.name, &before.cron_schedule, &before.prompt, &before.agent_config, before.agent_uid)
        != (&now.name, &now.cron_schedule, &now.prompt, &now.agent_config, now.agent_uid)
}
