//! Environments: found, listed, created, changed and removed. Each query is confined to the team.

use oz_domain::{EnvironmentId, Owner, TeamId, api::EnvironmentConfig};
use sqlx::Transaction;

use super::{
    Store,
    audit::{self, Action, Actor, Subject},
    dependents::{self, Confirmed},
    error::StoreError,
    limits::{Full, refuse_if_full},
    named::{NamedPage, NamedRequest, Statements, statements},
    pool::Db,
    record::{Record, RecordRow, record_columns},
    remembered::{self, Remember, Remembered},
    rows::{stored, to_json},
    secrets::{Confines, search_text},
};

/// An environment, as it is kept.
pub type EnvironmentRecord = Record<EnvironmentId, EnvironmentConfig>;

const FIND: &str = concat!("SELECT ", record_columns!(), " FROM environment WHERE id = $1 AND team_id = $2");
const SAME_NAME: &str = "SELECT id, name FROM environment WHERE team_id = $1 AND name_folded = $2 AND id <> $3";
const COUNT: &str = "SELECT count(*) FROM environment WHERE team_id = $1";
const INSERT: &str = "INSERT INTO environment (id, team_id, name, name_folded, search_text, config, version, created_at, \
     created_by_id, created_by_label, updated_at, updated_by_id, updated_by_label) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $8, $9, $10)";
const UPDATE: &str = "UPDATE environment SET name = $2, name_folded = $3, search_text = $4, config = $5, \
     version = version + 1, updated_at = $6, updated_by_id = $7, updated_by_label = $8 WHERE id = $1";
const REMOVE: &str = "DELETE FROM environment WHERE id = $1";
const LIST: Statements = statements!("environment", record_columns!(), false, "", "");

impl Store {
    /// An environment of the team.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`] for no such environment and for another team's.
    pub async fn find_environment(&self, team: TeamId, id: EnvironmentId) -> Result<EnvironmentRecord, StoreError> {
        find(&self.reader, team, id).await
    }

    /// One page of the team's environments.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn list_environments(&self, request: &NamedRequest) -> Result<NamedPage<EnvironmentRecord>, StoreError> {
        self.page_of::<RecordRow>(&LIST, request).await?.read(RecordRow::read)
    }

    /// Keeps a new environment, and its answer if there is one to remember; or says what was answered before.
    ///
    /// # Errors
    ///
    /// [`StoreError::NameTaken`], [`StoreError::KeyReused`], [`StoreError::Full`].
    pub async fn insert_environment(
        &self,
        new: &EnvironmentRecord,
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
        refuse_clashes(&mut tx, new).await?;
        let team = new.team.to_string();
        refuse_if_full(&mut tx, COUNT, &[&team], self.limits.environments, Full::Environments).await?;
        insert(&mut tx, new).await?;
        record(&mut tx, actor, Action::EnvironmentCreated, new).await?;
        tx.commit().await?;
        Ok(None)
    }

    /// Sets everything about an environment, if it is still in the version that the caller saw. What asks for what is so
    /// already makes no new version.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`], [`StoreError::Stale`], [`StoreError::NameTaken`].
    pub async fn update_environment(
        &self,
        team: TeamId,
        id: EnvironmentId,
        version: u64,
        config: EnvironmentConfig,
        actor: &Actor,
    ) -> Result<EnvironmentRecord, StoreError> {
        let mut tx = self.begin().await?;
        let before = find(&mut *tx, team, id).await?.in_version(Some(version))?;
        if before.config == config {
            return Ok(before);
        }
        let wanted = EnvironmentRecord { config, ..before };
        refuse_clashes(&mut tx, &wanted).await?;
        sqlx::query(UPDATE)
            .bind(id.to_string())
            .bind(wanted.config.name.as_str())
            .bind(wanted.config.name.folded())
            .bind(search_text(wanted.config.name.as_str(), &wanted.config.description))
            .bind(to_json(&wanted.config, "environment.config")?)
            .bind(actor.at.as_str())
            .bind(actor.id.map(|id| id.to_string()))
            .bind(&actor.label)
            .execute(&mut *tx)
            .await?;
        let after = find(&mut *tx, team, id).await?;
        record(&mut tx, actor, Action::EnvironmentUpdated, &after).await?;
        tx.commit().await?;
        Ok(after)
    }

    /// Deletes an environment, if it is still in the version that the caller saw. What needs it keeps naming it.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`], [`StoreError::Stale`]; [`StoreError::InUse`] unless it is `confirmed`.
    pub async fn remove_environment(
        &self,
        confines: Confines,
        id: EnvironmentId,
        version: u64,
        confirmed: Confirmed,
        actor: &Actor,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        let before = find(&mut *tx, confines.team, id).await?.in_version(Some(version))?;
        if confirmed == Confirmed::No {
            dependents::refuse(dependents::of_environment(&mut tx, confines, id).await?)?;
        }
        sqlx::query(REMOVE).bind(id.to_string()).execute(&mut *tx).await?;
        record(&mut tx, actor, Action::EnvironmentDeleted, &before).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// An environment of the team.
pub(super) async fn find(
    executor: impl sqlx::Executor<'_, Database = Db>,
    team: TeamId,
    id: EnvironmentId,
) -> Result<EnvironmentRecord, StoreError> {
    let row: Option<RecordRow> =
        sqlx::query_as(FIND).bind(id.to_string()).bind(team.to_string()).fetch_optional(executor).await?;
    row.ok_or(StoreError::NotFound)?.read()
}

async fn refuse_clashes(tx: &mut Transaction<'static, Db>, wanted: &EnvironmentRecord) -> Result<(), StoreError> {
    let same_name: Option<(String, String)> = sqlx::query_as(SAME_NAME)
        .bind(wanted.team.to_string())
        .bind(wanted.config.name.folded())
        .bind(wanted.id.to_string())
        .fetch_optional(&mut **tx)
        .await?;
    same_name.map_or(Ok(()), |(id, name)| Err(StoreError::NameTaken { id, name }))
}

async fn insert(tx: &mut Transaction<'static, Db>, new: &EnvironmentRecord) -> Result<(), StoreError> {
    sqlx::query(INSERT)
        .bind(new.id.to_string())
        .bind(new.team.to_string())
        .bind(new.config.name.as_str())
        .bind(new.config.name.folded())
        .bind(search_text(new.config.name.as_str(), &new.config.description))
        .bind(to_json(&new.config, "environment.config")?)
        .bind(stored(new.version))
        .bind(new.created_at.as_str())
        .bind(new.created_by.id.map(|id| id.to_string()))
        .bind(&new.created_by.label)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

async fn record(
    tx: &mut Transaction<'static, Db>,
    actor: &Actor,
    action: Action,
    environment: &EnvironmentRecord,
) -> Result<(), StoreError> {
    let id = environment.id.to_string();
    let (name, owner) = (Some(environment.config.name.as_str()), Some(Owner::Team(environment.team)));
    audit::append(tx, actor, action, Subject { id: Some(&id), name, owner }).await
}
