//! `boot.js`, wasm-bindgen's glue and the loaders of parts become one module, so that one `integrity` covers all.

use anyhow::{Result, ensure};

use super::names::Named;
use super::parts;

/// How `boot.js` asks for the glue's start function.
const IMPORT: &str = r#"import init from "oz:glue";"#;
/// Where `boot.js` wants the address of the wasm.
const URL: &str = "oz:wasm-url";
/// Where `boot.js` wants the wasm's integrity.
const INTEGRITY: &str = "oz:wasm-integrity";
/// The same for the table of the parts that come later.
const PARTS: [&str; 2] = ["oz:parts-url", "oz:parts-integrity"];
/// How the glue offers its start function.
const EXPORT: &str = "export { initSync, __wbg_init as default };";

/// Puts all in one text: the glue without its default export, then the loaders and `boot.js` in a block of their own.
///
/// # Errors
///
/// When `boot.js` hasn't each placeholder once, imports or exports anything else, or when the glue doesn't end
/// as the pinned wasm-bindgen writes it.
pub(crate) fn merge(boot: &str, glue: &str, loaders: &str, wasm: &Named, table: &Named) -> Result<String> {
    let glue = parts::without_import(glue);
    ensure!(
        glue.matches(EXPORT).count() == 1,
        "the glue doesn't say `{EXPORT}` once; has wasm-bindgen's version changed?"
    );
    ensure!(!imports(&glue), "the glue imports another file, which would be loaded without integrity");
    for wanted in [IMPORT, URL, INTEGRITY, PARTS[0], PARTS[1]] {
        ensure!(boot.matches(wanted).count() == 1, "web/boot.js must say `{wanted}` exactly once");
    }
    let boot = boot
        .replace(IMPORT, "const init = __wbg_init;")
        .replace(URL, &format!("/{}", wasm.file))
        .replace(INTEGRITY, &wasm.integrity)
        .replace(PARTS[0], &format!("/{}", table.file))
        .replace(PARTS[1], &table.integrity);
    ensure!(!imports(&boot), "web/boot.js may import nothing but `oz:glue`");
    ensure!(!boot.lines().any(|line| line.starts_with("export ")), "web/boot.js may export nothing");
    Ok(format!("{}\n{{\n{}\n{}\n}}\n", glue.replace(EXPORT, "").trim_end(), loaders.trim(), boot.trim()))
}

fn imports(module: &str) -> bool {
    module.lines().any(|line| line.starts_with("import ") || line.starts_with("import{"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "let wasm;\nasync function __wbg_init(x) { return wasm; }\nfunction initSync() {}\n\nexport { initSync, __wbg_init as default };\n";
    const BOOT: &str = "import init from \"oz:glue\";\nconst WASM = [\"oz:wasm-url\", \"oz:wasm-integrity\", \"oz:parts-url\", \"oz:parts-integrity\"];\ninit(WASM);\n";

    const LOADERS: &str = "Object.assign(parts, {});\n";

    fn wasm() -> Named {
        Named::from_content("app", "_bg.wasm", b"\0asm")
    }

    fn table() -> Named {
        Named::from_content("parts", ".json", b"{}")
    }

    #[test]
    fn boot_and_glue_become_one_module_without_imports() {
        let merged = merge(BOOT, GLUE, LOADERS, &wasm(), &table()).unwrap();

        assert!(!imports(&merged));
        assert!(merged.contains("const init = __wbg_init;"));
        assert!(merged.contains(LOADERS));
        for named in [wasm(), table()] {
            assert!(merged.contains(&format!("/{}", named.file)) && merged.contains(&named.integrity));
        }
        assert!(!merged.contains("export"));
    }

    #[test]
    fn a_boot_script_that_would_not_check_the_wasm_is_refused() {
        let careless = BOOT.replace("oz:wasm-integrity", "");

        let refused = merge(&careless, GLUE, LOADERS, &wasm(), &table()).unwrap_err();

        assert!(refused.to_string().contains("oz:wasm-integrity"));
    }

    #[test]
    fn an_import_that_nobody_checks_is_refused() {
        let boot = format!("{BOOT}import other from \"/other.js\";\n");
        let glue = format!("import * as env from \"./snippets/a.js\";\n{GLUE}");

        assert!(merge(&boot, GLUE, LOADERS, &wasm(), &table()).is_err());
        assert!(merge(BOOT, &glue, LOADERS, &wasm(), &table()).is_err());
    }

    #[test]
    fn glue_of_another_form_is_refused_not_served() {
        let other = GLUE.replace("__wbg_init as default", "start as default");

        assert!(merge(BOOT, &other, LOADERS, &wasm(), &table()).is_err());
    }
}
