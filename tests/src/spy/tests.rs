//! The spy between a plain client and a plain server.

use std::sync::Arc;

use hyper::StatusCode;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::Semaphore,
};

use super::*;
use crate::{
    needles::Needles,
    places::{self, Place},
};

/// A server that answers every request with what it was sent.
async fn echo() -> SocketAddr {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut asked = vec![0; 4096];
                let read = stream.read(&mut asked).await.unwrap();
                let head = format!(
                    "HTTP/1.1 200 OK\r\ncontent-security-policy: default-src 'none'\r\nconnection: close\r\ncontent-length: {read}\r\n\r\n"
                );
                stream.write_all(&[head.as_bytes(), &asked[..read]].concat()).await.unwrap();
            });
        }
    });
    address
}

async fn spy_on_echo() -> WireSpy {
    let spy = WireSpy::listen(Wire::Plain).await.unwrap();
    spy.forward_to(echo().await);
    spy
}

async fn ask(spy: &WireSpy, line: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(spy.origin().strip_prefix("http://").unwrap()).await.unwrap();
    let request = format!(
        "{line} HTTP/1.1\r\nhost: as.asked\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn what_passes_is_written_down_and_reaches_the_server_unchanged() {
    let spy = spy_on_echo().await;

    let answer = ask(&spy, "POST /a/path?query=1", "the body").await;

    assert!(answer.contains("POST /a/path?query=1"));
    assert!(answer.contains("host: as.asked"));
    let [exchange] = &spy.requests("POST", "/a/path")[..] else { panic!("one request") };
    assert_eq!((exchange.target.as_str(), exchange.status()), ("/a/path?query=1", 200));
    assert_eq!(exchange.body, "the body");
}

#[tokio::test]
async fn a_value_is_found_wherever_it_passes() {
    let needles = Needles::of("fake-canary-value").unwrap();
    for (line, body, place) in [
        ("GET /fake-canary-value", "", Place::RequestAddress),
        ("GET /?q=fake-canary-value", "", Place::RequestAddress),
        ("GET / HTTP/1.1\r\nx-it: fake-canary-value\r\nx-rest:", "", Place::RequestHeaders),
        ("POST /", "{\"v\":\"ZmFrZS1jYW5hcnktdmFsdWU\"}", Place::RequestBody),
        ("POST /", "fake-canary-value", Place::ResponseBody),
    ] {
        let spy = spy_on_echo().await;
        ask(&spy, line, body).await;

        let found = places::search(&needles, &spy.exchanges()[0].pieces());
        assert!(found.iter().any(|find| find.place == place), "{place:?}: {found:?}");
    }
}

#[tokio::test]
async fn violations_are_reported_to_the_spy() {
    let spy = spy_on_echo().await;

    let answer = ask(&spy, "GET /", "").await;
    assert!(answer.contains("content-security-policy: default-src 'none'; report-uri /reports-for-the-spy"));
    ask(&spy, "POST /reports-for-the-spy", "{\"csp-report\":{}}").await;

    assert_eq!(spy.policy_reports().len(), 1);
    assert_eq!(spy.exchanges().len(), 1, "a report is not traffic of the page");
}

#[tokio::test]
async fn an_answer_of_its_own_never_asks_the_server_and_ends_after_its_times() {
    let spy = spy_on_echo().await;
    spy.tamper(Tamper::answer("GET", "/x", Answer::new(StatusCode::CONFLICT, "text/plain", "mine")).times(1));

    assert!(ask(&spy, "GET /x", "").await.ends_with("mine"));
    assert!(ask(&spy, "GET /x", "").await.contains("GET /x"));
}

#[tokio::test]
async fn a_file_is_changed_on_its_way() {
    let spy = spy_on_echo().await;
    spy.tamper(Tamper::rewrite(".js", |body| body[0] ^= 1));

    assert!(ask(&spy, "GET /app.js", "").await.contains("FET /app.js"));
    assert!(ask(&spy, "GET /app.css", "").await.contains("GET /app.css"));
}

#[tokio::test]
async fn a_request_is_held_until_it_is_let_go() {
    let spy = spy_on_echo().await;
    let gate = Arc::new(Semaphore::new(0));
    spy.tamper(Tamper::hold("GET", "/x", &gate));

    let asking = ask(&spy, "GET /x", "");
    tokio::pin!(asking);
    tokio::select! {
        _ = &mut asking => panic!("it wasn't held"),
        reached = crate::wait::until("the request", async || Ok(!spy.exchanges().is_empty())) => reached.unwrap(),
    }
    gate.add_permits(1);

    assert!(asking.await.contains("200 OK"));
}

#[tokio::test]
async fn a_lost_connection_has_no_answer() {
    let spy = spy_on_echo().await;
    spy.tamper(Tamper::lose("GET", "/x"));

    assert_eq!(ask(&spy, "GET /x", "").await, "");
    assert_eq!(spy.exchanges()[0].status(), 0);
}
