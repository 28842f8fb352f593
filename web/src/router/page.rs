//! The pages.

use super::below;

/// A page, by the path of its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Page {
    Secrets,
    Environments,
    Agents,
    Schedules,
    Runs,
    Settings,
    SignIn,
    Nowhere,
}

impl Page {
    /// The page at a path. Those that have pages of their own are there for everything below.
    pub(crate) fn at(path: &str) -> Self {
        let exactly = |base| below(path, base) == Some("");
        let is_in = |base| below(path, base).is_some();
        match () {
            () if exactly("/secrets") => Self::Secrets,
            () if is_in("/environments") => Self::Environments,
            () if is_in("/agents") => Self::Agents,
            () if is_in("/schedules") => Self::Schedules,
            () if is_in("/runs") => Self::Runs,
            () if exactly("/settings") => Self::Settings,
            () if exactly("/sign-in") => Self::SignIn,
            () => Self::Nowhere,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn each_path_has_its_page() {
        for (path, page) in [
            ("/secrets", Page::Secrets),
            ("/secrets/", Page::Secrets),
            ("/environments/new", Page::Environments),
            ("/agents", Page::Agents),
            ("/schedules/x", Page::Schedules),
            ("/runs", Page::Runs),
            ("/settings", Page::Settings),
            ("/sign-in", Page::SignIn),
        ] {
            assert_eq!(Page::at(path), page, "{path}");
        }
    }

    #[test]
    fn what_is_no_page_is_nowhere() {
        for path in ["/", "/secrets/x", "/settings/x", "/secretss", "/nowhere", ""] {
            assert_eq!(Page::at(path), Page::Nowhere, "{path}");
        }
    }
}
