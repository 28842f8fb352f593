//! Passes one request on to the server, on a connection of its own.

use std::net::SocketAddr;

use anyhow::{Context, Result};
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::{Request, Response, body::Incoming, client::conn::http1, http::request};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
};
use tokio_rustls::{TlsConnector, rustls::pki_types::ServerName};

use super::{Wire, exchange::Answer, tls};

/// The way to the server.
pub(crate) struct Upstream {
    connector: Option<TlsConnector>,
}

impl Upstream {
    pub(crate) fn new(wire: Wire) -> Result<Self> {
        let connector = match wire {
            Wire::Plain => None,
            Wire::Tls => Some(tls::connector()?),
        };
        Ok(Self { connector })
    }

    /// Asks the server, and waits for its whole answer.
    pub(crate) async fn ask(&self, server: SocketAddr, head: request::Parts, body: Bytes) -> Result<Answer> {
        whole(self.begin(server, head, body).await?).await
    }

    /// Asks the server, with the headers as the browser sent them (its host included), but for compression. The answer's
    /// body is still to come.
    pub(crate) async fn begin(
        &self,
        server: SocketAddr,
        head: request::Parts,
        body: Bytes,
    ) -> Result<Response<Incoming>> {
        let mut request = Request::from_parts(head, Full::new(body));
        for header in ["accept-encoding", "connection", "keep-alive", "content-length", "transfer-encoding"] {
            request.headers_mut().remove(header);
        }
        let stream = TcpStream::connect(server).await.context("the server doesn't accept")?;
        match &self.connector {
            None => exchange(stream, request).await,
            Some(connector) => {
                let name = ServerName::try_from("localhost").context("a name is a name")?;
                exchange(connector.connect(name, stream).await.context("no TLS with the server")?, request).await
            }
        }
    }
}

async fn exchange(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    request: Request<Full<Bytes>>,
) -> Result<Response<Incoming>> {
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    Ok(sender.send_request(request).await?)
}

/// An answer with all of its body.
pub(crate) async fn whole(answer: Response<Incoming>) -> Result<Answer> {
    let (head, body) = answer.into_parts();
    let body = body.collect().await?.to_bytes();
    Ok(Answer { status: head.status, headers: head.headers, body })
}
