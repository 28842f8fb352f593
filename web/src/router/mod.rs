//! Where in the page one is: the address as a signal, links followed without loading the page anew, Back and Forward.

mod link;
mod listen;
mod page;
mod rest;

use leptos::prelude::*;
use wasm_bindgen::JsValue;

pub(crate) use link::{followed, own_path};
pub(crate) use page::Page;
pub(crate) use rest::rest_of;

/// The address, and the way to another one. In context.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Router {
    path: RwSignal<String>,
    query: RwSignal<String>,
}

impl Router {
    /// Follows links, Back and Forward from now on, for as long as the present owner lives. What may stop a person from
    /// leaving has to listen already: a window's listeners are called in the order in which they came.
    pub(crate) fn listening() -> Self {
        let router = Self { path: RwSignal::new(String::new()), query: RwSignal::new(String::new()) };
        router.look();
        listen::listen(router);
        router
    }

    /// The path of the address. Follows changes.
    pub(crate) fn path(self) -> String {
        self.path.get()
    }

    /// What the address says after `?` under a key. Follows changes.
    pub(crate) fn asked(self, key: &str) -> Option<String> {
        let query = self.query.get();
        web_sys::UrlSearchParams::new_with_str(&query).ok()?.get(key)
    }

    /// Whether the page is at an address or below it. Follows changes.
    pub(crate) fn is_in(self, base: &str) -> bool {
        below(&self.path.read(), base).is_some()
    }

    /// Goes to a path of this page, with or without `?`, as along a link.
    pub(crate) fn go(self, to: &str) {
        if let Ok(history) = window().history()
            && to != present()
        {
            // A browser may refuse when it is asked too often; then the address alone is off.
            let _ = history.push_state_with_url(&JsValue::NULL, "", Some(to));
        }
        self.arrive(to);
    }

    /// The same in the place of where one is: Back doesn't lead here.
    pub(crate) fn replace(self, to: &str) {
        if let Ok(history) = window().history() {
            let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(to));
        }
        self.arrive(to);
    }

    fn arrive(self, to: &str) {
        let (path, query) = to.split_once('?').unwrap_or((to, ""));
        self.set(path, query);
        // A new page is read from its beginning.
        request_animation_frame(|| window().scroll_to_with_x_and_y(0.0, 0.0));
    }

    /// Looks where the page is.
    fn look(self) {
        let location = window().location();
        let query = location.search().unwrap_or_default();
        self.set(&location.pathname().unwrap_or_default(), query.strip_prefix('?').unwrap_or_default());
    }

    fn set(self, path: &str, query: &str) {
        for (signal, now) in [(self.query, query), (self.path, path)] {
            if *signal.read_untracked() != now {
                signal.set(now.to_owned());
            }
        }
    }
}

/// What stands in a path after `base`; `None` when the path isn't there.
fn below<'p>(path: &'p str, base: &str) -> Option<&'p str> {
    let rest = path.strip_prefix(base)?;
    (rest.is_empty() || rest.starts_with('/')).then(|| rest.trim_matches('/'))
}

fn present() -> String {
    let location = window().location();
    location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_path_is_below_its_own_beginning_only() {
        assert_eq!(below("/runs", "/runs"), Some(""));
        assert_eq!(below("/runs/", "/runs"), Some(""));
        assert_eq!(below("/runs/new", "/runs"), Some("new"));
        assert_eq!(below("/runs-of-others", "/runs"), None);
        assert_eq!(below("/", "/runs"), None);
    }

    #[test]
    fn the_address_is_told_in_its_parts() {
        let owner = Owner::new();
        owner.with(|| {
            let router = Router { path: RwSignal::default(), query: RwSignal::default() };

            router.set("/runs", "show=got%20fewer&x=1");

            assert_eq!(router.path(), "/runs");
            assert_eq!(router.asked("show").as_deref(), Some("got fewer"));
            assert_eq!(router.asked("missing"), None);
            assert!(router.is_in("/runs") && !router.is_in("/secrets"));
        });
    }
}
