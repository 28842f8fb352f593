//! API keys: kept as hashes, deleted ones too, so that their users are told what happened.

use oz_domain::{AgentId, ApiKeyId, RunId, TeamId, Timestamp, UserId, api::Role};

use super::{
    Store,
    audit::{self, Action, Actor, Subject},
    error::StoreError,
    rows::{read, read_opt, role},
    run_cancels::{Gone, cancel_waiting},
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
    /// Whom it acts as.
    pub acts_as: ActsAs,
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
    /// Whom it acts as.
    pub holder: KeyHolder,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Option<Timestamp>,
    /// When it was deleted.
    pub revoked_at: Option<Timestamp>,
}

/// Whom a new key acts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActsAs {
    /// The team, with nobody behind it.
    Team,
    /// A person.
    Person(UserId),
    /// An agent, with nobody behind it.
    Agent(AgentId),
    /// A runner, which claims the team's runs and does nothing else.
    Runner,
}

/// Whom a key acts as, and by what they are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyHolder {
    /// The team, with nobody behind it.
    Team,
    /// A person.
    Person {
        /// Their id.
        id: UserId,
        /// Where they are reached.
        email: String,
        /// What they may do.
        role: Role,
    },
    /// An agent, with nobody behind it.
    Agent {
        /// Its id.
        id: AgentId,
        /// What people call it.
        name: String,
    },
    /// A runner, which claims the team's runs and does nothing else.
    Runner,
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
    agent_id: Option<String>,
    agent_name: Option<String>,
    runner: i64,
    created_at: String,
    expires_at: Option<String>,
    revoked_at: Option<String>,
}

const INSERT: &str = "INSERT INTO api_key (id, token_hash, last_four, name, team_id, person_id, agent_id, created_by, \
     created_at, expires_at, runner) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
/// Keys of somebody who left the team act for nobody, least of all for the team; so do keys of an agent that is gone.
macro_rules! select {
    ($($rest:literal),*) => {
        concat!(
            "SELECT k.id, k.token_hash, k.last_four, k.name, k.team_id, t.name AS team_name, k.person_id, p.email, m.role, \
             k.agent_id, a.name AS agent_name, k.runner, k.created_at, k.expires_at, k.revoked_at FROM api_key k \
             JOIN team t ON t.id = k.team_id LEFT JOIN person p ON p.id = k.person_id \
             LEFT JOIN membership m ON m.person_id = k.person_id AND m.team_id = k.team_id \
             LEFT JOIN agent a ON a.id = k.agent_id AND a.team_id = k.team_id WHERE (k.person_id IS NULL OR m.role IS NOT NULL)",
            $($rest),*
        )
    };
}
const FIND: &str =
    select!(" AND k.token_hash = $1 AND (k.agent_id IS NULL OR a.id IS NOT NULL OR k.revoked_at IS NOT NULL)");
const LIST: &str =
    select!(" AND (k.agent_id IS NULL OR a.id IS NOT NULL) AND k.revoked_at IS NULL ORDER BY k.created_at, k.id");
const REVOKE: &str = "UPDATE api_key SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL RETURNING name, team_id";

impl Store {
    /// Keeps a new key.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn insert_api_key(&self, new: &NewApiKey<'_>, actor: &Actor) -> Result<(), StoreError> {
        let id = new.id.to_string();
        let (person, agent) = match new.acts_as {
            ActsAs::Team | ActsAs::Runner => (None, None),
            ActsAs::Person(person) => (Some(person.to_string()), None),
            ActsAs::Agent(agent) => (None, Some(agent.to_string())),
        };
        let mut tx = self.begin().await?;
        sqlx::query(INSERT)
            .bind(&id)
            .bind(new.token.as_str())
            .bind(new.last_four)
            .bind(new.name)
            .bind(new.team.to_string())
            .bind(person)
            .bind(agent)
            .bind(new.created_by.to_string())
            .bind(actor.at.as_str())
            .bind(new.expires_at.map(Timestamp::as_str))
            .bind(i64::from(new.acts_as == ActsAs::Runner))
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

    /// Ends a key, and cancels the runs that were made with it and still wait, which it gives back. For whoever runs the
    /// machine.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`] for a key that isn't there or was deleted before.
    pub async fn revoke_api_key(&self, id: ApiKeyId, actor: &Actor) -> Result<Vec<RunId>, StoreError> {
        let mut tx = self.begin().await?;
        let ended: Option<(String, String)> =
            sqlx::query_as(REVOKE).bind(id.to_string()).bind(actor.at.as_str()).fetch_optional(&mut *tx).await?;
        let (name, team) = ended.ok_or(StoreError::NotFound)?;
        let subject = Subject { id: Some(&id.to_string()), name: Some(&name), owner: None };
        audit::append(&mut tx, actor, Action::ApiKeyDeleted, subject).await?;
        let cancelled = cancel_waiting(&mut tx, read(&team, "api_key.team_id")?, Gone::Key(id), actor).await?;
        tx.commit().await?;
        Ok(cancelled)
    }
}

fn stored_key(row: KeyRow) -> Result<StoredApiKey, StoreError> {
    let holder = holder(&row)?;
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

fn holder(row: &KeyRow) -> Result<KeyHolder, StoreError> {
    match (&row.person_id, &row.email, &row.role, &row.agent_id) {
        (Some(id), Some(email), Some(word), None) => {
            Ok(KeyHolder::Person { id: read(id, "api_key.person_id")?, email: email.clone(), role: role(word)? })
        }
        // A deleted agent's keys are kept, to tell their users what happened.
        (None, _, _, Some(id)) => {
            Ok(KeyHolder::Agent { id: read(id, "api_key.agent_id")?, name: row.agent_name.clone().unwrap_or_default() })
        }
        (None, _, _, None) if row.runner == 1 => Ok(KeyHolder::Runner),
        (None, _, _, None) => Ok(KeyHolder::Team),
        _ => Err(StoreError::Unreadable("api_key.person_id")),
    }
}
