//! What can be done to a secret, from its row: a menu button after the ARIA Authoring Practices. What the menu holds comes
//! after the list.

mod items;

use leptos::{html, prelude::*};
use oz_domain::{SecretId, api::SecretSummary};

use crate::later::{Later, part};

part!(pub(super) row_menu => items::items());

/// Which row's menu is open, if any. In context.
#[derive(Debug, Clone, Copy)]
pub(super) struct Menus(RwSignal<Option<SecretId>>);

impl Menus {
    /// All are closed.
    pub(super) fn new() -> Self {
        Self(RwSignal::new(None))
    }

    fn close(self) {
        self.0.set(None);
    }
}

/// The row whose menu is shown. In the menu's context.
#[derive(Debug, Clone)]
struct Opened {
    secret: SecretSummary,
    opener: NodeRef<html::Button>,
    menus: Menus,
}

#[component]
pub(super) fn RowMenu(secret: SecretSummary) -> impl IntoView {
    let menus = expect_context::<Menus>();
    let Menus(open) = menus;
    let id = secret.id;
    let is_open = Memo::new(move |_| open.get() == Some(id));
    let opener = NodeRef::<html::Button>::new();
    let name = format!("Actions for {}", secret.name);
    provide_context(Opened { secret, opener, menus });
    view! {
        <button
            type="button" class="btn plain icon" node_ref=opener aria-haspopup="menu"
            aria-expanded=move || if is_open.get() { "true" } else { "false" }
            aria-label=name
            on:click=move |_| open.update(|open| *open = if *open == Some(id) { None } else { Some(id) })
        >
            <svg viewBox="0 0 24 24" fill="currentColor" aria-hidden="true">
                <circle cx="12" cy="5" r="1.8" /><circle cx="12" cy="12" r="1.8" /><circle cx="12" cy="19" r="1.8" />
            </svg>
        </button>
        {move || is_open.get().then(|| view! { <Later part=row_menu::PART on_give_up=move |()| menus.close() /> })}
    }
}
