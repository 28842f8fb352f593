//! Which secrets a run gets, and why: one pure function for the preview, the run and the record.
//!
//! [`RunContext`] says everything about a run, real or hypothetical; [`Candidate`] says what is known of a secret
//! without its value. A preview knows no values ([`Material::Unopened`]), a claim does: what it learns by opening them
//! only ever takes something away ([`Reason::EnvironmentTooLarge`], [`Reason::CannotOpen`]).

mod catalog;
mod input;
mod line;
mod lists;
mod reason;
mod rest;
mod room;
mod row;
mod views;
mod wants;

pub use catalog::Catalog;
pub use input::{Candidate, DefaultInjection, Material, PartSize, RunContext, UnknownDefault};
pub use reason::{Decision, Reason};
pub use row::{Resolution, Row, UnmetRequirement, Via};

pub use views::{AgentSecrets, EnvironmentSecrets, Grid, RunAnswer, RunKey, SecretAnswer, Use, by_secret};

use crate::SecretId;
use line::Line;
use rest::Rest;

/// Which of the candidates a run gets, and why: the same rows for the same input, in whichever order it comes. The
/// answer borrows the names.
#[must_use]
pub fn resolve<'a>(run: &RunContext<'a>, candidates: &'a [Candidate<'a>]) -> Resolution<'a> {
    Catalog::of(candidates).resolve(run)
}

impl<'a> Catalog<'a> {
    /// Which of these secrets a run gets, and why.
    #[must_use]
    pub fn resolve(&self, run: &RunContext<'a>) -> Resolution<'a> {
        let mut lines = wants::wanted(self, run);
        lines.reserve_exact(self.len());
        Rest::of(self, run).add_to(&mut lines, self.names(run));
        Resolution::of(&settled(lines, run))
    }

    /// The rows of one secret in the answers for any number of runs: who gets it, and why not the others. A run that
    /// can't reach it has no row of it.
    pub fn who_gets<'r>(&self, id: SecretId, runs: impl IntoIterator<Item = (RunKey, RunContext<'r>)>) -> Vec<Use> {
        let name = self.name_of(id).unwrap_or_default();
        let rows = |(key, run): (RunKey, RunContext)| -> Vec<Use> {
            let lines = self.lines_about(name, &run);
            let of_it = lines.iter().filter(|line| line.candidate.is_some_and(|secret| secret.id == id));
            of_it.map(|line| Use { run: key, row: Row::of(line).into_owned() }).collect()
        };
        runs.into_iter().flat_map(rows).collect()
    }

    /// Every line that can make a difference to the secrets of one name. What a run neither asks for nor inherits takes
    /// no room from others, so it isn't looked at.
    fn lines_about<'s>(&'s self, name: &'s str, run: &RunContext<'s>) -> Vec<Line<'s>> {
        let mut lines = wants::wanted(self, run);
        let rest = Rest::of(self, run);
        if rest.inherits() {
            rest.add_to(&mut lines, self.names(run));
        } else {
            rest.add_to(&mut lines, [self.named(run, name)]);
        }
        settled(lines, run)
    }
}

/// Rules 1 to 4 said what the run is meant to get; rule 5 and the limits take away what doesn't fit together.
fn settled<'a>(mut lines: Vec<Line<'a>>, run: &RunContext<'a>) -> Vec<Line<'a>> {
    room::share_variables(&mut lines, run.worker_variables);
    room::keep_limits(&mut lines);
    lines.sort_by_key(Line::rank);
    lines
}
