//! When it makes runs: the line of five fields, and while it is typed, its next times or what is wrong with it.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::Timestamp;

use super::words::{at_ms, by_own_clock, in_utc, until};
use crate::{
    client::{Client, ClientError},
    secrets::Now,
    ui::{Field, described_by},
};

const CRON: &str = "schedule-cron";
/// Nobody types slower than this within a line, mostly.
const PAUSE_IN_TYPING: Duration = Duration::from_millis(300);
/// What a new schedule begins with.
pub(super) const USUAL: &str = "0 9 * * MON-FRI";
const READY_MADE: [(&str, &str); 4] = [
    ("Every hour", "0 * * * *"),
    ("Every day at 09:00", "0 9 * * *"),
    ("Weekdays at 09:00", USUAL),
    ("Mondays at 09:00", "0 9 * * MON"),
];

/// What the server says about a line.
#[derive(Debug, Clone, PartialEq)]
enum Told {
    Coming(Vec<Timestamp>),
    Wrong(String),
    Nothing(ClientError),
}

/// The line, and what is known of it. The server reads it: it is the one that makes the runs.
#[derive(Clone, Copy)]
pub(super) struct Times {
    pub(super) line: RwSignal<String>,
    /// What was said last, and about which line.
    told: RwSignal<Option<(String, Told)>>,
}

impl Times {
    pub(super) fn new() -> Self {
        Self { line: RwSignal::new(USUAL.to_owned()), told: RwSignal::new(None) }
    }

    /// From now on, each line that is typed is asked about, and times that have passed are asked for anew.
    fn follow(self, now: Now) {
        Effect::new(move |before: Option<String>| {
            let (line, at) = (self.line.get(), now.get());
            let has_passed = self.told.with_untracked(|told| match told {
                Some((_, Told::Coming(times))) => times.first().is_some_and(|first| at_ms(first) <= at),
                _ => false,
            });
            if before.as_ref() != Some(&line) || has_passed {
                let wait = if before.is_none() { Duration::ZERO } else { PAUSE_IN_TYPING };
                let asked = line.clone();
                let ask = move || spawn_local(async move { self.ask(asked).await });
                set_timeout(ask, wait);
            }
            line
        });
    }

    /// What is wrong with the line, as far as it is known. Follows changes.
    pub(super) fn error(self) -> Option<String> {
        match self.known()? {
            Told::Wrong(words) => Some(words),
            Told::Coming(_) | Told::Nothing(_) => None,
        }
    }

    /// Makes sure that what is wrong with the line is known, unless nobody answers; whether it may be sent.
    pub(super) async fn settle(self) -> bool {
        if untrack(|| self.known()).is_none_or(|told| matches!(told, Told::Nothing(_))) {
            let line = self.line.try_get_untracked().unwrap_or_default();
            self.ask(line).await;
        }
        untrack(|| self.error()).is_none()
    }

    /// What is known of the present line.
    fn known(self) -> Option<Told> {
        let line = self.line.try_get()?;
        self.told.try_get()?.filter(|(about, _)| *about == line).map(|(_, told)| told)
    }

    /// Asks about a line, unless it isn't the present one any more; nor is an answer about another of any use.
    async fn ask(self, line: String) {
        let is_present = move |line: &str| self.line.try_with_untracked(|now| now == line).unwrap_or_default();
        if !is_present(&line) {
            return;
        }
        let told = match Client.schedule_preview(&line).await {
            Ok(preview) => Told::Coming(preview.next_runs),
            Err(error) => match error.within("/cron_schedule") {
                Some(words) => Told::Wrong(words),
                None => Told::Nothing(error),
            },
        };
        if is_present(&line) {
            self.told.try_set(Some((line, told)));
        }
    }
}

/// The field, ready-made lines, and the next times. `error` is what the server said when it was sent.
pub(super) fn times_card(times: Times, is_on: Signal<bool>, error: Signal<Option<String>>) -> AnyView {
    let now = expect_context::<Now>();
    times.follow(now);
    let wrong = Signal::derive(move || times.error().or_else(|| error.get()));
    let ready_made = READY_MADE.map(|(words, line)| {
        view! { <button type="button" class="inline" on:click=move |_| times.line.set(line.to_owned())>{words}</button> }
    });
    view! {
        <section class="card" aria-labelledby="schedule-when">
            <header><h2 id="schedule-when">"When"</h2></header>
            <div class="in">
                <Field
                    id=CRON label="Times, in UTC" error=wrong
                    help="Minute, hour, day of the month, month, day of the week: * is every, 1-5 a range, 1,3 a list, */15 every fifteenth."
                >
                    <input
                        id=CRON class="input mono" autocomplete="off" spellcheck="false" autocapitalize="none"
                        aria-describedby=described_by(CRON) aria-invalid=move || wrong.with(Option::is_some).to_string()
                        bind:value=times.line
                    />
                </Field>
                <p class="ready-made">{ready_made}</p>
                <h3>{move || if is_on.get() { "Its next times" } else { "Its next times, once it is resumed" }}</h3>
                {move || next_times(times.known(), now)}
            </div>
        </section>
    }
    .into_any()
}

fn next_times(told: Option<Told>, now: Now) -> AnyView {
    match told {
        None => view! { <p class="help" aria-busy="true">"…"</p> }.into_any(),
        Some(Told::Wrong(_)) => view! { <p class="help">"None, until the line is mended."</p> }.into_any(),
        Some(Told::Nothing(error)) => {
            view! { <p class="help">"They can't be told right now. "{error.sentence()}</p> }.into_any()
        }
        Some(Told::Coming(times)) => {
            let line = |time: Timestamp| view! { <li>{coming(&time, now)}</li> };
            view! { <ol class="times" aria-label="Its next times">{times.iter().cloned().map(line).collect_view()}</ol> }
                .into_any()
        }
    }
}

/// A time to come: in UTC, how long it is till then, and what the reader's clock shows then. Follows the clock.
pub(super) fn coming(time: &Timestamp, now: Now) -> AnyView {
    let (text, at) = (time.to_string(), at_ms(time));
    let when = in_utc(at, now.get());
    let own = by_own_clock(at, now.get()).map(|words| format!(" · {words}"));
    view! {
        <time datetime=text>{when}</time>
        <span class="sub">{move || until(at, now.get())}{own}</span>
    }
    .into_any()
}
