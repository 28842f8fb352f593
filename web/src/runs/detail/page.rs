//! One run's page: loads it, follows it, and puts its parts in order.

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::{
    RunId,
    api::{ProblemCode, RunItem, RunStatusMessage, StateChange, paths},
};

use super::{facts::facts, record::record};
use crate::{
    client::{Client, ClientError},
    live::Live,
    page_title::set_page_title,
    runs::{
        cancel::cancel_dialog,
        words::{fewer_tag, state_sentence, state_tag, state_word, time},
    },
    secrets::Now,
    session::SessionContext,
    ui::{failed, ghosts, sentence_view},
};

/// What is known of a run.
#[derive(Clone, Copy)]
struct Watched {
    run: RwSignal<Option<RunItem>>,
    trouble: RwSignal<Option<ClientError>>,
}

/// The run of this id.
pub(in crate::runs) fn run_page(id: &str) -> AnyView {
    provide_context(Now::ticking());
    id.parse().map_or_else(|_| nowhere(), watched)
}

fn nowhere() -> AnyView {
    set_page_title("No such run");
    view! {
        <div class="empty">
            <h1>"There is no such run"</h1>
            <p>"Or none that you may see: runs that a person started for themselves are seen by that person only."</p>
            <a class="btn" href="/runs">"Go to the runs"</a>
        </div>
    }
    .into_any()
}

fn watched(id: RunId) -> AnyView {
    set_page_title("Run");
    let session = expect_context::<SessionContext>();
    let watched = Watched { run: RwSignal::new(None), trouble: RwSignal::new(None) };
    let ask = Callback::new(move |()| {
        spawn_local(async move {
            match Client.run(id).await {
                Ok(run) => take(watched, run),
                Err(error) if error.is_signed_out() => session.lost(Some(error.sentence())),
                Err(error) => drop(watched.trouble.try_set(Some(error))),
            }
        });
    });
    let hear = Callback::new(move |json: String| {
        if let Ok(run) = serde_json::from_str(&json) {
            take(watched, run);
        }
    });
    ask.run(());
    let live = Live::at(paths::run_events(id), hear, ask);

    let is_there = Memo::new(move |_| watched.run.with(Option::is_some));
    view! {
        {move || watched.trouble.get().map(|error| match error.code() {
            Some(ProblemCode::NotFound) => nowhere(),
            _ => failed("The run couldn't be loaded", &error, ask),
        })}
        {move || match (is_there.get(), watched.trouble.with(Option::is_some)) {
            (true, _) => parts(id, watched.run, live),
            (false, true) => ().into_any(),
            (false, false) => ghosts("Loading the run"),
        }}
    }
    .into_any()
}

fn take(watched: Watched, run: RunItem) {
    set_page_title(&run.title);
    watched.trouble.try_set(None);
    watched.run.try_set(Some(run));
}

/// A part of the run that is drawn anew only when it changes.
fn part<T: PartialEq + Send + Sync + 'static>(
    run: RwSignal<Option<RunItem>>,
    of: impl Fn(&RunItem) -> T + Send + Sync + 'static,
) -> Memo<Option<T>> {
    Memo::new(move |_| run.with(|run| run.as_ref().map(&of)))
}

fn parts(id: RunId, run: RwSignal<Option<RunItem>>, live: Live) -> AnyView {
    let title = part(run, |run| run.title.clone());
    let state = part(run, |run| (run.state, run.secrets.as_ref().is_some_and(|secrets| secrets.fewer)));
    let why = part(run, |run| run.status_message.clone());
    let got = part(run, |run| (run.secrets.clone(), run.state));
    let how = part(run, how_it_runs);
    let history = part(run, |run| run.history.clone());
    let cancelling = RwSignal::new(false);
    let close = Callback::new(move |()| cancelling.set(false));

    let stop = move || {
        let is_on = state.get().is_some_and(|(state, _)| !state.is_end());
        let open = move |_| cancelling.set(true);
        is_on.then(|| view! { <button type="button" class="btn" on:click=open>"Cancel run"</button> })
    };
    let standing = move || {
        state.get().map(|(state, fewer)| view! {
            <p class="tags">{state_tag(state)}{fewer.then(fewer_tag)}<span class="sub">{state_sentence(state)}</span></p>
        })
    };
    let unheard = move || live.is_lost().then_some("Not connected to the server; trying again.");
    view! {
        <div class="head">
            <div>
                <p class="crumb"><a href="/runs">"Runs"</a></p>
                <h1>{move || title.get()}</h1>
                <div role="status">{standing}</div>
            </div>
            {stop}
        </div>
        <p class="unheard" role="status">{unheard}</p>
        {move || why.get().flatten().map(status_message)}
        <div class="split">
            {move || got.get().map(|(secrets, state)| record(secrets.as_ref(), state))}
            <div class="column">
                {move || history.get().map(states)}
                {move || how.get().map(|run| facts(&run))}
            </div>
        </div>
        {move || state.get().filter(|_| cancelling.get()).map(|(state, _)| cancel_dialog(id, state, close))}
    }
    .into_any()
}

/// The run without what changes while it works.
fn how_it_runs(run: &RunItem) -> RunItem {
    let mut run = run.clone();
    (run.secrets, run.history, run.status_message) = (None, Vec::new(), None);
    run.state = oz_domain::api::RunState::Queued;
    run.updated_at.clone_from(&run.created_at);
    run.is_sandbox_running = false;
    run
}

fn status_message(message: RunStatusMessage) -> AnyView {
    let bad = message.error_code.is_some();
    let hint = message.retryable.map(|again| {
        if again {
            "A new run of the same kind can succeed."
        } else {
            "A new run of the same kind would end the same way until this is mended."
        }
    });
    view! {
        <p class="note" class:bad=bad><span>{sentence_view(&message.message)}" "{hint}</span></p>
    }
    .into_any()
}

fn states(history: Vec<StateChange>) -> AnyView {
    let line = |StateChange { state, at }: StateChange| {
        view! {
            <li>
                <span>{state_word(state)}</span>
                <span class="sub">{time(at)}</span>
            </li>
        }
    };
    view! {
        <section class="card" aria-labelledby="run-states">
            <header><h2 id="run-states">"States"</h2></header>
            <ol class="states">{history.into_iter().map(line).collect_view()}</ol>
        </section>
    }
    .into_any()
}
