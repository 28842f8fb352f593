//! The parts of the program that come later: how the splitter's loaders are made to check what they fetch.

use anyhow::{Context, Result, ensure};
use serde_json::{Map, Value, json};

use super::names::Named;

/// The splitter's own module, beside the parts that it loads.
pub(crate) const LOADERS: &str = "__wasm_split.js";
/// How `boot.js` fetches a part, with integrity.
const FETCH: &str = "async function part(name)";
/// How the splitter offers a loader.
const EXPORT: &str = "export const ";

/// The loaders as a piece of the one module: each fetch is by `boot.js`, which knows the part's hashed name and integrity
/// from the [`table`], and what they offered is put into the object `parts`.
///
/// # Errors
///
/// When `boot.js` hasn't that function, or the loaders aren't as the pinned splitter writes them.
pub(crate) fn loaders(written: &str, boot: &str, parts: &[(String, Named)]) -> Result<String> {
    ensure!(boot.contains(FETCH), "web/boot.js must say `{FETCH}`: the parts' loaders call it");
    let mut text = written.to_owned();
    for (part, _) in parts {
        let fetch = format!("fetch(new URL(\"./{part}\", import.meta.url))");
        ensure!(
            text.matches(&fetch).count() == 1,
            "the loaders don't fetch {part} once; has the splitter's version changed?"
        );
        text = text.replace(&fetch, &format!("part(\"{part}\")"));
    }
    ensure!(!text.contains("fetch("), "a loader fetches what isn't among the parts");
    let (first, rest) = text.split_once('\n').context("the splitter wrote no loaders")?;
    ensure!(first.starts_with("import { initSync } from "), "the loaders begin with something else than expected");
    let names: Vec<_> = rest.lines().filter_map(|line| line.strip_prefix(EXPORT)?.split(' ').next()).collect();
    let offered = format!("Object.assign(parts, {{ {} }});\n", names.join(", "));
    Ok(rest.replace(EXPORT, "const ") + &offered)
}

/// For each part's plain name its hashed one, as a path, and its integrity.
pub(crate) fn table(parts: &[(String, Named)]) -> String {
    let row =
        |(part, Named { file, integrity }): &(String, Named)| (part.clone(), json!([format!("/{file}"), integrity]));
    Value::Object(parts.iter().map(row).collect::<Map<_, _>>()).to_string()
}

/// The glue, taking the loaders from the object `parts`.
pub(crate) fn without_import(glue: &str) -> String {
    let lines = glue.lines().map(|line| match imported(line) {
        Some(name) => format!("const {name} = parts;\n"),
        None => format!("{line}\n"),
    });
    "const parts = {};\n".to_owned() + &lines.collect::<String>()
}

/// The name under which the glue imports the loaders in this line.
fn imported(line: &str) -> Option<&str> {
    let (name, from) = line.strip_prefix("import * as ")?.split_once(" from ")?;
    (from.trim_end_matches(';') == format!("\"./{LOADERS}\"")).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOT: &str = "async function part(name) {}";
    const WRITTEN: &str = "import { initSync } from \"./oz-web.js\";\n\
        const f = () => fetch(new URL(\"./split_panes.wasm\", import.meta.url));\nexport const __wasm_split_load_panes = g(f);\n";

    fn part() -> (String, Named) {
        ("split_panes.wasm".to_owned(), Named::from_content("part-panes", ".wasm", b"\0asm"))
    }

    #[test]
    fn a_part_is_fetched_by_its_hashed_name_and_with_integrity() {
        let text = loaders(WRITTEN, BOOT, &[part()]).unwrap();

        let (name, Named { file, integrity }) = part();
        assert!(text.contains(&format!("part(\"{name}\")")));
        assert!(text.ends_with("Object.assign(parts, { __wasm_split_load_panes });\n"));
        assert!(["import", "export", "fetch("].iter().all(|word| !text.contains(word)));
        let table: Value = serde_json::from_str(&table(&[part()])).unwrap();
        assert_eq!(table, json!({ name: [format!("/{file}"), integrity] }));
    }

    #[test]
    fn a_loader_that_would_fetch_unchecked_is_refused() {
        let other = WRITTEN.replace("split_panes", "split_other");

        assert!(loaders(WRITTEN, BOOT, &[]).is_err());
        assert!(loaders(&other, BOOT, &[part()]).is_err());
        assert!(loaders(WRITTEN, "function program(file) {}", &[part()]).is_err());
    }

    #[test]
    fn the_glue_takes_the_loaders_and_nothing_else_from_the_module() {
        let glue = without_import("import * as import1 from \"./__wasm_split.js\"\nimport * as x from \"./x.js\"\n");

        assert_eq!(glue, "const parts = {};\nconst import1 = parts;\nimport * as x from \"./x.js\"\n");
    }
}
