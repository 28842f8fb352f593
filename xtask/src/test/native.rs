//! What needs no browser: form, lints, documentation, unit, vector and server tests.

use std::process::Command;

use super::suite::Suite;
use crate::config::Config;
use crate::process;

/// Everything that runs natively. The page is compiled for the browser only (see `wasm`), its end-to-end tests
/// need it built (see `end_to_end`).
pub(super) fn suites(config: &Config) -> Vec<Suite> {
    vec![
        Suite {
            name: "form",
            log: "form",
            usually: "5 s",
            command: cargo(config, &["fmt", "--all", "--check"]),
            expected: &[],
        },
        Suite {
            name: "lints",
            log: "lints",
            usually: "4 min the first time",
            command: cargo(
                config,
                &["clippy", "--workspace", "--exclude", "oz-web", "--all-targets", "--", "-D", "warnings"],
            ),
            expected: &[],
        },
        Suite {
            name: "documentation",
            log: "documentation",
            usually: "1 min the first time",
            command: documentation(config),
            expected: &[],
        },
        Suite {
            name: "unit, vector and server tests",
            log: "native-tests",
            usually: "6 min the first time, 2 min after",
            command: cargo(config, &tests(&["--workspace", "--exclude", "oz-web", "--exclude", "oz-tests"])),
            expected: &["oz_crypto", "oz_domain", "oz_server_stub", "oz_xtask"],
        },
        Suite {
            name: "tests of the end-to-end tests' own tools",
            log: "harness-tests",
            usually: "2 min the first time",
            command: cargo(config, &tests(&["--package", "oz-tests", "--lib"])),
            expected: &["oz_tests"],
        },
    ]
}

fn cargo(config: &Config, arguments: &[&str]) -> Command {
    let mut cargo = process::command(config, "cargo");
    cargo.args(arguments);
    cargo
}

fn documentation(config: &Config) -> Command {
    let mut cargo = cargo(config, &["doc", "--workspace", "--exclude", "oz-web", "--no-deps"]);
    cargo.env("RUSTDOCFLAGS", "-D warnings");
    cargo
}

fn tests<'a>(of: &[&'a str]) -> Vec<&'a str> {
    [&["test", "--no-fail-fast"], of].concat()
}
