//! Who gets a secret: kinds of runs that do, those that ask for it and don't, and the latest runs that did.

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::{
    AgentId, EnvironmentId, Harness, ScheduleId,
    api::{RunThatGotIt, SecretSummary, SecretUsage},
    resolve::{Row, Use},
};

use super::Editing;
use crate::{
    client::{Client, ClientError},
    runs::{counted, fewer_tag, state_tag, time},
    secrets::Now,
    session::SessionContext,
    ui::{Pane, failed, ghosts},
};

/// The pane.
pub(super) fn usage_pane(secret: SecretSummary) -> AnyView {
    let editing = expect_context::<Editing>();
    let session = expect_context::<SessionContext>();
    let SecretSummary { id, name, .. } = secret;
    let loaded = RwSignal::new(None::<Result<SecretUsage, ClientError>>);
    let ask = Callback::new(move |()| {
        spawn_local(async move {
            match Client.secret_usage(id).await {
                Err(error) if error.is_signed_out() => session.lost(Some(error.sentence())),
                answer => drop(loaded.try_set(Some(answer))),
            }
        });
    });
    ask.run(());
    provide_context(Now::ticking());
    view! {
        <Pane title=format!("Who gets {name}?") on_leave=move |()| editing.close()>
            <div class="body">
                {move || match loaded.get() {
                    None => ghosts("Looking"),
                    Some(Ok(usage)) => told(&usage),
                    Some(Err(error)) => failed("This couldn't be found out", &error, ask),
                }}
            </div>
        </Pane>
    }
    .into_any()
}

fn told(usage: &SecretUsage) -> AnyView {
    let kinds = kinds(&usage.uses);
    let lines: Vec<AnyView> = kinds.iter().map(|kind| line(usage, kind)).collect();
    view! {
        <p role="status">{getting(usage)}</p>
        <section class="card" aria-labelledby="usage-kinds">
            <header><h3 id="usage-kinds">"Runs that start now"</h3></header>
            {if lines.is_empty() {
                view! { <p class="more">"Nothing names it, and nothing inherits it."</p> }.into_any()
            } else {
                view! { <ul class="rows">{lines}</ul> }.into_any()
            }}
        </section>
        <section class="card" aria-labelledby="usage-recent">
            <header><h3 id="usage-recent">"Latest runs that got it"</h3></header>
            {if usage.recent_runs.is_empty() {
                view! { <p class="more">"None so far."</p> }.into_any()
            } else {
                recent(&usage.recent_runs)
            }}
        </section>
    }
    .into_any()
}

/// How many kinds of runs get it, as a sentence.
pub(super) fn getting(usage: &SecretUsage) -> String {
    let gets = |kind: &&Kind| kind.rows.iter().any(|row| row.is_injected());
    match kinds(&usage.uses).iter().filter(gets).count() as u64 {
        0 => "No run gets it as things are.".to_owned(),
        count => {
            format!("{} it, of {} looked at.", counted(count, "kind of run gets", "kinds of runs get"), usage.looked_at)
        }
    }
}

/// Runs that got it.
pub(super) fn recent(runs: &[RunThatGotIt]) -> AnyView {
    let runs: Vec<AnyView> = runs.iter().map(run).collect();
    view! { <ul class="recent">{runs}</ul> }.into_any()
}

/// Runs of one environment, agent, schedule and choice: started by oneself, started by a schedule.
struct Kind<'u> {
    environment: Option<EnvironmentId>,
    agent: Option<AgentId>,
    schedule: Option<ScheduleId>,
    signs_in: Option<Harness>,
    rows: Vec<&'u Row<'u>>,
    by_hand: Option<&'u Row<'u>>,
    alone: Option<&'u Row<'u>>,
}

