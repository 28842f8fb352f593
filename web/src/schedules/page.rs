//! A schedule's form, when it makes runs, and beside it what its next run would get.

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::{
    ScheduleId,
    api::{Agent, ProblemCode, Schedule},
};

use super::{
    form::{ScheduleForm, Sending},
    head::head,
    remove::remove_dialog,
    save::save,
    times::times_card,
    what::what,
};
use crate::{
    attach::{AttachSection, Words, preview},
    client::{Client, ClientError},
    guard::Guard,
    page_title::set_page_title,
    router::Router,
    secrets::{Now, SignInAgain},
    session::SessionContext,
    setup::{Refused, setup_fields},
    ui::{Toasts, UnsavedBar, failed, ghosts, submit_on_enter},
};

const SECRETS: Words = [
    ("As its environment and agent say", "Where neither says anything: what the workspace's settings give."),
    ("Only these", "Exactly these, whatever its environment and agent name."),
    ("None", "No secret at all, not even the one that its harness signs in with."),
];

/// A new schedule.
pub(super) fn new_schedule() -> AnyView {
    set_page_title("New schedule");
    loaded(None)
}

/// The schedule of this id.
pub(super) fn schedule_page(id: &str) -> AnyView {
    set_page_title("Schedule");
    id.parse().map_or_else(|_| nowhere(), |id| loaded(Some(id)))
}

fn nowhere() -> AnyView {
    set_page_title("No such schedule");
    view! {
        <div class="empty">
            <h1>"There is no such schedule"</h1>
            <p>"It may have been deleted, or it is somebody's own. Its runs are still in the list of runs."</p>
            <a class="btn" href="/schedules">"Go to the schedules"</a>
        </div>
    }
    .into_any()
}

/// A schedule that is stored, if that was asked for, and the agents that there are.
type Loaded = (Option<Schedule>, Vec<Agent>);

async fn load(id: Option<ScheduleId>) -> Result<Loaded, ClientError> {
    let schedule = match id {
        Some(id) => Some(Client.schedule(id).await?),
        None => None,
    };
    Ok((schedule, Client.agents(None).await?.agents))
}

fn loaded(id: Option<ScheduleId>) -> AnyView {
    provide_context(Now::ticking());
    let session = expect_context::<SessionContext>();
    let answer = RwSignal::new(None::<Result<Loaded, ClientError>>);
    let ask = Callback::new(move |()| {
        spawn_local(async move {
            match load(id).await {
                Err(error) if error.is_signed_out() => session.lost(Some(error.sentence())),
                loaded => drop(answer.try_set(Some(loaded))),
            }
        });
    });
    ask.run(());
    (move || match answer.get() {
        None => ghosts("Loading the schedule"),
        Some(Ok((schedule, agents))) => form_of(schedule, agents),
        Some(Err(error)) if error.code() == Some(ProblemCode::NotFound) => nowhere(),
        Some(Err(error)) => failed("The schedule couldn't be loaded", &error, ask),
    })
    .into_any()
}

fn form_of(schedule: Option<Schedule>, agents: Vec<Agent>) -> AnyView {
    let is_new = schedule.is_none();
    let form = ScheduleForm::new(agents);
    if let Some(schedule) = schedule {
        set_page_title(schedule.name.as_str());
        form.take(schedule);
    }
    let Sending { busy, error, .. } = form.sending();
    let refused = Refused { error, prefix: "" };
    let of_config = Refused { error, prefix: "/agent_config" };
    let (removing, overtaken) = (RwSignal::new(false), RwSignal::new(None::<Schedule>));
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
        stored.map(|schedule| remove_dialog(schedule, Callback::new(move |()| removing.set(false)), gone))
    };
    let signed_out = move || {
        refused.is_signed_out().then(|| {
            view! {
                <SignInAgain
                    on_done=move |()| { error.set(None); submit.run(()); } on_leave=move |()| error.set(None)
                />
            }
        })
    };
    let is_on = Signal::derive(move || form.stored.with(|stored| stored.as_ref().is_none_or(|one| one.enabled)));
    let list_error = Signal::derive(move || form.list_error().or_else(|| of_config.at("/secrets").get()));
    view! {
        <form
            novalidate on:submit=move |event| { event.prevent_default(); submit.run(()); } on:keydown=submit_on_enter
            on:input=move |_| error.set(None)
        >
            {head(form, overtaken, removing)}
            {move || overtaken.get().map(|schedule| overtaken_note(&schedule))}
            <div class="split">
                <div class="column">
                    {what(form, refused)}
                    {times_card(form.times, is_on, refused.at("/cron_schedule"))}
                    <section class="card" aria-labelledby="schedule-setup">
                        <header><h2 id="schedule-setup">"How its runs run"</h2></header>
                        <div class="in">{setup_fields(form.setup, of_config)}</div>
                    </section>
                    <section class="card" aria-labelledby="schedule-secrets">
                        <header><h2 id="schedule-secrets">"Secrets"</h2></header>
                        <div class="in"><AttachSection attached=form.attached words=SECRETS error=list_error /></div>
                    </section>
                </div>
                {beside(form)}
            </div>
            <UnsavedBar
                changes=Signal::derive(move || form.changes()) is_new=is_new busy=busy
                refused=Signal::derive(move || refused.of_all()) create="Create schedule" on_discard=discard
            />
        </form>
        {dialog}
        {signed_out}
    }
    .into_any()
}

/// What its next run would get, as things stand in the form.
fn beside(form: ScheduleForm) -> AnyView {
    let falls = Memo::new(move |_| form.falls());
    view! {
        <section class="card" aria-labelledby="schedule-preview">
            <header><h2 id="schedule-preview">"What would its next run get?"</h2></header>
            <div class="in">
                <p class="help">
                    "Nobody stands behind a schedule's runs, so they are never given a personal secret, whoever made the schedule."
                </p>
            </div>
            <div class="flag" role="status">{move || falls.get().map(|words| view! { <p class="note warn">{words}</p> })}</div>
            {preview(Signal::derive(move || form.lists()), form.setup.trial)}
        </section>
    }
    .into_any()
}

/// Saves, and says so.
fn submitting(form: ScheduleForm, overtaken: RwSignal<Option<Schedule>>, gone: Callback<()>) -> Callback<()> {
    let toasts = expect_context::<Toasts>();
    let done = Callback::new(move |schedule: Schedule| {
        let is_new = form.stored.try_get_untracked().flatten().is_none();
        toasts.show(format!("{} was saved", schedule.name), None);
        overtaken.try_set(None);
        set_page_title(schedule.name.as_str());
        form.take(schedule);
        if is_new {
            gone.run(());
        }
    });
    Callback::new(move |()| save(form, done, overtaken))
}

/// The way to the list, once it is saved or deleted; on every other way out, what isn't saved is asked about.
fn leaving(form: ScheduleForm) -> Callback<()> {
    let guard = expect_context::<Guard>();
    let router = expect_context::<Router>();
    let is_dirty = Signal::derive(move || form.changes() > 0);
    guard.watch("What you changed of this schedule isn't saved anywhere.", is_dirty, Callback::new(|()| ()));
    Callback::new(move |()| router.go("/schedules"))
}

fn overtaken_note(schedule: &Schedule) -> AnyView {
    view! {
        <div class="conflict" role="alert">
            <h2>{format!("Changed meanwhile by {}", schedule.updated_by.display_name)}</h2>
            <p>"Nothing of yours was saved, and nothing is lost. Save again to keep both: where you changed the same, yours is taken."</p>
        </div>
    }
    .into_any()
}
