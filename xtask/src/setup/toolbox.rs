//! Where everything is, once set-up is done.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result};

use super::wasm::{Compiler, Purpose};
use super::{cargo_tools, node};
use crate::config::Config;
use crate::process;

/// The tools that are there, on one search path.
pub(crate) struct Toolbox {
    compiler: Compiler,
    path: OsString,
    wasm_path: OsString,
    /// The folder of npm packages.
    pub(crate) node_modules: PathBuf,
}

impl Toolbox {
    /// Puts the search paths together.
    ///
    /// # Errors
    ///
    /// When set-up hasn't provided a compiler for WebAssembly.
    pub(crate) fn open(config: &Config) -> Result<Self> {
        let compiler = Compiler::find(config).context("no compiler for WebAssembly")?;
        let node_modules = node::modules(config)?;
        let tools = [cargo_tools::WASM_SPLIT, cargo_tools::WASM_BINDGEN, cargo_tools::GECKODRIVER];
        let mut folders: Vec<_> = tools.iter().filter_map(|tool| tool.folder(config)).collect();
        folders.push(node_modules.join(".bin"));
        let given = || env::split_paths(&config.path);
        let first = compiler.folder().map(Path::to_owned);
        Ok(Self {
            path: env::join_paths(folders.iter().cloned().chain(given())).context("a folder's name has a colon")?,
            wasm_path: env::join_paths(folders.iter().cloned().chain(first).chain(given()))
                .context("a folder's name has a colon")?,
            compiler,
            node_modules,
        })
    }

    /// A program that runs natively and finds our tools.
    pub(crate) fn native(&self, config: &Config, program: &str) -> Command {
        let mut command = process::command(config, self.find(program));
        command.env("PATH", &self.path);
        command
    }

    /// A program that compiles to WebAssembly.
    pub(crate) fn wasm(&self, config: &Config, program: &str, purpose: Purpose) -> Command {
        let program = process::find(program, &self.wasm_path).unwrap_or_else(|| program.into());
        let mut command = process::command(config, program);
        self.compiler.prepare(config, &mut command, purpose);
        command.env("PATH", &self.wasm_path);
        command
    }

    /// Where a program is; its bare name when it is nowhere.
    pub(crate) fn find(&self, program: &str) -> PathBuf {
        process::find(program, &self.path).unwrap_or_else(|| program.into())
    }

    /// What the compiler for WebAssembly calls itself, for telling builds apart.
    pub(crate) fn compiler_version(&self, config: &Config) -> Option<String> {
        let mut ask = self.wasm(config, "rustc", Purpose::Page);
        ask.arg("-vV");
        process::stdout_of(ask)
    }
}

/// Chromium, or Chrome.
pub(crate) fn chromium(config: &Config) -> Option<PathBuf> {
    ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|name| process::find(name, &config.path))
}

/// Firefox, Debian's long-supported one first.
pub(crate) fn firefox(config: &Config) -> Option<PathBuf> {
    ["firefox-esr", "firefox"].iter().find_map(|name| process::find(name, &config.path))
}

/// WebKitGTK's small browser, which packages hide in a folder of libraries.
pub(crate) fn mini_browser() -> Option<PathBuf> {
    let shallow = ["/usr/lib", "/usr/lib64", "/usr/libexec"].map(PathBuf::from);
    let deep = fs::read_dir("/usr/lib").into_iter().flatten().flatten().map(|entry| entry.path());
    let folders = shallow.into_iter().chain(deep.filter(|path| path.to_string_lossy().contains("-linux-gnu")));
    let versions = ["webkit2gtk-4.1", "webkitgtk-6.0", "webkit2gtk-4.0"];
    folders
        .flat_map(|folder| versions.map(|version| folder.join(version).join("MiniBrowser")))
        .find(|file| process::is_program(file))
}
