//! Reads files from the stage and writes them, named by content, to the bundle's.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::names::Named;
use super::{Shorten, module, parts};

/// The stage's folder of what the splitter wrote.
pub(crate) const PARTS: &str = "parts";

/// The two folders, and what has been dealt with.
pub(crate) struct Assets<'a> {
    stage: &'a Path,
    out: &'a Path,
    shorten: Shorten<'a>,
    taken: BTreeSet<String>,
}

impl<'a> Assets<'a> {
    /// Starts with nothing dealt with but the page itself.
    pub(crate) fn new(stage: &'a Path, out: &'a Path, shorten: Shorten<'a>) -> Self {
        Self { stage, out, shorten, taken: BTreeSet::from(["index.html".to_owned()]) }
    }

    /// The one module: `boot.js` with the glue and the loaders, knowing the name and integrity of each WebAssembly file;
    /// and the program that it runs.
    ///
    /// # Errors
    ///
    /// When a file is missing or the two don't fit together.
    pub(crate) fn module(&mut self, glue: &str, boot: &str) -> Result<(Named, Named)> {
        let wasm = self.take(&glue.replace(".js", "_bg.wasm"))?;
        let wasm = self.put("app", "_bg.wasm", &wasm)?;
        let glue = String::from_utf8(self.take(glue)?).context("the glue is not UTF-8")?;
        let (loaders, table) = self.loaders(boot)?;
        let merged = module::merge(boot, &glue, &loaders, &wasm, &table)?;
        Ok((self.put("app", ".js", &(self.shorten)("js", merged.as_bytes())?)?, wasm))
    }

    /// The loaders of the parts that come later, their table, and the parts by names that change with their content.
    fn loaders(&self, boot: &str) -> Result<(String, Named)> {
        let folder = self.stage.join(PARTS);
        let written = fs::read_to_string(folder.join(parts::LOADERS)).context("the splitter left no loaders")?;
        let mut named = Vec::new();
        for entry in fs::read_dir(&folder).context("could not list the parts")? {
            let name =
                entry.context("could not read an entry of the parts")?.file_name().to_string_lossy().into_owned();
            if let Some(stem) = name.strip_suffix(".wasm") {
                let content = fs::read(folder.join(&name)).with_context(|| format!("could not read {name}"))?;
                let stem = format!("part-{}", stem.trim_start_matches("split_").replace('_', "-"));
                named.push((name, self.put(&stem, ".wasm", &content)?));
            }
        }
        named.sort_by(|one, other| one.0.cmp(&other.0));
        let table = self.put("part-table", ".json", parts::table(&named).as_bytes())?;
        Ok((parts::loaders(&written, boot, &named)?, table))
    }

    /// All sheets in one, in their order.
    ///
    /// # Errors
    ///
    /// When one can't be read or shortened.
    pub(crate) fn style_sheet(&mut self, sheets: &[String]) -> Result<Named> {
        let mut all = Vec::new();
        for sheet in sheets {
            all.extend(self.take(sheet)?);
            all.push(b'\n');
        }
        self.put("app", ".css", &(self.shorten)("css", &all)?)
    }

    /// Any other file that the page links to, by a name that changes with its content.
    ///
    /// # Errors
    ///
    /// When it can't be read.
    pub(crate) fn renamed(&mut self, file: &str) -> Result<Named> {
        let content = self.take(file)?;
        let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
        self.put(stem, &format!(".{ending}"), &content)
    }

    /// Copies what nobody named, under its own name.
    ///
    /// # Errors
    ///
    /// When a file can't be copied.
    pub(crate) fn the_rest(&self) -> Result<()> {
        for entry in fs::read_dir(self.stage).context("could not list the stage")? {
            let entry = entry.context("could not read an entry of the stage")?;
            let name = entry.file_name();
            if entry.path().is_file() && !self.taken.contains(&*name.to_string_lossy()) {
                fs::copy(entry.path(), self.out.join(&name)).context("could not copy a file")?;
            }
        }
        Ok(())
    }

    fn take(&mut self, file: &str) -> Result<Vec<u8>> {
        self.taken.insert(file.to_owned());
        let file = self.stage.join(file);
        fs::read(&file).with_context(|| format!("could not read {}", file.display()))
    }

    fn put(&self, stem: &str, ending: &str, content: &[u8]) -> Result<Named> {
        let named = Named::from_content(stem, ending, content);
        let file = self.out.join(&named.file);
        fs::create_dir_all(file.parent().unwrap_or(self.out)).context("could not make a folder")?;
        fs::write(&file, content).with_context(|| format!("could not write {}", file.display()))?;
        Ok(named)
    }
}
