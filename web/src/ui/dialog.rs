//! A question that has to be answered before anything else goes on.

use leptos::prelude::*;

use super::modal::{Modal, heading_id};

/// A modal question, in the middle.
#[component]
pub(crate) fn Dialog(
    #[prop(into)] title: String,
    /// The person wants neither: Escape.
    #[prop(into)]
    on_leave: Callback<()>,
    children: Children,
) -> impl IntoView {
    let title_id = heading_id();
    view! {
        <Modal class="dialog" labelled_by=title_id.clone() on_leave=on_leave>
            <h2 id=title_id>{title}</h2>
            {children()}
        </Modal>
    }
}
