//! What environments, agents and schedules have in common: what people set, and who set it when.

use std::str::FromStr;

use oz_domain::{TeamId, Timestamp, api::PersonRef};
use serde::de::DeserializeOwned;

use super::{
    error::StoreError,
    rows::{number, person, read, read_json},
};

/// Something that people set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record<Id, Config> {
    /// Its id.
    pub id: Id,
    /// Whose it is, or in which team it belongs to a person.
    pub team: TeamId,
    /// What people set about it.
    pub config: Config,
    /// One more with each change.
    pub version: u64,
    /// When it was made.
    pub created_at: Timestamp,
    /// By whom.
    pub created_by: PersonRef,
    /// When it changed last.
    pub updated_at: Timestamp,
    /// By whom.
    pub updated_by: PersonRef,
}

/// The columns of a record.
#[derive(sqlx::FromRow)]
pub(super) struct RecordRow {
    id: String,
    team_id: String,
    config: String,
    version: i64,
    created_at: String,
    created_by_id: Option<String>,
    created_by_label: String,
    updated_at: String,
    updated_by_id: Option<String>,
    updated_by_label: String,
}

macro_rules! record_columns {
    () => {
        "id, team_id, config, version, created_at, created_by_id, created_by_label, updated_at, updated_by_id, \
         updated_by_label"
    };
}
pub(super) use record_columns;

impl RecordRow {
    /// How long it is in an answer, about.
    pub(super) fn bytes(&self) -> usize {
        1024 + self.config.len()
    }

    /// The record's id, as it is stored.
    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// The record.
    pub(super) fn read<Id: FromStr, Config: DeserializeOwned>(self) -> Result<Record<Id, Config>, StoreError> {
        Ok(Record {
            id: read(&self.id, "id")?,
            team: read(&self.team_id, "team_id")?,
            config: read_json(&self.config, "config")?,
            version: number(self.version, "version")?,
            created_at: read(&self.created_at, "created_at")?,
            created_by: person(self.created_by_id.as_deref(), self.created_by_label)?,
            updated_at: read(&self.updated_at, "updated_at")?,
            updated_by: person(self.updated_by_id.as_deref(), self.updated_by_label)?,
        })
    }
}

impl<Id, Config> Record<Id, Config> {
    /// Only if it is in the version that the caller saw, or if they don't say which one they saw.
    pub(super) fn in_version(self, seen: Option<u64>) -> Result<Self, StoreError> {
        if seen.is_none_or(|seen| seen == self.version) { Ok(self) } else { Err(StoreError::Stale) }
    }
}
