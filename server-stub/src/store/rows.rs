//! Rows into the words of the domain.

use std::str::FromStr;

use oz_domain::{
    Owner, SecretId,
    api::{PersonRef, Role, SecretSummary},
};

use serde::{Deserialize, Serialize};

use super::error::StoreError;

/// The columns of a secret, without its sealed value.
#[derive(sqlx::FromRow)]
pub(super) struct SecretRow {
    id: String,
    owner_kind: String,
    owner_id: String,
    name: String,
    #[sqlx(rename = "type")]
    secret_type: String,
    description: String,
    revision: i64,
    version: i64,
    optional_parts: String,
    enabled: i64,
    kid: String,
    created_at: String,
    created_by_id: Option<String>,
    created_by_label: String,
    updated_at: String,
    updated_by_id: Option<String>,
    updated_by_label: String,
    value_set_at: String,
    expires_at: Option<String>,
}

impl TryFrom<SecretRow> for SecretSummary {
    type Error = StoreError;

    fn try_from(row: SecretRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: read::<SecretId>(&row.id, "secret.id")?,
            owner: owner(&row.owner_kind, &row.owner_id)?,
            name: row.name,
            secret_type: read(&row.secret_type, "secret.type")?,
            description: read(&row.description, "secret.description")?,
            revision: number(row.revision, "secret.revision")?,
            version: number(row.version, "secret.version")?,
            optional_parts: read_json(&row.optional_parts, "secret.optional_parts")?,
            enabled: row.enabled == 1,
            kid: read(&row.kid, "secret.kid")?,
            created_at: read(&row.created_at, "secret.created_at")?,
            created_by: person(row.created_by_id.as_deref(), row.created_by_label)?,
            updated_at: read(&row.updated_at, "secret.updated_at")?,
            updated_by: person(row.updated_by_id.as_deref(), row.updated_by_label)?,
            value_set_at: read(&row.value_set_at, "secret.value_set_at")?,
            expires_at: read_opt(row.expires_at.as_deref(), "secret.expires_at")?,
        })
    }
}

impl SecretRow {
    /// The secret's id, as it is stored.
    pub(super) fn id(&self) -> &str {
        &self.id
    }
}

/// A text column as what it stands for.
pub(super) fn read<T: FromStr>(text: &str, column: &'static str) -> Result<T, StoreError> {
    text.parse().map_err(|_| StoreError::Unreadable(column))
}

/// A text column that may be empty.
pub(super) fn read_opt<T: FromStr>(text: Option<&str>, column: &'static str) -> Result<Option<T>, StoreError> {
    text.map(|text| read(text, column)).transpose()
}

/// A JSON column as what it stands for.
pub(super) fn read_json<'t, T: Deserialize<'t>>(text: &'t str, column: &'static str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::Unreadable(column))
}

/// What it stands for as a JSON column.
pub(super) fn to_json(value: &impl Serialize, column: &'static str) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|_| StoreError::Unreadable(column))
}

/// A count that is never negative.
pub(super) fn number(stored: i64, column: &'static str) -> Result<u64, StoreError> {
    u64::try_from(stored).map_err(|_| StoreError::Unreadable(column))
}

/// A count as the database takes it.
pub(super) fn stored(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A role's word.
pub(super) fn role(text: &str) -> Result<Role, StoreError> {
    match text {
        "admin" => Ok(Role::Admin),
        "member" => Ok(Role::Member),
        _ => Err(StoreError::Unreadable("membership.role")),
    }
}

/// The word of a role.
pub(super) fn role_word(role: Role) -> &'static str {
    match role {
        Role::Admin => "admin",
        Role::Member => "member",
    }
}

/// An owner.
pub(super) fn owner(kind: &str, id: &str) -> Result<Owner, StoreError> {
    match kind {
        "team" => Ok(Owner::Team(read(id, "secret.owner_id")?)),
        "user" => Ok(Owner::User(read(id, "secret.owner_id")?)),
        _ => Err(StoreError::Unreadable("secret.owner_kind")),
    }
}

/// Who did something.
pub(super) fn person(id: Option<&str>, label: String) -> Result<PersonRef, StoreError> {
    Ok(PersonRef { id: read_opt(id, "secret.…_by_id")?, label })
}
