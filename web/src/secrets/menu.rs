//! What can be done to a secret, from its row: a menu button after the ARIA Authoring Practices.

use leptos::{ev::KeyboardEvent, html, prelude::*};
use oz_domain::{SecretId, api::SecretSummary};
use wasm_bindgen::JsCast;

use super::edit::{Editing, Task};

/// Which row's menu is open, if any. In context.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MenuState(RwSignal<Option<SecretId>>);

impl MenuState {
    /// All are closed.
    pub(crate) fn new() -> Self {
        Self(RwSignal::new(None))
    }
}

#[component]
pub(crate) fn RowMenu(secret: SecretSummary) -> impl IntoView {
    let MenuState(open) = expect_context::<MenuState>();
    let editing = expect_context::<Editing>();
    let id = secret.id;
    let is_open = Memo::new(move |_| open.get() == Some(id));
    let opener = NodeRef::<html::Button>::new();
    let menu = NodeRef::<html::Div>::new();
    // Each time that it opens: `on_load` is for once only.
    Effect::new(move |_| {
        if let Some(menu) = menu.get() {
            request_animation_frame(move || focus_item(&menu, Step::First));
        }
    });

    let close = move |back: Back| {
        open.set(None);
        if let (Back::ToOpener, Some(button)) = (back, opener.get_untracked()) {
            let _ = button.focus();
        }
    };
    let choose = {
        let secret = secret.clone();
        move |choice: Choice| {
            close(Back::ToOpener);
            let secret = secret.clone();
            match choice {
                Choice::Usage => editing.open(Task::Usage(secret)),
                Choice::Replace => editing.open(Task::Replace(secret)),
                Choice::Describe => editing.open(Task::Describe(secret)),
                Choice::Toggle => {
                    let enabled = !secret.enabled;
                    editing.set_enabled(secret, enabled);
                }
                Choice::Remove => editing.open(Task::Remove(secret)),
            }
        }
    };
    let choices = [
        (Choice::Usage, "Who gets this?"),
        (Choice::Replace, "Replace value"),
        (Choice::Describe, "Edit description"),
        (Choice::Toggle, if secret.enabled { "Disable" } else { "Enable" }),
        (Choice::Remove, "Delete"),
    ];
    let items = move || {
        let choose = choose.clone();
        choices.map(move |(choice, label)| {
            let choose = choose.clone();
            view! {
                <button type="button" role="menuitem" tabindex="-1" class:danger=choice == Choice::Remove
                    on:click=move |_| choose(choice)>{label}</button>
            }
        })
    };

    view! {
        <button
            type="button" class="btn plain icon" node_ref=opener aria-haspopup="menu"
            aria-expanded=move || is_open.get().to_string()
            aria-label=format!("Actions for {}", secret.name)
            on:click=move |_| open.update(|open| *open = if *open == Some(id) { None } else { Some(id) })
        >
            <svg viewBox="0 0 24 24" fill="currentColor" aria-hidden="true">
                <circle cx="12" cy="5" r="1.8" /><circle cx="12" cy="12" r="1.8" /><circle cx="12" cy="19" r="1.8" />
            </svg>
        </button>
        <Show when=move || is_open.get()>
            <div class="scrim" on:pointerdown=move |_| close(Back::Stay) />
            <div
                role="menu" class="menu" node_ref=menu aria-label=format!("Actions for {}", secret.name)
                data-up=opens_upwards(opener).then_some("true")
                on:keydown=move |event| on_key(&event, menu, close)
            >
                {items.clone()}
            </div>
        </Show>
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    Usage,
    Replace,
    Describe,
    Toggle,
    Remove,
}

#[derive(Debug, Clone, Copy)]
enum Back {
    ToOpener,
    Stay,
}

#[derive(Debug, Clone, Copy)]
enum Step {
    First,
    Last,
    Next,
    Previous,
}

fn on_key(event: &KeyboardEvent, menu: NodeRef<html::Div>, close: impl Fn(Back)) {
    let step = match event.key().as_str() {
        "ArrowDown" => Step::Next,
        "ArrowUp" => Step::Previous,
        "Home" => Step::First,
        "End" => Step::Last,
        "Escape" => {
            event.stop_propagation();
            return close(Back::ToOpener);
        }
        "Tab" => return close(Back::ToOpener),
        _ => return,
    };
    event.prevent_default();
    if let Some(menu) = menu.get_untracked() {
        focus_item(&menu, step);
    }
}

fn focus_item(menu: &web_sys::HtmlElement, step: Step) {
    let Ok(items) = menu.query_selector_all("[role=menuitem]") else {
        return;
    };
    let count = items.length();
    let active = document().active_element();
    let at = (0..count)
        .find(|at| items.item(*at).is_some_and(|item| active.as_ref().is_some_and(|a| a.is_same_node(Some(&item)))));
    let next = match (step, at) {
        (Step::First, _) | (Step::Next, None) => 0,
        (Step::Last, _) | (Step::Previous, None) => count - 1,
        (Step::Next, Some(at)) => (at + 1) % count,
        (Step::Previous, Some(at)) => (at + count - 1) % count,
    };
    if let Some(item) = items.item(next).and_then(|item| item.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = item.focus();
    }
}

/// Whether there is too little room below the button.
fn opens_upwards(opener: NodeRef<html::Button>) -> bool {
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0);
    opener.get_untracked().is_some_and(|button| button.get_bounding_client_rect().bottom() > height - 200.0)
}
