//! A delivery is prepared on a thread that answers nothing else: opening many values keeps a processor busy for a while.

use std::{panic, sync::Arc};

use oz_crypto::{PublicKey, SealError};
use oz_domain::{TeamId, Timestamp, Trigger, WorkspaceId, api::RunItem, resolve::Resolution};
use tokio::{sync::OwnedSemaphorePermit, task::spawn_blocking};

use super::{Sealed, decide, seal};
use crate::{
    runs,
    store::{RunInputs, SealedValues},
    vault::Vault,
};

/// Everything that a delivery is made of.
pub(crate) struct Order {
    /// Opens values.
    pub(crate) vault: Arc<Vault>,
    /// The workspace; bound into the delivery.
    pub(crate) workspace: WorkspaceId,
    /// The team that the run runs for.
    pub(crate) team: TeamId,
    /// The run.
    pub(crate) run: RunItem,
    /// Who or what started it.
    pub(crate) trigger: Trigger,
    /// What decides what it gets.
    pub(crate) inputs: RunInputs,
    /// The sealed values that it gets if they open and fit.
    pub(crate) envelopes: SealedValues,
    /// Variables that the worker's own environment sets.
    pub(crate) worker_variables: Vec<String>,
    /// The runner's key.
    pub(crate) key: PublicKey,
    /// The present time.
    pub(crate) now: Timestamp,
}

/// What came of it.
pub(crate) struct Prepared {
    /// Why the run gets what it gets.
    pub(crate) resolution: Resolution<'static>,
    /// The delivery; none if the run can't have what it must have.
    pub(crate) sealed: Option<Sealed>,
}

impl Order {
    /// Decides, opens and seals. No value leaves the threads on which that is done. The seat is held by the work, also when
    /// nobody waits for it any more.
    ///
    /// # Errors
    ///
    /// Why nothing can be sealed to the runner's key.
    ///
    /// # Panics
    ///
    /// When the work does.
    pub(crate) async fn prepare(self, seat: OwnedSemaphorePermit) -> Result<Prepared, SealError> {
        let work = move || {
            let _seat = seat;
            self.work()
        };
        // It is never cancelled, so an error is a panic, which goes on as if it had happened here.
        spawn_blocking(work).await.unwrap_or_else(|error| panic::resume_unwind(error.into_panic()))
    }

    fn work(self) -> Result<Prepared, SealError> {
        let config = &self.run.agent_config;
        let context = runs::context(self.team, self.trigger, config, &self.inputs, &self.worker_variables, &self.now);
        let decided = decide(&self.vault.keys(), &self.inputs, &self.envelopes, &context);
        let sealed = if decided.resolution.is_failed() {
            None
        } else {
            Some(seal(&decided, &self.key, self.workspace, self.run.run_id)?)
        };
        Ok(Prepared { resolution: decided.into_reasons(), sealed })
    }
}
