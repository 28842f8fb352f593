//! An agent's form, and beside it what its runs would get.

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::{
    AgentId,
    api::{Agent, ProblemCode},
};

use super::{form::AgentForm, remove::remove_dialog, save::save};
use crate::{
    attach::{AttachSection, Words, preview, trigger_choice},
    client::{Client, ClientError},
    guard::Guard,
    overtaken::{Overtaken, overtaken_note},
    page_title::set_page_title,
    router::Router,
    secrets::{SecretsStore, SignInAgain},
    session::SessionContext,
    setup::{Refused, setup_fields},
    ui::{Field, Toasts, UnsavedBar, described_by, failed, ghosts, submit_on_enter},
};

const NAME: &str = "agent-name";
const DESCRIPTION: &str = "agent-description";
const PROMPT: &str = "agent-prompt";
const SECRETS: Words = [
    ("Nothing of its own", "Its runs get what their environment or the workspace's settings give."),
    ("These too", "By name, beside those that the environment attaches."),
    ("None of its own", "Its runs get what their environment attaches, and nothing else."),
];

/// A new agent.
pub(super) fn new_agent() -> AnyView {
    form_of(None)
}

/// The agent of this id.
pub(super) fn agent_page(id: &str) -> AnyView {
    id.parse().map_or_else(|_| nowhere(), loaded)
}

fn nowhere() -> AnyView {
    set_page_title("No such agent");
    view! {
        <div class="empty">
            <h1>"There is no such agent"</h1>
            <p>"It may have been deleted. Its runs are still in the list of runs."</p>
            <a class="btn" href="/agents">"Go to the agents"</a>
        </div>
    }
    .into_any()
}

fn loaded(id: AgentId) -> AnyView {
    set_page_title("Agent");
    let session = expect_context::<SessionContext>();
    let agent = RwSignal::new(None::<Result<Agent, ClientError>>);
    let ask = Callback::new(move |()| {
        spawn_local(async move {
            match Client.agent(id).await {
                Err(error) if error.is_signed_out() => session.lost(Some(error.sentence())),
                answer => drop(agent.try_set(Some(answer))),
            }
        });
    });
    ask.run(());
    (move || match agent.get() {
        None => ghosts("Loading the agent"),
        Some(Ok(agent)) => form_of(Some(agent)),
        Some(Err(error)) if error.code() == Some(ProblemCode::NotFound) => nowhere(),
        Some(Err(error)) => failed("The agent couldn't be loaded", &error, ask),
    })
    .into_any()
}

