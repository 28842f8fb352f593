//! What stops working when something is deleted.

use leptos::prelude::*;
use oz_domain::api::{Dependent, DependentKind};

/// A list of them, by kind and name. It scrolls where it is long, so the keyboard has to reach it.
pub(crate) fn dependents(list: &[Dependent]) -> AnyView {
    let entries: Vec<AnyView> = list.iter().map(entry).collect();
    view! { <ul class="dependents" aria-label="What needs it" tabindex="0">{entries}</ul> }.into_any()
}

fn entry(dependent: &Dependent) -> AnyView {
    let kind = match dependent.kind {
        DependentKind::Environment => "Environment",
        DependentKind::Agent => "Agent",
        DependentKind::Schedule => "Schedule",
        DependentKind::Run => "Run",
        DependentKind::ApiKey => "API key",
    };
    view! { <li>{kind}" "<strong>{dependent.name.clone()}</strong></li> }.into_any()
}
