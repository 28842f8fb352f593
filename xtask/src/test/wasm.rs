//! What is compiled to WebAssembly: its lints, its documentation, and its tests in headless Chromium.
//!
//! A crate's tests for the browser are those in `src` that `#[wasm_bindgen_test]` marks, and the integration test
//! named `wasm`, if there is one.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::suite::Suite;
use crate::config::Config;
use crate::setup::{Purpose, TARGET, Toolbox};

/// The lints and tests of both crates that run in a browser.
pub(super) fn suites(config: &Config, tools: &Toolbox) -> Vec<Suite> {
    let mut suites = lints(config, tools);
    suites.extend(tests(config, tools));
    suites
}

fn lints(config: &Config, tools: &Toolbox) -> Vec<Suite> {
    let suite = |name, log, usually, command| Suite { name, log, usually, command, expected: &[] };
    let mut crypto = vec!["clippy", "--package", "oz-crypto", "--features", "js", "--lib"];
    crypto.extend(browser_tests(&config.root.join("crypto")).into_iter().filter(|part| *part != "--lib"));
    crypto.extend(["--", "-D", "warnings"]);
    let page = ["clippy", "--package", "oz-web", "--features", "split", "--all-targets", "--", "-D", "warnings"];
    vec![
        suite(
            "lints of the encryption core as WebAssembly",
            "lints-crypto-wasm",
            "2 min the first time",
            cargo(config, tools, &crypto),
        ),
        suite("lints of the page", "lints-page", "3 min the first time", cargo(config, tools, &page)),
        suite("documentation of the page", "documentation-page", "1 min the first time", documentation(config, tools)),
    ]
}

fn tests(config: &Config, tools: &Toolbox) -> Vec<Suite> {
    let in_crypto = browser_tests(&config.root.join("crypto"));
    let in_page = browser_tests(&config.root.join("web"));
    vec![
        Suite {
            name: "the encryption core in Chromium",
            log: "tests-crypto-wasm",
            usually: "2 min the first time",
            command: in_browser(config, tools, &["--package", "oz-crypto", "--features", "js"], &in_crypto),
            expected: if in_crypto.contains(&"--test") { &["wasm"] } else { &["oz_crypto"] },
        },
        Suite {
            name: "the page's parts in Chromium",
            log: "tests-page",
            usually: "3 min the first time",
            command: in_browser(config, tools, &["--package", "oz-web"], &in_page),
            expected: if in_page.contains(&"--lib") { &["oz_web"] } else { &["wasm"] },
        },
    ]
}

fn cargo(config: &Config, tools: &Toolbox, arguments: &[&str]) -> Command {
    let mut cargo = tools.wasm(config, "cargo", Purpose::Tests);
    let (subcommand, rest) = arguments.split_at(1);
    cargo.args(subcommand).args(["--target", TARGET]).args(rest);
    cargo
}

fn documentation(config: &Config, tools: &Toolbox) -> Command {
    let mut cargo = cargo(config, tools, &["doc", "--package", "oz-web", "--no-deps"]);
    cargo.env("RUSTDOCFLAGS", "-D warnings");
    cargo
}

fn in_browser(config: &Config, tools: &Toolbox, package: &[&str], parts: &[&str]) -> Command {
    let mut cargo = cargo(config, tools, &["test"]);
    cargo
        .args(package)
        .args(parts)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", tools.find("wasm-bindgen-test-runner"))
        .env("CHROMEDRIVER", tools.find("chromedriver"))
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", config.root.join("xtask/src/test/webdriver.json"))
        .env("WASM_BINDGEN_USE_BROWSER", "1")
        .env("WASM_BINDGEN_TEST_TIMEOUT", "300")
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60");
    cargo
}

/// How cargo is told which tests of a crate run in a browser.
fn browser_tests(package: &Path) -> Vec<&'static str> {
    let mut parts = Vec::new();
    if mentions(&package.join("src"), "wasm_bindgen_test") {
        parts.push("--lib");
    }
    if ["tests/wasm.rs", "tests/wasm/main.rs"].iter().any(|file| package.join(file).is_file()) {
        parts.extend(["--test", "wasm"]);
    }
    if parts.is_empty() {
        parts.push("--lib");
    }
    parts
}

fn mentions(folder: &Path, word: &str) -> bool {
    fs::read_dir(folder).into_iter().flatten().flatten().any(|entry| {
        let path = entry.path();
        if path.is_dir() {
            mentions(&path, word)
        } else {
            fs::read_to_string(&path).is_ok_and(|text| text.contains(word))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browser_tests_are_found_where_they_are_written() {
        let package = tempfile::tempdir().unwrap();
        fs::create_dir_all(package.path().join("src/deep")).unwrap();
        fs::create_dir_all(package.path().join("tests/wasm")).unwrap();
        fs::write(package.path().join("src/deep/a.rs"), "use wasm_bindgen_test::*;").unwrap();
        assert_eq!(browser_tests(package.path()), ["--lib"]);

        fs::write(package.path().join("tests/wasm/main.rs"), "").unwrap();

        assert_eq!(browser_tests(package.path()), ["--lib", "--test", "wasm"]);
    }
}
