//! The token that a person arrives with, in a sign-in link.

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use zeroize::Zeroizing;

use super::token_of;

/// Where sign-in links lead.
pub(crate) const PATH: &str = "/sign-in";

/// The token of the link that was followed, until it is used. In context.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Arrival(StoredValue<Option<Zeroizing<String>>>);

impl Arrival {
    /// Takes the token out of the address and out of the history. To be called before anything else looks at them.
    pub(crate) fn from_address() -> Self {
        Self(StoredValue::new(take_token()))
    }

    /// Whether there is a token.
    pub(crate) fn is_with_link(self) -> bool {
        self.0.with_value(Option::is_some)
    }

    /// The token, once.
    pub(crate) fn take(self) -> Option<Zeroizing<String>> {
        self.0.try_update_value(Option::take).flatten()
    }
}

/// Whether this is the page that sign-in links lead to.
pub(crate) fn is_here() -> bool {
    window().location().pathname().is_ok_and(|path| path == PATH)
}

fn take_token() -> Option<Zeroizing<String>> {
    if !is_here() {
        return None;
    }
    let hash = Zeroizing::new(window().location().hash().ok()?);
    let fragment = hash.strip_prefix('#')?;
    // Whatever it says: nobody needs it any more.
    window().history().ok()?.replace_state_with_url(&JsValue::NULL, "", Some(PATH)).ok()?;
    Some(Zeroizing::new(token_of(fragment)?.to_owned()))
}
