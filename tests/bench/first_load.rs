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
    and WebAssembly that it names, as the server sends them (brotli, quality 11). What comes later, when the list is \
    painted or a page is first visited, stands beside it. Encryption's share: all of that \
    WebAssembly, built with its functions' names kept, once whole and once with the bodies of all functions of our \
    encryption crate and the crates below it emptied and their tables blanked, both compressed; the difference is what \
    encryption adds to the download. Functions that the compiler merged into the page's own count as the page's. The \
    package is the encryption core alone with its JavaScript face (its own allocator, JSON and error texts included), \
    as npm has it.";

/// What counts, by ending.
const KINDS: [&str; 4] = ["html", "css", "js", "wasm"];

/// The ending of the table that names the parts that come later.
const TABLE: &str = "json";

/// How the names of files begin that are fetched later than the page.
const LATER: &str = "part-";

/// Measures what is in `dist/`, a folder with a twin of its WebAssembly that has names, and the npm package.
///
/// # Errors
///
/// When a file isn't there, or the twin is of another build.
pub(crate) fn measure(named_page: &Path, package: &Path) -> Result<Section> {
    let mut section = Section::new("First load", HOW);
    let (later, files): (Vec<_>, Vec<_>) =
        loaded(&Need::Dist.path()?)?.into_iter().partition(|(file, _)| is_later(file));
    let total: usize = files.iter().map(|(_, bytes)| bytes).sum();
    section.barred("first_load_brotli_bytes", "all of it", number(total), "B", 160_000.0);
    for kind in KINDS {
        let of_kind = files.iter().filter(|(file, _)| ending(file) == kind);
        let bytes: usize = of_kind.map(|(_, bytes)| bytes).sum();
        section.figure(format!("first_load_{kind}_brotli_bytes"), kind, number(bytes), "B");
    }
    let wasm_of = |files: &[(PathBuf, usize)]| -> usize {
        files.iter().filter(|(file, _)| ending(file) == "wasm").map(|(_, bytes)| bytes).sum()
    };
    let wasm = wasm_of(&later) + wasm_of(&files);
    let later: usize = later.iter().map(|(_, bytes)| bytes).sum();
    section.figure("later_brotli_bytes", "what comes later, in parts", number(later), "B");

    let share = Share::of_all(&programs(named_page)?)?;
    ensure!(
        share.whole.abs_diff(wasm) * 50 < wasm,
        "the twin with names ({} B) is of another build than dist/ ({wasm} B)",
        share.whole
    );
    let crypto = share.whole - share.without;
    section.barred("crypto_brotli_bytes", "encryption's share", number(crypto), "B", 25_000.0);
    section.figure("crypto_code_bytes", "code of encryption, uncompressed", number(share.code), "B");
    let package = brotli(&read(&package.join("oz_crypto_bg.wasm"))?)? + brotli(&read(&package.join("oz_crypto.js"))?)?;
    section.figure("crypto_package_brotli_bytes", "the npm package: WebAssembly and JavaScript", number(package), "B");
    Ok(section)
}

/// Brotli's bytes of all WebAssembly files together.
struct Share {
    whole: usize,
    without: usize,
    code: usize,
}

impl Share {
    fn of_all(programs: &[PathBuf]) -> Result<Self> {
        let mut all = Self { whole: 0, without: 0, code: 0 };
        for program in programs {
            let one = share::of(&read(program)?)?;
            all.whole += brotli(&one.whole)?;
            all.without += brotli(&one.without)?;
            all.code += one.code;
        }
        Ok(all)
    }
}

/// All WebAssembly in a folder and the folders in it.
fn programs(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("could not list {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(programs(&path)?);
        } else if ending(&path) == "wasm" {
            found.push(path);
        }
    }
    Ok(found)
}

fn is_later(file: &Path) -> bool {
    file.file_name().is_some_and(|name| name.to_string_lossy().starts_with(LATER))
}

/// Files that a visit loads, sooner or later, and the bytes of each in brotli.
fn loaded(dist: &Path) -> Result<Vec<(PathBuf, usize)>> {
    let entries = fs::read_dir(dist).with_context(|| format!("could not list {}", dist.display()))?;
    let all: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    let mut loaded = BTreeSet::new();
    let mut found = vec![dist.join("index.html")];
    while let Some(file) = found.pop() {
        let text = String::from_utf8_lossy(&read(&file)?).into_owned();
        if loaded.insert(file) {
            let named = |file: &&PathBuf| file.file_name().is_some_and(|name| text.contains(&*name.to_string_lossy()));
            let counted = all.iter().filter(|file| KINDS.contains(&ending(file)) || ending(file) == TABLE);
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
