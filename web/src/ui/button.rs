//! A button: what it is for decides its looks, and while busy it says so and doesn't act.

use leptos::prelude::*;

/// What a button is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// What the person came for; sends the form that it stands in.
    Submit,
    /// Something else that one can do.
    Normal,
    /// Takes a step back.
    Plain,
    /// Destroys something.
    Danger,
    /// A word within a sentence.
    Inline,
}

impl Kind {
    fn class(self) -> &'static str {
        match self {
            Self::Submit => "btn primary",
            Self::Normal => "btn",
            Self::Plain => "btn plain",
            Self::Danger => "btn danger",
            Self::Inline => "inline",
        }
    }
}

/// A button. Stays focusable while busy, so that the focus isn't lost.
#[component]
pub(crate) fn Button(
    kind: Kind,
    /// While something that was asked for goes on.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// What it does; a [`Kind::Submit`] needs nothing.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    let press = move |event: leptos::ev::MouseEvent| {
        if busy.get_untracked() {
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    view! {
        <button
            type=if kind == Kind::Submit { "submit" } else { "button" }
            class=kind.class()
            aria-busy=move || busy.get().then_some("true")
            aria-disabled=move || busy.get().then_some("true")
            on:click=press
        >
            {children()}
        </button>
    }
}
