//! What a schedule is called, what its runs are to do, who does it, and who sees them.

use leptos::prelude::*;

use super::form::ScheduleForm;
use crate::{
    setup::Refused,
    ui::{Field, Segmented, Select, SelectOption, described_by},
};

const NAME: &str = "schedule-name";
const PROMPT: &str = "schedule-prompt";
const AGENT: &str = "schedule-agent";
const SEEN_BY: [&str; 2] = ["The team", "Only me"];

/// The fields.
pub(super) fn what(form: ScheduleForm, refused: Refused) -> AnyView {
    let name_error = Signal::derive(move || form.name_error().or_else(|| refused.at("/name").get()));
    let prompt_error = Signal::derive(move || form.prompt_error().or_else(|| refused.at("/prompt").get()));
    view! {
        <section class="card" aria-labelledby="schedule-what">
            <header><h2 id="schedule-what">"What is to be done"</h2></header>
            <div class="in">
                <Field id=NAME label="Name" error=name_error help="Its runs have it as their title.">
                    <input
                        id=NAME class="input" autocomplete="off" placeholder="Nightly dependency check"
                        aria-describedby=described_by(NAME)
                        aria-invalid=move || name_error.with(Option::is_some).to_string() bind:value=form.name
                    />
                </Field>
                <Field id=PROMPT label="Prompt" error=prompt_error help="Everybody who sees its runs reads it. No secret belongs here.">
                    <textarea
                        id=PROMPT class="input" rows="4" placeholder="Update the dependencies and open a pull request"
                        aria-describedby=described_by(PROMPT)
                        aria-invalid=move || prompt_error.with(Option::is_some).to_string() bind:value=form.prompt
                    />
                </Field>
                <Field id=AGENT label="Agent" error=refused.at("/agent_uid") help="An agent brings its environment, its harness and its secrets.">
                    <Select
                        id=AGENT options=Signal::derive(move || agents(form)) chosen=form.agent
                        on_choose=move |id| form.choose_agent(id)
                    />
                </Field>
                {seen_by(form)}
            </div>
        </section>
    }
    .into_any()
}

/// None, those that there are, and the chosen one, also when it is gone.
fn agents(form: ScheduleForm) -> Vec<SelectOption> {
    let chosen = form.agent.get();
    let mut options = vec![SelectOption::new("", "None")];
    form.with_agents(|all| {
        options.extend(all.iter().map(|one| SelectOption::new(one.uid.to_string(), one.name.to_string())));
    });
    if !options.iter().any(|option| option.value == chosen) {
        options.push(SelectOption::new(chosen, "An agent that was deleted"));
    }
    options
}

/// Whose a schedule is never changes, and what an agent executes is the team's.
fn seen_by(form: ScheduleForm) -> AnyView {
    let is_open = Memo::new(move |_| form.stored.with(Option::is_none) && form.agent.with(String::is_empty));
    let meaning = Signal::derive(move || match form.seen_by.get() {
        0 => "Every teammate sees the schedule and its runs, and can change it.",
        _ => "Nobody else sees it. Nobody stands behind its runs all the same: they get the team's secrets only.",
    });
    (move || {
        is_open.get().then(|| {
            view! {
                <Segmented
                    name="schedule-seen-by" legend="Seen by" labels=SEEN_BY.to_vec() chosen=form.seen_by
                    on_choose=move |index| form.seen_by.set(index) help=meaning
                />
            }
        })
    })
    .into_any()
}
