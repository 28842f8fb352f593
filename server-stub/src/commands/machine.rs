//! What the commands share: the installation they work on, and how they sign what they do.

use anyhow::{Context, Result, anyhow, bail};
use zeroize::Zeroizing;

use crate::{
    clock::Moment,
    config::{self, DataFolder},
    http::TraceId,
    installation::Installation,
    keyring::MasterKey,
    private_file,
    store::Actor,
};

/// Opens the installation that the flags name.
pub(super) async fn open(data: &DataFolder) -> Result<Installation> {
    Ok(Installation::open(&data.path, master_key(data)?).await?)
}

/// The master key, if one is given.
pub(super) fn master_key(data: &DataFolder) -> Result<Option<MasterKey>> {
    let text = match (config::master_key_text(), &data.master_key_file) {
        (Some(_), Some(_)) => bail!("give the master key in `OZ_MASTER_KEY` or by `--master-key-file`, not in both"),
        (Some(text), None) => text,
        (None, Some(file)) => {
            let bytes = private_file::read(file).map_err(|error| match error {
                private_file::ReadError::Missing => {
                    anyhow!("the master key file {} is missing", file.display())
                }
                private_file::ReadError::Readable => {
                    anyhow!("other users of this machine can read the master key; run `chmod 600 {}`", file.display())
                }
                private_file::ReadError::Io(error) => {
                    anyhow!("could not read the master key file {}: {error}", file.display())
                }
            })?;
            let text = std::str::from_utf8(&bytes).context("the master key file is no text")?;
            Zeroizing::new(text.to_owned())
        }
        (None, None) => return Ok(None),
    };
    Ok(Some(MasterKey::parse(&text)?))
}

/// Whoever runs commands on the machine.
pub(super) fn actor(now: Moment) -> Actor {
    Actor {
        id: None,
        label: "machine".to_owned(),
        team: None,
        at: now.to_wire(),
        trace_id: TraceId::generate().to_string(),
    }
}
