//! What a run gets and what it doesn't, a line for each secret, with the reason.

use leptos::prelude::*;
use oz_domain::{
    SecretId,
    resolve::{Reason, Row, Via},
};

/// Of what nobody asked for, so much is shown at first.
const SHOWN: usize = 100;

/// A line, in words.
struct Line {
    class: &'static str,
    mark: &'static str,
    said: &'static str,
    shown: String,
    required: bool,
    why: String,
}

/// The lines, in the order they come in; what nobody asked for is folded away. `replaced` says when a secret's value
/// was set, where that is known.
pub(crate) fn rows(rows: &[Row], replaced: &dyn Fn(SecretId) -> Option<String>) -> AnyView {
    let (told, rest): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| row.via.is_some() || row.is_injected());
    let told: Vec<AnyView> = told.into_iter().map(|row| view(&Line::of(row, replaced))).collect();
    let rest: Vec<Line> = rest.into_iter().map(|row| Line::of(row, replaced)).collect();
    let others = (!rest.is_empty()).then(|| folded(rest));
    view! { <ul class="rows">{told}</ul>{others} }.into_any()
}

/// What nobody asked for: many of them only once they are wanted.
fn folded(lines: Vec<Line>) -> AnyView {
    let words = match lines.len() {
        1 => "1 other that it doesn't get".to_owned(),
        count => format!("{count} others that it doesn't get"),
    };
    let first: Vec<AnyView> = lines.iter().take(SHOWN).map(view).collect();
    let more = lines.len().checked_sub(SHOWN).filter(|more| *more > 0);
    let wanted = RwSignal::new(false);
    let lines = StoredValue::new(lines);
    let later =
        move || wanted.get().then(|| lines.with_value(|lines| lines.iter().skip(SHOWN).map(view).collect::<Vec<_>>()));
    let way_on = move || {
        more.filter(|_| !wanted.get()).map(|more| {
            let show = move |_| wanted.set(true);
            view! { <p class="more"><button type="button" class="inline" on:click=show>{format!("Show {more} more")}</button></p> }
        })
    };
    view! {
        <details class="others">
            <summary>{words}</summary>
            <ul class="rows">{first}{later}</ul>
            {way_on}
        </details>
    }
    .into_any()
}

impl Line {
    fn of(row: &Row, replaced: &dyn Fn(SecretId) -> Option<String>) -> Self {
        let (class, mark, said) = if row.is_injected() {
            ("yes", "✓", "Gets")
        } else if row.falls_short() {
            ("gone", "!", "Lacks")
        } else {
            ("no", "–", "Doesn't get")
        };
        let shown = if row.variables.is_empty() { row.name.to_string() } else { row.variables.join(", ") };
        Self { class, mark, said, shown, required: row.required, why: why(row, replaced) }
    }
}

fn view(line: &Line) -> AnyView {
    let required = line.required.then(|| view! { <span class="tag">"required"</span> });
    view! {
        <li>
            <span class=line.class aria-hidden="true">{line.mark}</span>
            <span><span class="unseen">{line.said}": "</span><code>{line.shown.clone()}</code>" "{required}</span>
            <span class="sub">{line.why.clone()}</span>
        </li>
    }
    .into_any()
}

/// Where it comes from, or why it doesn't.
fn why(row: &Row, replaced: &dyn Fn(SecretId) -> Option<String>) -> String {
    if !row.is_injected() {
        let name = if row.variables.is_empty() || row.variables == [&*row.name] { "" } else { &row.name };
        let space = if name.is_empty() { "" } else { ": " };
        return format!("{name}{space}{}", unmet(row));
    }
    let mut words = String::new();
    if row.variables != [&*row.name] {
        words.push_str("from ");
        words.push_str(&row.name);
        words.push_str(", ");
    }
    if row.via == Some(Via::HarnessAuth) {
        words.push_str("what the harness signs in with, ");
    }
    if let Some(scope) = row.scope {
        words.push_str(if scope == oz_domain::Scope::Team { "team" } else { "personal" });
    }
    if let Some(revision) = row.revision {
        words.push_str(", revision ");
        words.push_str(&revision.to_string());
    }
    if let Some(when) = row.id.and_then(replaced) {
        words.push_str(if row.revision == Some(1) { ", added " } else { ", replaced " });
        words.push_str(&when);
    }
    words
}

fn unmet(row: &Row) -> &'static str {
    match (row.reason, row.required) {
        (Reason::Missing, false) => "There is no secret of this name; the run starts without it.",
        (Reason::Missing, true) => "There is no secret of this name, so the run doesn't start.",
        (reason, _) => reason.sentence(),
    }
}
