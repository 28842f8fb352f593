//! `key`: looks after the server's own keys. A running server follows by itself.

use anyhow::{Context, Result, bail};

use super::machine;
use crate::{
    clock::{Clock, SystemClock},
    config::{DataFolder, Key, KeyRenew},
    keyring::KeyringFile,
    output, private_file,
    store::Action,
};

pub(super) async fn run(command: Key) -> Result<()> {
    match command {
        Key::Renew(flags) => renew(flags).await,
        Key::Encrypt(data) => encrypt(&data),
    }
}

async fn renew(flags: KeyRenew) -> Result<()> {
    let installation = machine::open(&flags.data).await?;
    let now = SystemClock.now();
    let _lock = private_file::lock(&flags.data.path).context("could not lock the keyring")?;
    let ring = installation.keyring.load()?.renew(flags.suite.0, now).context("could not make a key")?;
    installation.keyring.save(&ring)?;
    let new = ring.keys.last().context("a renewed keyring has a key")?.private.kid().to_string();
    installation.store.record(&machine::actor(now), Action::KeyRenewed, &new).await?;
    installation.store.close().await;
    output::data(&new)?;
    output::talk("new values are sealed to this key; the one before still opens what was sealed to it");
    Ok(())
}

fn encrypt(data: &DataFolder) -> Result<()> {
    let Some(master) = machine::master_key(data)? else {
        bail!("give the master key to encrypt with, in `OZ_MASTER_KEY` or by `--master-key-file`");
    };
    let _lock = private_file::lock(&data.path).context("could not lock the keyring")?;
    let ring = KeyringFile::new(&data.path, None).load()?;
    KeyringFile::new(&data.path, Some(master)).save(&ring)?;
    output::talk("encrypted; the server needs this master key from now on");
    Ok(())
}
