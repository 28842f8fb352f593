//! One of our crates as a WebAssembly module with the JavaScript that calls it, compiled as the page is.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::config::Config;
use crate::setup::{Purpose, TARGET, Toolbox};
use crate::{output, page, process};

/// A crate whose feature `js` is its JavaScript face.
#[derive(Clone, Copy)]
pub(crate) struct Module {
    /// The package.
    pub(crate) package: &'static str,
    /// What the module's files are called.
    pub(crate) name: &'static str,
    /// What it is, for whoever waits.
    pub(crate) what: &'static str,
}

impl Module {
    /// Builds the module into a new folder.
    ///
    /// # Errors
    ///
    /// When it doesn't build, or the folder can't be made.
    pub(crate) fn build(self, config: &Config, tools: &Toolbox, out: &Path) -> Result<()> {
        let out = page::fresh(out)?;
        fs::create_dir_all(&out).with_context(|| format!("could not make {}", out.display()))?;
        let compiling = format!("building {} as WebAssembly", self.what);
        output::step(&compiling, "1 min the first time", || self.compile(config, tools))?;
        output::step("writing its JavaScript and types", "10 s", || self.bind(config, tools, &out))
    }

    fn compile(self, config: &Config, tools: &Toolbox) -> Result<()> {
        let mut cargo = tools.wasm(config, "cargo", Purpose::Page);
        cargo.args(["rustc", "--package", self.package, "--lib", "--crate-type", "cdylib"]);
        cargo.args(["--features", "js", "--profile", "wasm", "--target", TARGET]);
        process::logged(config, &format!("{}-build", self.package), cargo)
    }

    fn bind(self, config: &Config, tools: &Toolbox, out: &Path) -> Result<()> {
        let mut bindgen = tools.native(config, "wasm-bindgen");
        bindgen.args(["--target", "web", "--out-name", self.name, "--out-dir"]).arg(out);
        bindgen.arg(config.wasm_target().join(TARGET).join("wasm").join(self.name).with_extension("wasm"));
        process::logged(config, &format!("{}-bindgen", self.package), bindgen)?;
        page::shrink(config, tools, &[out.join(format!("{}_bg.wasm", self.name))], page::Names::Dropped)
    }
}
