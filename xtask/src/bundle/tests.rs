//! The bundle as a whole, on a small stage.

use std::collections::BTreeMap;
use std::path::PathBuf;

use tempfile::TempDir;

use super::names::Named;
use super::*;

const PAGE: &str = r#"<!DOCTYPE html><html><head><!-- ours -->
<script type="module" src="/oz-web.js"></script>
<link rel="preload" href="/oz-web_bg.wasm" as="fetch" type="application/wasm" crossorigin/>
<link rel="stylesheet" href="/tokens.css"/>
<link rel="stylesheet" href="/parts.css"/>
<link rel="icon" href="/icon.svg"/>
</head><body></body></html>"#;
const GLUE: &str = "function __wbg_init() {}\nfunction initSync() {}\nexport { initSync, __wbg_init as default };\n";
const BOOT: &str = "import init from \"oz:glue\";\nasync function part(name) {}\n\
    program(\"oz:wasm-url\", \"oz:wasm-integrity\", \"oz:parts-url\", \"oz:parts-integrity\");\n";
const LOADERS: &str = "import { initSync } from \"./oz-web.js\";\n\
    export const __wasm_split_load_panes = () => fetch(new URL(\"./split_panes.wasm\", import.meta.url));\n";

/// A repository with a boot script and a stage beside it.
fn stage(page: &str, wasm: &[u8]) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    let files: [(&str, &[u8]); 9] = [
        ("web/boot.js", BOOT.as_bytes()),
        ("stage/index.html", page.as_bytes()),
        ("stage/oz-web.js", GLUE.as_bytes()),
        ("stage/oz-web_bg.wasm", wasm),
        ("stage/parts/__wasm_split.js", LOADERS.as_bytes()),
        ("stage/parts/split_panes.wasm", b"\0asm panes"),
        ("stage/tokens.css", b"@layer a, b;"),
        ("stage/parts.css", b"@layer b { p { margin: 0 } }"),
        ("stage/icon.svg", b"<svg/>"),
    ];
    for (name, content) in files {
        let file = root.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, content).unwrap();
    }
    root
}

fn finished(root: &TempDir) -> Result<PathBuf> {
    let out = root.path().join("out");
    finish(root.path(), &root.path().join("stage"), &out, &|_, text| Ok(text.to_owned()))?;
    Ok(out)
}

/// The uncompressed files of a bundle, by name.
fn files(out: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(out).unwrap().map(|entry| entry.unwrap());
    entries
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
        .filter(|(name, _)| [".br", ".gz"].iter().all(|packed| !name.ends_with(packed)))
        .collect()
}

fn ending_in<'a>(files: &'a BTreeMap<String, Vec<u8>>, ending: &str) -> (&'a str, &'a [u8]) {
    let mut found = files.iter().filter(|(name, _)| name.ends_with(ending));
    let (name, content) = found.next().unwrap();
    assert!(found.next().is_none(), "more than one file ends in {ending}");
    (name, content)
}

#[test]
fn each_file_is_named_by_its_content_and_vouched_for_by_what_loads_it() {
    let root = stage(PAGE, b"\0asm one");

    let files = files(&finished(&root).unwrap());

    let page = String::from_utf8(files["index.html"].clone()).unwrap();
    let (wasm_name, wasm) = ending_in(&files, "_bg.wasm");
    let (module_name, module) = ending_in(&files, ".js");
    let (sheet_name, sheet) = ending_in(&files, ".css");
    for (name, content, stem, ending) in
        [(wasm_name, wasm, "app", "_bg.wasm"), (module_name, module, "app", ".js"), (sheet_name, sheet, "app", ".css")]
    {
        let expected = Named::from_content(stem, ending, content);
        let loader = if ending == "_bg.wasm" { String::from_utf8_lossy(module) } else { page.as_str().into() };
        assert_eq!(name, expected.file);
        assert!(loader.contains(&format!("/{name}")));
        assert!(loader.contains(&expected.integrity));
        // The program too, so that it is asked for at once.
        assert!(page.contains(&format!("/{name}\"")));
    }
    assert_eq!(sheet, b"@layer a, b;\n@layer b { p { margin: 0 } }\n");
}

#[test]
fn nothing_of_the_stages_names_and_no_comment_is_left() {
    let root = stage(PAGE, b"\0asm one");

    let files = files(&finished(&root).unwrap());

    let page = String::from_utf8(files["index.html"].clone()).unwrap();
    assert!(!page.contains("oz-web") && !page.contains("tokens.css") && !page.contains("ours"));
    assert!(page.contains("/icon-") && !page.contains("/icon.svg"));
    assert_eq!(files.len(), 7, "{:?}", files.keys());
}

#[test]
fn another_wasm_changes_the_modules_name_too() {
    let one = files(&finished(&stage(PAGE, b"\0asm one")).unwrap());
    let other = files(&finished(&stage(PAGE, b"\0asm two")).unwrap());

    assert_ne!(ending_in(&one, "_bg.wasm").0, ending_in(&other, "_bg.wasm").0);
    assert_ne!(ending_in(&one, ".js").0, ending_in(&other, ".js").0);
    assert_eq!(ending_in(&one, ".css").0, ending_in(&other, ".css").0);
}

#[test]
fn every_file_lies_there_compressed_both_ways() {
    let root = stage(PAGE, b"\0asm one");

    let out = finished(&root).unwrap();

    for name in files(&out).keys() {
        assert!(out.join(format!("{name}.br")).is_file(), "{name}.br");
        assert!(out.join(format!("{name}.gz")).is_file(), "{name}.gz");
    }
}

#[test]
fn what_the_policy_would_stop_is_refused_when_built() {
    for forbidden in [
        "<script>start()</script>",
        "<script type=\"module\">start()</script>",
        "<script src=\"/other.js\"></script>",
        "<style>p { margin: 0 }</style>",
        "<p style=\"color: red\">",
        "<p onclick=\"start()\">",
        "<link rel=\"modulepreload\" href=\"/oz-web.js\">",
        "<link rel=\"preload\" href=\"/oz-web.js\" as=\"script\">",
    ] {
        let root = stage(&PAGE.replace("</head>", &format!("{forbidden}</head>")), b"\0asm");

        assert!(finished(&root).is_err(), "{forbidden}");
    }
}

#[test]
fn javascript_that_a_crate_brings_along_is_refused() {
    let root = stage(PAGE, b"\0asm");
    fs::create_dir_all(root.path().join("stage/snippets/a")).unwrap();

    assert!(finished(&root).is_err());
}
