//! Takes the address to listen on.

use std::{io, net::SocketAddr};

use anyhow::{Context, Result, anyhow};
use tokio::net::TcpListener;

/// Listens on an address; a sentence when that can't be.
pub(crate) async fn bind(address: SocketAddr) -> Result<TcpListener> {
    match TcpListener::bind(address).await {
        Ok(listener) => Ok(listener),
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            Err(anyhow!("{address} is in use; stop what listens there, or give another `--listen` address"))
        }
        Err(error) => Err(error).with_context(|| format!("could not listen on {address}")),
    }
}
