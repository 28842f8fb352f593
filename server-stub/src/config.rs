//! Flags and `OZ_…` variables. No other file reads arguments or the environment.

use std::{env, net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand};
use oz_domain::{AgentId, ApiKeyId};
use zeroize::Zeroizing;

use crate::{arguments::SuiteArg, email::Email, lifetime::Lifetime, origin::Origin};

/// The server of Oz Secrets: stores sealed values and never hands one to a person.
#[derive(Debug, Parser)]
#[command(name = "oz-server-stub", version, about)]
pub struct Cli {
    /// What to log, `info` or `warn,oz_server_stub=debug`.
    #[arg(long, env = "OZ_LOG", default_value = "info", global = true, value_name = "FILTER")]
    pub log: String,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Answer requests until told to stop.
    Serve(Serve),
    /// Print a link that signs a person in, once, within 15 minutes.
    SignInLink(SignInLink),
    /// Make, list and delete keys for machines without a browser.
    #[command(subcommand)]
    ApiKey(ApiKey),
    /// Look after the server's own keys.
    #[command(subcommand)]
    Key(Key),
}

/// Where the installation is, and what its keyring is encrypted with.
#[derive(Debug, Clone, Args)]
pub struct DataFolder {
    /// The folder of the database and the keyring.
    #[arg(long = "data", env = "OZ_DATA", default_value = "data", value_name = "DIR")]
    pub path: PathBuf,
    /// A file with the key that the keyring is encrypted with: 64 hexadecimal digits (or `OZ_MASTER_KEY`).
    #[arg(long, env = "OZ_MASTER_KEY_FILE", value_name = "FILE")]
    pub master_key_file: Option<PathBuf>,
}

/// The master key of `OZ_MASTER_KEY`. No flag takes it: arguments can be seen by every user of the machine.
#[expect(clippy::disallowed_methods, reason = "this is the file that reads the environment")]
pub(crate) fn master_key_text() -> Option<Zeroizing<String>> {
    match env::var("OZ_MASTER_KEY") {
        Ok(text) => Some(Zeroizing::new(text)),
        Err(env::VarError::NotPresent) => None,
        // No text is no key either, and is refused as one.
        Err(env::VarError::NotUnicode(_)) => Some(Zeroizing::default()),
    }
}

/// `serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// Where the installation is.
    #[command(flatten)]
    pub data: DataFolder,
    /// The address to listen on; port 0 picks a free one.
    #[arg(long, env = "OZ_LISTEN", default_value = "127.0.0.1:8787", value_name = "ADDRESS")]
    pub listen: SocketAddr,
    /// The folder of the built page.
    #[arg(long, env = "OZ_WEB", value_name = "DIR")]
    pub web: Option<PathBuf>,
    /// The origin that browsers see, when it isn't the address that is listened on.
    #[arg(long, env = "OZ_PUBLIC_ORIGIN", value_name = "ORIGIN")]
    pub public_origin: Option<Origin>,
    /// How the connection is kept private.
    #[command(flatten)]
    pub tls: Tls,
    /// The person who is made at the first start.
    #[arg(long, env = "OZ_ADMIN_EMAIL", default_value = "admin@localhost", value_name = "EMAIL")]
    pub admin_email: Email,
    /// The suite of the sealing key that is made at the first start.
    #[arg(long, env = "OZ_SUITE", default_value_t = SuiteArg::default(), value_name = "SUITE")]
    pub suite: SuiteArg,
}

/// TLS, or who else sees to it.
#[derive(Debug, Args)]
pub struct Tls {
    /// The certificate chain, PEM.
    #[arg(
        long = "tls-cert",
        env = "OZ_TLS_CERT",
        value_name = "FILE",
        requires = "key",
        conflicts_with = "self_signed"
    )]
    pub cert: Option<PathBuf>,
    /// The certificate's private key, PEM.
    #[arg(
        long = "tls-key",
        env = "OZ_TLS_KEY",
        value_name = "FILE",
        requires = "cert",
        conflicts_with = "self_signed"
    )]
    pub key: Option<PathBuf>,
    /// Make a certificate of our own, and keep it in the data folder.
    #[arg(long = "tls-self-signed", env = "OZ_TLS_SELF_SIGNED")]
    pub self_signed: bool,
    /// A proxy in front does TLS: listen without it, also beyond this machine.
    #[arg(long, env = "OZ_BEHIND_PROXY", conflicts_with_all = ["cert", "self_signed"])]
    pub behind_proxy: bool,
}

/// `sign-in-link`.
#[derive(Debug, Args)]
pub struct SignInLink {
    /// Where the installation is.
    #[command(flatten)]
    pub data: DataFolder,
    /// Who signs in; without it, the first administrator.
    #[arg(long, value_name = "EMAIL")]
    pub email: Option<Email>,
    /// Add a member of this address if there is none.
    #[arg(long, requires = "email")]
    pub create: bool,
    /// The origin of the link; without it, where the server listened last.
    #[arg(long, env = "OZ_PUBLIC_ORIGIN", value_name = "ORIGIN")]
    pub origin: Option<Origin>,
}

/// `api-key …`.
#[derive(Debug, Subcommand)]
pub enum ApiKey {
    /// Print a new key, once.
    Create(ApiKeyCreate),
    /// Print the keys that there are, none of them in full.
    List(DataFolder),
    /// End a key at once.
    Delete(ApiKeyDelete),
}

/// `api-key create`.
#[derive(Debug, Args)]
pub struct ApiKeyCreate {
    /// Where the installation is.
    #[command(flatten)]
    pub data: DataFolder,
    /// Who makes the key, and whom it acts as.
    #[arg(long, value_name = "EMAIL")]
    pub email: Email,
    /// What the key is for.
    #[arg(long, value_name = "NAME")]
    pub name: String,
    /// The key acts for the team, with no person behind it.
    #[arg(long)]
    pub team: bool,
    /// The key acts for this agent, with no person behind it.
    #[arg(long, value_name = "ID", conflicts_with = "team")]
    pub agent: Option<AgentId>,
    /// The key is a runner's: it claims every run of the team, and does nothing else.
    #[arg(long, conflicts_with_all = ["team", "agent"])]
    pub runner: bool,
    /// When it ends: `30d`, `12h`, `45m`. Without it, never.
    #[arg(long, value_name = "TIME")]
    pub expires_in: Option<Lifetime>,
}

/// `api-key delete`.
#[derive(Debug, Args)]
pub struct ApiKeyDelete {
    /// Where the installation is.
    #[command(flatten)]
    pub data: DataFolder,
    /// The key's id, as `api-key list` shows it.
    #[arg(long, value_name = "ID")]
    pub id: ApiKeyId,
}

/// `key …`.
#[derive(Debug, Subcommand)]
pub enum Key {
    /// Make a new sealing key; the present one still opens what was sealed to it.
    Renew(KeyRenew),
    /// Encrypt a keyring that was made without a master key.
    Encrypt(DataFolder),
}

/// `key renew`.
#[derive(Debug, Args)]
pub struct KeyRenew {
    /// Where the installation is.
    #[command(flatten)]
    pub data: DataFolder,
    /// The suite of the new key.
    #[arg(long, env = "OZ_SUITE", default_value_t = SuiteArg::default(), value_name = "SUITE")]
    pub suite: SuiteArg,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        <Cli as clap::CommandFactory>::command().debug_assert();
    }
}
