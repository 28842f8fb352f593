//! Files that only their owner may read: written whole or not at all.

use std::{
    fs::{self, File, Metadata, OpenOptions},
    io::{self, Read, Write},
    os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt},
    path::Path,
};

use zeroize::Zeroizing;

/// Why a private file was not read.
#[derive(Debug)]
pub(crate) enum ReadError {
    /// No such file.
    Missing,
    /// Others can read or write it.
    Readable,
    /// The system's own reason.
    Io(io::Error),
}

/// Reads a file that nobody else may read, into a buffer that is wiped.
pub(crate) fn read(path: &Path) -> Result<Zeroizing<Vec<u8>>, ReadError> {
    let mut file = File::open(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => ReadError::Missing,
        _ => ReadError::Io(error),
    })?;
    let meta = file.metadata().map_err(ReadError::Io)?;
    if meta.mode() & 0o077 != 0 {
        return Err(ReadError::Readable);
    }
    // Room for one byte more than there is, so that the buffer never grows.
    let room = usize::try_from(meta.len()).unwrap_or(0) + 1;
    let mut bytes = Zeroizing::new(Vec::with_capacity(room));
    file.read_to_end(&mut bytes).map_err(ReadError::Io)?;
    Ok(bytes)
}

/// Writes a file of mode 0600: into a new file beside it, to the disk, then in place of the old one.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = path.with_extension("new");
    remove(&beside)?;
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    rename(&beside, path)
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Puts a file in another's place, to the disk.
pub(crate) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)?;
    match to.parent() {
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}

/// Makes a folder of mode 0700, if there is none.
pub(crate) fn make_folder(path: &Path) -> io::Result<()> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// Whether other users of the machine can put files into the folder.
pub(crate) fn is_open_to_others(folder: &Path) -> io::Result<bool> {
    Ok(fs::metadata(folder)?.mode() & 0o022 != 0)
}

/// The file's number, which changes when another file takes its place.
pub(crate) fn inode(meta: &Metadata) -> u64 {
    meta.ino()
}

/// Whether files can be made in the folder.
pub(crate) fn try_folder(path: &Path) -> io::Result<()> {
    let probe = path.join(".probe");
    let mut tries = 100;
    loop {
        remove(&probe)?;
        // Only a new file: what somebody put there, a link perhaps, is never opened.
        match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&probe) {
            Ok(_) => return remove(&probe),
            // Another server that starts just now does the same.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && tries > 0 => tries -= 1,
            Err(error) => return Err(error),
        }
    }
}

/// Waits until nobody else changes private files in the folder. Lasts as long as what it returns.
pub(crate) fn lock(folder: &Path) -> io::Result<File> {
    let path = folder.join("keyring.lock");
    let file = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(path)?;
    file.lock()?;
    Ok(file)
}
