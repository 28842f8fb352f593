//! Tells whoever listens that a run changed. Says which run, not what it is now: a listener asks the store, as itself.

use std::time::Duration;

use oz_domain::{RunId, TeamId};
use tokio::sync::{broadcast, watch};

use crate::{
    places::{Place, Places},
    store::StoredRun,
};

/// How many changes a slow listener may be behind before it has to look at everything again.
const BACKLOG: usize = 256;
/// Streams of one person, key or agent at once.
const MOST: usize = 32;
/// How often a listener hears that the connection stands.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Where changes of runs are told. Cheap to clone.
#[derive(Debug, Clone)]
pub struct RunEvents {
    changes: broadcast::Sender<RunChanged>,
    open: watch::Sender<bool>,
    heartbeat: Duration,
    places: Places<String>,
}

/// A run changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RunChanged {
    /// The run.
    pub(crate) run: RunId,
    /// Its team.
    pub(crate) team: TeamId,
}

/// What a listener hears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Heard {
    /// A run changed.
    Changed(RunChanged),
    /// More changed than could be told.
    Missed,
    /// The server stops.
    Closing,
}

/// Somebody who wants to know.
#[derive(Debug)]
pub(crate) struct Listener {
    changes: broadcast::Receiver<RunChanged>,
    open: watch::Receiver<bool>,
    _place: Place<String>,
}

impl Default for RunEvents {
    fn default() -> Self {
        Self {
            changes: broadcast::Sender::new(BACKLOG),
            open: watch::Sender::new(true),
            heartbeat: HEARTBEAT,
            places: Places::new(MOST),
        }
    }
}

impl RunEvents {
    /// The same with another heartbeat, for tests that can't wait.
    #[must_use]
    pub fn with_heartbeat(self, heartbeat: Duration) -> Self {
        Self { heartbeat, ..self }
    }

    /// How often a listener hears that the connection stands.
    pub(crate) fn heartbeat(&self) -> Duration {
        self.heartbeat
    }

    /// Tells whoever listens.
    pub(crate) fn tell(&self, run: RunId, team: TeamId) {
        // That nobody listens is no failure.
        let _ = self.changes.send(RunChanged { run, team });
    }

    /// Tells of a team's runs that were changed together.
    pub(crate) fn tell_each(&self, runs: &[RunId], team: TeamId) {
        for run in runs {
            self.tell(*run, team);
        }
    }

    /// Tells of runs that were changed together.
    pub(crate) fn tell_all(&self, runs: &[StoredRun]) {
        for run in runs {
            self.tell(run.item.run_id, run.team);
        }
    }

    /// Listens from now on, unless the same one listens often enough.
    pub(crate) fn listen(&self, who: &str) -> Option<Listener> {
        let place = self.places.take(who.to_owned())?;
        Some(Listener { changes: self.changes.subscribe(), open: self.open.subscribe(), _place: place })
    }

    /// Ends what everybody listens to, so that the server can stop.
    pub fn close(&self) {
        self.open.send_replace(false);
    }
}

impl Listener {
    /// The next thing to know.
    pub(crate) async fn next(&mut self) -> Heard {
        tokio::select! {
            closed = self.open.wait_for(|open| !open) => {
                // A sender that is gone is a server that is gone.
                let _ = closed;
                Heard::Closing
            }
            change = self.changes.recv() => match change {
                Ok(change) => Heard::Changed(change),
                Err(broadcast::error::RecvError::Lagged(_)) => Heard::Missed,
                Err(broadcast::error::RecvError::Closed) => Heard::Closing,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(at: u8) -> RunId {
        RunId::from_parts(0, [at; 10])
    }

    #[tokio::test]
    async fn a_listener_hears_what_changes_from_then_on() {
        let (events, team) = (RunEvents::default(), TeamId::from_parts(0, [0; 10]));
        events.tell(id(1), team);
        let mut listener = events.listen("one").unwrap();

        events.tell(id(2), team);

        assert_eq!(listener.next().await, Heard::Changed(RunChanged { run: id(2), team }));
    }

    #[tokio::test]
    async fn a_listener_who_falls_behind_is_told_so() {
        let (events, team) = (RunEvents::default(), TeamId::from_parts(0, [0; 10]));
        let mut listener = events.listen("one").unwrap();

        for _ in 0..=BACKLOG {
            events.tell(id(1), team);
        }

        assert_eq!(listener.next().await, Heard::Missed);
        assert!(matches!(listener.next().await, Heard::Changed(_)));
    }

    #[tokio::test]
    async fn a_server_that_stops_lets_its_listeners_go() {
        let events = RunEvents::default();
        let mut listener = events.listen("one").unwrap();

        events.close();

        assert_eq!(listener.next().await, Heard::Closing);
        assert_eq!(events.listen("one").unwrap().next().await, Heard::Closing);
    }
}
