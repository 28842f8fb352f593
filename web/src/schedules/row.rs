//! One line of the list of schedules.

use leptos::prelude::*;
use oz_domain::{
    ScheduleId,
    api::{Agent, Schedule},
};

use super::{
    falling::falls_as_stored,
    list::Schedules,
    runs_with::RunsWith,
    switch::{switch, switch_word},
    times::coming,
};
use crate::{
    client::ClientError,
    runs::{state_tag, time},
    ui::{Button, Kind, TableRow, Toasts},
    words::sentence,
};

/// The line of a schedule. Each cell is drawn anew when the schedule changes.
pub(super) fn row(schedules: Schedules, id: ScheduleId) -> TableRow {
    let one =
        Memo::new(move |_| schedules.loaded.with(|loaded| loaded.iter().flatten().find(|one| one.id == id).cloned()));
    let falls = Memo::new(move |_| falls(schedules, &one.get()?));
    let name = move || {
        one.get().map(|schedule| {
            view! {
                <a href=format!("/schedules/{id}")>{schedule.name.to_string()}</a>
                <div class="sub"><code>{schedule.cron_schedule}</code></div>
            }
        })
    };
    let flag = move || falls.get().map(|words| view! { <p class="note warn">{words}</p> });
    TableRow {
        head: view! { {name}{flag} }.into_any(),
        cells: vec![
            (move || one.get().map(|schedule| next(&schedule, schedules))).into_any(),
            (move || one.get().map(|schedule| last(&schedule))).into_any(),
            act(schedules, one),
        ],
    }
}

/// What to say if its next run would get less than its last. Follows changes.
fn falls(schedules: Schedules, schedule: &Schedule) -> Option<String> {
    let with = schedules.agents.with(|agents| {
        let agents: &[Agent] = agents.as_deref().unwrap_or_default();
        let agent = agents.iter().find(|agent| Some(agent.uid) == schedule.agent_uid);
        (agent.is_some() || schedule.agent_uid.is_none()).then(|| RunsWith::of(schedule, agent))
    })?;
    falls_as_stored(schedule, &with)
}

fn next(schedule: &Schedule, schedules: Schedules) -> AnyView {
    match &schedule.history.next_run {
        Some(time) => coming(time, schedules.now),
        None => view! { <span class="tag warn">"Paused"</span> }.into_any(),
    }
}

/// How its last run stands; why it could make none.
fn last(schedule: &Schedule) -> AnyView {
    let run = schedule.last_run.as_ref().map(|run| {
        let whose = format!(", the last run of {}", schedule.name);
        view! {
            <span class="tags">
                {state_tag(run.state)}
                <a href=format!("/runs/{}", run.run_id)>
                    {time(run.created_at.clone())}<span class="unseen">{whose}</span>
                </a>
            </span>
        }
    });
    let none = (schedule.last_run.is_none() && schedule.last_spawn_error.is_none()).then_some("None yet");
    let why = schedule.last_spawn_error.as_deref().map(|why| {
        view! {
            <span class="tag bad">"Couldn't start a run"</span>
            <div class="sub">{sentence(why)}</div>
        }
    });
    view! { {run}{none}{why} }.into_any()
}

fn act(schedules: Schedules, one: Memo<Option<Schedule>>) -> AnyView {
    let (busy, toasts) = (RwSignal::new(false), expect_context::<Toasts>());
    let done = Callback::new(move |schedule| schedules.put(schedule));
    let refused = Callback::new(move |error: ClientError| schedules.fail(error));
    let press = move |()| {
        if let Some(schedule) = one.get_untracked() {
            switch(schedule, busy, toasts, done, refused);
        }
    };
    let whose = move || one.get().map(|schedule| view! { <span class="unseen">{format!(" {}", schedule.name)}</span> });
    let word = move || one.with(|schedule| schedule.as_ref().map(switch_word));
    view! { <Button kind=Kind::Normal busy on_press=press>{word}{whose}</Button> }.into_any()
}
