//! Secrets in the order of their names, so that each is found without looking at all others.

use super::{Candidate, RunContext};
use crate::{Owner, Scope, SecretId};

/// Candidates, sorted once for any number of runs.
#[derive(Debug)]
pub struct Catalog<'a> {
    /// By name.
    sorted: Vec<&'a Candidate<'a>>,
}

/// The secrets of one name that a run can reach.
#[derive(Debug, Clone, Copy)]
pub(super) struct Namesakes<'a> {
    pub(super) name: &'a str,
    /// The user's own.
    pub(super) personal: Option<&'a Candidate<'a>>,
    /// The team's.
    pub(super) team: Option<&'a Candidate<'a>>,
}

impl<'a> Catalog<'a> {
    /// Sorts the candidates. Of several with the same owner and name the one with the smallest id counts.
    #[must_use]
    pub fn of(candidates: &'a [Candidate<'a>]) -> Self {
        let mut sorted: Vec<_> = candidates.iter().collect();
        // Stable and by nothing but the name, because what comes from a list is sorted so already, and this sort sees it.
        sorted.sort_by_key(|candidate| candidate.name);
        Self { sorted }
    }

    pub(super) fn len(&self) -> usize {
        self.sorted.len()
    }

    pub(super) fn name_of(&self, id: SecretId) -> Option<&'a str> {
        self.sorted.iter().find(|candidate| candidate.id == id).map(|candidate| candidate.name)
    }

    /// The secrets of a name within the run's reach.
    pub(super) fn named<'n>(&self, run: &RunContext, name: &'n str) -> Namesakes<'n>
    where
        'a: 'n,
    {
        let from = self.sorted.partition_point(|candidate| candidate.name < name);
        let same = self.sorted[from..].iter().copied().take_while(|candidate| candidate.name == name);
        Namesakes::among(run, name, same)
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
        let groups = self.sorted.chunk_by(|one, other| one.name == other.name);
        groups
            .map(|group| Namesakes::among(run, group[0].name, group.iter().copied()))
            .filter(|same| same.personal.is_some() || same.team.is_some())
    }
}

impl<'a> Namesakes<'a> {
    /// Rule 1, the outer bound: the run's team and the user behind the trigger. Nobody else's, ever.
    fn among(run: &RunContext, name: &'a str, same: impl Iterator<Item = &'a Candidate<'a>>) -> Self {
        let user = run.trigger.user().map(Owner::User);
        let mut found = Self { name, personal: None, team: None };
        for candidate in same {
            let place = match candidate.owner {
                owner if owner == Owner::Team(run.team) => &mut found.team,
                owner if Some(owner) == user => &mut found.personal,
                _ => continue,
            };
            if place.is_none_or(|first| candidate.id < first.id) {
                *place = Some(candidate);
            }
        }
        found
    }

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
