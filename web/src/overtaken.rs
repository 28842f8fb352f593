//! Somebody else saved the same thing meanwhile: what became of each field, and of the list of secrets name by name, to
//! look over before it is saved again.

use leptos::{html, prelude::*};
use oz_domain::{ReferenceText, Timestamp};

use crate::{
    attach::{Attached, Side, attach_box},
    secrets::ago,
    ui::{TableRow, table},
};

const HEADINGS: &[&str] = &["Secret", "Before", "Theirs", "Yours", "Now"];

/// What a save ran into, and what came of both.
#[derive(Debug, Clone)]
pub(crate) struct Overtaken {
    /// Who saved.
    pub(crate) by: String,
    pub(crate) at: Timestamp,
    /// What they did and what became of it, each a sentence.
    pub(crate) told: Vec<String>,
    /// The names that anybody changed.
    pub(crate) sides: Vec<Side>,
}

/// How it was before, theirs, mine.
#[derive(Clone, Copy)]
pub(crate) struct Three<'t, T> {
    pub(crate) before: &'t T,
    pub(crate) theirs: &'t T,
    pub(crate) mine: &'t T,
}

impl<T: PartialEq + Clone> Three<'_, T> {
    /// Whoever changed it alone is followed; where both did, I am. What they did is `told`: `shown` says what theirs is,
    /// unless that is too long for a sentence.
    pub(crate) fn merged(self, called: &str, shown: impl FnOnce(&T) -> Option<String>, told: &mut Vec<String>) -> T {
        let Self { before, theirs, mine } = self;
        if theirs == before || theirs == mine {
            return mine.clone();
        }
        let is_mine = mine != before;
        told.push(match (is_mine, shown(theirs)) {
            (false, None) => format!("The {called} was changed."),
            (false, Some(now)) if now.is_empty() => format!("The {called} was taken away."),
            (false, Some(now)) => format!("The {called} is now “{now}”."),
            (true, None) => format!("You both changed the {called}; yours stands."),
            (true, Some(now)) => format!("You both changed the {called}. Theirs is “{now}”; yours stands."),
        });
        if is_mine { mine.clone() } else { theirs.clone() }
    }
}

/// Tells of it, and lets the list of names be decided name by name.
pub(crate) fn overtaken_note(overtaken: Overtaken, attached: Attached) -> AnyView {
    let Overtaken { by, at, told, sides } = overtaken;
    let when = ago(&at, js_sys::Date::now());
    let note = NodeRef::<html::Div>::new();
    // Whoever pressed the button looks elsewhere.
    note.on_load(|note| request_animation_frame(move || drop(note.focus())));
    let told = told.into_iter().map(|sentence| view! { <li>{sentence}</li> }).collect_view();
    let rows: Vec<TableRow> = sides.into_iter().map(|side| row(side, attached)).collect();
    view! {
        <div class="conflict" role="alert" tabindex="-1" node_ref=note>
            <h2>{format!("Changed meanwhile by {by}, {when}")}</h2>
            <p>
                "Nothing of yours was saved, and nothing is lost: the form now holds what comes of both. Look it over, then "
                "save again."
            </p>
            <ul>{told}</ul>
            {(!rows.is_empty()).then(|| table("What became of the list", HEADINGS, rows))}
        </div>
    }
    .into_any()
}

fn row(side: Side, attached: Attached) -> TableRow {
    let has = |it: bool| {
        let (mark, said) = if it { ("✓", "yes") } else { ("–", "no") };
        view! { <span aria-hidden="true">{mark}</span><span class="unseen">{said}</span> }.into_any()
    };
    let text = ReferenceText { name: side.name.clone(), scope: side.scope, variable: None, required: false };
    TableRow {
        head: view! { <code>{side.name}</code> }.into_any(),
        cells: vec![has(side.before), has(side.theirs), has(side.mine), attach_box(attached, text)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn merged(before: &str, theirs: &str, mine: &str, is_long: bool) -> (String, Vec<String>) {
        let [before, theirs, mine] = [before, theirs, mine].map(str::to_owned);
        let (three, mut told) = (Three { before: &before, theirs: &theirs, mine: &mine }, Vec::new());
        let text = three.merged("image", |text| (!is_long).then(|| text.clone()), &mut told);
        (text, told)
    }

    #[test]
    fn whoever_changed_it_alone_is_followed_and_theirs_is_told() {
        assert_eq!(merged("a", "a", "b", false), ("b".to_owned(), vec![]));
        assert_eq!(merged("a", "b", "b", false), ("b".to_owned(), vec![]));
        assert_eq!(merged("a", "b", "a", false), ("b".to_owned(), vec!["The image is now “b”.".to_owned()]));
        assert_eq!(merged("a", "", "a", false), (String::new(), vec!["The image was taken away.".to_owned()]));
        assert_eq!(merged("a", "b", "a", true), ("b".to_owned(), vec!["The image was changed.".to_owned()]));
    }

    #[test]
    fn where_both_changed_it_mine_stands_and_theirs_is_told() {
        let told = "You both changed the image. Theirs is “b”; yours stands.";
        assert_eq!(merged("a", "b", "c", false), ("c".to_owned(), vec![told.to_owned()]));
        let told = "You both changed the image; yours stands.";
        assert_eq!(merged("a", "b", "c", true), ("c".to_owned(), vec![told.to_owned()]));
    }
}
