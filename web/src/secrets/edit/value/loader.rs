//! 'Load from file': what it loads goes into the field, unless a text field would change it.

use leptos::task::spawn_local;
use leptos::{ev, html, prelude::*};
use web_sys::File;

use super::{
    ValueHandle,
    file::{ReadError, changes_in_a_field, read},
};

/// Picks a file.
#[component]
pub(super) fn Loader(handle: ValueHandle, refused: RwSignal<Option<ReadError>>) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let load = move |_: ev::Event| {
        let Some(element) = input.get_untracked() else {
            return;
        };
        let picked = element.files().and_then(|files| files.get(0));
        // The same file can be picked again.
        element.set_value("");
        if let Some(file) = picked {
            spawn_local(async move {
                refused.try_set(take(handle, file).await.err());
            });
        }
    };
    view! {
        <label class="inline">
            "Load from file"
            <input type="file" class="unseen" node_ref=input on:change=load />
        </label>
    }
}

async fn take(handle: ValueHandle, file: File) -> Result<(), ReadError> {
    let text = read(&file).await?;
    if changes_in_a_field(&text) {
        handle.hold(file, &text);
    } else {
        handle.write(&text);
    }
    Ok(())
}

/// What stands in the field's place while a file stands for its text.
#[component]
pub(super) fn HeldFile(handle: ValueHandle) -> impl IntoView {
    let into_field = move |_| {
        spawn_local(async move {
            if let Ok(text) = handle.read().await {
                // A text field makes every line break a line feed.
                handle.write(&text);
                handle.look();
            }
        });
    };
    move || {
        handle.file.with(|file| file.as_ref().map(File::name)).map(|name| {
            view! {
                <div class="note" role="status">
                    <span>
                        <strong>{name}</strong>
                        " is kept as it is: it has Windows line breaks, which a text field would change."
                    </span>
                    <span class="acts">
                        <button type="button" class="inline" on:click=into_field>"Use plain line breaks"</button>
                        <button type="button" class="inline" on:click=move |_| handle.blank()>"Remove file"</button>
                    </span>
                </div>
            }
        })
    }
}
