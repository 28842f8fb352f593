//! A short word about what was just done, and the way back.

use std::time::Duration;

use leptos::prelude::*;

const SHOWN_FOR: Duration = Duration::from_secs(10);

/// What can be done about what was just done: a way back, or a way on.
#[derive(Debug, Clone)]
pub(crate) struct Action {
    pub(crate) label: &'static str,
    pub(crate) run: Callback<()>,
}

#[derive(Debug, Clone)]
struct Toast {
    number: u32,
    sentence: String,
    action: Option<Action>,
}

/// Shows toasts, one at a time. In context.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Toasts {
    shown: RwSignal<Option<Toast>>,
    count: StoredValue<u32>,
}

impl Toasts {
    pub(crate) fn new() -> Self {
        Self { shown: RwSignal::new(None), count: StoredValue::new(0) }
    }

    /// Says what was done, for ten seconds, or for as long as the pointer or the focus rests on it.
    pub(crate) fn show(self, sentence: impl Into<String>, action: Option<Action>) {
        let number = self.count.get_value() + 1;
        self.count.set_value(number);
        self.shown.set(Some(Toast { number, sentence: sentence.into(), action }));
        self.hide_later(number);
    }

    fn hide_later(self, number: u32) {
        set_timeout(
            move || {
                if is_attended() {
                    self.hide_later(number);
                } else {
                    self.hide(number);
                }
            },
            SHOWN_FOR,
        );
    }

    fn hide(self, number: u32) {
        let is_shown = self.shown.with_untracked(|shown| shown.as_ref().is_some_and(|toast| toast.number == number));
        if is_shown {
            self.shown.set(None);
        }
    }
}

fn is_attended() -> bool {
    document().query_selector(".toast:is(:hover, :focus-within)").is_ok_and(|found| found.is_some())
}

/// Where toasts appear. Once.
#[component]
pub(crate) fn ToastRegion() -> impl IntoView {
    let toasts = expect_context::<Toasts>();
    view! {
        <div class="toasts" role="status">
            {move || toasts.shown.get().map(|toast| {
                let Toast { number, sentence, action } = toast;
                let action = action.map(|Action { label, run }| view! {
                    <button type="button" class="inline" on:click=move |_| { toasts.hide(number); run.run(()); }>
                        {label}
                    </button>
                });
                view! {
                    <div class="toast">
                        <span>{sentence}</span>
                        {action}
                        <button type="button" class="inline" on:click=move |_| toasts.hide(number)>"Dismiss"</button>
                    </div>
                }
            })}
        </div>
    }
}
