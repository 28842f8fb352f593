//! The real server with a folder of its own behind a recording wire; both gone when we let go of it.

mod api;
mod damage;
mod runner;
mod schedule;

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

pub use self::api::Api;
use crate::{
    config::Need,
    places::{Piece, in_process, on_server},
    process::Process,
    spy::{Wire, WireSpy},
};

/// What the server says, before its address, when it is ready.
const READY: &str = "listening on ";

/// A server under test.
pub struct Stack {
    spy: WireSpy,
    wire: Wire,
    address: SocketAddr,
    server: Process,
    earlier_logs: Vec<u8>,
    data: TempDir,
}

/// Somebody who can sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Person {
    /// The administrator that the first start makes.
    Admin,
    /// A member of the same team.
    Colleague,
}

impl Person {
    /// The address that they sign in with.
    #[must_use]
    pub fn email(self) -> &'static str {
        match self {
            Self::Admin => "admin@localhost",
            Self::Colleague => "colleague@example.com",
        }
    }
}

impl Stack {
    /// Starts a server on a free port, with a new folder, and the wire before it.
    ///
    /// # Errors
    ///
    /// When the server doesn't start.
    pub async fn start(wire: Wire) -> Result<Self> {
        let data = tempfile::Builder::new().prefix("oz-data-").tempdir().context("no room for a data folder")?;
        let spy = WireSpy::listen(wire).await?;
        let (server, address) = serve(data.path(), wire).await?;
        spy.forward_to(address);
        Ok(Self { spy, wire, address, server, earlier_logs: Vec::new(), data })
    }

    /// The wire.
    #[must_use]
    pub fn spy(&self) -> &WireSpy {
        &self.spy
    }

    /// The server's own origin, past the wire.
    #[must_use]
    pub fn direct_origin(&self) -> String {
        format!("{}://{}:{}", self.wire.scheme(), self.wire.host(), self.address.port())
    }

    /// The server's folder.
    #[must_use]
    pub fn data(&self) -> &Path {
        self.data.path()
    }

    /// A link that signs somebody in once, at an origin.
    ///
    /// # Errors
    ///
    /// When the server's program doesn't give one.
    pub fn sign_in_link(&self, who: Person, origin: &str) -> Result<String> {
        let link = self.run(&["sign-in-link", "--origin", origin, "--email", who.email(), "--create"])?;
        ensure!(link.starts_with(origin), "the sign-in link leads elsewhere");
        Ok(link)
    }

    /// Somebody at the server's interface, with a new API key.
    ///
    /// # Errors
    ///
    /// When the server's program doesn't give one.
    pub fn api(&self, who: Person) -> Result<Api> {
        Api::new(self.address, self.wire, self.api_key(who)?)
    }

    /// A new API key of somebody.
    ///
    /// # Errors
    ///
    /// When the server's program doesn't give one.
    pub fn api_key(&self, who: Person) -> Result<String> {
        // Makes the person, if this is the first that the server hears of them.
        self.sign_in_link(who, self.spy.origin())?;
        self.run(&["api-key", "create", "--email", who.email(), "--name", "for a test"])
    }

    /// A runner at the server's interface: claims every run of the team, and does nothing else.
    ///
    /// # Errors
    ///
    /// When the server's program doesn't give a key.
    pub fn runner(&self) -> Result<Api> {
        self.api_of("--runner")
    }

    /// The team at the server's interface, with nobody behind it.
    ///
    /// # Errors
    ///
    /// When the server's program doesn't give a key.
    pub fn team_api(&self) -> Result<Api> {
        self.api_of("--team")
    }

    fn api_of(&self, kind: &str) -> Result<Api> {
        self.sign_in_link(Person::Admin, self.spy.origin())?;
        let email = Person::Admin.email();
        let key = self.run(&["api-key", "create", kind, "--email", email, "--name", "for a test"])?;
        Api::new(self.address, self.wire, key)
    }

    /// Renews the server's sealing key.
    ///
    /// # Errors
    ///
    /// When the server's program refuses.
    pub fn renew_key(&self) -> Result<()> {
        self.run(&["key", "renew"]).map(drop)
    }

    /// Stops the server and starts it again on the same folder.
    ///
    /// # Errors
    ///
    /// When it doesn't stop cleanly or doesn't start.
    pub async fn restart(&mut self) -> Result<()> {
        let code = self.server.finish()?;
        ensure!(code == 0, "the server ended with {code}");
        self.earlier_logs.extend(self.server.output());
        (self.server, self.address) = serve(self.data.path(), self.wire).await?;
        self.spy.forward_to(self.address);
        Ok(())
    }

    /// Everything that the server keeps or has said.
    ///
    /// # Errors
    ///
    /// When a file of its can't be read.
    pub fn kept(&self) -> Result<Vec<Piece>> {
        on_server(self.data.path(), [self.earlier_logs.clone(), self.server.output()].concat())
    }

    /// What the server holds in memory; `None` where the system lets nobody look.
    ///
    /// # Errors
    ///
    /// When the server is gone.
    pub fn memory(&self) -> Result<Option<Vec<Piece>>> {
        in_process(self.server.pid()?)
    }

    /// What the server has said since it started last.
    #[must_use]
    pub fn log(&self) -> String {
        String::from_utf8_lossy(&self.server.output()).into_owned()
    }

    /// Runs a command of the server's program on this folder and gives the first line that it prints.
    fn run(&self, arguments: &[&str]) -> Result<String> {
        let ran = Command::new(Need::Server.path()?)
            .args(arguments)
            .arg("--data")
            .arg(self.data.path())
            .output()
            .context("could not run the server's program")?;
        let said = String::from_utf8_lossy(&ran.stderr);
        ensure!(ran.status.success(), "`{}` failed: {said}", arguments.join(" "));
        let printed = String::from_utf8(ran.stdout).context("it printed something odd")?;
        Ok(printed.lines().next().unwrap_or_default().trim().to_owned())
    }
}

async fn serve(data: &Path, wire: Wire) -> Result<(Process, SocketAddr)> {
    let page: PathBuf = Need::Dist.path()?;
    let mut command = Command::new(Need::Server.path()?);
    command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(data).arg("--web").arg(page);
    if wire == Wire::Tls {
        command.arg("--tls-self-signed");
    }
    let mut server = Process::start_in(data, command)?;
    let said = server.line_after(READY).await?;
    let address = said.split("://").nth(1).unwrap_or(&said);
    let address: String = address.chars().take_while(|c| c.is_ascii_digit() || ".:".contains(*c)).collect();
    let address = address.parse().with_context(|| format!("the server said `{READY}{said}`"))?;
    Ok((server, address))
}
