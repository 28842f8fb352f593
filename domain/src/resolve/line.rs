//! A row while it is being decided.

use std::borrow::Cow;

use super::{Candidate, Material, Reason, RunContext, Via, catalog::Namesakes};
use crate::{Scope, SecretType, secret_type::Slot};

/// One secret, or one reference that no secret answers; borrowed, and not final until everything else is decided.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) name: &'a str,
    /// As in [`Namesakes`]: to be compared before the name, which takes longer.
    pub(super) place: usize,
    pub(super) scope: Option<Scope>,
    pub(super) candidate: Option<&'a Candidate<'a>>,
    pub(super) renamed: Option<&'a str>,
    /// What asks for it or gives it.
    pub(super) via: Via,
    pub(super) required: bool,
    /// Whether it was asked for by name alone, without a scope.
    pub(super) by_name: bool,
    pub(super) reason: Reason,
}

impl Candidate<'_> {
    /// Why no run at all may get it, if so.
    pub(super) fn unusable(&self, run: &RunContext) -> Option<Reason> {
        if !self.enabled {
            Some(Reason::Disabled)
        } else if self.expires_at.is_some_and(|end| end <= run.now) {
            Some(Reason::Expired)
        } else {
            None
        }
    }

    fn has(&self, member: &str) -> bool {
        match self.material {
            Material::Opened(parts) => parts.iter().any(|part| part.member == member),
            Material::Unopened | Material::CannotOpen | Material::NoRoom => self.optional_parts.has(member),
        }
    }
}

impl<'a> Line<'a> {
    /// A secret, and what comes of it.
    pub(super) fn of(candidate: &'a Candidate<'a>, place: usize, via: Via, reason: Reason) -> Self {
        Self {
            name: candidate.name,
            place,
            scope: Some(candidate.owner.scope()),
            candidate: Some(candidate),
            renamed: None,
            via,
            required: false,
            by_name: false,
            reason,
        }
    }

    /// A name that no secret answers.
    pub(super) fn without_secret(same: Namesakes<'a>, scope: Option<Scope>, via: Via, reason: Reason) -> Self {
        let Namesakes { name, place, .. } = same;
        Self { name, place, scope, candidate: None, renamed: None, via, required: false, by_name: false, reason }
    }

    pub(super) fn is_about(&self, secret: &Candidate) -> bool {
        self.candidate.is_some_and(|candidate| candidate.id == secret.id)
    }

    pub(super) fn is_injected(&self) -> bool {
        self.reason == Reason::Injected
    }

    /// The places in a run that it fills, or would fill.
    pub(super) fn slots(&self) -> impl Iterator<Item = Slot<'a>> {
        let (candidate, renamed) = (self.candidate, self.renamed);
        candidate.into_iter().flat_map(move |candidate| {
            let slots = candidate.secret_type.slots(candidate.name, renamed);
            slots.filter(move |slot| slot.content.is_there(|member| candidate.has(member)))
        })
    }

    /// The variable that it sets, if that is all it does: a raw value or a renamed secret.
    pub(super) fn only_variable(&self) -> Option<&'a str> {
        let raw = self.candidate.filter(|secret| secret.secret_type == SecretType::RawValue);
        self.renamed.or(raw.map(|secret| secret.name))
    }

    /// The variables that it sets, or would set.
    pub(super) fn variables(&self) -> Vec<Cow<'a, str>> {
        match self.only_variable() {
            Some(only) => vec![Cow::Borrowed(only)],
            None => self.slots().filter_map(|slot| slot.variable).map(Cow::Borrowed).collect(),
        }
    }

    /// What comes first in an answer; within, lines stand in the order of names, personal before team.
    pub(super) fn rank(&self) -> u8 {
        match self.via {
            Via::HarnessAuth => 0,
            Via::Run | Via::Environment | Via::Agent => 1,
            Via::Default => 2,
        }
    }
}
