//! The team's environments, for every part of the page to ask.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::{EnvironmentId, api::Environment};

use super::missing::Names;
use crate::{
    client::{Client, ClientError},
    secrets::SecretsStore,
    session::SessionContext,
};

/// The team's environments. In context.
#[derive(Clone, Copy)]
pub(crate) struct EnvironmentsStore {
    /// By name, and in which visit they were loaded; `None` until they are.
    list: RwSignal<Option<(u32, Vec<Environment>)>>,
    failed: RwSignal<Option<ClientError>>,
    /// Answers to earlier attempts to load than this one are late.
    attempt: StoredValue<Attempt>,
    session: SessionContext,
}

/// An attempt to load them, or a change that makes an earlier one late.
#[derive(Default)]
struct Attempt {
    number: u32,
    /// In which visit they were asked for last.
    visit: Option<u32>,
}

impl EnvironmentsStore {
    pub(crate) fn new(session: SessionContext) -> Self {
        Self { list: RwSignal::new(None), failed: RwSignal::new(None), attempt: StoredValue::default(), session }
    }

    /// Looks at them, by name; `None` while they aren't loaded. Follows changes.
    pub(crate) fn with<T>(self, look: impl FnOnce(Option<&[Environment]>) -> T) -> T {
        let visit = self.session.visit();
        self.list.with(|list| look(list.as_ref().filter(|of| of.0 == visit).map(|of| of.1.as_slice())))
    }

    /// Why they couldn't be loaded. Follows changes.
    pub(crate) fn failed(self) -> Option<ClientError> {
        self.failed.get()
    }

    /// Of each that names secrets that aren't there, how many; as far as they are loaded. Follows changes.
    pub(crate) fn broken(self) -> BTreeMap<EnvironmentId, usize> {
        let secrets = expect_context::<SecretsStore>();
        let rows = secrets.is_whole().then(|| secrets.rows());
        let names = rows.as_ref().map(Names::of);
        // Until all secrets are loaded, what the server said.
        let missing = |one: &Environment| {
            names.as_ref().map_or(one.missing_secrets.len(), |names| names.missing(&one.config.secrets))
        };
        let counted = |one: &Environment| Some((one.uid, missing(one))).filter(|(_, missing)| *missing > 0);
        self.with(|list| list.unwrap_or_default().iter().filter_map(counted).collect())
    }

    /// Loads them unless that was asked for already.
    pub(crate) fn ask_once(self) {
        let visit = self.session.visit_untracked();
        if self.attempt.with_value(|last| last.visit != Some(visit)) {
            self.refresh();
        }
    }

    /// Loads them anew. What was loaded before is shown meanwhile.
    pub(crate) fn refresh(self) {
        let attempt = self.next_attempt();
        self.attempt.update_value(|last| last.visit = Some(self.session.visit_untracked()));
        self.failed.set(None);
        spawn_local(async move {
            let loaded = load().await;
            if self.attempt.with_value(|last| last.number != attempt) {
                return;
            }
            match loaded {
                Ok(list) => self.list.set(Some((self.session.visit_untracked(), list))),
                Err(error) if error.is_signed_out() => {
                    self.clear();
                    self.session.lost(Some(error.sentence()));
                }
                Err(error) => self.failed.set(Some(error)),
            }
        });
    }

    /// Puts a new or changed one in its place.
    pub(crate) fn upsert(self, environment: Environment) {
        if self.list.with_untracked(Option::is_none) {
            return self.refresh();
        }
        self.next_attempt();
        self.list.update(|list| {
            let Some((_, list)) = list else { return };
            list.retain(|one| one.uid != environment.uid);
            let folded = environment.config.name.folded();
            let at = list.partition_point(|one| one.config.name.folded() < folded);
            list.insert(at, environment);
        });
    }

    /// Takes a deleted one out.
    pub(crate) fn forget(self, id: EnvironmentId) {
        if self.list.with_untracked(Option::is_none) {
            return self.refresh();
        }
        self.next_attempt();
        self.list.update(|list| {
            if let Some((_, list)) = list {
                list.retain(|one| one.uid != id);
            }
        });
    }

    /// Forgets everything, as when somebody signs out.
    pub(crate) fn clear(self) {
        self.next_attempt();
        self.attempt.update_value(|last| last.visit = None);
        self.list.set(None);
        self.failed.set(None);
    }

    fn next_attempt(self) -> u32 {
        self.attempt.update_value(|last| last.number = last.number.wrapping_add(1));
        self.attempt.with_value(|last| last.number)
    }
}

async fn load() -> Result<Vec<Environment>, ClientError> {
    let mut page = Client.environments(None).await?;
    let mut list = page.environments;
    while let Some(cursor) = page.page_info.next_cursor {
        page = Client.environments(Some(&cursor)).await?;
        list.append(&mut page.environments);
    }
    Ok(list)
}
