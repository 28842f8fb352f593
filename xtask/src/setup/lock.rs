//! One at a time: a lock on a file, which the system lets go when its holder dies.

use std::fs::{self, File, TryLockError};
use std::path::Path;

use anyhow::{Context, Result};

use crate::output;

/// Held until dropped.
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock, waiting for whoever holds it.
    ///
    /// # Errors
    ///
    /// When the file can't be made.
    pub(crate) fn take(file: &Path, holder: &str) -> Result<Self> {
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).with_context(|| format!("could not make {}", folder.display()))?;
        }
        let lock = File::create(file).with_context(|| format!("could not write {}", file.display()))?;
        if let Err(TryLockError::WouldBlock) = lock.try_lock() {
            output::say(&format!("waiting for {holder} to finish"));
            lock.lock().with_context(|| format!("could not lock {}", file.display()))?;
        }
        Ok(Self { _file: lock })
    }
}
