//! How a run runs: who started it and which way, in what, with which harness, signing in with which secret.

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::{
    Declared, HarnessAuthSecrets,
    api::{PublicScopeKind, RunItem, UserProfileKind},
};

use crate::{client::Client, runs::time};

/// All that was decided when it was made.
pub(super) fn facts(run: &RunItem) -> AnyView {
    let config = &run.agent_config;
    let harness = config.harness_kind();
    let auth = config.harness_auth_secrets.as_ref().and_then(|chosen: &HarnessAuthSecrets| chosen.name_for(harness));
    let model = config.harness.as_ref().and_then(|harness| harness.model_id.clone()).or(config.model_id.clone());
    let signs_in = match (auth, harness.auth_member()) {
        (Some(name), _) => code(name.to_owned()),
        (None, Some(_)) => words("No secret was chosen"),
        (None, None) => words("It needs no secret"),
    };
    let seen_by = match run.scope.kind {
        PublicScopeKind::Team => "The whole team",
        PublicScopeKind::User => "Whoever started it",
    };
    let labels = run.metadata.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join(", ");
    view! {
        <section class="card" aria-labelledby="run-facts">
            <header><h2 id="run-facts">"How it runs"</h2></header>
            <dl class="facts-of">
                {fact("Started by", words(run.creator.display_name.clone()))}
                {fact("Trigger", words(trigger(run)))}
                {fact("Made", time(run.created_at.clone()))}
                {fact("Environment", environment(config.environment()))}
                {run.agent_identity_uid.map(|id| fact("Agent", link(format!("/agents/{id}"), run.executor.display_name.clone())))}
                {fact("Harness", words(harness.label()))}
                {fact("Harness auth secret", signs_in)}
                {model.map(|model| fact("Model", code(model)))}
                {fact("Asked for", words(asked_for(&config.secrets)))}
                {fact("Seen by", words(seen_by))}
                {(!labels.is_empty()).then(|| fact("Labels", code(labels)))}
                {fact("Run id", code(run.run_id.to_string()))}
            </dl>
            <details class="prompt"><summary>"Prompt"</summary><pre>{run.prompt.clone()}</pre></details>
        </section>
    }
    .into_any()
}

fn fact(name: &'static str, value: AnyView) -> AnyView {
    view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any()
}

fn words(words: impl Into<String>) -> AnyView {
    words.into().into_any()
}

fn code(text: String) -> AnyView {
    view! { <code>{text}</code> }.into_any()
}

fn link(address: String, words: String) -> AnyView {
    view! { <a href=address>{words}</a> }.into_any()
}

/// The way it came, and whether a person stands behind it.
fn trigger(run: &RunItem) -> String {
    let way = run.schedule.as_ref().map_or_else(
        || run.source.label().to_owned(),
        |schedule| format!("{} ({})", schedule.schedule_name, schedule.cron_schedule),
    );
    match run.creator.kind {
        UserProfileKind::User => format!("{way}; a person's, so that person's own secrets count"),
        UserProfileKind::ServiceAccount => format!("{way}; nobody stands behind it, so no personal secret counts"),
    }
}

/// Its name, once that is known; it may be gone.
fn environment(id: Option<&str>) -> AnyView {
    let Some(id) = id.map(str::to_owned) else {
        return words("None");
    };
    let name = RwSignal::new(id.clone());
    if let Ok(known) = id.parse() {
        spawn_local(async move {
            if let Ok(environment) = Client.environment(known).await {
                name.try_set(environment.config.name.to_string());
            }
        });
    }
    view! { <a href=format!("/environments/{id}")>{move || name.get()}</a> }.into_any()
}

fn asked_for(declared: &Declared) -> String {
    match declared {
        None => "What its environment and agent say, else the workspace's default".to_owned(),
        Some(list) if list.is_empty() => "No secret at all".to_owned(),
        Some(list) => list.as_slice().iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(", "),
    }
}
