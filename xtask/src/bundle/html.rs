//! The few changes that `index.html` needs. Knows tags and attributes, no files.

mod tag;

use std::ops::Range;

use anyhow::{Context, Result, bail, ensure};

use self::tag::Tag;
use super::names::Named;

/// A page being changed: its text without comments, its tags, and the replacements so far.
pub(crate) struct Html {
    text: String,
    tags: Vec<Tag>,
    edits: Vec<(Range<usize>, String)>,
}

impl Html {
    /// Reads a page.
    ///
    /// # Errors
    ///
    /// When it holds what the page's own policy would stop, or a preload whose integrity isn't enforced.
    pub(crate) fn parse(page: &str) -> Result<Self> {
        let text = tag::without_comments(page);
        let tags = tag::all(&text);
        for tag in &tags {
            ensure!(tag.name != "style", "index.html has a <style> element, which the policy stops");
            ensure!(tag.get("style").is_none(), "index.html has a style attribute, which the policy stops");
            ensure!(
                !tag.attributes.iter().any(|(name, _)| name.starts_with("on")),
                "index.html has an event attribute, which the policy stops"
            );
            let is_preload = matches!(tag.rel(), Some("modulepreload" | "preload"));
            // What is fetched again with its integrity, as `boot.js` does, is checked whatever became of the preload.
            ensure!(
                !is_preload || tag.is_program(),
                "index.html has a preload other than the program's; not every browser enforces its integrity"
            );
        }
        Ok(Self { text, tags, edits: Vec::new() })
    }

    /// The file that the one script of the page loads.
    ///
    /// # Errors
    ///
    /// When there isn't exactly one script, a module with a source.
    pub(crate) fn module_source(&self) -> Result<&str> {
        let mut scripts = self.tags.iter().filter(|tag| tag.name == "script");
        let (Some(script), None) = (scripts.next(), scripts.next()) else {
            bail!("index.html must have one script, the module");
        };
        ensure!(script.get("type") == Some("module"), "the script of index.html must be a module");
        let source = script.get("src").context("index.html has an inline script, which the policy stops")?;
        Ok(local(source))
    }

    /// Loads the finished module instead.
    pub(crate) fn set_module(&mut self, module: &Named) {
        let Named { file, integrity } = module;
        let tag = format!(r#"<script async type="module" src="/{file}" integrity="{integrity}">"#);
        let place = self.tags.iter().find(|tag| tag.name == "script").map(|tag| tag.place.clone());
        self.edits.extend(place.map(|place| (place, tag)));
    }

    /// Has the program fetched while the module and the sheet still are, if the page asks for that. Without integrity,
    /// which is not for such preloads yet.
    pub(crate) fn set_program(&mut self, program: &Named) {
        for tag in self.tags.iter().filter(|tag| tag.is_program()) {
            let file = &program.file;
            let link = format!(r#"<link rel="preload" href="/{file}" as="fetch" type="application/wasm" crossorigin>"#);
            self.edits.push((tag.place.clone(), link));
        }
    }

    /// The files of the style sheets, in their order.
    ///
    /// # Errors
    ///
    /// When one of them isn't for all media: the sheets are put together in one.
    pub(crate) fn style_sheets(&self) -> Result<Vec<String>> {
        let sheets = self.tags.iter().filter(|tag| tag.rel() == Some("stylesheet"));
        sheets
            .map(|tag| {
                ensure!(tag.get("media").is_none(), "put `media` into the sheet, as `@media`");
                Ok(local(tag.get("href").context("a style sheet has no href")?).to_owned())
            })
            .collect()
    }

    /// Loads one sheet in place of all.
    pub(crate) fn set_style_sheet(&mut self, sheet: &Named) {
        let Named { file, integrity } = sheet;
        let mut link = format!(r#"<link rel="stylesheet" href="/{file}" integrity="{integrity}">"#);
        for tag in self.tags.iter().filter(|tag| tag.rel() == Some("stylesheet")) {
            self.edits.push((tag.place.clone(), std::mem::take(&mut link)));
        }
    }

    /// The other files of ours that the page links to: icons and the like.
    pub(crate) fn other_files(&self) -> Vec<String> {
        let links =
            self.tags.iter().filter(|tag| tag.name == "link" && tag.rel() != Some("stylesheet") && !tag.is_program());
        let files = links.filter_map(|tag| tag.get("href").filter(|href| href.starts_with('/')));
        let mut files: Vec<_> = files.map(|href| local(href).to_owned()).collect();
        files.sort();
        files.dedup();
        files
    }

    /// Links to a file by its new name.
    pub(crate) fn set_file(&mut self, old: &str, new: &Named) {
        for tag in self.tags.iter().filter(|tag| tag.get("href").map(local) == Some(old)) {
            let renamed = self.text[tag.place.clone()].replace(&format!("/{old}"), &format!("/{}", new.file));
            self.edits.push((tag.place.clone(), renamed));
        }
    }

    /// The page, changed.
    pub(crate) fn into_text(mut self) -> String {
        self.edits.sort_by_key(|(place, _)| place.start);
        for (place, replacement) in self.edits.into_iter().rev() {
            self.text.replace_range(place, &replacement);
        }
        let lines = self.text.lines().filter(|line| !line.trim().is_empty());
        lines.fold(String::new(), |text, line| text + line + "\n")
    }
}

fn local(address: &str) -> &str {
    address.trim_start_matches('/')
}
