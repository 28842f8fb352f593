//! A run's answer while it is being decided.

use super::{Candidate, Line, Reason, Resolution, Row, RunContext, UnmetRequirement, room};
use crate::SecretId;

/// What a run gets and what it doesn't, each with the reason.
#[derive(Debug)]
pub(super) struct Answer<'a> {
    /// What something asks for or gives; not final until all of it fits together.
    pub(super) lines: Vec<Line<'a>>,
    /// The rest, by name, personal before team: nothing changes it any more.
    pub(super) rest: Vec<LeftOut<'a>>,
}

/// A secret that nothing asks for and nothing gives.
#[derive(Debug)]
pub(super) struct LeftOut<'a> {
    pub(super) secret: &'a Candidate<'a>,
    pub(super) reason: Reason,
}

impl<'a> Answer<'a> {
    /// Rules 1 to 4 said what the run is meant to get; rule 5 and the limits take away what doesn't fit together.
    pub(super) fn settle(&mut self, run: &RunContext<'a>) {
        room::share_variables(&mut self.lines, run.worker_variables);
        room::keep_limits(&mut self.lines);
        self.lines.sort_by_key(Line::rank);
    }

    /// The rows of one secret.
    pub(super) fn about(&self, id: SecretId) -> impl Iterator<Item = Row<'a>> {
        let lines = self.lines.iter().filter(move |line| line.candidate.is_some_and(|secret| secret.id == id));
        let rest = self.rest.iter().filter(move |left| left.secret.id == id);
        lines.map(Row::of).chain(rest.map(Row::left_out))
    }

    /// All rows, and what keeps the run from starting.
    pub(super) fn resolution(&self) -> Resolution<'a> {
        let unmet = self.lines.iter().filter(|line| line.required && !line.is_injected());
        let failed = unmet.map(UnmetRequirement::of).collect();
        let mut rows = Vec::with_capacity(self.lines.len() + self.rest.len());
        rows.extend(self.lines.iter().map(Row::of));
        rows.extend(self.rest.iter().map(Row::left_out));
        Resolution { rows, failed }
    }
}

impl<'a> Row<'a> {
    // Written where it stays: a row is long to copy.
    #[inline]
    fn of(line: &Line<'a>) -> Self {
        let secret = line.candidate;
        Self {
            name: line.name.into(),
            scope: line.scope,
            owner: secret.map(|secret| secret.owner),
            id: secret.map(|secret| secret.id),
            secret_type: secret.map(|secret| secret.secret_type),
            revision: secret.map(|secret| secret.revision),
            decision: line.reason.decision(),
            reason: line.reason,
            via: Some(line.via),
            required: line.required,
            renamed: line.renamed.map(Into::into),
            variables: line.variables(),
        }
    }

    #[inline]
    fn left_out(left: &LeftOut<'a>) -> Self {
        let LeftOut { secret, reason } = left;
        Self {
            name: secret.name.into(),
            scope: Some(secret.owner.scope()),
            owner: Some(secret.owner),
            id: Some(secret.id),
            secret_type: Some(secret.secret_type),
            revision: Some(secret.revision),
            decision: reason.decision(),
            reason: *reason,
            via: None,
            required: false,
            renamed: None,
            // Nothing is made up for what nothing asks for.
            variables: Vec::new(),
        }
    }
}

impl UnmetRequirement {
    fn of(line: &Line) -> Self {
        Self { name: line.name.to_owned(), scope: line.scope, reason: line.reason }
    }
}
