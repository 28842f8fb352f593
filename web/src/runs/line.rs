//! A run as the list holds it, and what becomes of the list when a run changes.

use oz_domain::{
    RunId, Timestamp,
    api::{RunItem, RunState},
};

/// What the list shows of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) id: RunId,
    pub(super) title: String,
    /// Who made it, which way, and what executes it.
    pub(super) made: String,
    pub(super) creator: Option<String>,
    pub(super) state: RunState,
    pub(super) created_at: Timestamp,
    /// How many secrets it got; `None` until it is claimed.
    pub(super) injected: Option<u64>,
    /// Whether it got fewer than it asked for.
    pub(super) fewer: bool,
}

impl Line {
    pub(super) fn of(run: RunItem) -> Self {
        let harness = run.agent_config.harness_kind().label();
        let by = run.schedule.map_or(run.creator.display_name, |schedule| schedule.schedule_name);
        Self {
            id: run.run_id,
            title: run.title,
            made: format!("{by} · {} · {harness}", run.source.label()),
            creator: run.creator.uid,
            state: run.state,
            created_at: run.created_at,
            injected: run.secrets.as_ref().map(|secrets| secrets.injected),
            fewer: run.secrets.is_some_and(|secrets| secrets.fewer),
        }
    }

    /// The list's order, newest first.
    fn is_before(&self, other: &Self) -> bool {
        (&self.created_at, self.id) > (&other.created_at, other.id)
    }
}

/// The list after a run changed: it takes its place, or leaves when it is `admitted` no longer. One that is older than
/// all that is loaded comes with its page, unless that `is_all`.
pub(super) fn changed(lines: &mut Vec<Line>, line: Line, admitted: bool, is_all: bool) {
    let at = lines.iter().position(|other| other.id == line.id);
    match (at, admitted) {
        (Some(at), true) => lines[at] = line,
        (Some(at), false) => drop(lines.remove(at)),
        (None, true) => {
            let place = lines.partition_point(|other| other.is_before(&line));
            if place < lines.len() || is_all {
                lines.insert(place, line);
            }
        }
        (None, false) => {}
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// A run of `ada`'s, made in that minute.
    pub(in crate::runs) fn line(minute: u8, state: RunState) -> Line {
        Line {
            id: RunId::from_parts(u64::from(minute), [0; 10]),
            title: String::new(),
            made: String::new(),
            creator: Some("ada".to_owned()),
            state,
            created_at: format!("2026-03-12T09:{minute:02}:00.000Z").parse().unwrap(),
            injected: None,
            fewer: false,
        }
    }

    fn ids(lines: &[Line]) -> Vec<RunId> {
        lines.iter().map(|line| line.id).collect()
    }

    #[test]
    fn a_new_run_comes_on_top_and_an_old_one_with_its_page() {
        let [old, middle, new] = [1, 2, 3].map(|minute| line(minute, RunState::Queued));
        let mut lines = vec![middle.clone()];

        changed(&mut lines, new.clone(), true, false);
        changed(&mut lines, old.clone(), true, false);
        assert_eq!(ids(&lines), [new.id, middle.id]);
        changed(&mut lines, old.clone(), true, true);

        assert_eq!(ids(&lines), [new.id, middle.id, old.id]);
    }

    #[test]
    fn a_run_stays_in_its_place_until_it_is_none_of_those_asked_for() {
        let [one, two] = [1, 2].map(|minute| line(minute, RunState::Queued));
        let mut lines = vec![two.clone(), one.clone()];
        let done = Line { state: RunState::Succeeded, ..two.clone() };

        changed(&mut lines, done.clone(), true, false);
        assert_eq!(lines, [done.clone(), one.clone()]);
        changed(&mut lines, done, false, false);

        assert_eq!(lines, [one]);
    }
}
