//! A pane at the side, over the page: heading, body, and the buttons that end it.

use leptos::prelude::*;

use super::modal::{Modal, heading_id};

/// A modal pane. On narrow screens it fills the page.
#[component]
pub(crate) fn Pane(
    #[prop(into)] title: String,
    /// The person asks to leave: Escape or the cross.
    #[prop(into)]
    on_leave: Callback<()>,
    children: Children,
) -> impl IntoView {
    let title_id = heading_id();
    view! {
        <Modal class="pane" labelled_by=title_id.clone() on_leave=on_leave>
            <header>
                <h2 id=title_id>{title}</h2>
                <button
                    type="button" class="btn plain icon close" aria-label="Close (Esc)" aria-keyshortcuts="Escape"
                    on:click=move |_| on_leave.run(())
                >
                    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" aria-hidden="true">
                        <path d="M6 6l12 12M18 6L6 18" />
                    </svg>
                </button>
            </header>
            {children()}
        </Modal>
    }
}
