//! What the server logs, at its most talkative.

use anyhow::{Context, Result};
use oz_domain::api::paths;
use serde_json::json;

use crate::harness::{Remote, TestFolder, exchange};

/// Signs in with a link; the link's and the cookie's tokens.
fn sign_in(folder: &TestFolder, address: &str) -> Result<[String; 2]> {
    let link = folder.command(&["sign-in-link"]).data()?;
    let token = link.split_once("#token=").context("a token")?.1;
    let body = json!({ "token": token }).to_string();
    let json = [("content-type", "application/json")];
    let answer = exchange(address, "POST", paths::SESSION, &json, &body)?;
    let cookie = answer.header("set-cookie").context("a cookie")?;
    let cookie = cookie.split(';').next().context("a pair")?;
    let seen = exchange(address, "GET", paths::SESSION, &[("cookie", cookie)], "")?;
    assert_eq!(seen.status, 200);
    let cookie_token = cookie.split_once('=').context("a token")?.1;
    Ok([token.to_owned(), cookie_token.to_owned()])
}

/// Sends things that must not be logged, in requests that go well and in others.
fn send_canaries(remote: &Remote) -> Result<String> {
    let mut request = remote.draft("CANARY_NAME")?.value("canary-value").seal()?;
    request.description = "canary-description".parse()?;
    let sealed = serde_json::to_value(&request.envelope)?;
    let sealed = sealed["sealed"].as_str().context("a text")?;
    let list = |query: &str| remote.get(&format!("{}?{query}", paths::SECRETS));

    assert_eq!(remote.post(paths::SECRETS, &request)?.status, 201);
    assert_eq!(remote.post(paths::SECRETS, &request)?.status, 409);
    assert_eq!(list("query=canary-query")?.status, 200);
    assert_eq!(list("limit=canary-query")?.status, 400);
    assert_eq!(remote.get("/canary-path?canary-query")?.status, 404);
    let strange = json!({ "canary-member": "canary-body" });
    assert_eq!(remote.post(paths::SECRETS, &strange)?.status, 422);
    Ok(sealed[..40].to_owned())
}

#[test]
fn no_value_envelope_token_key_body_or_query_is_in_the_log() -> Result<()> {
    let folder = TestFolder::new()?;
    let server = folder.serve(&["--log", "trace"])?;
    let make = ["api-key", "create", "--email", "admin@localhost", "--name", "ci"];
    let key = folder.command(&make).data()?;
    let [link_token, cookie_token] = sign_in(&folder, server.address())?;

    let sealed = send_canaries(&Remote::new(server.address(), &key))?;

    let log = server.log()?;
    for secret in
        [&key, &link_token, &cookie_token, &sealed, "canary-value", "canary-body", "canary-query", "canary-description"]
    {
        let line = log.lines().find(|line| line.contains(secret));
        assert!(line.is_none(), "in the log: {}", line.unwrap_or_default());
    }
    // The log was read, and has what it should have.
    for wanted in ["method=POST", "route=\"/api/v1/secrets\"", "status=201", "trace_id=", "caller=\"personal_key\""] {
        assert!(log.contains(wanted), "{wanted}");
    }
    Ok(())
}

#[test]
fn the_trace_id_of_a_refusal_finds_its_line() -> Result<()> {
    let folder = TestFolder::new()?;
    let server = folder.serve(&[])?;

    let problem = exchange(server.address(), "GET", paths::SECRETS, &[], "")?.problem()?;

    let log = server.log()?;
    let line = log.lines().find(|line| line.contains(&problem.trace_id)).context("a line")?;
    assert!(line.contains("status=401") && line.contains("route=\"/api/v1/secrets\""), "{line}");
    Ok(())
}
