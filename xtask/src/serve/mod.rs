//! Builds the page and the server, starts the server, and prints a link that signs in once.

mod health;
mod stop;

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode};

use anyhow::{Context, Result, bail};

use self::health::Health;
use self::stop::Stop;
use crate::config::Config;
use crate::{output, page, process};

/// Runs until told to stop. The exit code is the server's.
///
/// # Errors
///
/// When the address is taken, something doesn't build, or the server doesn't come up.
pub(crate) fn serve(config: &Config, listen: SocketAddr, data: &Path) -> Result<ExitCode> {
    must_be_free(listen)?;
    page::build(config)?;
    let program = build_server(config)?;
    let data = config.root.join(data);

    let stop = Stop::watch()?;
    let mut server = start(config, &program, listen, &data)?;
    stop.ends(&server);
    match health::wait(listen, &mut server)? {
        Health::Up => {}
        Health::Ended(_) if stop.asked() => return Ok(ExitCode::SUCCESS),
        Health::Ended(status) => {
            bail!("the server ended at once ({status}); what it said is above")
        }
    }
    welcome(config, &program, listen, &data);

    let status = server.wait().context("could not wait for the server")?;
    if stop.asked() || status.success() {
        output::say("stopped");
        return Ok(ExitCode::SUCCESS);
    }
    bail!("the server ended ({status}); what it said is above");
}

/// Builds the server, optimised no further than a start needs.
///
/// # Errors
///
/// When it doesn't build.
pub(crate) fn build_server(config: &Config) -> Result<PathBuf> {
    let mut cargo = process::command(config, "cargo");
    cargo.args(["build", "--package", "oz-server-stub", "--bin", "oz-server-stub"]);
    output::step("building the server", "2 min the first time, then seconds", || {
        process::logged(config, "server", cargo)
    })?;
    Ok(config.target.join("debug").join(format!("oz-server-stub{}", std::env::consts::EXE_SUFFIX)))
}

fn must_be_free(listen: SocketAddr) -> Result<()> {
    match TcpListener::bind(listen) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
            bail!("{listen} is in use, perhaps by a server started before; stop it, or choose with `--listen`")
        }
        Err(error) => Err(error).with_context(|| format!("could not listen on {listen}")),
    }
}

/// In a group of its own: Ctrl-C reaches us alone, and we tell the server to finish what is under way.
fn start(config: &Config, program: &Path, listen: SocketAddr, data: &Path) -> Result<Child> {
    let mut command = process::command(config, program);
    command.arg("serve").arg("--listen").arg(listen.to_string()).arg("--data").arg(data);
    command.arg("--web").arg(config.root.join("dist"));
    apart(&mut command);
    command.spawn().context("could not start the server")
}

#[cfg(unix)]
fn apart(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(not(unix))]
fn apart(_: &mut Command) {}

fn welcome(config: &Config, program: &Path, listen: SocketAddr, data: &Path) {
    output::say(&format!("\nOz Secrets is up at http://{listen} (Ctrl-C stops it)"));
    let mut ask = process::command(config, program);
    ask.arg("sign-in-link").arg("--data").arg(data);
    match process::stdout_of(ask) {
        Some(link) => {
            output::say("sign in, once, within 15 minutes:\n");
            output::data(&link);
            output::say("");
        }
        None => {
            output::say("no sign-in link could be made; try `oz-server-stub sign-in-link`");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_in_use_is_said_in_a_sentence() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();

        let refused = must_be_free(taken.local_addr().unwrap()).unwrap_err();

        assert!(refused.to_string().contains("is in use"));
    }
}
