//! What deleting or disabling changes at once: which kinds of runs get the secret now, and the latest that did.

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::{SecretId, api::SecretUsage};

use super::usage::{getting, recent};
use crate::{client::Client, secrets::Now};

/// So many of the latest runs are named.
const NAMED: usize = 3;

/// Who gets a secret, as far as that is found out while the person reads.
pub(super) fn affected(id: SecretId) -> AnyView {
    let found = RwSignal::new(None::<Option<SecretUsage>>);
    spawn_local(async move {
        let usage = Client.secret_usage(id).await.ok();
        found.try_set(Some(usage));
    });
    provide_context(Now::ticking());
    let told = move || {
        found.with(|found| match found {
            None => view! { <p class="help">"Looking who gets it…"</p> }.into_any(),
            Some(None) => view! { <p class="help">"Who gets it couldn't be found out."</p> }.into_any(),
            Some(Some(usage)) => tell(usage),
        })
    };
    view! { <div class="affected" role="status">{told}</div> }.into_any()
}

fn tell(usage: &SecretUsage) -> AnyView {
    let runs = &usage.recent_runs[..usage.recent_runs.len().min(NAMED)];
    let latest = (!runs.is_empty()).then(|| view! { <p>"The latest runs that got it:"</p>{recent(runs)} });
    view! { <p>{getting(usage)}</p>{latest} }.into_any()
}
