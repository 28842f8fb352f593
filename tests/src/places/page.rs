//! What the browser holds for the page: document, fields, storages, cookies, memory.

use anyhow::{Context, Result};
use base64ct::{Base64, Encoding};
use serde::Deserialize;

use super::{Piece, Place};
use crate::Driver;

/// Everything that the browser holds for the page, the memory of the WebAssembly included.
///
/// # Errors
///
/// When the browser doesn't answer.
pub async fn in_page(driver: &Driver) -> Result<Vec<Piece>> {
    let held: Held = driver.async_script(include_str!("collect.js"), &[]).await?;
    let mut pieces = vec![
        Piece::new(Place::PageAddress, "address, title, history", held.address),
        Piece::new(Place::Document, "document", held.document),
        Piece::new(Place::Fields, "fields", held.fields),
        Piece::new(Place::LocalStorage, "localStorage", held.local),
        Piece::new(Place::SessionStorage, "sessionStorage", held.session),
        Piece::new(Place::IndexedDb, "IndexedDB", held.databases),
        Piece::new(Place::CacheStorage, "caches", held.caches),
    ];
    let cookies = driver.get_all_cookies().await?;
    pieces.push(Piece::new(Place::Cookies, "cookies", serde_json::to_vec(&cookies)?));
    pieces.push(in_memory(driver).await?);
    Ok(pieces)
}

/// The linear memory of the WebAssembly.
///
/// # Errors
///
/// When the page's program isn't running.
pub async fn in_memory(driver: &Driver) -> Result<Piece> {
    let text: String = driver.async_script(include_str!("memory.js"), &[]).await?;
    let bytes = Base64::decode_vec(&text).ok().context("the memory came garbled")?;
    anyhow::ensure!(!bytes.is_empty(), "the program has no memory");
    Ok(Piece::new(Place::WasmMemory, "memory", bytes))
}

/// What `collect.js` gives.
#[derive(Deserialize)]
struct Held {
    address: String,
    document: String,
    fields: String,
    local: String,
    session: String,
    databases: String,
    caches: String,
}
