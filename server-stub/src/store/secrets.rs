//! Secrets: found and created. Each query is confined to what the caller may know of.

use oz_domain::{Description, Owner, SecretId, TeamId, Timestamp, UserId, api::SecretSummary};
use sqlx::Transaction;

use super::{
    Store,
    audit::{self, Action, Actor, Subject},
    error::StoreError,
    limits::{Full, refuse_if_full},
    pool::Db,
    remembered::{self, Remember, Remembered},
    rows::{SecretRow, stored, to_json},
};

/// Whose secrets a caller may know of: a team's, and one person's.
#[derive(Debug, Clone, Copy)]
pub struct Confines {
    /// The team.
    pub team: TeamId,
    /// The person; `None` for a team's key.
    pub user: Option<UserId>,
}

/// A secret to be kept, already checked.
#[derive(Debug, Clone, Copy)]
pub struct NewSecret<'a> {
    /// Everything that people may know of it.
    pub summary: &'a SecretSummary,
    /// The sealed value, as JSON.
    pub envelope: &'a str,
}

macro_rules! columns {
    () => {
        "id, owner_kind, owner_id, name, type, description, revision, version, optional_parts, enabled, kid, created_at, \
         created_by_id, created_by_label, updated_at, updated_by_id, updated_by_label, value_set_at, expires_at"
    };
}
pub(super) use columns;

const FIND: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM secret WHERE id = $1 AND ((owner_kind = 'team' AND owner_id = $2) OR (owner_kind = 'user' AND owner_id = $3))"
);
const SAME_NAME: &str = "SELECT id, name FROM secret WHERE owner_kind = $1 AND owner_id = $2 AND name_folded = $3";
const COUNT: &str = "SELECT count(*) FROM secret WHERE owner_kind = $1 AND owner_id = $2";
const USED_ID: &str = "SELECT count(id) FROM used_secret_id WHERE id = $1";
const USE_ID: &str = "INSERT INTO used_secret_id (id) VALUES ($1)";
const INSERT: &str = "INSERT INTO secret (id, owner_kind, owner_id, name, name_folded, type, description, search_text, revision, \
     version, enabled, kid, created_at, created_by_id, created_by_label, updated_at, updated_by_id, updated_by_label, \
     value_set_at, optional_parts, expires_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $13, $14, $15, $13, $16, $17)";
const INSERT_VALUE: &str = "INSERT INTO sealed_value (secret_id, envelope) VALUES ($1, $2)";
impl Store {
    /// A secret that the caller may know of.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`] for no such secret and for somebody else's.
    pub async fn find_secret(&self, confines: Confines, id: SecretId) -> Result<SecretSummary, StoreError> {
        find(&self.reader, confines, id).await
    }

    /// Keeps a new secret, and its answer if there is one to remember; or says what was answered before.
    ///
    /// # Errors
    ///
    /// [`StoreError::NameTaken`], [`StoreError::IdTaken`], [`StoreError::KeyReused`], [`StoreError::Full`].
    pub async fn insert_secret(
        &self,
        new: NewSecret<'_>,
        remember: Option<&Remember<'_>>,
        actor: &Actor,
    ) -> Result<Option<Remembered>, StoreError> {
        let mut tx = self.begin().await?;
        if let Some(remember) = remember {
            if let Some(before) = remembered::find(&mut *tx, remember).await? {
                return Ok(Some(before));
            }
            remembered::insert(&mut tx, remember, actor).await?;
        }
        refuse_clashes(&mut tx, new.summary).await?;
        let owner = new.summary.owner;
        let of = [owner.kind().as_str(), &owner.id()];
        refuse_if_full(&mut tx, COUNT, &of, self.limits.secrets, Full::Secrets).await?;
        insert(&mut tx, new).await?;
        record(&mut tx, actor, Action::SecretCreated, new.summary).await?;
        tx.commit().await?;
        Ok(None)
    }
}

/// A secret within the confines.
pub(super) async fn find(
    executor: impl sqlx::Executor<'_, Database = Db>,
    confines: Confines,
    id: SecretId,
) -> Result<SecretSummary, StoreError> {
    let row: Option<SecretRow> = sqlx::query_as(FIND)
        .bind(id.to_string())
        .bind(confines.team.to_string())
        .bind(confines.user.map(|user| user.to_string()))
        .fetch_optional(executor)
        .await?;
    row.ok_or(StoreError::NotFound)?.try_into()
}

async fn refuse_clashes(tx: &mut Transaction<'static, Db>, new: &SecretSummary) -> Result<(), StoreError> {
    let same_name: Option<(String, String)> = sqlx::query_as(SAME_NAME)
        .bind(new.owner.kind().as_str())
        .bind(new.owner.id())
        .bind(folded(&new.name))
        .fetch_optional(&mut **tx)
        .await?;
    if let Some((id, name)) = same_name {
        return Err(StoreError::NameTaken { id, name });
    }
    let used: i64 = sqlx::query_scalar(USED_ID).bind(new.id.to_string()).fetch_one(&mut **tx).await?;
    if used == 0 { Ok(()) } else { Err(StoreError::IdTaken) }
}

async fn insert(tx: &mut Transaction<'static, Db>, new: NewSecret<'_>) -> Result<(), StoreError> {
    let NewSecret { summary, envelope } = new;
    let id = summary.id.to_string();
    sqlx::query(INSERT)
        .bind(&id)
        .bind(summary.owner.kind().as_str())
        .bind(summary.owner.id())
        .bind(&summary.name)
        .bind(folded(&summary.name))
        .bind(summary.secret_type.as_str())
        .bind(summary.description.as_str())
        .bind(search_text(&summary.name, &summary.description))
        .bind(stored(summary.revision))
        .bind(stored(summary.version))
        .bind(i64::from(summary.enabled))
        .bind(summary.kid.to_string())
        .bind(summary.created_at.as_str())
        .bind(summary.created_by.id.map(|id| id.to_string()))
        .bind(&summary.created_by.label)
        .bind(to_json(&summary.optional_parts, "secret.optional_parts")?)
        .bind(summary.expires_at.as_ref().map(Timestamp::as_str))
        .execute(&mut **tx)
        .await?;
    sqlx::query(USE_ID).bind(&id).execute(&mut **tx).await?;
    sqlx::query(INSERT_VALUE).bind(&id).bind(envelope).execute(&mut **tx).await?;
    Ok(())
}

/// Records what was done to a secret.
pub(super) async fn record(
    tx: &mut Transaction<'static, Db>,
    actor: &Actor,
    action: Action,
    secret: &SecretSummary,
) -> Result<(), StoreError> {
    let owner: Owner = secret.owner;
    let subject = Subject { id: Some(&secret.id.to_string()), name: Some(&secret.name), owner: Some(owner) };
    audit::append(tx, actor, action, subject).await
}

/// What two names of one owner may not share.
fn folded(name: &str) -> String {
    name.to_ascii_lowercase()
}

/// What a search looks in.
pub(super) fn search_text(name: &str, description: &Description) -> String {
    format!("{}\n{}", name.to_lowercase(), description.as_str().to_lowercase())
}
