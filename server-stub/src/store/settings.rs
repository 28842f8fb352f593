//! What holds for the whole workspace.

use std::collections::BTreeSet;

use oz_domain::{
    Harness,
    api::{ChangeSettings, PersonRef, Settings},
};

use super::{
    Store,
    audit::{self, Action, Actor, Subject},
    error::StoreError,
    pool::Db,
    rows::{number, person, read, read_json, read_opt, stored, to_json},
};

#[derive(sqlx::FromRow)]
struct SettingsRow {
    default_injection: String,
    disabled_harnesses: String,
    settings_version: i64,
    settings_updated_at: Option<String>,
    settings_updated_by_id: Option<String>,
    settings_updated_by_label: Option<String>,
}

const FIND: &str = "SELECT default_injection, disabled_harnesses, settings_version, settings_updated_at, \
     settings_updated_by_id, settings_updated_by_label FROM workspace";
const UPDATE: &str = "UPDATE workspace SET default_injection = $1, disabled_harnesses = $2, settings_version = $3, \
     settings_updated_at = $4, settings_updated_by_id = $5, settings_updated_by_label = $6";

impl Store {
    /// What holds for the whole workspace.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn settings(&self) -> Result<Settings, StoreError> {
        find(&self.reader).await
    }

    /// Changes the settings, if they are still in the version that the caller saw. What asks for what is so already
    /// makes no new version.
    ///
    /// # Errors
    ///
    /// [`StoreError::Stale`].
    pub async fn update_settings(
        &self,
        version: u64,
        change: ChangeSettings,
        actor: &Actor,
    ) -> Result<Settings, StoreError> {
        let mut tx = self.begin().await?;
        let before = find(&mut *tx).await?;
        if before.version != version {
            return Err(StoreError::Stale);
        }
        let after = Settings {
            default_injection: change.default_injection.unwrap_or(before.default_injection),
            disabled_harnesses: change.disabled_harnesses.unwrap_or_else(|| before.disabled_harnesses.clone()),
            ..before.clone()
        };
        if after == before {
            return Ok(before);
        }
        let after = Settings {
            version: version + 1,
            updated_at: Some(actor.at.clone()),
            updated_by: Some(PersonRef { id: actor.id, label: actor.label.clone() }),
            ..after
        };
        sqlx::query(UPDATE)
            .bind(after.default_injection.as_str())
            .bind(to_json(&after.disabled_harnesses, "workspace.disabled_harnesses")?)
            .bind(stored(after.version))
            .bind(actor.at.as_str())
            .bind(actor.id.map(|id| id.to_string()))
            .bind(&actor.label)
            .execute(&mut *tx)
            .await?;
        audit::append(&mut tx, actor, Action::SettingsUpdated, Subject::default()).await?;
        tx.commit().await?;
        Ok(after)
    }
}

/// The settings, as a transaction sees them.
pub(super) async fn find(executor: impl sqlx::Executor<'_, Database = Db>) -> Result<Settings, StoreError> {
    let row: SettingsRow = sqlx::query_as(FIND).fetch_one(executor).await?;
    let disabled: BTreeSet<Harness> = read_json(&row.disabled_harnesses, "workspace.disabled_harnesses")?;
    let by = |label| person(row.settings_updated_by_id.as_deref(), label);
    Ok(Settings {
        default_injection: read(&row.default_injection, "workspace.default_injection")?,
        disabled_harnesses: disabled,
        version: number(row.settings_version, "workspace.settings_version")?,
        updated_at: read_opt(row.settings_updated_at.as_deref(), "workspace.settings_updated_at")?,
        updated_by: row.settings_updated_by_label.map(by).transpose()?,
    })
}
