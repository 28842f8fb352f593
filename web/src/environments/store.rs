//! The team's environments, for every part of the page to ask.

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::{EnvironmentId, api::Environment};

use crate::{
    client::{Client, ClientError},
    session::SessionContext,
};

/// The team's environments. In context.
#[derive(Clone, Copy)]
pub(crate) struct EnvironmentsStore {
    /// By name, and in which visit they were loaded; `None` until they are.
    list: RwSignal<Option<(u32, Vec<Environment>)>>,
    failed: RwSignal<Option<ClientError>>,
    /// Which attempt to load is the present one; answers to earlier ones are late.
    attempt: StoredValue<u32>,
    session: SessionContext,
}

impl EnvironmentsStore {
    pub(crate) fn new(session: SessionContext) -> Self {
        Self { list: RwSignal::new(None), failed: RwSignal::new(None), attempt: StoredValue::new(0), session }
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

    /// How many name a secret that isn't there, as far as they are loaded. Follows changes.
    pub(crate) fn broken(self) -> usize {
        self.with(|list| list.unwrap_or_default().iter().filter(|one| !one.missing_secrets.is_empty()).count())
    }

    /// Loads them anew. What was loaded before is shown meanwhile.
    pub(crate) fn refresh(self) {
        let attempt = self.next_attempt();
        self.failed.set(None);
        spawn_local(async move {
            let loaded = load().await;
            if self.attempt.get_value() != attempt {
                return;
            }
            match loaded {
                Ok(list) => self.list.set(Some((untrack(|| self.session.visit()), list))),
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
        self.list.set(None);
        self.failed.set(None);
    }

    fn next_attempt(self) -> u32 {
        let next = self.attempt.get_value().wrapping_add(1);
        self.attempt.set_value(next);
        next
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
