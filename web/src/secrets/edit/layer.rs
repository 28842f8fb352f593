//! The pane or dialog of what is being done, over the list. Its program comes after the list's.

use leptos::prelude::*;

use super::{
    Editing, Task, add::AddPane, describe::DescribeDialog, disable::disable_dialog, expiry::ExpiryDialog,
    remove::RemoveDialog, replace::ReplacePane, usage::usage_pane,
};
use crate::{
    guard::question,
    later::{Later, fetch_when_quiet, part},
    secrets::{menu::row_menu, store::Loading},
};

part!(panes => view! { <Panes /> });

/// Shows what is being done. Mounted once, by the frame; when that goes, what was being done is given up.
#[component]
pub(crate) fn EditLayer() -> impl IntoView {
    let editing = expect_context::<Editing>();
    on_cleanup(move || editing.close());
    // The list first; then what people do from it, so that it opens at once, also when the server has gone away.
    Effect::new(move |fetched: Option<bool>| {
        let fetched = fetched.unwrap_or_default();
        if !fetched && editing.store.loading() != Loading::First {
            fetch_when_quiet(panes::PART);
            fetch_when_quiet(row_menu::PART);
            fetch_when_quiet(question::PART);
            return true;
        }
        fetched
    });
    let is_open = Memo::new(move |_| editing.task().is_some());
    move || is_open.get().then(|| view! { <Later part=panes::PART on_give_up=move |()| editing.close() /> })
}

#[component]
fn Panes() -> impl IntoView {
    let editing = expect_context::<Editing>();
    move || {
        editing.task().map(|task| match task {
            Task::Add(preset) => view! { <AddPane preset /> }.into_any(),
            Task::Usage(secret) => usage_pane(secret),
            Task::Replace(secret) => view! { <ReplacePane secret /> }.into_any(),
            Task::Describe(secret) => view! { <DescribeDialog secret /> }.into_any(),
            Task::End(secret) => view! { <ExpiryDialog secret /> }.into_any(),
            Task::Disable(secret, needed) => disable_dialog(secret, &needed),
            Task::Remove(secret) => view! { <RemoveDialog secret /> }.into_any(),
        })
    }
}
