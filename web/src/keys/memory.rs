//! What this browser remembers of the server: who vouches for its keys. Nothing secret.

use leptos::prelude::window;
use oz_crypto::Remembered;

const KEY: &str = "oz-secrets/server-identity/v1";

/// What was remembered, if anything. Every tab reads it anew.
pub(super) fn recall() -> Option<Remembered> {
    let storage = window().local_storage().ok()??;
    let json = storage.get_item(KEY).ok()??;
    serde_json::from_str(&json).ok()
}

/// Remembers from now on. A browser without storage forgets: it trusts anew each time.
pub(super) fn remember(remembered: &Remembered) {
    let (Ok(Some(storage)), Ok(json)) = (window().local_storage(), serde_json::to_string(remembered)) else {
        return;
    };
    let _ = storage.set_item(KEY, &json);
}
