//! A wire between browser and server that writes everything down, and meddles when told to.

mod exchange;
mod forward;
mod serve;
mod tamper;
mod tls;

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use anyhow::{Context, Result};
use serde_json::Value;
use tokio::{net::TcpListener, task::JoinHandle};

pub(crate) use self::forward::Upstream;
pub use self::{
    exchange::{Answer, Exchange},
    tamper::Tamper,
};

/// Whether a side of the wire is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wire {
    /// `http://`.
    Plain,
    /// `https://`, with a certificate that nobody vouches for.
    Tls,
}

impl Wire {
    /// The scheme of its addresses.
    #[must_use]
    pub fn scheme(self) -> &'static str {
        match self {
            Self::Plain => "http",
            Self::Tls => "https",
        }
    }

    /// This machine's name in its addresses.
    #[must_use]
    pub fn host(self) -> &'static str {
        match self {
            Self::Plain => "127.0.0.1",
            Self::Tls => "localhost",
        }
    }
}

/// A recording proxy. Files come uncompressed through it, so that what it searches and changes is what is meant.
pub struct WireSpy {
    origin: String,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

/// What connections and the test both reach.
struct Shared {
    wire: Wire,
    upstream: Mutex<Option<SocketAddr>>,
    exchanges: Mutex<Vec<Exchange>>,
    tampers: Mutex<Vec<Tamper>>,
    reports: Mutex<Vec<Value>>,
}

impl WireSpy {
    /// Listens on a free port. Until [`forward_to`](Self::forward_to), it can only lose connections.
    ///
    /// # Errors
    ///
    /// When no port is free, or no certificate can be made.
    pub async fn listen(wire: Wire) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.context("no port is free")?;
        let origin = format!("{}://{}:{}", wire.scheme(), wire.host(), listener.local_addr()?.port());
        let shared = Arc::new(Shared {
            wire,
            upstream: Mutex::default(),
            exchanges: Mutex::default(),
            tampers: Mutex::default(),
            reports: Mutex::default(),
        });
        let task = serve::start(listener, Arc::clone(&shared))?;
        Ok(Self { origin, shared, task })
    }

    /// Says where the server is.
    pub fn forward_to(&self, upstream: SocketAddr) {
        *lock(&self.shared.upstream) = Some(upstream);
    }

    /// The origin that browsers see.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Everything that has passed, in the order in which it was asked.
    #[must_use]
    pub fn exchanges(&self) -> Vec<Exchange> {
        lock(&self.shared.exchanges).clone()
    }

    /// What has passed for one method and path.
    #[must_use]
    pub fn requests(&self, method: &str, path: &str) -> Vec<Exchange> {
        let mut exchanges = self.exchanges();
        exchanges.retain(|exchange| exchange.method == method && exchange.path() == path);
        exchanges
    }

    /// What has passed that changes something: everything but `GET` and `HEAD`.
    #[must_use]
    pub fn changes(&self) -> Vec<Exchange> {
        let mut exchanges = self.exchanges();
        exchanges.retain(|exchange| !matches!(exchange.method.as_str(), "GET" | "HEAD"));
        exchanges
    }

    /// Meddles from now on. The first that is meant for a request gets it.
    pub fn tamper(&self, tamper: Tamper) {
        lock(&self.shared.tampers).push(tamper);
    }

    /// Meddles no more.
    pub fn leave_alone(&self) {
        lock(&self.shared.tampers).clear();
    }

    /// Violations of the page's policy that the browser reported.
    #[must_use]
    pub fn policy_reports(&self) -> Vec<Value> {
        lock(&self.shared.reports).clone()
    }
}

impl Drop for WireSpy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
