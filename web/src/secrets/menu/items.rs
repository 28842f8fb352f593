//! What the menu of a row holds.

use leptos::{ev::KeyboardEvent, html, portal::Portal, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlButtonElement;

use super::{Back, Menus, Opened};
use crate::secrets::edit::{Editing, Task};

/// The open menu, in the cell of its button.
pub(super) fn items() -> AnyView {
    let menus = expect_context::<Menus>();
    let opened = move || menus.0.get_untracked();
    let cell = opened().and_then(|opened| opened.opener.parent_element());
    cell.map(|cell| view! { <Portal mount=cell>{opened().map(|opened| menu(&opened, menus))}</Portal> }).into_any()
}

fn menu(Opened { row, opener, .. }: &Opened, menus: Menus) -> AnyView {
    let secret = row.secret.clone();
    let is_up = opens_upwards(opener);
    let editing = expect_context::<Editing>();
    let menu = NodeRef::<html::Div>::new();
    menu.on_load(|menu| request_animation_frame(move || focus_item(&menu, Step::First)));
    let name = format!("Actions for {}", secret.name);
    let choices = [
        (Choice::Usage, "Who gets this?"),
        (Choice::Replace, "Replace value"),
        (Choice::Describe, "Edit description"),
        (Choice::End, "Set when it ends"),
        (Choice::Toggle, if secret.enabled { "Disable" } else { "Enable" }),
        (Choice::Remove, "Delete"),
    ];
    let choose = move |choice: Choice| {
        menus.close(Back::ToOpener);
        let secret = secret.clone();
        match choice {
            Choice::Usage => editing.open(Task::Usage(secret)),
            Choice::Replace => editing.open(Task::Replace(secret)),
            Choice::Describe => editing.open(Task::Describe(secret)),
            Choice::End => editing.open(Task::End(secret)),
            Choice::Toggle => {
                let enabled = !secret.enabled;
                editing.set_enabled(secret, enabled);
            }
            Choice::Remove => editing.open(Task::Remove(secret)),
        }
    };
    let items = choices.map(move |(choice, label)| {
        let choose = choose.clone();
        view! {
            <button type="button" role="menuitem" tabindex="-1" class:danger=choice == Choice::Remove
                on:click=move |_| choose(choice)>{label}</button>
        }
    });
    view! {
        <div class="scrim" on:pointerdown=move |_| menus.close(Back::Stay) />
        <div
            role="menu" class="menu" node_ref=menu aria-label=name
            data-up=is_up.then_some("true")
            on:keydown=move |event| on_key(&event, menu, menus)
        >
            {items}
        </div>
    }
    .into_any()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    Usage,
    Replace,
    Describe,
    End,
    Toggle,
    Remove,
}

#[derive(Debug, Clone, Copy)]
enum Step {
    First,
    Last,
    Next,
    Previous,
}

fn on_key(event: &KeyboardEvent, menu: NodeRef<html::Div>, menus: Menus) {
    let step = match event.key().as_str() {
        "ArrowDown" => Step::Next,
        "ArrowUp" => Step::Previous,
        "Home" => Step::First,
        "End" => Step::Last,
        "Escape" => {
            event.stop_propagation();
            return menus.close(Back::ToOpener);
        }
        "Tab" => return menus.close(Back::ToOpener),
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
fn opens_upwards(opener: &HtmlButtonElement) -> bool {
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0);
    opener.get_bounding_client_rect().bottom() > height - 200.0
}
