//! What the environment says: where things are, and which variables children must not inherit.
//! The only file that reads the environment.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::{env, fs};

use anyhow::{Context, Result, bail};

/// The folders that the commands work in, and the search path they start from.
pub(crate) struct Config {
    /// The repository's root.
    pub(crate) root: PathBuf,
    /// Where tools are kept between clones: one folder each, named by version.
    pub(crate) tools: PathBuf,
    /// Cargo's target folder for what runs natively.
    pub(crate) target: PathBuf,
    /// The search path as it was given to us.
    pub(crate) path: OsString,
    /// The person's home folder, if there is one.
    pub(crate) home: Option<PathBuf>,
    /// Where cargo keeps the crates that it fetched.
    pub(crate) cargo_home: Option<PathBuf>,
    /// Variables to take away from, or (with a value) to set for, each child.
    pub(crate) child_env: Vec<(OsString, Option<OsString>)>,
}

impl Config {
    /// Reads the environment.
    ///
    /// # Errors
    ///
    /// When this isn't run inside the repository, or there is no place to keep tools.
    pub(crate) fn load() -> Result<Self> {
        let root = repository_root()?;
        let home = variable("HOME").map(PathBuf::from);
        let target = variable("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |given| root.join(given));
        Ok(Self {
            tools: tools_folder(home.as_deref())?,
            path: variable("PATH").unwrap_or_default(),
            child_env: child_env(),
            cargo_home: variable("CARGO_HOME").map(PathBuf::from).or_else(|| Some(home.as_ref()?.join(".cargo"))),
            home,
            target,
            root,
        })
    }

    /// Where this repository's own scratch files go: logs, stages, fingerprints.
    pub(crate) fn scratch(&self) -> PathBuf {
        self.root.join("target/xtask")
    }

    /// Cargo's target folder for WebAssembly, apart because another compiler may fill it.
    pub(crate) fn wasm_target(&self) -> PathBuf {
        self.target.join("wasm")
    }
}

fn variable(name: &str) -> Option<OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
}

/// The folder above this crate when cargo started us, else the nearest workspace above where we are.
fn repository_root() -> Result<PathBuf> {
    if let Some(own) = variable("CARGO_MANIFEST_DIR") {
        let root = Path::new(&own).parent().context("the folder of xtask has no parent")?;
        return Ok(root.to_owned());
    }
    let here = env::current_dir().context("could not read the current folder")?;
    let is_root =
        |folder: &&Path| fs::read_to_string(folder.join("Cargo.toml")).is_ok_and(|text| text.contains("[workspace]"));
    match here.ancestors().find(is_root) {
        Some(root) => Ok(root.to_owned()),
        None => bail!("not inside the repository; run this as `cargo xtask`"),
    }
}

fn tools_folder(home: Option<&Path>) -> Result<PathBuf> {
    if let Some(given) = variable("OZ_TOOLS") {
        return std::path::absolute(given).context("`OZ_TOOLS` is not a path");
    }
    let cache = variable("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| home.map(|home| home.join(".cache")))
        .context("no place to keep tools: set `OZ_TOOLS` to a folder")?;
    Ok(cache.join("oz-secrets/tools"))
}

/// `cargo run` tells its child about itself; cargo and compilers that we start must not hear it, or
/// they rebuild what they have, and another compiler loads this one's libraries.
fn child_env() -> Vec<(OsString, Option<OsString>)> {
    let mut changes: Vec<_> =
        env::vars_os().map(|(name, _)| name).filter(|name| is_about_us(name)).map(|name| (name, None)).collect();
    if let Some(libraries) = variable("LD_LIBRARY_PATH") {
        let kept = env::split_paths(&libraries).filter(|folder| !is_cargos(folder)).collect::<Vec<_>>();
        let kept = (!kept.is_empty()).then(|| env::join_paths(kept).ok()).flatten();
        changes.push(("LD_LIBRARY_PATH".into(), kept));
    }
    changes
}

fn is_about_us(name: &OsStr) -> bool {
    let Some(name) = name.to_str() else {
        return false;
    };
    name.starts_with("CARGO_PKG_")
        || matches!(name, "CARGO" | "CARGO_MANIFEST_DIR" | "CARGO_MANIFEST_PATH" | "CARGO_PRIMARY_PACKAGE" | "OUT_DIR")
}

/// What `cargo run` puts in front of the library path: its build's folders and its compiler's.
fn is_cargos(folder: &Path) -> bool {
    let has = |name: &str| folder.components().any(|part| part.as_os_str() == name);
    has("rustlib") || has("toolchains") || has("deps") || has("debug") || has("release")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn children_do_not_hear_which_package_cargo_ran() {
        assert!(is_about_us(OsStr::new("CARGO_PKG_VERSION")));
        assert!(is_about_us(OsStr::new("CARGO_MANIFEST_DIR")));
        assert!(!is_about_us(OsStr::new("CARGO_HOME")));
        assert!(!is_about_us(OsStr::new("CARGO_TARGET_DIR")));
    }

    #[test]
    fn a_persons_own_library_folders_stay() {
        assert!(is_cargos(Path::new("/somewhere/toolchains/stable/lib")));
        assert!(!is_cargos(Path::new("/opt/oracle/lib")));
    }
}
