//! HTTP/1.1 over a socket, as plain as it gets, for tests of the binary.

use std::{
    io::{Read, Write},
    net::TcpStream,
};

use anyhow::{Context, Result, ensure};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use super::Answer;

/// A connection to a server.
pub(crate) struct Wire(TcpStream);

impl Wire {
    /// Connects.
    pub(crate) fn connect(address: &str) -> Result<Self> {
        Ok(Self(TcpStream::connect(address)?))
    }

    /// Sends bytes as they are.
    pub(crate) fn send(&mut self, bytes: &[u8]) -> Result<()> {
        Ok(self.0.write_all(bytes)?)
    }

    /// Reads the server's word that it waits for the body.
    pub(crate) fn await_continue(&mut self) -> Result<()> {
        const CONTINUE: &[u8] = b"HTTP/1.1 100 Continue\r\n\r\n";
        let mut bytes = [0; CONTINUE.len()];
        self.0.read_exact(&mut bytes)?;
        ensure!(bytes == CONTINUE, "not asked to continue");
        Ok(())
    }

    /// Reads what comes until the server hangs up.
    pub(crate) fn answer(mut self) -> Result<Answer> {
        let mut bytes = Vec::new();
        self.0.read_to_end(&mut bytes)?;
        parse(&bytes)
    }
}

/// One request on a connection of its own.
pub(crate) fn exchange(
    address: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Result<Answer> {
    let mut wire = Wire::connect(address)?;
    wire.send(head(address, method, path, headers, body.len()).as_bytes())?;
    wire.send(body.as_bytes())?;
    wire.answer()
}

fn head(address: &str, method: &str, path: &str, headers: &[(&str, &str)], length: usize) -> String {
    let mut head =
        format!("{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-length: {length}\r\n");
    for (name, value) in headers {
        head.push_str(name);
        head.push_str(": ");
        head.push_str(value);
        head.push_str("\r\n");
    }
    head + "\r\n"
}

/// An answer from its bytes.
pub(crate) fn parse(bytes: &[u8]) -> Result<Answer> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").context("no end of the head")?;
    let head = std::str::from_utf8(&bytes[..end])?;
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).context("no status")?;
    let mut headers = HeaderMap::new();
    for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
        headers.append(HeaderName::try_from(name)?, HeaderValue::try_from(value)?);
    }
    Ok(Answer { status: StatusCode::from_bytes(status.as_bytes())?, headers, body: bytes[end + 4..].to_vec() })
}
