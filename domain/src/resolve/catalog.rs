//! Secrets in the order of their names, so that each is found without looking at all others.

use std::cmp::Ordering;

use super::{Candidate, RunContext};
use crate::{Owner, Scope, SecretId};

/// Candidates, sorted once for any number of runs.
#[derive(Debug)]
pub struct Catalog<'a> {
    /// By name.
    sorted: Vec<Entry<'a>>,
}

/// A candidate in its place. The name stands beside, for it is looked at much more often than the rest.
#[derive(Debug)]
struct Entry<'a> {
    name: &'a str,
    /// As in [`Namesakes`].
    place: usize,
    candidate: &'a Candidate<'a>,
}

/// The secrets of one name that a run can reach.
#[derive(Debug, Clone, Copy)]
pub(super) struct Namesakes<'a> {
    pub(super) name: &'a str,
    /// How many candidates stand before the name: equal for equal names, and in their order.
    pub(super) place: usize,
    /// The user's own.
    pub(super) personal: Option<&'a Candidate<'a>>,
    /// The team's.
    pub(super) team: Option<&'a Candidate<'a>>,
}

impl<'a> Catalog<'a> {
    /// Sorts the candidates. Of several with the same owner and name the one with the smallest id counts.
    #[must_use]
    pub fn of(candidates: &'a [Candidate<'a>]) -> Self {
        let entry = |candidate: &'a Candidate<'a>| Entry { name: candidate.name, place: 0, candidate };
        let mut sorted: Vec<_> = candidates.iter().map(entry).collect();
        // What comes from a list is sorted so already: then one look at each name is all that it takes.
        if !find_places(&mut sorted) {
            sorted.sort_by_key(|entry| entry.name);
            find_places(&mut sorted);
        }
        Self { sorted }
    }

    pub(super) fn name_of(&self, id: SecretId) -> Option<&'a str> {
        self.sorted.iter().find(|entry| entry.candidate.id == id).map(|entry| entry.name)
    }

    /// The secrets of a name within the run's reach.
    pub(super) fn named<'n>(&self, run: &RunContext, name: &'n str) -> Namesakes<'n>
    where
        'a: 'n,
    {
        let place = self.sorted.partition_point(|entry| entry.name < name);
        let rest = &self.sorted[place..];
        let is_named_so = rest.first().is_some_and(|entry| entry.name == name);
        let end = if is_named_so { rest.iter().take_while(|entry| entry.place == place).count() } else { 0 };
        Reach::of(run).among(name, place, &rest[..end])
    }

    /// The secret that a run means by a name alone: the user's own before the team's, among those that it can have.
    #[must_use]
    pub fn meant<'n>(&self, run: &RunContext, name: &'n str) -> Option<&'n Candidate<'n>>
    where
        'a: 'n,
    {
        self.named(run, name).pick(run, None)
    }

    /// Every name within the run's reach, in order.
    pub(super) fn names(&self, run: &RunContext) -> impl Iterator<Item = Namesakes<'a>> {
        let reach = Reach::of(run);
        let groups = self.sorted.chunk_by(|one, other| one.place == other.place);
        let names = groups.map(move |group| reach.among(group[0].name, group[0].place, group));
        names.filter(|same| same.personal.is_some() || same.team.is_some())
    }
}

/// Gives each entry the place of its name; whether all are in the order of names, as they must be for that.
fn find_places(entries: &mut [Entry]) -> bool {
    for at in 1..entries.len() {
        entries[at].place = match entries[at - 1].name.cmp(entries[at].name) {
            Ordering::Less => at,
            Ordering::Equal => entries[at - 1].place,
            Ordering::Greater => return false,
        };
    }
    true
}

/// Rule 1, the outer bound: the run's team and the user behind the trigger. Nobody else's, ever.
struct Reach {
    team: Owner,
    user: Option<Owner>,
}

impl Reach {
    fn of(run: &RunContext) -> Self {
        Self { team: Owner::Team(run.team), user: run.trigger.user().map(Owner::User) }
    }

    /// What of these secrets of one name is within reach.
    fn among<'a>(&self, name: &'a str, place: usize, same: &[Entry<'a>]) -> Namesakes<'a> {
        let mut found = Namesakes { name, place, personal: None, team: None };
        for Entry { candidate, .. } in same {
            let place = match candidate.owner {
                owner if owner == self.team => &mut found.team,
                owner if Some(owner) == self.user => &mut found.personal,
                _ => continue,
            };
            if place.is_none_or(|first| candidate.id < first.id) {
                *place = Some(candidate);
            }
        }
        found
    }
}

impl<'a> Namesakes<'a> {
    /// The one that a reference with this scope means: the personal one first, among those that can be had.
    pub(super) fn pick(self, run: &RunContext, scope: Option<Scope>) -> Option<&'a Candidate<'a>> {
        let usable = |candidate: &&Candidate| candidate.unusable(run).is_none();
        match scope {
            Some(Scope::Team) => self.team,
            Some(Scope::Personal) => self.personal,
            None => self.personal.filter(usable).or(self.team.filter(usable)).or(self.personal).or(self.team),
        }
    }
}
