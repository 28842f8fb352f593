//! Each thing that set-up provides: how to tell that it is there, and how it comes.

use anyhow::Result;

use super::{cargo_tools, node, python, toolbox, wasm};
use crate::config::Config;
use crate::process;

/// One thing that a command may need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// A compiler that makes WebAssembly, with the source of its standard library.
    WasmCompiler,
    /// Clippy of that same compiler.
    WasmClippy,
    /// rustfmt and clippy of the compiler that builds what runs natively.
    Lints,
    /// Node and npm.
    Node,
    /// The npm packages of `xtask/node`.
    NodeModules,
    /// wasm-bindgen and its test runner, of exactly the version in Cargo.lock.
    WasmBindgen,
    /// The splitter of WebAssembly.
    WasmSplit,
    /// Chromium and its driver.
    Chromium,
    /// Firefox.
    Firefox,
    /// Firefox's driver.
    Geckodriver,
    /// WebKitGTK's small browser and its driver, and a screen for them.
    WebKit,
    /// Python, and what makes environments of its own.
    Python,
    /// The Python packages of `tests/sdk`.
    PythonPackages,
    /// cargo-fuzz, for those who fuzz.
    Fuzz,
}

impl Part {
    /// Everything that building and testing takes, quick ones first.
    pub(crate) const ALL: &[Self] = &[
        Self::WasmCompiler,
        Self::WasmClippy,
        Self::Lints,
        Self::Node,
        Self::Chromium,
        Self::Firefox,
        Self::WebKit,
        Self::Python,
        Self::NodeModules,
        Self::PythonPackages,
        Self::WasmBindgen,
        Self::Geckodriver,
        Self::WasmSplit,
    ];

    /// Whether it is there already.
    pub(super) fn is_there(self, config: &Config) -> bool {
        let all = |programs: &[&str]| programs.iter().all(|program| process::find(program, &config.path).is_some());
        match self {
            Self::WasmCompiler => wasm::Compiler::find(config).is_some(),
            Self::WasmClippy => wasm::Compiler::find(config).is_some_and(|compiler| compiler.has_clippy(config)),
            Self::Lints => wasm::native_has(config, &["cargo-fmt", "rustfmt", "cargo-clippy"]),
            Self::Node => node::is_there(config),
            Self::NodeModules => node::modules_are_there(config),
            Self::Python => python::is_there(config),
            Self::PythonPackages => python::packages_are_there(config),
            Self::WasmBindgen => cargo_tools::WASM_BINDGEN.folder(config).is_some(),
            Self::WasmSplit => cargo_tools::WASM_SPLIT.folder(config).is_some(),
            Self::Geckodriver => cargo_tools::GECKODRIVER.folder(config).is_some(),
            Self::Fuzz => cargo_tools::FUZZ.folder(config).is_some(),
            Self::Chromium => all(&["chromedriver"]) && toolbox::chromium(config).is_some(),
            Self::Firefox => toolbox::firefox(config).is_some(),
            Self::WebKit => all(&["WebKitWebDriver", "Xvfb"]) && toolbox::mini_browser().is_some(),
        }
    }

    /// Brings what doesn't come from the system's packages.
    pub(super) fn install(self, config: &Config) -> Result<()> {
        match self {
            Self::NodeModules => node::install_modules(config),
            Self::PythonPackages => python::install_packages(config),
            Self::WasmBindgen => cargo_tools::WASM_BINDGEN.install(config),
            Self::WasmSplit => cargo_tools::WASM_SPLIT.install(config),
            Self::Geckodriver => cargo_tools::GECKODRIVER.install(config),
            Self::Fuzz => cargo_tools::FUZZ.install(config),
            _ => Ok(()),
        }
    }

    /// The Debian packages that bring it; none when it doesn't come that way.
    pub(super) fn packages(self) -> &'static [&'static str] {
        match self {
            Self::WasmCompiler => &["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22"],
            Self::WasmClippy => &["rust-web-clippy"],
            Self::Lints => &["rustfmt-web", "rust-web-clippy"],
            Self::Node => &["nodejs", "npm"],
            Self::Python => &["python3", "python3-venv"],
            Self::Chromium => &["chromium", "chromium-driver"],
            Self::Firefox => &["firefox-esr"],
            Self::WebKit => &["webkit2gtk-driver", "xvfb"],
            Self::PythonPackages
            | Self::NodeModules
            | Self::WasmBindgen
            | Self::WasmSplit
            | Self::Geckodriver
            | Self::Fuzz => &[],
        }
    }

    /// What a person would look for to install it by hand.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::WasmCompiler => {
                "the Rust target wasm32-unknown-unknown and the source of its library \
                 (`rustup target add wasm32-unknown-unknown`, `rustup component add rust-src`)"
            }
            Self::WasmClippy | Self::Lints => "rustfmt and clippy (`rustup component add rustfmt clippy`)",
            Self::Node => "Node 20 or later, with npm",
            Self::NodeModules => "the npm packages of xtask/node",
            Self::Python => "Python 3.11 or later, with venv (`python3 -m venv`)",
            Self::PythonPackages => "the Python packages of tests/sdk",
            Self::WasmBindgen => "wasm-bindgen-cli, the version in Cargo.lock",
            Self::WasmSplit => "wasm-split-cli (`wasm_split_cli_support` 0.2.4)",
            Self::Chromium => "Chromium (or Chrome) and chromedriver of the same version",
            Self::Firefox => "Firefox",
            Self::Geckodriver => "geckodriver 0.37.1",
            Self::Fuzz => "cargo-fuzz",
            Self::WebKit => "WebKitGTK's WebKitWebDriver and MiniBrowser, and Xvfb",
        }
    }
}
