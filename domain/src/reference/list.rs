//! A list of references: exactly these, each once.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Reference, ReferenceError, ReferenceText};

/// References in the order they were given, no two of which one secret could answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<ReferenceText>", into = "Vec<Reference>")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = Vec<Reference>))]
pub struct References(Vec<Reference>);

/// Which entry of a list breaks which rule. Entries count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReferenceListError {
    /// More than [`References::MOST`].
    #[error("a list names at most 500 secrets")]
    TooMany,
    /// An entry is no reference.
    #[error("entry {index}: {why}")]
    Entry {
        /// Which one.
        index: usize,
        /// The rule it breaks.
        why: ReferenceError,
    },
    /// An entry names the secret of an earlier one.
    #[error("entry {index} names the same secret as entry {first}")]
    Duplicate {
        /// The later one.
        index: usize,
        /// The earlier one.
        first: usize,
    },
    /// Two entries of one list give the same variable name with `as`.
    #[error("entry {index} has the same `as` as entry {first}")]
    SameVariable {
        /// The later one.
        index: usize,
        /// The earlier one.
        first: usize,
    },
}

impl References {
    /// The longest list.
    pub const MOST: usize = 500;

    /// Parses a list as it stands on the wire.
    ///
    /// # Errors
    ///
    /// That there are too many; else the first entry that breaks a rule, and the rule.
    pub fn parse(texts: Vec<ReferenceText>) -> Result<Self, ReferenceListError> {
        if texts.len() > Self::MOST {
            return Err(ReferenceListError::TooMany);
        }
        let entry = |(index, text): (usize, ReferenceText)| {
            text.try_into().map_err(|why| ReferenceListError::Entry { index, why })
        };
        let list: Vec<Reference> = texts.into_iter().enumerate().map(entry).collect::<Result<_, _>>()?;
        check_apart(&list)?;
        Ok(Self(list))
    }

    /// The references, in the order they were given.
    #[must_use]
    pub fn as_slice(&self) -> &[Reference] {
        &self.0
    }

    /// Whether it says 'none'.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// At most two entries can share a name: the team's and the personal one.
fn check_apart(list: &[Reference]) -> Result<(), ReferenceListError> {
    let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut by_variable: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, reference) in list.iter().enumerate() {
        let same_name = by_name.entry(reference.name.as_str()).or_default();
        if let Some(&first) = same_name.iter().find(|first| list[**first].overlaps(reference)) {
            return Err(ReferenceListError::Duplicate { index, first });
        }
        same_name.push(index);
        if let Some(variable) = &reference.variable
            && let Some(first) = by_variable.insert(variable.as_str(), index)
        {
            return Err(ReferenceListError::SameVariable { index, first });
        }
    }
    Ok(())
}

impl TryFrom<Vec<ReferenceText>> for References {
    type Error = ReferenceListError;
    fn try_from(texts: Vec<ReferenceText>) -> Result<Self, ReferenceListError> {
        Self::parse(texts)
    }
}

impl From<References> for Vec<Reference> {
    fn from(list: References) -> Self {
        list.0
    }
}
