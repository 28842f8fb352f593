//! What a run asks for by name: its harness auth secret, and the references of the lists that count.

use std::cmp::Reverse;

use super::{Candidate, Catalog, Line, Reason, RunContext, Via, lists::Allowlist};
use crate::{Reference, Scope, SecretId, SecretName, SecretType};

/// One line for each secret and variable that is asked for, whoever asks; by name, personal before team.
pub(super) fn wanted<'a>(catalog: &Catalog<'a>, run: &RunContext<'a>) -> Vec<Line<'a>> {
    let allowlist = Allowlist::of(run);
    let mut lines: Vec<Line> = harness_auth(catalog, run, allowlist).into_iter().collect();
    lines.extend(allowlist.references().map(|(reference, via)| answer(catalog, run, reference, via)));
    merge(lines)
}

/// Rule 4: the one credential that the run's harness signs in with. Only an empty list of the run's own keeps it out.
fn harness_auth<'a>(catalog: &Catalog<'a>, run: &RunContext<'a>, allowlist: Allowlist) -> Option<Line<'a>> {
    let name = run.harness_auth.name_for(run.harness)?;
    let reason = |secret: &Candidate| {
        if matches!(allowlist, Allowlist::OptedOut) {
            Reason::RunOptedOut
        } else if let Some(reason) = secret.unusable(run) {
            reason
        } else if run.harness.accepts(secret.secret_type) {
            Reason::Injected
        } else {
            Reason::WrongTypeForHarness
        }
    };
    let same = catalog.named(run, name);
    let missing = if matches!(allowlist, Allowlist::OptedOut) { Reason::RunOptedOut } else { Reason::Missing };
    let line = match same.pick(run, None) {
        Some(secret) => Line::of(secret, same.place, Via::HarnessAuth, reason(secret)),
        None => Line::without_secret(same, None, Via::HarnessAuth, missing),
    };
    Some(Line { by_name: true, ..line })
}

/// Rules 3, 6 and 7: the secret that a reference means, if there is one.
fn answer<'a>(catalog: &Catalog<'a>, run: &RunContext<'a>, reference: &'a Reference, via: Via) -> Line<'a> {
    let same = catalog.named(run, reference.name.as_str());
    let nobody = reference.scope == Some(Scope::Personal) && run.trigger.user().is_none();
    let line = match same.pick(run, reference.scope) {
        Some(secret) => Line::of(secret, same.place, via, secret.unusable(run).unwrap_or(Reason::Injected)),
        None if nobody => Line::without_secret(same, reference.scope, via, Reason::PersonalWithoutUser),
        None => Line::without_secret(same, reference.scope, via, Reason::Missing),
    };
    let is_its_own = |variable: &&str| line.candidate.is_some_and(|secret| secret.is_variable(variable));
    let renamed = reference.variable.as_ref().map(SecretName::as_str).filter(|variable| !is_its_own(variable));
    Line { required: reference.required, by_name: reference.scope.is_none(), renamed, ..line }
}

impl Candidate<'_> {
    /// Whether it is a raw value that has the variable anyway.
    fn is_variable(&self, variable: &str) -> bool {
        self.secret_type == SecretType::RawValue && self.name == variable
    }
}

/// Those who ask for the same secret under the same variables get one answer: the first one's, required if any asks so.
fn merge(mut lines: Vec<Line>) -> Vec<Line> {
    lines.sort_by(|one, other| {
        let same_place = || one.asked().cmp(&other.asked()).then(one.via.cmp(&other.via));
        one.place.cmp(&other.place).then_with(same_place)
    });
    lines.dedup_by(|later, first| {
        let same = later.place == first.place && later.asked() == first.asked();
        if same {
            first.required |= later.required;
            first.by_name |= later.by_name;
        }
        same
    });
    lines
}

/// Name, scope, `as`, secret, and whether the harness can't use it.
type Asked<'a> = (&'a str, Reverse<Option<Scope>>, Option<&'a str>, Option<SecretId>, bool);

impl<'a> Line<'a> {
    /// What is asked for. A raw value may be chosen as harness auth secret by mistake and rightly stand in a list.
    fn asked(&self) -> Asked<'a> {
        let secret = self.candidate.map(|secret| secret.id);
        (self.name, Reverse(self.scope), self.renamed, secret, self.reason == Reason::WrongTypeForHarness)
    }
}