fn kinds(uses: &[Use]) -> Vec<Kind<'_>> {
    let mut kinds: Vec<Kind> = Vec::new();
    for Use { run, row } in uses {
        let is_it = |kind: &Kind| {
            (kind.environment, kind.agent, kind.schedule, kind.signs_in)
                == (run.environment, run.agent, run.schedule, run.signs_in)
        };
        let at = kinds.iter().position(is_it).unwrap_or_else(|| {
            let (environment, agent, schedule, signs_in) = (run.environment, run.agent, run.schedule, run.signs_in);
            let rows = Vec::new();
            kinds.push(Kind { environment, agent, schedule, signs_in, rows, by_hand: None, alone: None });
            kinds.len() - 1
        });
        let kind = &mut kinds[at];
        kind.rows.push(row);
        if run.trigger.user().is_some() {
            kind.by_hand = Some(row);
        } else {
            kind.alone = Some(row);
        }
    }
    kinds
}

fn line(usage: &SecretUsage, kind: &Kind) -> AnyView {
    let gets = kind.rows.iter().any(|row| row.is_injected());
    let (class, mark, said) = if gets { ("yes", "✓", "Gets it: ") } else { ("gone", "!", "Lacks it: ") };
    view! {
        <li>
            <span class=class aria-hidden="true">{mark}</span>
            <span><span class="unseen">{said}</span>{place(usage, kind)}</span>
            <span class="sub">{how(kind)}</span>
        </li>
    }
    .into_any()
}

/// Where such runs start, as whom.
fn place(usage: &SecretUsage, kind: &Kind) -> Vec<AnyView> {
    if let Some(harness) = kind.signs_in {
        return vec![format!("Runs that choose it for {} to sign in with", harness.label()).into_any()];
    }
    if let Some(id) = kind.schedule {
        let found = usage.schedules.iter().find(|one| one.id == id);
        let name = found.map_or_else(|| id.to_string(), |one| one.name.clone());
        return vec![view! { "Schedule "<a href=format!("/schedules/{id}")>{name}</a> }.into_any()];
    }
    let environment = kind.environment.map(|id| {
        let name =
            usage.environments.iter().find(|one| one.id == id).map_or_else(|| id.to_string(), |one| one.name.clone());
        view! { <a href=format!("/environments/{id}")>{name}</a> }.into_any()
    });
    let agent = kind.agent.map(|id| {
        let name = usage.agents.iter().find(|one| one.id == id).map_or_else(|| id.to_string(), |one| one.name.clone());
        view! { "as "<a href=format!("/agents/{id}")>{name}</a> }.into_any()
    });
    let nowhere = (kind.environment.is_none() && kind.agent.is_none()).then(|| "Without an environment".into_any());
    let mut place: Vec<AnyView> = environment.into_iter().chain(nowhere).collect();
    if let Some(agent) = agent {
        if !place.is_empty() {
            place.push(" ".into_any());
        }
        place.push(agent);
    }
    place
}

/// Who has to start them.
fn how(kind: &Kind) -> String {
    let (by_hand, alone) = (kind.by_hand, kind.alone);
    if kind.schedule.is_some() {
        return match alone {
            Some(row) if row.is_injected() => "At each of its times.".to_owned(),
            row => {
                format!("It names it and doesn't get it. {}", row.map(|row| row.reason.sentence()).unwrap_or_default())
            }
        };
    }
    let gets = |row: Option<&Row>| row.is_some_and(Row::is_injected);
    let why = |row: Option<&Row>| row.map(|row| row.reason.sentence()).unwrap_or_default();
    match (gets(by_hand), gets(alone)) {
        (true, true) => "Whoever starts them, schedules too.".to_owned(),
        (true, false) => format!("Runs that you start. Schedules don't get it. {}", why(alone)),
        (false, true) => format!("Schedules. Runs that you start don't get it. {}", why(by_hand)),
        (false, false) => format!("They name it and don't get it. {}", why(by_hand.or(alone))),
    }
}

fn run(run: &RunThatGotIt) -> AnyView {
    view! {
        <li>
            <a href=format!("/runs/{}", run.run_id)>{run.title.clone()}</a>
            <span class="tags">{state_tag(run.state)}{run.fewer.then(fewer_tag)}<span class="sub">{time(run.created_at.clone())}</span></span>
        </li>
    }
    .into_any()
}
