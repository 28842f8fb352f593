//! The system's packages. Names them first; without apt-get or the rights says what to install, and stops.

use std::process::Command;

use anyhow::{Result, bail};

use super::Part;
use crate::config::Config;
use crate::{output, process};

/// Installs the packages of the given parts by apt-get.
///
/// # Errors
///
/// When this isn't Debian, the rights are missing, or apt-get fails.
pub(super) fn install(config: &Config, parts: &[Part]) -> Result<()> {
    let parts: Vec<_> = parts.iter().copied().filter(|part| !part.packages().is_empty()).collect();
    if parts.is_empty() {
        return Ok(());
    }
    let packages = packages(&parts);
    let Some(apt) = process::find("apt-get", &config.path) else {
        bail!("{}", by_hand(&parts));
    };
    let rights = match (is_root(), can_sudo(config)) {
        (true, _) => None,
        (false, true) => Some("sudo"),
        (false, false) => bail!(
            "system packages are missing and there are no rights to install them. Run this, then try again:\n\n  \
             sudo apt-get install --no-install-recommends {}",
            packages.join(" ")
        ),
    };
    output::say(&format!("these system packages are missing and are installed now: {}", packages.join(" ")));
    let apt_get = |arguments: &[&str]| {
        let mut command = match rights {
            Some(sudo) => {
                let mut command = process::command(config, sudo);
                command.args(["-n", "DEBIAN_FRONTEND=noninteractive"]).arg(&apt);
                command
            }
            None => process::command(config, &apt),
        };
        command.env("DEBIAN_FRONTEND", "noninteractive").args(["-o", "DPkg::Lock::Timeout=300"]).args(arguments);
        command
    };
    output::step("reading the lists of packages", "10 s", || {
        process::logged(config, "apt-update", apt_get(&["update"]))
    })?;
    output::step("installing them", "30 s to 2 min", || {
        let mut command = apt_get(&["install", "--yes", "--no-install-recommends"]);
        command.args(&packages);
        process::logged(config, "apt-install", command)
    })
}

fn packages(parts: &[Part]) -> Vec<&'static str> {
    let mut packages = Vec::new();
    for package in parts.iter().flat_map(|part| part.packages()) {
        if !packages.contains(package) {
            packages.push(*package);
        }
    }
    packages
}

fn by_hand(parts: &[Part]) -> String {
    let mut lines =
        vec!["these are missing, and set-up can install them only on Debian. Install them, then try again:".to_owned()];
    lines.extend(parts.iter().map(|part| format!("  - {}", part.words())));
    lines.dedup();
    lines.join("\n")
}

#[cfg(unix)]
fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}

fn can_sudo(config: &Config) -> bool {
    let mut sudo: Command = process::command(config, "sudo");
    sudo.args(["-n", "true"]);
    process::stdout_of(sudo).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_that_two_parts_need_is_named_once() {
        let packages = packages(&[Part::WasmClippy, Part::Lints, Part::Firefox]);

        assert_eq!(packages, ["rust-web-clippy", "rustfmt-web", "firefox-esr"]);
    }

    #[test]
    fn off_debian_each_missing_thing_is_named() {
        let text = by_hand(&[Part::Node, Part::Chromium]);

        assert!(text.contains("Node 20") && text.contains("chromedriver"));
    }
}
