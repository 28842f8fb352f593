//! Seals in one page by turns: ours, libsodium's sealed box, a WebCrypto-based HPKE, and our X-Wing.

use std::{collections::BTreeMap, path::Path, time::Duration};

use anyhow::{Context, Result, ensure};
use base64ct::{Base64UrlUnpadded, Encoding};
use oz_crypto::{Envelope, OwnerKind, PrivateKey, SealBinding, Suite, open};
use oz_tests::{Driver, Engine, config::Need};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{files::Files, report::Section, stats::median};

const HOW: &str = "One page in headless Chromium, isolated (fine clock). Contestants take turns, each turn a batch of \
    about 8 ms, the first place going round; warm code; the recipient's key made ready once. Ours is called through \
    the crypto crate's JavaScript face as any page would: it reads the binding, frames, pads, seals and hands over \
    the envelope. libsodium is `crypto_box_seal`, hpke is `CipherSuite.seal` of @hpke/core with \
    @hpke/chacha20poly1305. Each seals the same bytes, and each one's work was opened once before it was timed, ours \
    natively. The thousand: for ours from value to request body (id, JSON of the value, binding, envelope, JSON of the \
    request), for the others the seal alone.";

const SIZES: [usize; 4] = [64, 256, 1024, 65_536];
const CONTESTANTS: [(&str, &str); 4] = [
    ("", "Oz Secrets, X25519"),
    ("_libsodium", "libsodium"),
    ("_hpke", "@hpke/core"),
    ("_xwing", "Oz Secrets, X-Wing"),
];

#[derive(Deserialize)]
struct Measured {
    isolated: bool,
    sizes: BTreeMap<usize, BTreeMap<String, Turns>>,
    thousand: BTreeMap<String, Vec<f64>>,
    prepare_x25519: Vec<f64>,
    prepare_xwing: Vec<f64>,
}

#[derive(Deserialize)]
struct Turns {
    rounds: Vec<f64>,
    bytes: usize,
    opened: Option<bool>,
    envelope: Option<Envelope>,
}

/// Times sealing.
///
/// # Errors
///
/// When the browser or a library fails, or anything that was sealed doesn't open.
pub(crate) async fn measure(crypto_package: &Path) -> Result<Section> {
    let x25519 = PrivateKey::generate(Suite::X25519Sha256ChaCha20Poly1305)?;
    let xwing = PrivateKey::generate(Suite::XWingSha256ChaCha20Poly1305)?;
    let measured = in_a_page(crypto_package, &x25519, &xwing).await?;
    ensure!(measured.isolated, "the bench page isn't isolated: its clock is too coarse");
    for (size, contestants) in &measured.sizes {
        for (name, turns) in contestants {
            let key = if name == "xwing" { &xwing } else { &x25519 };
            ensure!(opens(turns, key)?, "what {name} sealed of {size} bytes doesn't open");
        }
    }
    section(&measured)
}

async fn in_a_page(crypto_package: &Path, x25519: &PrivateKey, xwing: &PrivateKey) -> Result<Measured> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("bench/page");
    let folders = vec![("page", page), ("crypto", crypto_package.to_owned()), ("npm", Need::NodeModules.path()?)];
    let files = Files::serve(folders).await?;
    let browser = Driver::start(Engine::Chromium).await?;
    browser.set_script_timeout(Duration::from_mins(5)).await?;
    browser.goto(files.url("page/index.html")).await?;
    let public = |key: &PrivateKey| Base64UrlUnpadded::encode_string(key.public_key().as_bytes());
    // EXPOSE: a key of this run alone, so that the libraries beside ours can open what they sealed.
    let private = Base64UrlUnpadded::encode_string(x25519.expose_bytes());
    let keys = json!({
        "x25519": { "public": public(x25519), "private": private },
        "xwing": { "public": public(xwing) },
        "binding": binding_json(),
    });
    let options = json!({ "sizes": SIZES, "rounds": 41, "batch_ms": 8, "thousand_rounds": 9 });
    let script = "for (let tries = 0; !globalThis.measure && tries < 500; tries += 1) {
            await new Promise((go) => setTimeout(go, 20));
        }
        return await globalThis.measure(args[0], args[1]);";
    let measured = browser.async_script(script, &[keys, options]).await?;
    browser.quit().await?;
    Ok(measured)
}

fn opens(turns: &Turns, key: &PrivateKey) -> Result<bool> {
    match &turns.envelope {
        Some(envelope) => {
            let opened = open(key, &binding(), envelope).context("an envelope doesn't open")?;
            Ok(opened.len() == turns.bytes)
        }
        None => Ok(turns.opened == Some(true)),
    }
}

fn section(measured: &Measured) -> Result<Section> {
    let mut section = Section::new("Sealing", HOW);
    let of = |size: usize, suffix: &str| {
        let name = contestant(suffix);
        let turns = measured.sizes.get(&size).and_then(|all| all.get(name)).context("a contestant is missing")?;
        Ok::<f64, anyhow::Error>(median(&turns.rounds))
    };
    let ratio = of(256, "")? / of(256, "_libsodium")?;
    let what = "256 B: our time over libsodium's";
    section.barred("seal_256_vs_libsodium", what, ratio, "", 0.40);
    let thousand = |suffix| measured.thousand.get(contestant(suffix)).map_or(0.0, |rounds| median(rounds));
    section.barred("seal_1000_ms", "1,000 × 256 B, to the request body", thousand(""), "ms", 150.0);
    for (suffix, words) in &CONTESTANTS[1..] {
        section.figure(format!("seal_1000{suffix}_ms"), format!("1,000 × 256 B, {words}"), thousand(suffix), "ms");
    }
    for size in SIZES {
        for (suffix, words) in CONTESTANTS {
            section.figure(format!("seal_{size}{suffix}_ms"), format!("{size} B, {words}"), of(size, suffix)?, "ms");
        }
    }
    section.figure("prepare_x25519_ms", "X25519 key made ready, once", median(&measured.prepare_x25519), "ms");
    section.figure("prepare_xwing_ms", "X-Wing key made ready, once", median(&measured.prepare_xwing), "ms");
    Ok(section)
}

fn contestant(suffix: &str) -> &str {
    if suffix.is_empty() { "ours" } else { &suffix[1..] }
}

fn binding() -> SealBinding<'static> {
    SealBinding {
        workspace_id: "01890000-0000-7000-8000-000000000001",
        secret_id: "01890000-0000-7000-8000-000000000002",
        owner_kind: OwnerKind::Team,
        owner_id: "01890000-0000-7000-8000-000000000003",
        name: "API_TOKEN",
        secret_type: "raw_value",
        revision: 1,
    }
}

fn binding_json() -> Value {
    let binding = binding();
    json!({
        "workspace_id": binding.workspace_id,
        "secret_id": binding.secret_id,
        "owner_kind": binding.owner_kind,
        "owner_id": binding.owner_id,
        "name": binding.name,
        "type": binding.secret_type,
        "revision": binding.revision,
    })
}
