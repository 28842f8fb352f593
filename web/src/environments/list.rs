//! The list of environments.

use leptos::prelude::*;
use oz_domain::api::Environment;

use super::EnvironmentsStore;
use crate::{
    page_title::set_page_title,
    secrets::ago,
    ui::{TableRow, failed, ghosts, table},
};

const HEADINGS: &[&str] = &["Name", "Image", "Repositories", "Secrets", "Changed"];

/// So many repositories are named; of the others it is said how many there are.
const NAMED: usize = 2;

/// The list, and the way to a new one.
#[component]
pub(super) fn EnvironmentsPage() -> impl IntoView {
    set_page_title("Environments");
    let store = expect_context::<EnvironmentsStore>();
    store.refresh();
    view! {
        <div class="head">
            <div>
                <h1>"Environments"</h1>
                <p class="lede">"What runs start in: an image, repositories, and which secrets they get there."</p>
            </div>
            <a href="/environments/new" class="btn primary">"New environment"</a>
        </div>
        {move || store.failed().map(|error| {
            failed("The environments couldn't be loaded", &error, Callback::new(move |()| store.refresh()))
        })}
        {move || store.with(|list| match list {
            None => store.failed().is_none().then(|| ghosts("Loading the environments")),
            Some([]) => Some(empty()),
            Some(list) => {
                let broken = store.broken();
                let row = |one: &Environment| row(one, broken.get(&one.uid).copied().unwrap_or_default());
                Some(table("Environments", HEADINGS, list.iter().map(row).collect()))
            }
        })}
    }
}

fn empty() -> AnyView {
    view! {
        <div class="empty">
            <h2>"No environments yet"</h2>
            <p>
                "An environment says what a run finds: its image, its repositories, the commands that prepare it, and which "
                "secrets it gets. Runs without one start in a plain image."
            </p>
            <ul class="facts">
                <li><strong>"By name"</strong>": a replaced or re-created secret needs no change in the environment."</li>
                <li><strong>"Narrowed"</strong>": name only what is needed there; everything else stays out of reach."</li>
            </ul>
            <a href="/environments/new" class="btn primary">"Make the first one"</a>
        </div>
    }
    .into_any()
}

fn row(environment: &Environment, missing: usize) -> TableRow {
    let config = &environment.config;
    let (name, description) = (config.name.to_string(), config.description.to_string());
    let head = view! {
        <a href=format!("/environments/{}", environment.uid)>{name}</a>
        <div class="sub">{description}</div>
    };
    let image = config.docker_image.as_ref().map(|image| view! { <code>{image.to_string()}</code> });
    let changed =
        format!("{} by {}", ago(&environment.last_updated, js_sys::Date::now()), environment.last_editor.display_name);
    TableRow {
        head: head.into_any(),
        cells: vec![image.into_any(), repositories(environment), secrets(environment, missing), changed.into_any()],
    }
}

fn repositories(environment: &Environment) -> AnyView {
    let all = environment.config.github_repos.as_slice();
    let named: Vec<String> = all.iter().take(NAMED).map(ToString::to_string).collect();
    let more = all.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| view! { <span class="sub">{format!(" and {more} more")}</span> });
    view! { {(!named.is_empty()).then(|| named.join(", "))}{more} }.into_any()
}

/// How many, and how many of them aren't there.
fn secrets(environment: &Environment, missing: usize) -> AnyView {
    let count = match environment.config.secrets.as_ref().map(|list| list.as_slice().len()) {
        None => "Every secret in scope".to_owned(),
        Some(0) => "None".to_owned(),
        Some(count) => count.to_string(),
    };
    let flag = (missing > 0).then(|| view! { <span class="tag bad">{format!("{missing} missing")}</span> });
    view! { <span class="num">{count}</span>" "{flag} }.into_any()
}
