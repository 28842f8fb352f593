//! What can be done to a secret, from its row: a menu button after the ARIA Authoring Practices. What the menu holds comes
//! after the list. A row pays for its button only; the one menu that is open is put into its row.

mod items;

use std::sync::Arc;

use leptos::{ev::MouseEvent, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlButtonElement;

use super::row::{Row, Rows};
use crate::later::{Later, part};

part!(pub(super) row_menu => items::items());

/// Which row's menu is open, if any. In context.
#[derive(Debug, Clone, Copy)]
pub(super) struct Menus(RwSignal<Option<Opened>, LocalStorage>);

/// Where the focus goes when a menu is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Back {
    ToOpener,
    Stay,
}

/// The row whose menu is shown, its place, and its button.
#[derive(Debug, Clone)]
struct Opened {
    row: Arc<Row>,
    at: usize,
    opener: HtmlButtonElement,
}

impl Menus {
    /// All are closed; and one is when what is `shown` in its place is another secret, or the secret has changed.
    pub(super) fn over(shown: Memo<Rows>) -> Self {
        let menus = Self(RwSignal::new_local(None));
        Effect::new(move |_| {
            let there = |open: &Opened| shown.with(|rows| rows.0.get(open.at).is_some_and(|row| *row == open.row));
            let is_gone = |open: &Opened| !there(open);
            if menus.0.with(|open| open.as_ref().is_some_and(is_gone)) {
                menus.close(Back::Stay);
            }
        });
        menus
    }

    /// The row at a place is no longer in the page.
    pub(super) fn leave(self, at: usize) {
        if self.0.with_untracked(|open| open.as_ref().is_some_and(|open| open.at == at)) {
            self.close(Back::Stay);
        }
    }

    fn toggle(self, opened: Opened) {
        let is_open = self.0.with_untracked(|open| open.as_ref().is_some_and(|open| open.opener == opened.opener));
        self.close(Back::Stay);
        if !is_open {
            tell(&opened.opener, "true");
            self.0.set(Some(opened));
        }
    }

    fn close(self, back: Back) {
        let Some(Opened { opener, .. }) = self.0.get_untracked() else {
            return;
        };
        tell(&opener, "false");
        self.0.set(None);
        if back == Back::ToOpener {
            let _ = opener.focus();
        }
    }
}

/// Says of a button whether its menu is open.
fn tell(opener: &HtmlButtonElement, is_open: &str) {
    // Only a malformed name could be refused.
    let _ = opener.set_attribute("aria-expanded", is_open);
}

/// The button of the row at a place.
pub(super) fn menu_button(row: Arc<Row>, menus: Menus, at: usize) -> impl IntoView {
    let name = format!("Actions for {}", row.secret.name);
    let of = row.secret.id.to_string();
    // What is clicked may be the picture in the button.
    let toggle = move |event: MouseEvent| {
        let opener = event.current_target().and_then(|button| button.dyn_into().ok());
        if let Some(opener) = opener {
            menus.toggle(Opened { row: row.clone(), at, opener });
        }
    };
    view! {
        <button
            type="button" class="btn plain icon" aria-haspopup="menu" aria-expanded="false" aria-label=name
            data-of=of on:click=toggle
        >
            <svg viewBox="0 0 24 24" fill="currentColor" aria-hidden="true">
                <circle cx="12" cy="5" r="1.8" /><circle cx="12" cy="12" r="1.8" /><circle cx="12" cy="19" r="1.8" />
            </svg>
        </button>
    }
}

/// The menu that is open.
#[component]
pub(super) fn OpenMenu() -> impl IntoView {
    let menus = expect_context::<Menus>();
    let opened = Memo::new(move |_| menus.0.with(|open| open.as_ref().map(|open| open.row.secret.id)));
    let part = move |_| view! { <Later part=row_menu::PART on_give_up=move |()| menus.close(Back::Stay) /> };
    move || opened.get().map(part)
}
