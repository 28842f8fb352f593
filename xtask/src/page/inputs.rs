//! What the page is built from, as one hash: nothing changed, nothing built.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::config::Config;
use crate::setup::Toolbox;

/// Everything whose change changes the bundle.
const SOURCES: [&str; 12] = [
    "Cargo.lock",
    "Cargo.toml",
    ".cargo/config.toml",
    "index.html",
    "crypto",
    "domain",
    "web",
    "xtask/node/package-lock.json",
    "xtask/node/shrink.mjs",
    "xtask/src/bundle",
    "xtask/src/page",
    "xtask/src/setup",
];

/// Folders that don't go into the page.
const ELSEWHERE: [&str; 4] = ["fuzz", "pkg", "target", "tests"];

/// A hash over the sources and the compiler.
///
/// # Errors
///
/// When a source can't be read.
pub(super) fn fingerprint(config: &Config, tools: &Toolbox) -> Result<String> {
    let mut hash = Sha256::new();
    hash.update(tools.compiler_version(config).unwrap_or_default());
    for source in SOURCES {
        add(&mut hash, &config.root, &config.root.join(source))?;
    }
    Ok(hex(hash))
}

/// What is noted after a build: what went in, and what came out.
pub(super) fn stamp(inputs: &str, dist: &Path) -> String {
    let mut hash = Sha256::new();
    let whole = dist.join("index.html").is_file() && add(&mut hash, dist, dist).is_ok();
    format!("{inputs} {}\n", if whole { hex(hash) } else { "nothing".to_owned() })
}

fn add(hash: &mut Sha256, root: &Path, path: &Path) -> Result<()> {
    if path.is_dir() {
        let mut entries: Vec<PathBuf> = fs::read_dir(path)
            .with_context(|| format!("could not list {}", path.display()))?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<Result<_, _>>()?;
        entries.sort();
        for entry in entries.iter().filter(|entry| !goes_elsewhere(entry)) {
            add(hash, root, entry)?;
        }
    } else if path.is_file() {
        let content = fs::read(path).with_context(|| format!("could not read {}", path.display()))?;
        let name = path.strip_prefix(root).unwrap_or(path).to_string_lossy();
        hash.update(format!("{name}\0{}\0", content.len()));
        hash.update(content);
    }
    Ok(())
}

fn goes_elsewhere(path: &Path) -> bool {
    path.is_dir() && path.file_name().is_some_and(|name| ELSEWHERE.iter().any(|other| name == *other))
}

fn hex(hash: Sha256) -> String {
    use std::fmt::Write;

    hash.finalize().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hashed(root: &Path) -> String {
        let mut hash = Sha256::new();
        add(&mut hash, root, root).unwrap();
        hex(hash)
    }

    #[test]
    fn a_changed_a_moved_and_a_new_file_each_count() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("a.rs"), "one").unwrap();
        let first = hashed(root.path());

        fs::write(root.path().join("a.rs"), "two").unwrap();
        let changed = hashed(root.path());
        fs::rename(root.path().join("a.rs"), root.path().join("b.rs")).unwrap();
        let moved = hashed(root.path());
        fs::write(root.path().join("c.rs"), "").unwrap();
        let grown = hashed(root.path());

        assert_ne!(first, changed);
        assert_ne!(changed, moved);
        assert_ne!(moved, grown);
    }

    #[test]
    fn tests_and_build_output_do_not_count() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("a.rs"), "one").unwrap();
        let first = hashed(root.path());

        fs::create_dir(root.path().join("tests")).unwrap();
        fs::write(root.path().join("tests/a.rs"), "").unwrap();

        assert_eq!(hashed(root.path()), first);
    }

    #[test]
    fn a_bundle_that_was_tampered_with_is_not_taken_for_built() {
        let dist = tempfile::tempdir().unwrap();
        fs::write(dist.path().join("index.html"), "<p>").unwrap();
        fs::write(dist.path().join("app.js"), "1").unwrap();
        let built = stamp("inputs", dist.path());

        fs::write(dist.path().join("app.js"), "2").unwrap();

        assert_ne!(stamp("inputs", dist.path()), built);
    }
}
