//! The two kinds of machine: one where rustup brings what WebAssembly takes, and one where Debian's packages do.
//! The page is compiled together with a standard library of its own either way: that one is far smaller.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::Part;
use crate::config::Config;
use crate::{output, process};

/// The target that every command here builds WebAssembly for.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// What makes the page smallest, at the price of messages that nobody would see: a panic stops at once, in silence.
const SMALLEST: [&str; 4] =
    ["-Zunstable-options", "-Cpanic=immediate-abort", "-Zlocation-detail=none", "-Zfmt-debug=none"];

/// A way to compile to WebAssembly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Compiler {
    /// The compiler on the search path, with a standard library for the target and that one's source.
    Rustup,
    /// Debian's newer compiler in this folder, with the source of the standard library alone.
    Debian(PathBuf),
}

/// What WebAssembly is compiled for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To be served: as small as it gets.
    Page,
    /// To be tested or linted: panics with their messages.
    Tests,
}

impl Compiler {
    /// Looks for one, the ordinary kind first.
    pub(crate) fn find(config: &Config) -> Option<Self> {
        if sysroot(config).is_some_and(|root| is_whole(&root)) {
            return Some(Self::Rustup);
        }
        let debian = Path::new("/usr");
        let needed = ["bin/rustc", "bin/cargo", "bin/rust-lld"];
        let whole = needed.iter().all(|program| process::is_program(&debian.join(program))) && has_source(debian);
        whole.then(|| Self::Debian(debian.join("bin")))
    }

    /// Whether its clippy is there.
    pub(super) fn has_clippy(&self, config: &Config) -> bool {
        match self {
            Self::Rustup => native_has(config, &["cargo-clippy"]),
            Self::Debian(bin) => {
                process::is_program(&bin.join("cargo-clippy")) && process::is_program(&bin.join("clippy-driver"))
            }
        }
    }

    /// The folder that must come first on the search path, if any.
    pub(super) fn folder(&self) -> Option<&Path> {
        match self {
            Self::Rustup => None,
            Self::Debian(bin) => Some(bin),
        }
    }

    /// Prepares a command that runs cargo.
    pub(super) fn prepare(&self, config: &Config, command: &mut Command, purpose: Purpose) {
        // Leptos keeps a type for every piece of a view; erased, the page is far smaller and built far sooner.
        let mut flags = vec![OsString::from("--cfg=erase_components")];
        command.env_remove("RUSTFLAGS").env("CARGO_TARGET_DIR", config.wasm_target());
        if let Self::Debian(bin) = self {
            command.env("RUSTC", bin.join("rustc")).env("CARGO", bin.join("cargo"));
        }
        if purpose == Purpose::Page || *self != Self::Rustup {
            // Building the standard library is for nightly compilers, or for whoever says this.
            command.env("RUSTC_BOOTSTRAP", "1").env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort");
        }
        if purpose == Purpose::Page {
            command.env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size");
            flags.extend(SMALLEST.map(OsString::from));
            flags.extend(forgotten_paths(config));
        }
        // Encoded, since a folder's name may hold a space. Applies to the target alone, not to build scripts.
        command.env("CARGO_ENCODED_RUSTFLAGS", flags.join(&OsString::from("\u{1f}")));
    }
}

/// Whether the compiler on the search path has these programs beside it.
pub(super) fn native_has(config: &Config, programs: &[&str]) -> bool {
    sysroot(config)
        .is_some_and(|root| programs.iter().all(|program| process::is_program(&root.join("bin").join(program))))
}

/// The ordinary way, where rustup is: adds the target, the standard library's source and the lints. That it can't (no network, or a registry
/// without toolchains) is no error; the system's packages are tried next.
pub(super) fn try_rustup(config: &Config, missing: &[Part]) {
    if process::find("rustup", &config.path).is_none() {
        return;
    }
    let mut calls: Vec<(&str, &[&str])> = Vec::new();
    if missing.contains(&Part::WasmCompiler) {
        calls.push(("asking rustup for the WebAssembly target", &["target", "add", TARGET]));
        calls.push(("asking rustup for the standard library's source", &["component", "add", "rust-src"]));
    }
    if missing.contains(&Part::Lints) {
        calls.push(("asking rustup for rustfmt and clippy", &["component", "add", "rustfmt", "clippy"]));
    }
    for (what, arguments) in calls {
        let answer = output::step(what, "20 s", || {
            let mut rustup = process::command(config, "rustup");
            rustup.args(arguments);
            process::logged(config, "rustup", rustup)
        });
        if answer.is_err() {
            output::say("  rustup can't have it here; Debian's packages may");
        }
    }
}

/// Whether a compiler's folder has a standard library for the target (tests take that one) and its source.
fn is_whole(root: &Path) -> bool {
    root.join("lib/rustlib").join(TARGET).join("lib").is_dir() && has_source(root)
}

/// Whether a compiler's folder has the source of the standard library.
fn has_source(root: &Path) -> bool {
    root.join("lib/rustlib/src/rust/library/std/Cargo.toml").is_file()
}

fn sysroot(config: &Config) -> Option<PathBuf> {
    let mut ask = process::command(config, "rustc");
    ask.args(["--print", "sysroot"]);
    process::stdout_of(ask).map(PathBuf::from)
}

/// What ships doesn't tell whose machine built it.
fn forgotten_paths(config: &Config) -> Vec<OsString> {
    let remap = |from: &Path, to: &str| {
        let mut flag = OsString::from("--remap-path-prefix=");
        flag.push(from);
        flag.push(format!("={to}"));
        flag
    };
    let mut flags = Vec::from_iter(config.home.as_deref().map(|home| remap(home, "/home")));
    flags.push(remap(&config.root, "/oz-secrets"));
    let registries = config.cargo_home.iter().filter_map(|cargo| fs::read_dir(cargo.join("registry/src")).ok());
    flags.extend(registries.flatten().flatten().map(|registry| remap(&registry.path(), "/crates")));
    flags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_compiler_counts_only_with_the_target_and_the_librarys_source() {
        let root = tempfile::tempdir().unwrap();
        assert!(!is_whole(root.path()));

        fs::create_dir_all(root.path().join("lib/rustlib").join(TARGET).join("lib")).unwrap();
        assert!(!is_whole(root.path()));

        let std = root.path().join("lib/rustlib/src/rust/library/std");
        fs::create_dir_all(&std).unwrap();
        fs::write(std.join("Cargo.toml"), "").unwrap();
        assert!(is_whole(root.path()));
    }
}
