//! The Agents page: the list, or what stands in its place.

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::api::{Agent, AgentPage};

use super::declared::harness_of;
use crate::{
    client::{Client, ClientError},
    page_title::set_page_title,
    runs::{counted, time},
    secrets::Now,
    session::SessionContext,
    ui::{TableRow, failed, ghosts, table},
};

const HEADINGS: &[&str] = &["Agent", "Harness", "Secrets", "Changed"];

/// The agents that have come so far, and whether all have.
#[derive(Clone, Copy)]
struct Agents {
    loaded: RwSignal<Option<Vec<Agent>>>,
    next: RwSignal<Option<String>>,
    trouble: RwSignal<Option<ClientError>>,
    session: SessionContext,
}

impl Agents {
    fn ask(self, cursor: Option<String>) {
        spawn_local(async move {
            match Client.agents(cursor).await {
                Ok(AgentPage { agents, page_info, .. }) => {
                    self.loaded.try_update(|loaded| loaded.get_or_insert_default().extend(agents));
                    self.next.try_set(page_info.next_cursor);
                    self.trouble.try_set(None);
                }
                Err(error) if error.is_signed_out() => self.session.lost(Some(error.sentence())),
                Err(error) => drop(self.trouble.try_set(Some(error))),
            }
        });
    }
}

/// The page.
pub(super) fn agents_page() -> AnyView {
    set_page_title("Agents");
    provide_context(Now::ticking());
    let agents = Agents {
        loaded: RwSignal::new(None),
        next: RwSignal::new(None),
        trouble: RwSignal::new(None),
        session: expect_context::<SessionContext>(),
    };
    agents.ask(None);
    let go_on = Callback::new(move |()| agents.ask(agents.next.get_untracked()));
    let body = move || {
        agents.loaded.with(|loaded| match loaded {
            None if agents.trouble.with(Option::is_some) => ().into_any(),
            None => ghosts("Loading the agents"),
            Some(all) if all.is_empty() => empty(),
            Some(all) => table("Agents", HEADINGS, all.iter().map(row).collect()),
        })
    };
    let more = move || {
        agents.next.with(Option::is_some).then(|| {
            view! { <button type="button" class="btn more" on:click=move |_| go_on.run(())>"Show more"</button> }
        })
    };
    view! {
        <div class="head">
            <div>
                <h1>"Agents"</h1>
                <p class="lede">
                    "An agent is an account that works by itself: with its own environment, harness and secrets, and with keys that "
                    "start its runs. No person stands behind those, so they get the team's secrets only."
                </p>
            </div>
            <a class="btn primary" href="/agents/new">"New agent"</a>
        </div>
        {move || agents.trouble.get().map(|error| failed("The agents couldn't be loaded", &error, go_on))}
        {body}
        {more}
    }
    .into_any()
}

fn row(agent: &Agent) -> TableRow {
    let missing = agent.missing_secrets.len() as u64;
    let flag = (missing > 0).then(|| view! { <span class="tag warn">{format!("{missing} missing")}</span> });
    let secrets = match agent.secrets.len() as u64 {
        _ if !agent.secrets_declared => "As its environment says".to_owned(),
        0 => "None".to_owned(),
        count => counted(count, "secret", "secrets"),
    };
    TableRow {
        head: view! {
            <a href=format!("/agents/{}", agent.uid)>{agent.name.to_string()}</a>
            <div class="sub">{agent.description.as_ref().map(ToString::to_string)}</div>
        }
        .into_any(),
        cells: vec![
            harness_of(agent).label().into_any(),
            view! { {secrets}" "{flag} }.into_any(),
            time(agent.updated_at.clone()),
        ],
    }
}

fn empty() -> AnyView {
    view! {
        <div class="empty">
            <h2>"No agents yet"</h2>
            <p>"Give work that recurs an account of its own, so that what it can reach doesn't depend on who set it up."</p>
            <ul class="facts">
                <li><strong>"Its secrets"</strong>" are those that you attach here, beside those of its environment."</li>
                <li><strong>"Its keys"</strong>" start and claim its runs: keep them as you would the team's secrets. They end with the agent."</li>
            </ul>
            <a class="btn primary" href="/agents/new">"Make the first agent"</a>
        </div>
    }
    .into_any()
}
