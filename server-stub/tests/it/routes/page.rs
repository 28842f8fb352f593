//! The page: everything that is no route.

use anyhow::Result;
use axum::http::Method;
use oz_domain::api::ProblemCode;
use tempfile::TempDir;

use crate::harness::Stack;

const SCRIPT: &str = "export default 1;\n";
/// The first 16 digits of the script's SHA-256.
const SCRIPT_NAME: &str = "app-96909e1dce85ca53.js";

fn page() -> Result<TempDir> {
    let folder = tempfile::tempdir()?;
    let file = |name: &str, text: &str| std::fs::write(folder.path().join(name), text);
    file("index.html", "<!doctype html><title>page</title>")?;
    file(SCRIPT_NAME, SCRIPT)?;
    file(&format!("{SCRIPT_NAME}.br"), "pretend brotli")?;
    file(&format!("{SCRIPT_NAME}.gz"), "pretend gzip")?;
    file("app-0123456789abcdef_bg.wasm", "\0asm")?;
    file("style.css", "body {}")?;
    Ok(folder)
}

#[tokio::test]
async fn the_pages_own_addresses_all_give_the_page() -> Result<()> {
    let folder = page()?;
    let stack = Stack::with_page(folder.path()).await?;
    let client = stack.anonymous();

    for path in ["/", "/secrets", "/sign-in", "/secrets/new", "/deep/er"] {
        let answer = client.get(path).await?;
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.text().contains("<title>page</title>"), "{path}");
        assert_eq!(answer.header("content-type"), Some("text/html"), "{path}");
        assert_eq!(answer.header("cache-control"), Some("no-cache"), "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn a_file_that_is_not_there_is_not_the_page() -> Result<()> {
    let folder = page()?;
    let stack = Stack::with_page(folder.path()).await?;
    let client = stack.anonymous();

    for path in ["/missing.js", "/deep/missing.css", "/../Cargo.toml", "/%2e%2e/Cargo.toml", "/favicon.ico"] {
        assert_eq!(client.get(path).await?.code()?, ProblemCode::NotFound, "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn only_a_file_whose_name_is_its_hash_is_kept_for_ever() -> Result<()> {
    let folder = page()?;
    let stack = Stack::with_page(folder.path()).await?;
    let client = stack.anonymous();

    let kept = client.get(&format!("/{SCRIPT_NAME}")).await?;
    let liar = client.get("/app-0123456789abcdef_bg.wasm").await?;
    let plain = client.get("/style.css").await?;

    assert_eq!(kept.header("cache-control"), Some("public, max-age=31536000, immutable"));
    assert_eq!(liar.header("cache-control"), Some("no-cache"));
    assert_eq!(plain.header("cache-control"), Some("no-cache"));
    Ok(())
}

#[tokio::test]
async fn a_file_that_changed_under_its_name_is_no_longer_kept() -> Result<()> {
    let folder = page()?;
    let stack = Stack::with_page(folder.path()).await?;
    let client = stack.anonymous();
    client.get(&format!("/{SCRIPT_NAME}")).await?;
    std::fs::write(folder.path().join(SCRIPT_NAME), "export default 1000;\n")?;

    let answer = client.get(&format!("/{SCRIPT_NAME}")).await?;

    assert_eq!(answer.header("cache-control"), Some("no-cache"));
    assert_eq!(answer.text(), "export default 1000;\n");
    Ok(())
}

#[tokio::test]
async fn wasm_has_its_own_type() -> Result<()> {
    let folder = page()?;
    let stack = Stack::with_page(folder.path()).await?;
    let client = stack.anonymous();

    let answer = client.get("/app-0123456789abcdef_bg.wasm").await?;

    assert_eq!(answer.header("content-type"), Some("application/wasm"));
    Ok(())
}

#[tokio::test]
async fn a_browser_that_takes_brotli_or_gzip_gets_the_packed_file() -> Result<()> {
    let folder = page()?;
    let stack = Stack::with_page(folder.path()).await?;
    let client = stack.anonymous();
    let ask = |accepted: &'static str| {
        client.request(Method::GET, &format!("/{SCRIPT_NAME}")).header("accept-encoding", accepted).send()
    };

    let (brotli, gzip, plain) = (ask("gzip, deflate, br").await?, ask("gzip").await?, ask("identity").await?);

    assert_eq!((brotli.header("content-encoding"), brotli.text().as_str()), (Some("br"), "pretend brotli"));
    assert_eq!((gzip.header("content-encoding"), gzip.text().as_str()), (Some("gzip"), "pretend gzip"));
    assert_eq!((plain.header("content-encoding"), plain.text().as_str()), (None, SCRIPT));
    for answer in [brotli, gzip, plain] {
        assert_eq!(answer.header("content-type"), Some("text/javascript"));
        assert!(answer.header("vary").is_some_and(|vary| vary.contains("accept-encoding")));
    }
    Ok(())
}

#[tokio::test]
async fn the_page_can_be_rebuilt_while_the_server_runs() -> Result<()> {
    let folder = page()?;
    let stack = Stack::with_page(folder.path()).await?;
    let client = stack.anonymous();
    client.get("/").await?;
    std::fs::write(folder.path().join("index.html"), "<!doctype html><title>rebuilt</title>")?;

    assert!(client.get("/").await?.text().contains("rebuilt"));
    Ok(())
}

#[tokio::test]
async fn the_page_is_only_read() -> Result<()> {
    let folder = page()?;
    let stack = Stack::with_page(folder.path()).await?;
    let client = stack.anonymous();

    for method in [Method::POST, Method::PUT, Method::DELETE] {
        let answer = client.request(method.clone(), "/secrets").send().await?;
        assert_eq!(answer.code()?, ProblemCode::MethodNotAllowed, "{method}");
    }
    Ok(())
}

#[tokio::test]
async fn without_a_page_there_is_nothing_to_see() -> Result<()> {
    let stack = Stack::start().await?;
    let client = stack.anonymous();

    assert_eq!(client.get("/").await?.code()?, ProblemCode::NotFound);
    Ok(())
}
