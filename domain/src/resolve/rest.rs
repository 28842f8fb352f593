//! What a run doesn't ask for by name: given by the workspace's default, or left out with the reason.

use super::{
    Answer, Candidate, Catalog, DefaultInjection, Line, Reason, RunContext, Via, answer::LeftOut, catalog::Namesakes,
    lists::Allowlist,
};
use crate::{Harness, SecretId, SecretType};

/// What the rest is judged by.
pub(super) struct Rest<'r, 'a> {
    run: &'r RunContext<'a>,
    allowlist: Allowlist<'a>,
    /// Secrets chosen as the credential of a harness that this run doesn't use.
    other_harness: Vec<SecretId>,
}

impl<'r, 'a> Rest<'r, 'a> {
    pub(super) fn of(catalog: &Catalog<'a>, run: &'r RunContext<'a>) -> Self {
        let others = Harness::ALL.into_iter().filter(|harness| *harness != run.harness);
        let chosen = others.filter_map(|harness| run.harness_auth.name_for(harness));
        let secrets = chosen.filter_map(|name| catalog.named(run, name).pick(run, None));
        Self { run, allowlist: Allowlist::of(run), other_harness: secrets.map(|secret| secret.id).collect() }
    }

    /// Adds each secret of these names that no line asks for. Names and lines are sorted by name, so also by place.
    pub(super) fn add_to(&self, answer: &mut Answer<'a>, names: impl IntoIterator<Item = Namesakes<'a>>) {
        let wanted = answer.lines.clone();
        let mut at = 0;
        for same in names {
            at += wanted[at..].iter().take_while(|line| line.place < same.place).count();
            let end = at + wanted[at..].iter().take_while(|line| line.place == same.place).count();
            let asked = &wanted[at..end];
            let shadow = same.personal.filter(|secret| self.comes_before_the_teams(secret, asked));
            let mut add = |secret: Option<&'a Candidate<'a>>, shadow| {
                // Else there is a line already.
                if let Some(secret) = secret.filter(|secret| !asked.iter().any(|line| line.is_about(secret))) {
                    match self.judge(secret, shadow) {
                        (reason, Some(via)) => answer.lines.push(Line::of(secret, same.place, via, reason)),
                        (reason, None) => answer.rest.push(LeftOut { secret, reason }),
                    }
                }
            };
            add(same.personal, None);
            add(same.team, shadow);
            at = end;
        }
    }

    /// Whether what nobody asks for may be given, and so take room from others.
    pub(super) fn inherits(&self) -> bool {
        matches!(self.allowlist, Allowlist::Default(DefaultInjection::InheritAll))
    }

    /// What comes of a secret that no line asks for; `shadow` is the personal one that comes first.
    fn judge(&self, secret: &Candidate, shadow: Option<&Candidate>) -> (Reason, Option<Via>) {
        match (secret.unusable(self.run), shadow) {
            (Some(reason), _) => (reason, None),
            (None, _) if matches!(self.allowlist, Allowlist::OptedOut) => (Reason::RunOptedOut, None),
            (None, Some(_)) => (Reason::ShadowedByPersonal, None),
            (None, None) => self.by_list(secret),
        }
    }

    /// Rules 2 and 4.
    fn by_list(&self, secret: &Candidate) -> (Reason, Option<Via>) {
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
    fn comes_before_the_teams(&self, personal: &Candidate, asked: &[Line]) -> bool {
        let inherited = self.inherits() && personal.secret_type == SecretType::RawValue;
        personal.unusable(self.run).is_none()
            && (inherited || asked.iter().any(|line| line.by_name && line.is_about(personal)))
    }
}
