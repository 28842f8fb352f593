//! Rule 5 and the limits: what of the injected doesn't fit beside the others.

use std::{cmp::Reverse, collections::HashSet};

use super::{Candidate, Line, Material, PartSize, Reason, Resolution, Row, Via};
use crate::{
    MAX_RUN_BYTES, MAX_VARIABLE_BYTES, Scope, SecretType,
    secret_type::{Content, Slot},
};

/// A place in a run that only one secret can fill.
#[derive(PartialEq, Eq, Hash)]
enum Place<'a> {
    Variable(&'a str),
    /// A file or a setting, by the member that goes there.
    Elsewhere(&'static str),
}

/// Gives each variable to the first that sets it: the worker itself, the harness auth secret, other credentials, raw
/// values. A credential that can't have all of its variables gets none.
pub(super) fn share_variables<'a>(lines: &mut [Line<'a>], worker: &'a [String]) {
    let injected = injected_by(lines, precedence);
    let mut taken = HashSet::with_capacity(worker.len() + injected.len());
    taken.extend(worker.iter().map(|variable| Place::Variable(variable)));
    for line in injected {
        if !take(&mut taken, line) {
            line.reason = Reason::VariableAlreadySet;
        }
    }
}

/// Takes all places that a line fills, or none if one of them is taken.
fn take<'a>(taken: &mut HashSet<Place<'a>>, line: &Line<'a>) -> bool {
    if let Some(only) = line.only_variable() {
        return taken.insert(Place::Variable(only));
    }
    let places: Vec<Place> = line.slots().filter_map(place).collect();
    let free = places.iter().all(|place| !taken.contains(place));
    if free {
        taken.extend(places);
    }
    free
}

/// Takes out what can't be opened or is too large, for one variable or for the run: the harness auth secret is kept
/// before all others, then what is required, and so on in the order of rule 5; what no longer fits is left out, what
/// comes after it and fits is kept. A variable that becomes free this way stays free.
pub(super) fn keep_limits(lines: &mut [Line]) {
    if lines.iter().all(|line| !line.is_injected() || matches!(line.material(), Material::Unopened)) {
        return;
    }
    let mut room = MAX_RUN_BYTES;
    for line in injected_by(lines, |line| fitting(Some(line.via), line.required, precedence(line))) {
        match line.material() {
            Material::Unopened => {}
            Material::CannotOpen => line.reason = Reason::CannotOpen,
            Material::NoRoom => line.reason = Reason::EnvironmentTooLarge,
            Material::Opened(parts) => match left(room, || line.slots(), parts) {
                Some(left) => room = left,
                None => line.reason = Reason::EnvironmentTooLarge,
            },
        }
    }
}

/// The room that these places leave, if they fit into it.
fn left<'a, I: Iterator<Item = Slot<'a>>>(room: usize, slots: impl Fn() -> I, parts: &[PartSize]) -> Option<usize> {
    let sizes = || slots().filter_map(|slot| variable_bytes(&slot, parts));
    let left = room.checked_sub(sizes().fold(0, usize::saturating_add))?;
    sizes().all(|bytes| bytes <= MAX_VARIABLE_BYTES).then_some(left)
}

/// Who is fitted in first.
type Fitting<'a> = (bool, bool, Precedence<'a>);

fn fitting(via: Option<Via>, required: bool, precedence: Precedence<'_>) -> Fitting<'_> {
    (via != Some(Via::HarnessAuth), !required, precedence)
}

impl Resolution<'_> {
    /// What the run gets, in the order in which it is fitted in. Whoever opens values in this order, and stops where
    /// [`Row::room_left`] says that nothing is left, decides the same as one who opens all of them.
    #[must_use]
    pub fn in_order_of_fitting(&self) -> Vec<&Row<'_>> {
        let mut rows: Vec<_> = self.injected().collect();
        rows.sort_by_key(|row| {
            let raw = row.secret_type == Some(SecretType::RawValue);
            // The names alone are in the same order as their places.
            fitting(row.via, row.required, ranked(row.via, raw, row.scope, 0, &row.name, row.renamed.as_deref()))
        });
        rows
    }
}

impl Row<'_> {
    /// How many bytes of `room` are left when a value with these parts is fitted in; `None` if it doesn't fit. A run
    /// begins with [`MAX_RUN_BYTES`].
    #[must_use]
    pub fn room_left(&self, room: usize, parts: &[PartSize]) -> Option<usize> {
        let secret_type = self.secret_type?;
        left(room, || secret_type.slots(&self.name, self.renamed.as_deref()), parts)
    }
}

/// The injected lines, in the order of a key.
fn injected_by<'l, 'a, K: Ord>(
    lines: &'l mut [Line<'a>],
    key: impl Fn(&Line<'a>) -> K,
) -> impl ExactSizeIterator<Item = &'l mut Line<'a>> {
    let mut injected: Vec<_> = lines.iter_mut().filter(|line| line.is_injected()).collect();
    injected.sort_by_cached_key(|line| key(line));
    injected.into_iter()
}

/// Rank, whether renamed, scope, place and name, `as`.
type Precedence<'a> = (u8, bool, Reverse<Option<Scope>>, usize, &'a str, Option<&'a str>);

/// Who comes first for a variable. Between equals: its own name before an `as`, personal before team, then by name.
fn precedence<'a>(line: &Line<'a>) -> Precedence<'a> {
    let raw = line.candidate.is_some_and(|secret| secret.secret_type == SecretType::RawValue);
    ranked(Some(line.via), raw, line.scope, line.place, line.name, line.renamed)
}

fn ranked<'a>(
    via: Option<Via>,
    raw: bool,
    scope: Option<Scope>,
    place: usize,
    name: &'a str,
    renamed: Option<&'a str>,
) -> Precedence<'a> {
    let rank = match via {
        Some(Via::HarnessAuth) => 0,
        _ if !raw => 1,
        _ => 2,
    };
    (rank, renamed.is_some(), Reverse(scope), place, name, renamed)
}

fn place(slot: Slot<'_>) -> Option<Place<'_>> {
    match (slot.variable, slot.content) {
        (Some(variable), _) => Some(Place::Variable(variable)),
        (None, Content::Part(field)) => Some(Place::Elsewhere(field.key)),
        (None, Content::Constant(_)) => None,
    }
}

/// Bytes of `NAME=value`; `None` for what is no variable.
fn variable_bytes(slot: &Slot, parts: &[PartSize]) -> Option<usize> {
    let value = match slot.content {
        Content::Part(field) => parts.iter().find(|part| part.member == field.key)?.bytes,
        Content::Constant(text) => text.len(),
    };
    Some((slot.variable?.len() + 1).saturating_add(value))
}

impl<'a> Line<'a> {
    fn material(&self) -> Material<'a> {
        self.candidate.map_or(Material::Unopened, |secret: &'a Candidate<'a>| secret.material)
    }
}
