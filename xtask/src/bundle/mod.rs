//! From what was compiled to what is served: one module, names that change with their content,
//! integrity on everything that `index.html` loads, and each file compressed beforehand.

mod assets;
mod compress;
mod html;
mod module;
mod names;
mod parts;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use self::assets::Assets;
pub(crate) use self::assets::PARTS;
use self::html::Html;
pub(crate) use self::names::short_hash;

/// Takes what only people read out of a text; told its kind by the ending of its file's name, `js` or `css`.
pub(crate) type Shorten<'a> = &'a dyn Fn(&str, &[u8]) -> Result<Vec<u8>>;

/// Reads `stage` (everything by its plain name) and `web/boot.js`, and writes the bundle to `out`.
///
/// # Errors
///
/// When something is missing, or would be stopped by the page's own policy: an inline script, a style
/// attribute, a script beside the one module, a preload whose integrity browsers don't enforce.
pub(crate) fn finish(root: &Path, stage: &Path, out: &Path, shorten: Shorten) -> Result<()> {
    let boot = root.join("web/boot.js");
    let boot = fs::read_to_string(&boot).with_context(|| format!("could not read {}", boot.display()))?;
    let page = fs::read_to_string(stage.join("index.html")).context("the stage has no index.html")?;
    ensure!(
        !stage.join("snippets").exists(),
        "a crate brings its own JavaScript file (wasm-bindgen snippet), which would be loaded without integrity"
    );
    fs::create_dir_all(out).with_context(|| format!("could not make {}", out.display()))?;

    let mut html = Html::parse(&page)?;
    let mut assets = Assets::new(stage, out, shorten);
    let (script, program) = assets.module(html.module_source()?, &boot)?;
    html.set_module(&script);
    html.set_program(&program);
    let sheets = html.style_sheets()?;
    if !sheets.is_empty() {
        let sheet = assets.style_sheet(&sheets)?;
        html.set_style_sheet(&sheet);
    }
    for link in html.other_files() {
        let renamed = assets.renamed(&link)?;
        html.set_file(&link, &renamed);
    }
    assets.the_rest()?;

    fs::write(out.join("index.html"), html.into_text()).context("could not write index.html")?;
    compress::folder(out)
}

#[cfg(test)]
mod tests;
