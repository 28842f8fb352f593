//! What a person looks for and in which order, kept in the address so that it can be shared and come back to.

use std::time::Duration;

use leptos::prelude::*;
use oz_domain::Scope;

use super::{
    filter::Filter,
    sort::{Column, Direction, Sort},
};

/// What is looked for, in which order. In context.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Finding {
    /// Which rows.
    pub(crate) filter: RwSignal<Filter>,
    /// In which order.
    pub(crate) sort: RwSignal<Sort>,
}

impl Finding {
    /// What the address asks for, now and after each Back and Forward.
    pub(crate) fn from_address() -> Self {
        let (filter, sort) = asked_for();
        let finding = Self { filter: RwSignal::new(filter), sort: RwSignal::new(sort) };
        let listener = window_event_listener(leptos::ev::popstate, move |_| {
            let (filter, sort) = asked_for();
            finding.filter.set(filter);
            finding.sort.set(sort);
        });
        on_cleanup(move || listener.remove());
        finding
    }

    /// Everything, in the usual order.
    pub(crate) fn reset(self) {
        self.filter.set(Filter::default());
        self.sort.set(Sort::default());
    }

    /// Lets the address follow, after the frame that shows what was found: writing it takes longer than the search. It
    /// never holds a value: values are not searched.
    pub(crate) fn keep_in_address(self) {
        let unwritten = StoredValue::new(None::<String>);
        // Nothing is left to write once another page is shown.
        let write =
            move || unwritten.try_update_value(Option::take).flatten().iter().for_each(|query| write_address(query));
        Effect::new(move |before: Option<String>| {
            let query = self.filter.with(|filter| to_query(filter, self.sort.get()));
            if before.is_some_and(|before| before != query) {
                unwritten.set_value(Some(query.clone()));
                request_animation_frame(move || set_timeout(write, Duration::ZERO));
            }
            query
        });
    }
}

fn asked_for() -> (Filter, Sort) {
    from_query(&window().location().search().unwrap_or_default())
}

fn write_address(query: &str) {
    let address = if query.is_empty() { "/secrets".to_owned() } else { format!("/secrets?{query}") };
    if let Ok(history) = window().history() {
        let state = history.state().unwrap_or_default();
        // A browser may refuse when it is asked too often; the next change writes it again.
        let _ = history.replace_state_with_url(&state, "", Some(&address));
    }
}

/// The part of an address after `?`; empty when everything is shown in the usual order.
fn to_query(filter: &Filter, sort: Sort) -> String {
    let Ok(params) = web_sys::UrlSearchParams::new() else {
        return String::new();
    };
    if !filter.query.is_empty() {
        params.set("q", &filter.query);
    }
    if let Some(scope) = filter.scope {
        params.set("scope", word(scope));
    }
    if let Some(secret_type) = filter.secret_type {
        params.set("type", secret_type.as_str());
    }
    if sort != Sort::default() {
        let down = if sort.direction == Direction::Down { "-" } else { "" };
        params.set("sort", &format!("{down}{}", sort.by.word()));
    }
    params.to_string().into()
}

/// What an address asks for. What it says wrongly counts as not said.
fn from_query(query: &str) -> (Filter, Sort) {
    let Ok(params) = web_sys::UrlSearchParams::new_with_str(query) else {
        return Default::default();
    };
    let asked = params.get("scope").unwrap_or_default();
    let scope = [Scope::Team, Scope::Personal].into_iter().find(|scope| word(*scope) == asked);
    let sort = params.get("sort").and_then(|text| parse_sort(&text)).unwrap_or_default();
    let secret_type = params.get("type").and_then(|word| word.parse().ok());
    (Filter { query: params.get("q").unwrap_or_default(), scope, secret_type }, sort)
}

fn parse_sort(text: &str) -> Option<Sort> {
    let (direction, word) = match text.strip_prefix('-') {
        Some(rest) => (Direction::Down, rest),
        None => (Direction::Up, text),
    };
    let by = Column::ALL.into_iter().find(|column| column.word() == word)?;
    Some(Sort { by, direction })
}

fn word(scope: Scope) -> &'static str {
    match scope {
        Scope::Team => "team",
        Scope::Personal => "personal",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn what_the_address_says_is_what_was_asked_for() {
        for scope in [None, Some(Scope::Team), Some(Scope::Personal)] {
            for by in Column::ALL {
                for direction in [Direction::Up, Direction::Down] {
                    let secret_type = scope.map(|_| oz_domain::SecretType::AnthropicOauth);
                    let asked = (Filter { query: "a b&c=ü+%".to_owned(), scope, secret_type }, Sort { by, direction });

                    assert_eq!(from_query(&to_query(&asked.0, asked.1)), asked);
                }
            }
        }
    }

    #[test]
    fn everything_in_the_usual_order_needs_no_words() {
        assert_eq!(to_query(&Filter::default(), Sort::default()), "");
    }

    #[test]
    fn an_address_that_makes_no_sense_shows_everything() {
        let nonsense = from_query("?scope=everybody&type=any&sort=--name&page=3");

        assert_eq!(nonsense, Default::default());
    }
}
