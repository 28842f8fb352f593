//! Which of the pages an address shows.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use oz_domain::EnvironmentId;

use super::{
    form::{EnvironmentPage, NewEnvironmentPage, nowhere},
    list::EnvironmentsPage,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    List,
    New,
    One(EnvironmentId),
    Nowhere,
}

/// The list, a new environment, or one that is there.
#[component]
pub(super) fn Pages() -> impl IntoView {
    let path = use_location().pathname;
    // On the way to another page this one stays as it is.
    let place = Memo::new(move |before: Option<&Place>| {
        path.with(|path| place(path)).unwrap_or_else(|| before.copied().unwrap_or(Place::List))
    });
    move || match place.get() {
        Place::List => view! { <EnvironmentsPage /> }.into_any(),
        Place::New => view! { <NewEnvironmentPage /> }.into_any(),
        Place::One(id) => view! { <EnvironmentPage id /> }.into_any(),
        Place::Nowhere => nowhere(),
    }
}

fn place(path: &str) -> Option<Place> {
    let rest = path.strip_prefix("/environments")?;
    Some(match rest.trim_matches('/') {
        "" => Place::List,
        "new" => Place::New,
        id => id.parse().map_or(Place::Nowhere, Place::One),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn an_address_shows_the_list_a_new_one_one_that_is_there_or_nothing() {
        let id = EnvironmentId::from_parts(1, [2; 10]);

        assert_eq!(place("/environments"), Some(Place::List));
        assert_eq!(place("/environments/"), Some(Place::List));
        assert_eq!(place("/environments/new"), Some(Place::New));
        assert_eq!(place(&format!("/environments/{id}")), Some(Place::One(id)));
        assert_eq!(place("/environments/nonsense"), Some(Place::Nowhere));
        assert_eq!(place("/secrets"), None);
    }
}
