//! The pane or dialog of what is being done, over the list.

use leptos::prelude::*;

use super::{Editing, Task, add::AddPane, describe::DescribeDialog, remove::RemoveDialog, replace::ReplacePane};

/// Shows what is being done. Mounted once, by the frame; when that goes, what was being done is given up.
#[component]
pub(crate) fn EditLayer() -> impl IntoView {
    let editing = expect_context::<Editing>();
    on_cleanup(move || editing.close());
    move || {
        editing.task().map(|task| match task {
            Task::Add(preset) => view! { <AddPane preset /> }.into_any(),
            Task::Replace(secret) => view! { <ReplacePane secret /> }.into_any(),
            Task::Describe(secret) => view! { <DescribeDialog secret /> }.into_any(),
            Task::Remove(secret) => view! { <RemoveDialog secret /> }.into_any(),
        })
    }
}
