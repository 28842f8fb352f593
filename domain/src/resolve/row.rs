//! The answer: one row for each secret in question, with the reason.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Decision, Reason};
use crate::{Owner, Scope, SecretId, SecretType};

/// Which secrets a run gets, and why. Equal questions have equal answers, row by row. An answer that was just found
/// borrows its texts; one that was read has its own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Resolution<'a> {
    /// The harness auth secret first, then what lists ask for, then what the default gives, then the rest; each by name,
    /// personal before team.
    pub rows: Vec<Row<'a>>,
    /// References marked `required` that the run can't have. Unless it is empty, the run must not start.
    pub failed: Vec<UnmetRequirement>,
}

/// One secret, or one reference that no secret answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Row<'a> {
    /// The secret's name.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub name: Cow<'a, str>,
    /// The scope of its owner; of a reference without a secret the scope that it asked for, if any.
    pub scope: Option<Scope>,
    /// Its owner; `None` if there is no such secret.
    pub owner: Option<Owner>,
    /// Its id; `None` if there is no such secret.
    pub id: Option<SecretId>,
    /// What it is; `None` if there is no such secret.
    #[serde(rename = "type")]
    pub secret_type: Option<SecretType>,
    /// Which value; `None` if there is no such secret.
    pub revision: Option<u64>,
    /// Whether the run gets it.
    pub decision: Decision,
    /// Why.
    pub reason: Reason,
    /// What asked for it; `None` if nothing that counts for this run did.
    pub via: Option<Via>,
    /// Whether the run must not start without it.
    pub required: bool,
    /// The reference's `as`.
    #[serde(rename = "as")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub renamed: Option<Cow<'a, str>>,
    /// The variables that it sets, or would set; none where nothing asks for it.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub variables: Vec<Cow<'a, str>>,
}

/// What asked for a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Via {
    /// It was chosen as the credential that the harness signs in with.
    HarnessAuth,
    /// The run's own list.
    Run,
    /// The environment's list (and maybe the agent's).
    Environment,
    /// The agent's list.
    Agent,
    /// The workspace's default: every raw value in scope.
    Default,
}

/// A reference marked `required` that the run can't have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnmetRequirement {
    /// The name that the reference gives.
    pub name: String,
    /// The scope that it asks for.
    pub scope: Option<Scope>,
    /// Why the run can't have it.
    pub reason: Reason,
}

impl Row<'_> {
    /// Whether the run gets it.
    #[must_use]
    pub fn is_injected(&self) -> bool {
        self.decision == Decision::Injected
    }

    /// Whether somebody asked for it and it can't be had. What the run itself gave up doesn't count, nor does a
    /// credential for a harness that it doesn't use.
    #[must_use]
    pub fn falls_short(&self) -> bool {
        match (self.via, self.reason) {
            (None, _) | (_, Reason::Injected | Reason::RunOptedOut | Reason::HarnessNotSelected) => false,
            (Some(Via::Default), reason) => matches!(reason, Reason::EnvironmentTooLarge | Reason::CannotOpen),
            (Some(_), _) => true,
        }
    }

    /// The same with texts of its own.
    #[must_use]
    pub fn into_owned(self) -> Row<'static> {
        let own = |text: Cow<str>| Cow::Owned(text.into_owned());
        Row {
            name: own(self.name),
            renamed: self.renamed.map(own),
            variables: self.variables.into_iter().map(own).collect(),
            ..self
        }
    }
}

impl<'a> Resolution<'a> {
    /// The rows of what the run gets.
    pub fn injected(&self) -> impl Iterator<Item = &Row<'a>> {
        self.rows.iter().filter(|row| row.is_injected())
    }

    /// Whether the run gets less than somebody asked for it.
    #[must_use]
    pub fn got_fewer_than_asked(&self) -> bool {
        self.rows.iter().any(Row::falls_short)
    }

    /// The same with texts of its own.
    #[must_use]
    pub fn into_owned(self) -> Resolution<'static> {
        Resolution { rows: self.rows.into_iter().map(Row::into_owned).collect(), failed: self.failed }
    }

    /// Whether a required reference can't be had, so that the run must not start.
    #[must_use]
    pub fn is_failed(&self) -> bool {
        !self.failed.is_empty()
    }
}
