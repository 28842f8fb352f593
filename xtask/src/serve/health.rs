//! Asks a server whether it is up.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, ExitStatus};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// How long a start may take: a slow disk, a first start that makes keys.
const PATIENCE: Duration = Duration::from_secs(30);

/// What became of a server that was started.
#[derive(Debug)]
pub(super) enum Health {
    /// It answers.
    Up,
    /// It has ended.
    Ended(ExitStatus),
}

/// Waits until the server answers or ends.
///
/// # Errors
///
/// When it does neither; it is ended then.
pub(super) fn wait(listen: SocketAddr, server: &mut Child) -> Result<Health> {
    let started = Instant::now();
    while started.elapsed() < PATIENCE {
        if let Some(status) = server.try_wait().context("could not look after the server")? {
            return Ok(Health::Ended(status));
        }
        if answers(listen).unwrap_or(false) {
            return Ok(Health::Up);
        }
        sleep(Duration::from_millis(25));
    }
    let _ = server.kill();
    bail!("the server didn't answer within {} s", PATIENCE.as_secs())
}

fn answers(listen: SocketAddr) -> std::io::Result<bool> {
    let mut stream = TcpStream::connect_timeout(&listen, Duration::from_secs(1))?;
    stream.set_read_timeout(Some(Duration::from_secs(2)))?;
    write!(stream, "GET /healthz HTTP/1.1\r\nHost: {listen}\r\nConnection: close\r\n\r\n")?;
    let mut status = [0; 12];
    stream.read_exact(&mut status)?;
    Ok(status.ends_with(b" 200"))
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader};
    use std::net::TcpListener;
    use std::thread;

    use super::*;

    fn answering(status: &'static str) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            // All of the request: what is left unread when the socket closes would break the pipe.
            let mut lines = BufReader::new(&stream).lines();
            while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
            write!(stream, "HTTP/1.1 {status}\r\n\r\n").unwrap();
        });
        address
    }

    #[test]
    fn only_an_ok_counts_as_up() {
        assert!(answers(answering("200 OK")).unwrap());
        assert!(!answers(answering("503 Service Unavailable")).unwrap());
    }
}
