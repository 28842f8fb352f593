//! What the server keeps: every file in its folder, byte for byte.

use std::{fs, path::Path};

use anyhow::{Context, Result};

use super::{Piece, Place};

/// Every file in the server's folder, its log, and the names of all files.
///
/// # Errors
///
/// When a file can't be read.
pub fn on_server(data: &Path, log: Vec<u8>) -> Result<Vec<Piece>> {
    let mut pieces = vec![Piece::new(Place::ServerLog, "stdout and stderr", log)];
    gather(data, &mut pieces)?;
    let names: Vec<_> = pieces.iter().map(|piece| piece.name.as_str()).collect();
    let names = names.join("\n");
    pieces.push(Piece::new(Place::DataFolder, "names of files", names));
    Ok(pieces)
}

fn gather(folder: &Path, pieces: &mut Vec<Piece>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("could not list {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            gather(&path, pieces)?;
            continue;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = fs::read(&path).with_context(|| format!("could not read {}", path.display()))?;
        let begins_as_database = bytes.starts_with(b"SQLite format 3\0");
        let place = match () {
            () if name.ends_with("-wal") => Place::WriteAheadLog,
            () if begins_as_database => Place::Database,
            () => Place::DataFolder,
        };
        pieces.push(Piece::new(place, name, bytes));
    }
    Ok(())
}
