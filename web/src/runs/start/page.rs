//! The form of a new run, and beside it what that run would get.

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::{RunId, api::CreateRun};

use super::form::RunForm;
use crate::{
    attach::{AttachSection, Words, preview},
    client::Client,
    guard::Guard,
    page_title::set_page_title,
    router::Router,
    secrets::{SecretsStore, SignInAgain, idempotency_key},
    setup::{Refused, setup_fields},
    ui::{Field, Segmented, Select, SelectOption, UnsavedBar, described_by, focus_first_error, submit_on_enter},
    words::sentence,
};

const PROMPT: &str = "run-prompt";
const AGENT: &str = "run-agent";
const SECRETS: Words = [
    ("As its environment and agent say", "Where neither says anything: what the workspace's settings give."),
    ("Only these", "Exactly these, whatever its environment and agent name."),
    ("None", "No secret at all, not even the one that its harness signs in with."),
];
const SEEN_BY: [&str; 2] = ["The team", "Only me"];

/// The page.
pub(in crate::runs) fn new_run_page() -> AnyView {
    set_page_title("New run");
    expect_context::<SecretsStore>().ask_once();
    let guard = expect_context::<Guard>();
    let form = RunForm::new();
    let refused = Refused { error: form.error, prefix: "/config" };
    let started = RwSignal::new(false);
    guard.watch(
        "The run you filled in isn't started.",
        Signal::derive(move || form.is_dirty() && !started.get()),
        Callback::new(|()| ()),
    );
    let router = expect_context::<Router>();
    let go = move |to: &str| {
        started.set(true);
        router.go(to);
    };
    let done = Callback::new(move |id: RunId| go(&format!("/runs/{id}")));
    let cancel = move |()| go("/runs");
    let submit = Callback::new(move |()| send(form, done));
    let list_error = Signal::derive(move || {
        let broken = form.attached.declared().err().map(sentence);
        broken.or_else(|| refused.at("/secrets").get())
    });
    let signed_out = move || {
        refused.is_signed_out().then(|| {
            view! {
                <SignInAgain
                    on_done=move |()| { form.error.set(None); submit.run(()); }
                    on_leave=move |()| form.error.set(None)
                />
            }
        })
    };
    view! {
        <form
            novalidate on:submit=move |event| { event.prevent_default(); submit.run(()); } on:keydown=submit_on_enter
            on:input=move |_| form.error.set(None)
        >
            <div class="head">
                <div>
                    <p class="crumb"><a href="/runs">"Runs"</a></p>
                    <h1>"New run"</h1>
                    <p class="lede">"It waits until a runner claims it. Which secrets it gets is decided then."</p>
                </div>
            </div>
            <div class="split">
                <div class="column">
                    {what(form)}
                    <section class="card" aria-labelledby="run-setup">
                        <header><h2 id="run-setup">"How it runs"</h2></header>
                        <div class="in">{setup_fields(form.setup, refused)}</div>
                    </section>
                    <section class="card" aria-labelledby="run-list">
                        <header><h2 id="run-list">"Secrets"</h2></header>
                        <div class="in"><AttachSection attached=form.attached words=SECRETS error=list_error /></div>
                    </section>
                </div>
                <section class="card" aria-labelledby="run-preview">
                    <header><h2 id="run-preview">"What would this run get?"</h2></header>
                    {preview(Signal::derive(move || form.lists()), form.setup.trial)}
                </section>
            </div>
            <UnsavedBar
                changes=0 is_new=true busy=form.busy refused=Signal::derive(move || refused.of_all()) create="Start run"
                on_discard=cancel
            />
        </form>
        {signed_out}
    }
    .into_any()
}

/// What it is to do, who does it, who sees it.
fn what(form: RunForm) -> AnyView {
    let of_agent = Refused { error: form.error, prefix: "" };
    let prompt_error = Signal::derive(move || form.prompt_error().or_else(|| of_agent.at("/prompt").get()));
    let agents = Signal::derive(move || {
        let none = SelectOption::new("", "None");
        let known = form.agents.with(|all| {
            all.iter().map(|one| SelectOption::new(one.uid.to_string(), one.name.to_string())).collect::<Vec<_>>()
        });
        std::iter::once(none).chain(known).collect::<Vec<_>>()
    });
    let has_agent = Memo::new(move |_| form.agent.with(|agent| !agent.is_empty()));
    let seen = Signal::derive(move || match form.seen_by.get() {
        0 => "Every teammate sees the run and which of the team's secrets it got.",
        _ => "Nobody else sees it.",
    });
    view! {
        <section class="card" aria-labelledby="run-what">
            <header><h2 id="run-what">"What is to be done"</h2></header>
            <div class="in">
                <Field id=PROMPT label="Prompt" error=prompt_error help="Everybody who sees the run reads it. No secret belongs here.">
                    <textarea
                        id=PROMPT class="input" rows="4" autofocus=true placeholder="Fix the flaky test in the payments service"
                        aria-describedby=described_by(PROMPT)
                        aria-invalid=move || prompt_error.with(Option::is_some).to_string() bind:value=form.prompt
                    />
                </Field>
                <Field id=AGENT label="Agent" error=of_agent.at("/agent_identity_uid") help="An agent brings its environment, its harness and its secrets.">
                    <Select id=AGENT options=agents chosen=form.agent on_choose=move |id| form.choose_agent(id) />
                </Field>
                {move || (!has_agent.get()).then(|| view! {
                    <Segmented
                        name="run-seen-by" legend="Seen by" labels=SEEN_BY.to_vec() chosen=form.seen_by
                        on_choose=move |index| form.seen_by.set(index) help=seen
                    />
                })}
            </div>
        </section>
    }
    .into_any()
}

fn send(form: RunForm, done: Callback<RunId>) {
    if form.busy.get_untracked() {
        return;
    }
    form.error.set(None);
    form.tried.set(true);
    let Ok(request) = untrack(|| form.request()) else {
        return focus_first_error();
    };
    if untrack(|| form.prompt_error()).is_some() {
        return focus_first_error();
    }
    let Some(key) = key_for(form, &request) else {
        return;
    };
    form.busy.set(true);
    spawn_local(async move {
        let answer = Client.create_run(&request, &key).await;
        form.busy.try_set(false);
        match answer {
            Ok(created) => done.run(created.run_id),
            Err(error) => {
                form.error.try_set(Some(error));
                focus_first_error();
            }
        }
    });
}

/// The key of the last attempt if it was the same request, so that an answer that got lost starts no second run.
fn key_for(form: RunForm, request: &CreateRun) -> Option<String> {
    let known =
        form.last.with_value(|last| last.as_ref().filter(|(sent, _)| sent == request).map(|(_, key)| key.clone()));
    let key = known.or_else(|| idempotency_key().ok())?;
    form.last.set_value(Some((request.clone(), key.clone())));
    Some(key)
}
