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
                <button type="button" class="btn plain close" aria-label="Close" on:click=move |_| on_leave.run(())>
                    <kbd aria-hidden="true">"Esc"</kbd>
                </button>
            </header>
            {children()}
        </Modal>
    }
}
