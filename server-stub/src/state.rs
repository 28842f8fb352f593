//! What every handler shares.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{
    clock::Clock,
    http::Hosts,
    page::Page,
    runs::RunEvents,
    store::{Store, Workspace},
    vault::Vault,
};

/// Work of which one piece is done at a time. Cheap to clone.
#[derive(Debug, Clone)]
pub struct OneAtATime(Arc<Semaphore>);

impl Default for OneAtATime {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(1)))
    }
}

impl OneAtATime {
    /// The one seat. Held by the work, which goes on when whoever asked for it has gone.
    ///
    /// # Panics
    ///
    /// Never: the seat is not closed.
    pub async fn seat(&self) -> OwnedSemaphorePermit {
        Arc::clone(&self.0).acquire_owned().await.expect("the seat is never closed")
    }
}

/// What every handler shares. Cheap to clone.
#[derive(Debug, Clone)]
pub struct AppState {
    /// Everything that is kept.
    pub store: Store,
    /// The private keys.
    pub vault: Arc<Vault>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Who is told when a run changes.
    pub run_events: RunEvents,
    /// The tenant of this installation.
    pub workspace: Arc<Workspace>,
    /// Who asks who gets a secret.
    pub usage: OneAtATime,
    /// Which hosts requests may name.
    pub hosts: Hosts,
    /// The built page, if one is served.
    pub page: Option<Page>,
}
