//! How many bytes a first visit loads, and how many of them are encryption.

use std::{
    collections::BTreeSet,
    fs,
    io::Read,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use oz_tests::config::Need;

use crate::{report::Section, share, stats::number};

const HOW: &str = "What the page loads before it can show anything: `index.html` and every file of markup, style, script \
    and WebAssembly that it names, as the server sends them (brotli, quality 11). Encryption's share: the same \
    WebAssembly, built with its functions' names kept, once whole and once with the bodies of all functions of our \
    encryption crate and the crates below it emptied and their tables blanked, both compressed; the difference is what \
    encryption adds to the download. Functions that the compiler merged into the page's own count as the page's. The \
    package is the encryption core alone with its JavaScript face (its own allocator, JSON and error texts included), \
    as npm has it.";

/// What counts, by ending.
const KINDS: [&str; 4] = ["html", "css", "js", "wasm"];

/// Measures what is in `dist/`, a twin of its WebAssembly that has names, and the npm package.
///
/// # Errors
///
/// When a file isn't there, or the twin is of another build.
pub(crate) fn measure(named_page: &Path, package: &Path) -> Result<Section> {
    let mut section = Section::new("First load", HOW);
    let files = first_load(&Need::Dist.path()?)?;
    let total: usize = files.iter().map(|(_, bytes)| bytes).sum();
    section.barred("first_load_brotli_bytes", "all of it", number(total), "B", 160_000.0);
    for kind in KINDS {
        let of_kind = files.iter().filter(|(file, _)| ending(file) == kind);
        let bytes: usize = of_kind.map(|(_, bytes)| bytes).sum();
        section.figure(format!("first_load_{kind}_brotli_bytes"), kind, number(bytes), "B");
    }

    let share = share::of(&read(named_page)?)?;
    let whole = brotli(&share.whole)?;
    let wasm: usize = files.iter().filter(|(file, _)| ending(file) == "wasm").map(|(_, bytes)| bytes).sum();
    ensure!(
        whole.abs_diff(wasm) * 50 < wasm,
        "the twin with names ({whole} B) is of another build than dist/ ({wasm} B)"
    );
    let crypto = whole - brotli(&share.without)?;
    section.barred("crypto_brotli_bytes", "encryption's share", number(crypto), "B", 25_000.0);
    section.figure("crypto_code_bytes", "code of encryption, uncompressed", number(share.code), "B");
    let package = brotli(&read(&package.join("oz_crypto_bg.wasm"))?)? + brotli(&read(&package.join("oz_crypto.js"))?)?;
    section.figure("crypto_package_brotli_bytes", "the npm package: WebAssembly and JavaScript", number(package), "B");
    Ok(section)
}

/// Files that a first visit loads, and the bytes of each in brotli.
fn first_load(dist: &Path) -> Result<Vec<(PathBuf, usize)>> {
    let entries = fs::read_dir(dist).with_context(|| format!("could not list {}", dist.display()))?;
    let all: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    let mut loaded = BTreeSet::new();
    let mut found = vec![dist.join("index.html")];
    while let Some(file) = found.pop() {
        let text = String::from_utf8_lossy(&read(&file)?).into_owned();
        if loaded.insert(file) {
            let named = |file: &&PathBuf| file.file_name().is_some_and(|name| text.contains(&*name.to_string_lossy()));
            let counted = all.iter().filter(|file| KINDS.contains(&ending(file)));
            found.extend(counted.filter(named).cloned());
        }
    }
    let compressed = |file: PathBuf| {
        let mut beside = file.clone().into_os_string();
        beside.push(".br");
        let bytes = fs::metadata(&beside).with_context(|| format!("no {}", beside.display()))?.len();
        Ok((file, usize::try_from(bytes)?))
    };
    loaded.into_iter().map(compressed).collect()
}

fn ending(file: &Path) -> &str {
    file.extension().and_then(|ending| ending.to_str()).unwrap_or_default()
}

fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("could not read {}", file.display()))
}

/// The length in brotli, as the bundle is compressed.
fn brotli(content: &[u8]) -> Result<usize> {
    let mut compressed = Vec::new();
    brotli::CompressorReader::new(content, 1 << 16, 11, 22).read_to_end(&mut compressed)?;
    Ok(compressed.len())
}
