//! From a filled-in form to an agent on the server.

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::api::{Agent, CreateAgent, ProblemCode};

use super::form::AgentForm;
use crate::{
    client::{Client, ClientError},
    overtaken::Overtaken,
    secrets::idempotency_key,
    ui::focus_first_error,
};

/// Saves, and hands on what is stored now. After somebody else's change the form holds what comes of both, to look over
/// before it is saved.
pub(super) fn save(form: AgentForm, done: Callback<Agent>, overtaken: RwSignal<Option<Overtaken>>) {
    if form.busy.get_untracked() {
        return;
    }
    form.error.set(None);
    form.tried.set(true);
    let Some((stored, creation)) = untrack(|| ready(form)) else {
        return focus_first_error();
    };
    form.busy.set(true);
    spawn_local(async move {
        let answer = match &stored {
            Some((agent, change)) => Client.update_agent(agent.uid, agent.version, change).await,
            None => create(form, creation).await,
        };
        form.busy.try_set(false);
        match answer {
            Ok(agent) => done.run(agent),
            Err(error) if error.code() == Some(ProblemCode::Stale) => overtake(form, overtaken, error).await,
            Err(error) => refuse(form, error),
        }
    });
}

type Stored = Option<(Agent, oz_domain::api::UpdateAgent)>;

fn ready(form: AgentForm) -> Option<(Stored, Option<CreateAgent>)> {
    match form.stored.get() {
        Some(agent) => Some((Some((agent, form.change()?)), None)),
        None => Some((None, Some(form.creation()?))),
    }
}

/// The same agent twice has the same key, so that an answer that got lost makes no second one.
async fn create(form: AgentForm, creation: Option<CreateAgent>) -> Result<Agent, ClientError> {
    let creation = creation.ok_or(ClientError::Offline)?;
    let known = form.last.try_get_value().flatten().filter(|(sent, _)| *sent == creation);
    let key = known.map_or_else(|| idempotency_key().unwrap_or_default(), |(_, key)| key);
    form.last.try_set_value(Some((creation.clone(), key.clone())));
    Client.create_agent(&creation, &key).await
}

async fn overtake(form: AgentForm, overtaken: RwSignal<Option<Overtaken>>, error: ClientError) {
    let id = form.stored.try_get_untracked().flatten().map(|agent| agent.uid);
    let now = match id {
        Some(id) => Client.agent(id).await,
        None => Err(error),
    };
    match now {
        // The person may have left meanwhile.
        Ok(agent) if form.stored.try_get_untracked().is_some() => {
            let both = form.overtake(agent);
            overtaken.set(Some(both));
        }
        Ok(_) => {}
        Err(error) => refuse(form, error),
    }
}

fn refuse(form: AgentForm, error: ClientError) {
    form.error.try_set(Some(error));
    focus_first_error();
}
