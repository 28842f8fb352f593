//! The two kinds of machine: one whose compiler has a standard library for WebAssembly, and one that builds
//! that library from Debian's packaged source.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::Part;
use crate::config::Config;
use crate::{output, process};

/// The target that every command here builds WebAssembly for.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// A way to compile to WebAssembly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Compiler {
    /// The compiler on the search path has the target.
    Ready,
    /// Debian's newer compiler in this folder, building std as it goes.
    BuildsStd(PathBuf),
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
        if sysroot(config).is_some_and(|root| root.join("lib/rustlib").join(TARGET).join("lib").is_dir()) {
            return Some(Self::Ready);
        }
        let debian = Path::new("/usr");
        let needed = ["bin/rustc", "bin/cargo", "bin/rust-lld"];
        let whole = needed.iter().all(|program| process::is_program(&debian.join(program)))
            && debian.join("lib/rustlib/src/rust/library/std/Cargo.toml").is_file();
        whole.then(|| Self::BuildsStd(debian.join("bin")))
    }

    /// Whether its clippy is there.
    pub(super) fn has_clippy(&self, config: &Config) -> bool {
        match self {
            Self::Ready => native_has(config, &["cargo-clippy"]),
            Self::BuildsStd(bin) => {
                process::is_program(&bin.join("cargo-clippy")) && process::is_program(&bin.join("clippy-driver"))
            }
        }
    }

    /// The folder that must come first on the search path, if any.
    pub(super) fn folder(&self) -> Option<&Path> {
        match self {
            Self::Ready => None,
            Self::BuildsStd(bin) => Some(bin),
        }
    }

    /// Prepares a command that runs cargo, itself or through Trunk.
    pub(super) fn prepare(&self, config: &Config, command: &mut Command, purpose: Purpose) {
        // Leptos keeps a type for every piece of a view; erased, the page is far smaller and built far sooner.
        let mut flags = vec![OsString::from("--cfg=erase_components")];
        command.env_remove("RUSTFLAGS").env("CARGO_TARGET_DIR", config.wasm_target());
        if let Self::BuildsStd(bin) = self {
            command
                .env("RUSTC", bin.join("rustc"))
                .env("CARGO", bin.join("cargo"))
                .env("RUSTC_BOOTSTRAP", "1")
                .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort");
            if purpose == Purpose::Page {
                command.env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size");
                let smallest = ["-Zunstable-options", "-Cpanic=immediate-abort", "-Zlocation-detail=none"];
                flags.extend(smallest.map(OsString::from));
            }
        }
        if purpose == Purpose::Page {
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

/// The ordinary way, where rustup is: adds the target and the lints. That it can't (no network, or a registry
/// without toolchains) is no error; the system's packages are tried next.
pub(super) fn try_rustup(config: &Config, missing: &[Part]) {
    if process::find("rustup", &config.path).is_none() {
        return;
    }
    let mut calls: Vec<(&str, &[&str])> = Vec::new();
    if missing.contains(&Part::WasmCompiler) {
        calls.push(("asking rustup for the WebAssembly target", &["target", "add", TARGET]));
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
