//! `/api/v1/openapi.json` and `/api/v1/docs`.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use oz_domain::api::paths;
use serde_json::Value;

use crate::harness::Stack;

async fn document() -> Result<Value> {
    Stack::start().await?.anonymous().get(paths::OPENAPI).await?.read(200)
}

fn operations(document: &Value) -> Vec<(&str, &str, &Value)> {
    let paths = document["paths"].as_object().into_iter().flatten();
    paths
        .flat_map(|(path, methods)| {
            let methods = methods.as_object().into_iter().flatten();
            methods.map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
        })
        .collect()
}

/// Every reference in a value.
fn references<'a>(value: &'a Value, found: &mut BTreeSet<&'a str>) {
    match value {
        Value::Object(members) => {
            found.extend(members.get("$ref").and_then(Value::as_str));
            members.values().for_each(|member| references(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[tokio::test]
async fn every_route_is_described() -> Result<()> {
    let document = document().await?;

    let described: Vec<_> =
        operations(&document).into_iter().map(|(path, method, _)| format!("{method} {path}")).collect();

    let expected = [
        "get /api/v1/agent/schedules",
        "post /api/v1/agent/schedules",
        "get /api/v1/agent/schedules/preview",
        "get /api/v1/agent/schedules/{id}",
        "put /api/v1/agent/schedules/{id}",
        "delete /api/v1/agent/schedules/{id}",
        "post /api/v1/agent/schedules/{id}/pause",
        "post /api/v1/agent/schedules/{id}/resume",
        "get /api/v1/agent/identities",
        "post /api/v1/agent/identities",
        "get /api/v1/agent/identities/{uid}",
        "put /api/v1/agent/identities/{uid}",
        "delete /api/v1/agent/identities/{uid}",
        "get /api/v1/agent/environments",
        "post /api/v1/agent/environments",
        "get /api/v1/agent/environments/{uid}",
        "put /api/v1/agent/environments/{uid}",
        "delete /api/v1/agent/environments/{uid}",
        "get /api/v1/agent/runs",
        "post /api/v1/agent/runs",
        "post /api/v1/agent/run",
        "get /api/v1/agent/runs/events",
        "get /api/v1/agent/runs/{id}",
        "post /api/v1/agent/runs/{id}/cancel",
        "post /api/v1/agent/runs/{id}/claim",
        "get /api/v1/agent/runs/{id}/events",
        "post /api/v1/agent/runs/{id}/lease",
        "post /api/v1/agent/runs/{id}/receipts",
        "get /api/v1/docs",
        "get /api/v1/docs.css",
        "get /api/v1/keys",
        "get /api/v1/openapi.json",
        "post /api/v1/resolve",
        "get /api/v1/secrets",
        "post /api/v1/secrets",
        "get /api/v1/secrets/{id}",
        "delete /api/v1/secrets/{id}",
        "patch /api/v1/secrets/{id}",
        "put /api/v1/secrets/{id}/value",
        "get /api/v1/secrets/{id}/usage",
        "get /api/v1/session",
        "post /api/v1/session",
        "delete /api/v1/session",
        "get /api/v1/settings",
        "patch /api/v1/settings",
        "get /healthz",
    ];
    assert_eq!(described.iter().map(String::as_str).collect::<BTreeSet<_>>(), BTreeSet::from(expected));
    Ok(())
}

#[tokio::test]
async fn every_reference_leads_somewhere() -> Result<()> {
    let document = document().await?;
    let mut found = BTreeSet::new();
    references(&document, &mut found);

    assert!(found.len() > 10);
    for reference in found {
        let pointer = reference.strip_prefix('#').context("references stay in the document")?;
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
    Ok(())
}

#[tokio::test]
async fn every_operation_has_a_name_of_its_own_a_summary_and_a_refusal() -> Result<()> {
    let document = document().await?;
    let operations = operations(&document);

    let names: BTreeSet<_> = operations.iter().map(|(.., operation)| operation["operationId"].as_str()).collect();

    assert_eq!(names.len(), operations.len());
    for (path, method, operation) in operations {
        assert!(operation["summary"].as_str().is_some_and(|words| !words.is_empty()), "{method} {path}");
        assert!(operation["responses"]["default"].is_object(), "{method} {path}");
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        let in_path = parameters.filter(|parameter| parameter["in"] == "path");
        let in_path: Vec<_> =
            in_path.map(|parameter| format!("{{{}}}", parameter["name"].as_str().unwrap_or("?"))).collect();
        assert_eq!(in_path.len(), path.matches('{').count(), "{method} {path}");
        assert!(in_path.iter().all(|name| path.contains(name)), "{method} {path}");
    }
    Ok(())
}

#[tokio::test]
async fn the_page_has_every_operation_and_no_script() -> Result<()> {
    let stack = Stack::start().await?;
    let document = document().await?;

    let page = stack.anonymous().get("/api/v1/docs").await?;
    let style = stack.anonymous().get("/api/v1/docs.css").await?;

    let text = page.text();
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(style.header("content-type"), Some("text/css; charset=utf-8"));
    assert!(!text.contains("<script") && !text.contains("style="));
    for (path, _, operation) in operations(&document) {
        assert!(text.contains(path));
        assert!(text.contains(operation["operationId"].as_str().unwrap_or("?")));
    }
    Ok(())
}