fn form_of(agent: Option<Agent>) -> AnyView {
    expect_context::<SecretsStore>().ask_once();
    let is_new = agent.is_none();
    let title = agent.as_ref().map_or_else(|| "New agent".to_owned(), |agent| agent.name.to_string());
    set_page_title(&title);
    let form = AgentForm::new();
    if let Some(agent) = agent {
        form.take(agent);
    }
    let refused = Refused { error: form.error, prefix: "" };
    let (removing, overtaken) = (RwSignal::new(false), RwSignal::new(None::<Overtaken>));
    let gone = leaving(form);
    let submit = submitting(form, overtaken, gone);
    let discard = move |()| match form.stored.get_untracked() {
        Some(stored) => {
            overtaken.set(None);
            form.take(stored);
        }
        None => gone.run(()),
    };
    let dialog = move || {
        let stored = form.stored.get().filter(|_| removing.get());
        stored.map(|agent| remove_dialog(agent, Callback::new(move |()| removing.set(false)), gone))
    };
    let signed_out =
        move || {
            refused.is_signed_out().then(|| view! {
            <SignInAgain
                on_done=move |()| { form.error.set(None); submit.run(()); } on_leave=move |()| form.error.set(None)
            />
        })
        };
    view! {
        <form
            novalidate on:submit=move |event| { event.prevent_default(); submit.run(()); } on:keydown=submit_on_enter
            on:input=move |_| form.error.set(None)
        >
            <div class="head">
                <div><p class="crumb"><a href="/agents">"Agents"</a></p><h1>{title}</h1></div>
                {(!is_new).then(|| view! {
                    <button type="button" class="btn" on:click=move |_| removing.set(true)>"Delete"</button>
                })}
            </div>
            {move || overtaken.get().map(|overtaken| overtaken_note(overtaken, form.attached))}
            <div class="split">
                <div class="column">
                    {who(form, refused)}
                    <section class="card" aria-labelledby="agent-setup">
                        <header><h2 id="agent-setup">"How its runs run"</h2></header>
                        <div class="in">{setup_fields(form.setup, refused)}</div>
                    </section>
                    <section class="card" aria-labelledby="agent-secrets">
                        <header><h2 id="agent-secrets">"Secrets"</h2></header>
                        <div class="in">
                            <p class="more">
                                "What its runs get unless they say otherwise, and no limit: a run may bring a list of its own, and so may one that an API key of this agent starts. Such a key can have any of the team's secrets."
                            </p>
                            <AttachSection
                                attached=form.attached words=SECRETS
                                error=Signal::derive(move || form.list_error().or_else(|| refused.at("/secrets").get()))
                            />
                        </div>
                    </section>
                </div>
                <section class="card" aria-labelledby="agent-preview">
                    <header><h2 id="agent-preview">"What would its runs get?"</h2></header>
                    <div class="in">{trigger_choice(form.setup.trial)}</div>
                    {preview(Signal::derive(move || form.lists()), form.setup.trial)}
                </section>
            </div>
            <UnsavedBar
                changes=Signal::derive(move || form.changes()) is_new=is_new busy=form.busy
                refused=Signal::derive(move || refused.of_all()) create="Create agent" on_discard=discard
            />
        </form>
        {dialog}
        {signed_out}
    }
    .into_any()
}

/// Saves, and says so.
fn submitting(form: AgentForm, overtaken: RwSignal<Option<Overtaken>>, gone: Callback<()>) -> Callback<()> {
    let toasts = expect_context::<Toasts>();
    let done = Callback::new(move |agent: Agent| {
        let is_new = form.stored.try_get_untracked().flatten().is_none();
        toasts.show(format!("{} was saved", agent.name), None);
        overtaken.try_set(None);
        form.take(agent);
        if is_new {
            gone.run(());
        }
    });
    Callback::new(move |()| save(form, done, overtaken))
}

/// The way to the list, once it is saved or deleted; on every other way out, what isn't saved is asked about.
fn leaving(form: AgentForm) -> Callback<()> {
    let guard = expect_context::<Guard>();
    let router = expect_context::<Router>();
    let is_dirty = Signal::derive(move || form.changes() > 0);
    guard.watch("What you changed of this agent isn't saved anywhere.", is_dirty, Callback::new(|()| ()));
    Callback::new(move |()| router.go("/agents"))
}

/// What it is called, what it is for, what it is always told.
fn who(form: AgentForm, refused: Refused) -> AnyView {
    let name_error = Signal::derive(move || form.name_error().or_else(|| refused.at("/name").get()));
    let description_error =
        Signal::derive(move || form.description_error().or_else(|| refused.at("/description").get()));
    view! {
        <section class="card" aria-labelledby="agent-who">
            <header><h2 id="agent-who">"Agent"</h2></header>
            <div class="in">
                <Field id=NAME label="Name" error=name_error>
                    <input
                        id=NAME class="input" autocomplete="off" aria-describedby=described_by(NAME)
                        aria-invalid=move || name_error.with(Option::is_some).to_string() bind:value=form.name
                    />
                </Field>
                <Field id=DESCRIPTION label="Description" error=description_error>
                    <input
                        id=DESCRIPTION class="input" autocomplete="off" placeholder="What it is for, who looks after it"
                        aria-describedby=described_by(DESCRIPTION)
                        aria-invalid=move || description_error.with(Option::is_some).to_string() bind:value=form.description
                    />
                </Field>
                <Field id=PROMPT label="Prompt" error=refused.at("/prompt") help="Stands before the prompt of each of its runs. No secret belongs here.">
                    <textarea id=PROMPT class="input" rows="3" aria-describedby=described_by(PROMPT) bind:value=form.prompt />
                </Field>
            </div>
        </section>
    }
    .into_any()
}
