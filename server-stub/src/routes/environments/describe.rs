//! An environment, as people and programs see it.

use std::collections::HashMap;

use oz_domain::{EnvironmentId, Owner, api::Environment};

use crate::{
    error::ApiError,
    store::{Confines, EnvironmentRecord, LatestRun, SecretNames, Store},
};

/// What is known of environments beside what people set: looked up once for a whole list.
pub(super) struct Surroundings {
    names: SecretNames,
    latest: HashMap<EnvironmentId, LatestRun>,
}

impl Surroundings {
    /// As far as the caller may know: of one environment, or of all.
    pub(super) async fn look(store: &Store, confines: Confines, of: Option<EnvironmentId>) -> Result<Self, ApiError> {
        let (names, latest) = (store.secret_names(confines).await?, store.latest_runs(confines, of).await?);
        Ok(Self { names, latest })
    }

    /// The environment in them.
    pub(super) fn describe(&self, record: EnvironmentRecord) -> Environment {
        let latest = self.latest.get(&record.id);
        let declared = record.config.secrets.as_ref();
        Environment {
            uid: record.id,
            secret_count: declared.map(|list| list.as_slice().len() as u64),
            missing_secrets: declared.map(|list| self.names.missing(list)).unwrap_or_default(),
            config: record.config,
            scope: Owner::Team(record.team).into(),
            creator: (&record.created_by).into(),
            created_at: record.created_at,
            last_editor: (&record.updated_by).into(),
            last_updated: record.updated_at,
            version: record.version,
            setup_failed: latest.is_some_and(|run| run.setup_failed),
            last_task_run_timestamp: latest.map(|run| run.task.created_at.clone()),
            last_task_created: latest.map(|run| run.task.clone()),
        }
    }
}
