//! Accepts connections until told to stop, then lets those that are under way finish.

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::Router;
use hyper::{body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::{GracefulShutdown, Watcher},
    service::TowerToHyperService,
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    time::timeout,
};
use tower::Service;

use super::{patient::Patient, peers::Peers, tls::Privacy};

/// Connections at once; more wait their turn.
const MOST: usize = 1024;
/// How long a client may take to say what it wants, or between two requests.
const HEADER_PATIENCE: Duration = Duration::from_secs(15);
/// How long a client may take nothing of an answer that is being written.
const WRITE_PATIENCE: Duration = Duration::from_secs(30);
const HANDSHAKE_PATIENCE: Duration = Duration::from_secs(10);
/// How long requests that are under way may take to finish after the server was told to stop.
const FAREWELL: Duration = Duration::from_secs(35);

/// Answers until `stop` comes true, then finishes what is under way.
pub(crate) async fn serve(listener: TcpListener, privacy: Privacy, router: Router, stop: impl Future<Output = ()>) {
    let (graceful, privacy, seats) = (GracefulShutdown::new(), Arc::new(privacy), Arc::new(Semaphore::new(MOST)));
    let (peers, mut stop) = (Peers::default(), std::pin::pin!(stop));
    loop {
        let seat = tokio::select! {
            seat = Arc::clone(&seats).acquire_owned() => seat.expect("the seats are never closed"),
            () = &mut stop => break,
        };
        let stream = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        match stream {
            Ok((stream, peer)) => {
                // Who comes through a proxy has the proxy's address.
                let place = match &*privacy {
                    Privacy::Plain => None,
                    Privacy::Tls(_) => match peers.place(peer.ip()) {
                        None => continue,
                        place => place,
                    },
                };
                let (privacy, router, watcher) = (Arc::clone(&privacy), router.clone(), graceful.watcher());
                tokio::spawn(async move {
                    greet(stream, &privacy, router, watcher).await;
                    drop((seat, place));
                });
            }
            Err(error) => {
                tracing::warn!(%error, "could not accept a connection");
                // Out of file descriptors, most likely: trying again at once would only burn time.
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
    drop(listener);
    tracing::info!("stopping; finishing what is under way");
    if timeout(FAREWELL, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests did not finish in time");
    }
}

async fn greet(stream: TcpStream, privacy: &Privacy, router: Router, watcher: Watcher) {
    // Small answers go out at once. Where that can't be set they go out a little later.
    let _ = stream.set_nodelay(true);
    let stream = Patient::new(stream, WRITE_PATIENCE);
    match privacy {
        Privacy::Plain => talk(stream, router, watcher).await,
        Privacy::Tls(acceptor) => match timeout(HANDSHAKE_PATIENCE, acceptor.accept(stream)).await {
            Ok(Ok(stream)) => talk(stream, router, watcher).await,
            Ok(Err(error)) => tracing::debug!(%error, "no TLS handshake"),
            Err(_) => tracing::debug!("the TLS handshake took too long"),
        },
    }
}

async fn talk(stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static, router: Router, watcher: Watcher) {
    let service = tower::service_fn(move |request: hyper::Request<Incoming>| {
        let mut router = router.clone();
        async move { Ok::<_, Infallible>(router.call(request).await.unwrap_or_else(|never| match never {})) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_PATIENCE)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!(%error, "a connection ended early");
    }
}
