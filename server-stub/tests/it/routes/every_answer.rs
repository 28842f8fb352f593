//! What holds for every answer: headers, problems, origin, host.

use anyhow::Result;
use axum::{body::Body, http::Method};
use oz_domain::api::{ProblemCode, paths};

use crate::harness::{Answer, Stack};

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
                      font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; \
                      frame-ancestors 'none'; object-src 'none'";

fn assert_hardened(answer: &Answer, what: &str) {
    let expected = [
        ("content-security-policy", POLICY),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-embedder-policy", "require-corp"),
        ("cross-origin-resource-policy", "same-origin"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
    ];
    for (name, value) in expected {
        assert_eq!(answer.header(name), Some(value), "{what}: {name}");
    }
    let permissions = answer.header("permissions-policy").unwrap_or_default();
    assert!(permissions.contains("clipboard-read=()") && permissions.contains("camera=()"), "{what}");
    assert!(answer.header("x-trace-id").is_some_and(|id| id.len() == 32), "{what}");
}

#[tokio::test]
async fn every_answer_carries_the_policy_refusals_included() -> Result<()> {
    let web = tempfile::tempdir()?;
    std::fs::write(web.path().join("index.html"), "<!doctype html>")?;
    let stack = Stack::with_page(web.path()).await?;
    let (admin, nobody) = (stack.admin().await?, stack.anonymous());

    for path in [
        "/",
        "/secrets",
        "/missing.js",
        "/healthz",
        "/api/v1/keys",
        "/api/v1/nothing",
        "/api/v1/docs",
        "/api/v1/secrets",
    ] {
        assert_hardened(&nobody.get(path).await?, path);
        assert_hardened(&admin.get(path).await?, path);
    }
    assert_hardened(&admin.request(Method::PUT, paths::KEYS).send().await?, "405");
    assert_hardened(&admin.request(Method::POST, paths::SECRETS).body(Body::from("{}")).await?, "415");
    assert_hardened(&nobody.request(Method::GET, "/").header("host", "evil.example").send().await?, "421");
    Ok(())
}

#[tokio::test]
async fn nothing_under_the_interface_is_kept_by_browsers() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    for path in [paths::KEYS, paths::SESSION, paths::SECRETS, paths::OPENAPI, "/api/v1/docs", "/api/v1/nothing"] {
        assert_eq!(admin.get(path).await?.header("cache-control"), Some("no-store"), "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn what_is_not_there_is_a_problem_too() -> Result<()> {
    let stack = Stack::start().await?;

    for path in ["/api", "/api/v1", "/api/v1/nothing", "/api/v2/keys", "/nothing.js", "/problems/not_found"] {
        let problem = stack.anonymous().get(path).await?.problem()?;
        assert_eq!((problem.code, problem.instance.as_str()), (ProblemCode::NotFound, path));
        assert_eq!(problem.kind, "/problems/not_found");
    }
    Ok(())
}

#[tokio::test]
async fn a_method_that_a_path_does_not_take_is_named_with_those_it_takes() -> Result<()> {
    let stack = Stack::start().await?;

    let answer = stack.anonymous().request(Method::DELETE, paths::KEYS).send().await?;

    assert_eq!(answer.code()?, ProblemCode::MethodNotAllowed);
    assert!(answer.header("allow").is_some_and(|allow| allow.contains("GET")));
    Ok(())
}

#[tokio::test]
async fn another_site_changes_nothing_even_with_the_cookie() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let request = admin.draft("FOREIGN").await?.seal()?;

    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
    ] {
        let answer = admin.request(Method::POST, paths::SECRETS).header(name, value).json(&request).await?;
        assert_eq!(answer.code()?, ProblemCode::CrossOrigin, "{name}: {value}");
    }
    assert_eq!(
        admin.request(Method::DELETE, paths::SESSION).header("sec-fetch-site", "cross-site").send().await?.status,
        403
    );
    assert_eq!(
        admin
            .request(Method::POST, paths::SECRETS)
            .header("sec-fetch-site", "same-origin")
            .json(&request)
            .await?
            .status,
        201
    );
    Ok(())
}

#[tokio::test]
async fn a_host_that_is_not_this_server_gets_nothing() -> Result<()> {
    let stack = Stack::start().await?;
    let ask = |host: &'static str| stack.anonymous().request(Method::GET, paths::KEYS).header("host", host).send();

    for host in ["evil.example", "127.0.0.1.evil.example:8787"] {
        assert_eq!(ask(host).await?.code()?, ProblemCode::UnknownHost, "{host}");
    }
    for host in ["localhost:8787", "127.0.0.1", "[::1]:1"] {
        assert_eq!(ask(host).await?.status, 200, "{host}");
    }
    Ok(())
}
