//! An environment, as people and programs see it.

use oz_domain::{Owner, api::Environment};

use crate::{
    error::ApiError,
    store::{Confines, EnvironmentRecord, SecretNames, Store},
};

/// What is known of environments beside what people set: looked up once for a whole list.
pub(super) struct Surroundings {
    names: SecretNames,
}

impl Surroundings {
    /// As far as the caller may know.
    pub(super) async fn look(store: &Store, confines: Confines) -> Result<Self, ApiError> {
        Ok(Self { names: store.secret_names(confines).await? })
    }

    /// The environment in them.
    pub(super) fn describe(&self, record: EnvironmentRecord) -> Environment {
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
            setup_failed: false,
            last_task_created: None,
            last_task_run_timestamp: None,
        }
    }
}
