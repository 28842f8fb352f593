//! Which secrets a run gets, and why: one pure function for the preview, the run and the record.
//!
//! [`RunContext`] says everything about a run, real or hypothetical; [`Candidate`] says what is known of a secret
//! without its value. A preview knows no values ([`Material::Unopened`]), a claim does: what it learns by opening them
//! only ever takes something away ([`Reason::EnvironmentTooLarge`], [`Reason::CannotOpen`]).

mod answer;
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
use answer::Answer;
use catalog::Namesakes;
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
        self.answer(run, self.names(run)).resolution()
    }

    /// The rows of one secret in the answers for any number of runs: who gets it, and why not the others. A run that
    /// can't reach it has no row of it.
    pub fn who_gets<'r>(&self, id: SecretId, runs: impl IntoIterator<Item = (RunKey, RunContext<'r>)>) -> Vec<Use> {
        let name = self.name_of(id).unwrap_or_default();
        let rows = |(key, run): (RunKey, RunContext)| -> Vec<Use> {
            let answer = self.answer_about(name, &run);
            answer.about(id).map(|row| Use { run: key, row: row.into_owned() }).collect()
        };
        runs.into_iter().flat_map(rows).collect()
    }

    /// Everything that can make a difference to the secrets of one name. What a run neither asks for nor inherits takes
    /// no room from others, so it isn't looked at.
    fn answer_about<'s>(&'s self, name: &'s str, run: &RunContext<'s>) -> Answer<'s> {
        if Rest::of(self, run).inherits() {
            self.answer(run, self.names(run))
        } else {
            self.answer(run, [self.named(run, name)])
        }
    }

    /// What a run asks for, and of these names what it doesn't.
    fn answer<'s>(&self, run: &RunContext<'s>, names: impl IntoIterator<Item = Namesakes<'s>>) -> Answer<'s>
    where
        'a: 's,
    {
        let mut answer = Answer { lines: wants::wanted(self, run), rest: Vec::new() };
        Rest::of(self, run).add_to(&mut answer, names);
        answer.settle(run);
        answer
    }
}
