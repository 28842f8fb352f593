//! Rules about the repository's own files, cheap enough to check each time.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// Folders that builds and people make.
const NOT_OURS: [&str; 9] = [".git", "artifacts", "corpus", "data", "dist", "node_modules", "pkg", "target", "vectors"];

/// Endings of files that people write by hand as code.
const CODE: [&str; 6] = ["css", "html", "js", "mjs", "rs", "sql"];

/// The longest that a file of code may be, in lines.
const LONGEST: usize = 250;

/// Files that may be longer, and why.
const MAY_BE_LONGER: [(&str, &str); 0] = [];

/// Where packages come from is each machine's own business. In two parts, so that this file isn't found.
const HOSTS: [(&str, &str); 6] = [
    ("registry.npm", "js.org"),
    ("index.crates", ".io"),
    ("static.crates", ".io"),
    ("deb.debian", ".org"),
    ("pypi", ".org"),
    ("files.python", "hosted.org"),
];

/// The beginnings of paths that are somebody's own.
const HOMES: [(&str, &str); 3] = [("/ro", "ot/"), ("/Us", "ers/"), ("/work", "/main")];

/// Checks every file.
///
/// # Errors
///
/// When a file breaks a rule: then with all that do.
pub(super) fn check(root: &Path) -> Result<()> {
    let mut broken = Vec::new();
    for file in files(root)? {
        let name = file.strip_prefix(root).unwrap_or(&file).to_string_lossy().into_owned();
        let Ok(text) = String::from_utf8(fs::read(&file).with_context(|| format!("could not read {name}"))?) else {
            continue;
        };
        broken.extend(rules_broken_by(&name, &text).into_iter().map(|rule| format!("{name}: {rule}")));
    }
    if broken.is_empty() {
        return Ok(());
    }
    bail!("\n  {}", broken.join("\n  "))
}

fn rules_broken_by(name: &str, text: &str) -> Vec<String> {
    let mut broken = Vec::new();
    let whole = |(one, other): &(&str, &str)| format!("{one}{other}");
    broken.extend(HOSTS.iter().map(whole).filter(|host| text.contains(host)).map(|host| format!("names {host}")));
    broken.extend(HOMES.iter().map(whole).filter(|home| text.contains(home)).map(|home| format!("names {home}")));
    if name.ends_with("package-lock.json") && text.contains("\"resolved\"") {
        broken.push("says where packages were downloaded from".to_owned());
    }
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    if ending == "rs" && !text.starts_with("//! ") {
        broken.push("doesn't begin with a line that says what it does (`//! …`)".to_owned());
    }
    let lines = text.lines().count();
    let excused = MAY_BE_LONGER.iter().any(|(excused, _)| *excused == name);
    if CODE.contains(&ending) && lines > LONGEST && !excused {
        broken.push(format!("has {lines} lines, more than {LONGEST}"));
    }
    broken
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("could not list {}", folder.display()))? {
        let entry = entry.context("could not read a folder's entry")?;
        let kind = entry.file_type().context("could not tell a file from a folder")?;
        let ours = !NOT_OURS.iter().any(|other| entry.file_name() == *other);
        if kind.is_dir() && ours {
            found.extend(files(&entry.path())?);
        } else if kind.is_file() {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clean_file_breaks_no_rule() {
        assert!(rules_broken_by("crypto/src/lib.rs", "//! Seals and opens.\n").is_empty());
    }

    #[test]
    fn each_rule_finds_what_breaks_it() {
        let host = format!("fetch from {}{}", HOSTS[0].0, HOSTS[0].1);
        let home = format!("see {}{}notes", HOMES[0].0, HOMES[0].1);
        let long = format!("//! Long.\n{}", "\n".repeat(LONGEST));
        for (name, text) in [
            ("README.md", host.as_str()),
            ("README.md", home.as_str()),
            ("xtask/node/package-lock.json", r#"{"resolved": "somewhere"}"#),
            ("crypto/src/lib.rs", "// not what it does\n"),
            ("crypto/src/lib.rs", long.as_str()),
        ] {
            assert_eq!(rules_broken_by(name, text).len(), 1, "{name}");
        }
    }

    #[test]
    fn build_output_and_peoples_own_folders_are_left_alone() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("target")).unwrap();
        fs::write(root.path().join("target/a.rs"), "no first line").unwrap();

        assert!(check(root.path()).is_ok());

        fs::write(root.path().join("a.rs"), "no first line").unwrap();
        assert!(check(root.path()).is_err());
    }
}
