//! What a run doesn't ask for by name: given by the workspace's default, or left out with the reason.

use std::collections::BTreeSet;

use super::{
    Candidate, Catalog, DefaultInjection, Line, Reason, RunContext, Via, catalog::Namesakes, lists::Allowlist,
};
use crate::{Harness, SecretId, SecretType};

/// One line for each secret of these names that no line asks for.
pub(super) fn rest<'a>(names: impl IntoIterator<Item = Namesakes<'a>>, rest: &Rest<'_, 'a>) -> Vec<Line<'a>> {
    let lines = |same: Namesakes<'a>| {
        let shadow = same.personal.filter(|secret| rest.comes_before_the_teams(secret));
        let personal = same.personal.and_then(|secret| rest.line(secret, None));
        let team = same.team.and_then(|secret| rest.line(secret, shadow));
        personal.into_iter().chain(team)
    };
    names.into_iter().flat_map(lines).collect()
}

/// What the rest is judged by.
pub(super) struct Rest<'r, 'a> {
    run: &'r RunContext<'a>,
    allowlist: Allowlist<'a>,
    /// Secrets that a line asks for.
    asked: BTreeSet<SecretId>,
    /// Those among them that were asked for by name alone, so that the personal one came first.
    by_name: BTreeSet<SecretId>,
    /// Secrets chosen as the credential of a harness that this run doesn't use.
    other_harness: BTreeSet<SecretId>,
}

impl<'r, 'a> Rest<'r, 'a> {
    pub(super) fn of(catalog: &Catalog<'a>, run: &'r RunContext<'a>, wanted: &[Line<'a>]) -> Self {
        let others = Harness::ALL.into_iter().filter(|harness| *harness != run.harness);
        let chosen = others.filter_map(|harness| run.harness_auth.name_for(harness));
        let secrets = chosen.filter_map(|name| catalog.named(run, name).pick(run, None));
        let ids = |line: &Line<'a>| Some(line.candidate?.id);
        Self {
            run,
            allowlist: Allowlist::of(run),
            asked: wanted.iter().filter_map(ids).collect(),
            by_name: wanted.iter().filter(|line| line.by_name).filter_map(ids).collect(),
            other_harness: secrets.map(|secret| secret.id).collect(),
        }
    }

    /// Whether what nobody asks for may be given, and so take a variable from others.
    pub(super) fn inherits(&self) -> bool {
        matches!(self.allowlist, Allowlist::Default(DefaultInjection::InheritAll))
    }

    /// The secret's line, unless there is one already.
    fn line(&self, secret: &'a Candidate<'a>, shadow: Option<&Candidate>) -> Option<Line<'a>> {
        if self.asked.contains(&secret.id) {
            return None;
        }
        let (reason, via) = match (secret.unusable(self.run), shadow) {
            (Some(reason), _) => (reason, None),
            (None, _) if matches!(self.allowlist, Allowlist::OptedOut) => (Reason::RunOptedOut, None),
            (None, Some(_)) => (Reason::ShadowedByPersonal, None),
            (None, None) => self.judge(secret),
        };
        Some(Line { via, ..Line::of(secret, reason) })
    }

    /// Rules 2 and 4.
    fn judge(&self, secret: &Candidate) -> (Reason, Option<Via>) {
        let other_harness = secret.secret_type.harness() != Some(self.run.harness);
        if self.other_harness.contains(&secret.id) {
            return (Reason::HarnessNotSelected, Some(Via::HarnessAuth));
        }
        match self.allowlist {
            Allowlist::OptedOut => (Reason::RunOptedOut, None),
            Allowlist::Run(_) => (Reason::NotInRunList, None),
            Allowlist::Attached { .. } | Allowlist::Default(DefaultInjection::AttachedOnly) => {
                (Reason::NotAttached, None)
            }
            Allowlist::Default(DefaultInjection::InheritAll) => match secret.secret_type {
                SecretType::RawValue => (Reason::Injected, Some(Via::Default)),
                _ if other_harness => (Reason::HarnessNotSelected, None),
                _ => (Reason::NotAttached, None),
            },
        }
    }

    /// Rule 3: whether the run has the personal one where it could have had the team's.
    fn comes_before_the_teams(&self, personal: &Candidate) -> bool {
        let inherited = self.inherits() && personal.secret_type == SecretType::RawValue;
        personal.unusable(self.run).is_none() && (inherited || self.by_name.contains(&personal.id))
    }
}
