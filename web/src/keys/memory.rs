//! What this browser remembers of the server: who vouches for its keys. Nothing secret.

use leptos::prelude::window;
use oz_crypto::Remembered;

const KEY: &str = "oz-secrets/server-identity/v1";

/// What is remembered is there, and can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unreadable;

/// What was remembered, if anything. Every tab reads it anew.
pub(super) fn recall() -> Result<Option<Remembered>, Unreadable> {
    let stored = window().local_storage().ok().flatten().and_then(|storage| storage.get_item(KEY).ok().flatten());
    stored.map(|json| serde_json::from_str(&json).map_err(|_| Unreadable)).transpose()
}

/// Remembers from now on. A browser without storage forgets: it trusts anew each time.
pub(super) fn remember(remembered: &Remembered) {
    // Another tab may have seen a later list in the meantime.
    let newer = |known: Remembered| known.identity == remembered.identity && known.seq > remembered.seq;
    if recall().ok().flatten().is_some_and(newer) {
        return;
    }
    if let (Ok(Some(storage)), Ok(json)) = (window().local_storage(), serde_json::to_string(remembered)) {
        let _ = storage.set_item(KEY, &json);
    }
}
