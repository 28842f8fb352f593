//! API keys: kept as hashes, deleted ones too, so that their users are told what happened.

use oz_domain::{ApiKeyId, TeamId, Timestamp, UserId, api::Role};

use super::{
    Store,
    audit::{self, Action, Actor, Subject},
    error::StoreError,
    rows::{read, read_opt, role},
};
use crate::token::TokenHash;

/// A key to be kept.
#[derive(Debug)]
pub struct NewApiKey<'a> {
    /// Its id.
    pub id: ApiKeyId,
    /// The hash of the key itself.
    pub token: &'a TokenHash,
    /// Its last four characters.
    pub last_four: &'a str,
    /// What it is for.
    pub name: &'a str,
    /// The team that it works in.
    pub team: TeamId,
    /// Whom it acts as; `None` for a team's key.
    pub person: Option<UserId>,
    /// Who made it.
    pub created_by: UserId,
    /// When it ends.
    pub expires_at: Option<&'a Timestamp>,
}

/// A key, whether it still holds or not.
#[derive(Debug, Clone)]
pub struct StoredApiKey {
    /// Its id.
    pub id: ApiKeyId,
    /// The hash of the key itself.
    pub token_hash: String,
    /// Its last four characters.
    pub last_four: String,
    /// What it is for.
    pub name: String,
    /// The team that it works in.
    pub team: TeamId,
    /// The words for the team.
    pub team_name: String,
    /// Whom it acts as; `None` for a team's key.
    pub holder: Option<KeyHolder>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Option<Timestamp>,
    /// When it was deleted.
    pub revoked_at: Option<Timestamp>,
}

/// The person whom a key acts as.
#[derive(Debug, Clone)]
pub struct KeyHolder {
    /// Their id.
    pub id: UserId,
    /// Where they are reached.
    pub email: String,
    /// What they may do.
    pub role: Role,
}

#[derive(sqlx::FromRow)]
struct KeyRow {
    id: String,
    token_hash: String,
    last_four: String,
    name: String,
    team_id: String,
    team_name: String,
    person_id: Option<String>,
    email: Option<String>,
    role: Option<String>,
    created_at: String,
    expires_at: Option<String>,
    revoked_at: Option<String>,
}

const INSERT: &str = "INSERT INTO api_key (id, token_hash, last_four, name, team_id, person_id, created_by, created_at, expires_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
/// Keys of somebody who left the team act for nobody, least of all for the team.
const FIND: &str = "SELECT k.id, k.token_hash, k.last_four, k.name, k.team_id, t.name AS team_name, k.person_id, p.email, \
     m.role, k.created_at, k.expires_at, k.revoked_at FROM api_key k JOIN team t ON t.id = k.team_id \
     LEFT JOIN person p ON p.id = k.person_id \
     LEFT JOIN membership m ON m.person_id = k.person_id AND m.team_id = k.team_id \
     WHERE k.token_hash = $1 AND (k.person_id IS NULL OR m.role IS NOT NULL)";
const LIST: &str = "SELECT k.id, k.token_hash, k.last_four, k.name, k.team_id, t.name AS team_name, k.person_id, p.email, \
     m.role, k.created_at, k.expires_at, k.revoked_at FROM api_key k JOIN team t ON t.id = k.team_id \
     LEFT JOIN person p ON p.id = k.person_id \
     LEFT JOIN membership m ON m.person_id = k.person_id AND m.team_id = k.team_id \
     WHERE k.revoked_at IS NULL AND (k.person_id IS NULL OR m.role IS NOT NULL) ORDER BY k.created_at, k.id";
const REVOKE: &str = "UPDATE api_key SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL RETURNING name";

impl Store {
    /// Keeps a new key.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn insert_api_key(&self, new: &NewApiKey<'_>, actor: &Actor) -> Result<(), StoreError> {
        let id = new.id.to_string();
        let mut tx = self.begin().await?;
        sqlx::query(INSERT)
            .bind(&id)
            .bind(new.token.as_str())
            .bind(new.last_four)
            .bind(new.name)
            .bind(new.team.to_string())
            .bind(new.person.map(|person| person.to_string()))
            .bind(new.created_by.to_string())
            .bind(actor.at.as_str())
            .bind(new.expires_at.map(Timestamp::as_str))
            .execute(&mut *tx)
            .await?;
        let subject = Subject { id: Some(&id), name: Some(new.name), owner: None };
        audit::append(&mut tx, actor, Action::ApiKeyCreated, subject).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The key of a hash, whether it still holds or not.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn find_api_key(&self, token: &TokenHash) -> Result<Option<StoredApiKey>, StoreError> {
        let row: Option<KeyRow> = sqlx::query_as(FIND).bind(token.as_str()).fetch_optional(&self.reader).await?;
        row.map(stored_key).transpose()
    }

    /// All keys that weren't deleted, oldest first. For whoever runs the machine.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn list_api_keys(&self) -> Result<Vec<StoredApiKey>, StoreError> {
        let rows: Vec<KeyRow> = sqlx::query_as(LIST).fetch_all(&self.reader).await?;
        rows.into_iter().map(stored_key).collect()
    }

    /// Ends a key. For whoever runs the machine.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`] for a key that isn't there or was deleted before.
    pub async fn revoke_api_key(&self, id: ApiKeyId, actor: &Actor) -> Result<(), StoreError> {
        let id = id.to_string();
        let mut tx = self.begin().await?;
        let name: Option<String> =
            sqlx::query_scalar(REVOKE).bind(&id).bind(actor.at.as_str()).fetch_optional(&mut *tx).await?;
        let name = name.ok_or(StoreError::NotFound)?;
        let subject = Subject { id: Some(&id), name: Some(&name), owner: None };
        audit::append(&mut tx, actor, Action::ApiKeyDeleted, subject).await?;
        tx.commit().await?;
        Ok(())
    }
}

fn stored_key(row: KeyRow) -> Result<StoredApiKey, StoreError> {
    let holder = match (row.person_id, row.email, row.role) {
        (Some(id), Some(email), Some(role_text)) => {
            Some(KeyHolder { id: read(&id, "api_key.person_id")?, email, role: role(&role_text)? })
        }
        (None, ..) => None,
        _ => return Err(StoreError::Unreadable("api_key.person_id")),
    };
    Ok(StoredApiKey {
        id: read(&row.id, "api_key.id")?,
        token_hash: row.token_hash,
        last_four: row.last_four,
        name: row.name,
        team: read(&row.team_id, "api_key.team_id")?,
        team_name: row.team_name,
        holder,
        created_at: read(&row.created_at, "api_key.created_at")?,
        expires_at: read_opt(row.expires_at.as_deref(), "api_key.expires_at")?,
        revoked_at: read_opt(row.revoked_at.as_deref(), "api_key.revoked_at")?,
    })
}
