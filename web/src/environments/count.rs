//! Beside the word 'Environments', on every page: how many name secrets that aren't there.

use leptos::prelude::*;

use super::EnvironmentsStore;

/// How many environments have broken references; nothing while none has.
pub(super) fn broken_count() -> AnyView {
    let environments = expect_context::<EnvironmentsStore>();
    environments.ask_once();
    let count = Memo::new(move |_| environments.broken().len());
    (move || flag(count.get())).into_any()
}

fn flag(count: usize) -> Option<AnyView> {
    (count > 0).then(|| {
        view! {
            <span class="flag">
                {count}
                <span class="unseen">{if count == 1 { " has a broken reference" } else { " have broken references" }}</span>
            </span>
        }
        .into_any()
    })
}
