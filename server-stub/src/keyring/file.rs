//! `keyring.json` in the data folder: written whole or not at all, read only when nobody else may.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use crate::private_file;

use super::{
    cipher::MasterKey,
    format::{self, Flaw},
    ring::Keyring,
};

/// Where a keyring is kept, and under which master key.
#[derive(Debug, Clone)]
pub struct KeyringFile {
    path: PathBuf,
    master: Option<MasterKey>,
}

/// Tells one state of the file from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    changed: Option<SystemTime>,
    len: u64,
    inode: u64,
}

/// Why a keyring can't be used. Each message says what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeyringError {
    /// No such file.
    #[error("{} is missing, and nothing that was sealed opens without it; restore it from a backup", .0.display())]
    Missing(PathBuf),
    /// Others can read the file.
    #[error("other users of this machine can read {path}; run `chmod 600 {path}`", path = .0.display())]
    Readable(PathBuf),
    /// Not a keyring, or its parts don't fit together.
    #[error("{} is damaged; restore it from a backup", .0.display())]
    Damaged(PathBuf),
    /// Written by a later version.
    #[error("{} was written by a newer version of this server; use that version", .0.display())]
    Newer(PathBuf),
    /// Encrypted, and no master key is given.
    #[error("{} is encrypted; give its master key in `OZ_MASTER_KEY` or by `--master-key-file`", .0.display())]
    MasterKeyNeeded(PathBuf),
    /// Encrypted under another master key, or changed.
    #[error("{} does not open with this master key; give the one it was encrypted with, or restore the file from a backup", .0.display())]
    WrongMasterKey(PathBuf),
    /// In the clear, though a master key is given.
    #[error("{} is not encrypted, though a master key is given; run `oz-server-stub key encrypt` or start without the key", .0.display())]
    NotEncrypted(PathBuf),
    /// The file can't be read or written.
    #[error("could not read or write {path}: {error}", path = .0.display(), error = .1)]
    Io(PathBuf, #[source] io::Error),
}

impl KeyringFile {
    /// The keyring of a data folder.
    #[must_use]
    pub fn new(folder: &Path, master: Option<MasterKey>) -> Self {
        Self { path: folder.join("keyring.json"), master }
    }

    /// The same keyring under another master key.
    #[must_use]
    pub fn with_master(&self, master: Option<MasterKey>) -> Self {
        Self { path: self.path.clone(), master }
    }

    /// The keyring of an installation that isn't complete yet.
    #[must_use]
    pub fn pending(&self) -> Self {
        Self { path: self.path.with_extension("json.pending"), master: self.master.clone() }
    }

    /// Whether the file is there.
    #[must_use]
    pub fn exists(&self) -> bool {
        self.path.exists()
    }

    /// Makes `self` the file at `target`, in one step.
    ///
    /// # Errors
    ///
    /// [`KeyringError::Io`].
    pub fn become_file(&self, target: &Self) -> Result<(), KeyringError> {
        private_file::rename(&self.path, &target.path).map_err(|error| KeyringError::Io(target.path.clone(), error))
    }

    /// Reads the keyring and checks that its parts fit together.
    ///
    /// # Errors
    ///
    /// Why it can't be used.
    pub fn load(&self) -> Result<Keyring, KeyringError> {
        let text = private_file::read(&self.path).map_err(|error| match error {
            private_file::ReadError::Missing => KeyringError::Missing(self.path.clone()),
            private_file::ReadError::Readable => KeyringError::Readable(self.path.clone()),
            private_file::ReadError::Io(error) => KeyringError::Io(self.path.clone(), error),
        })?;
        format::read(&text, self.master.as_ref()).map_err(|flaw| self.error(flaw))
    }

    /// Writes the keyring in place of what was there.
    ///
    /// # Errors
    ///
    /// [`KeyringError::Io`].
    pub fn save(&self, ring: &Keyring) -> Result<(), KeyringError> {
        let text = format::write(ring, self.master.as_ref());
        // EXPOSE: the keyring file is where private keys are kept.
        private_file::write(&self.path, text.expose()).map_err(|error| KeyringError::Io(self.path.clone(), error))
    }

    /// Which state the file is in.
    ///
    /// # Errors
    ///
    /// [`KeyringError::Io`].
    pub fn stamp(&self) -> Result<Stamp, KeyringError> {
        let meta = fs::metadata(&self.path).map_err(|error| KeyringError::Io(self.path.clone(), error))?;
        Ok(Stamp { changed: meta.modified().ok(), len: meta.len(), inode: private_file::inode(&meta) })
    }

    fn error(&self, flaw: Flaw) -> KeyringError {
        let path = self.path.clone();
        match flaw {
            Flaw::Damaged => KeyringError::Damaged(path),
            Flaw::Newer => KeyringError::Newer(path),
            Flaw::MasterKeyNeeded => KeyringError::MasterKeyNeeded(path),
            Flaw::WrongMasterKey => KeyringError::WrongMasterKey(path),
            Flaw::NotEncrypted => KeyringError::NotEncrypted(path),
        }
    }
}
