//! What every handler shares.

use std::sync::Arc;

use crate::{
    clock::Clock,
    http::Hosts,
    page::Page,
    runs::RunEvents,
    store::{Store, Workspace},
    vault::Vault,
};

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
    /// Which hosts requests may name.
    pub hosts: Hosts,
    /// The built page, if one is served.
    pub page: Option<Page>,
}
