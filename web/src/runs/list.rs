//! The list of runs, or what stands in its place.

use leptos::prelude::*;
use oz_domain::RunId;

use super::{
    line::Line,
    store::{Loading, RunsStore},
    which::Which,
    words::{counted, fewer_tag, state_tag, time},
};
use crate::ui::{failed, ghosts};

/// What stands in the list's place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Waiting,
    Nothing,
    Empty(Which),
    Lines,
}

/// The list, or what stands in its place.
pub(super) fn body(store: RunsStore) -> AnyView {
    let shape = Memo::new(move |_| match (store.lines.with(Vec::is_empty), store.loading.get()) {
        (false, _) => Shape::Lines,
        (true, Loading::First) => Shape::Waiting,
        (true, Loading::Failed(_)) => Shape::Nothing,
        (true, _) => Shape::Empty(store.which.get()),
    });
    let trouble = Memo::new(move |_| match store.loading.get() {
        Loading::Failed(error) => Some(error),
        _ => None,
    });
    let again = Callback::new(move |()| store.refresh());
    view! {
        {move || trouble.get().map(|error| failed("The runs couldn't be loaded", &error, again))}
        {move || match shape.get() {
            Shape::Waiting => ghosts("Loading the runs"),
            Shape::Nothing => ().into_any(),
            Shape::Empty(which) => empty(which),
            Shape::Lines => lines(store),
        }}
    }
    .into_any()
}

fn lines(store: RunsStore) -> AnyView {
    let ids = move || store.lines.with(|lines| lines.iter().map(|line| line.id).collect::<Vec<_>>());
    let busy = move || store.loading.get() == Loading::More;
    let more = move || {
        store.next.with(Option::is_some).then(|| {
            view! {
                <button type="button" class="btn more" aria-busy=move || busy().then_some("true") on:click=move |_| store.more()>
                    "Show more"
                </button>
            }
        })
    };
    view! {
        <ul class="list" aria-label="Runs"><For each=ids key=|id| *id let:id>{item(store, id)}</For></ul>
        {more}
    }
    .into_any()
}

/// One run; what changes of it is drawn anew, its link never.
fn item(store: RunsStore, id: RunId) -> AnyView {
    let line = Memo::new(move |_| store.lines.with(|lines| lines.iter().find(|line| line.id == id).cloned()));
    let Some(Line { title, made, created_at, .. }) = line.get_untracked() else {
        return ().into_any();
    };
    let got = move || line.get().and_then(|line| line.injected).map(|count| counted(count, "secret", "secrets"));
    let tags = move || line.get().map(|line| (line.fewer.then(fewer_tag), state_tag(line.state)));
    view! {
        <li class="item">
            <div class="what">
                <a href=format!("/runs/{id}")>{title}</a>
                <p class="sub">{made}</p>
            </div>
            <p class="tags">{tags}</p>
            <p class="sub got">{got}</p>
            <p class="sub when">{time(created_at)}</p>
        </li>
    }
    .into_any()
}

fn empty(which: Which) -> AnyView {
    if which != Which::All {
        let heading = match which {
            Which::Mine => "You have started no run yet",
            Which::Active => "Nothing is running",
            Which::Failed => "No run has failed",
            _ => "Every run got all the secrets that it asked for",
        };
        return view! {
            <div class="empty"><h2>{heading}</h2><a class="btn" href="/runs">"Show all runs"</a></div>
        }
        .into_any();
    }
    view! {
        <div class="empty">
            <h2>"No runs yet"</h2>
            <p>"A run is one execution of an agent. It waits until a runner claims it, and is handed its secrets then."</p>
            <ul class="facts">
                <li><strong>"Before"</strong>" it starts, you see what it would get."</li>
                <li><strong>"After"</strong>" it was claimed, you see what it got, and why it didn't get the rest."</li>
            </ul>
            <a class="btn primary" href="/runs/new">"Start the first run"</a>
        </div>
    }
    .into_any()
}
