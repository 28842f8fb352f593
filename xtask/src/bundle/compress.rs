//! Compresses each file once, as far as it goes, so that the server never does.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use flate2::{Compression, write::GzEncoder};

/// The largest window that every browser takes.
const WINDOW: u32 = 22;
/// The best that brotli does.
const QUALITY: u32 = 11;

/// Writes a `.br` and a `.gz` beside each file of a folder.
///
/// # Errors
///
/// When a file can't be read or written.
pub(crate) fn folder(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("could not list {}", folder.display()))? {
        let entry = entry.context("could not read a folder's entry")?;
        if entry.file_type().context("could not tell a file from a folder")?.is_dir() {
            self::folder(&entry.path())?;
        } else {
            file(&entry.path()).with_context(|| format!("could not compress {}", entry.path().display()))?;
        }
    }
    Ok(())
}

fn file(original: &Path) -> Result<()> {
    let content = fs::read(original)?;
    fs::write(with_ending(original, ".br"), brotli(&content)?)?;

    let mut gzip = GzEncoder::new(File::create(with_ending(original, ".gz"))?, Compression::best());
    gzip.write_all(&content)?;
    gzip.finish()?;
    Ok(())
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let mut compressed = Vec::new();
    brotli::CompressorReader::new(content, 1 << 16, QUALITY, WINDOW).read_to_end(&mut compressed)?;
    Ok(compressed)
}

fn with_ending(original: &Path, ending: &str) -> PathBuf {
    let mut name = original.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use flate2::read::GzDecoder;

    use super::*;

    #[test]
    fn what_was_compressed_comes_back_byte_for_byte() {
        let place = tempfile::tempdir().unwrap();
        let original = "sealed ".repeat(1000).into_bytes();
        fs::write(place.path().join("app.js"), &original).unwrap();

        folder(place.path()).unwrap();

        let mut unzipped = Vec::new();
        GzDecoder::new(File::open(place.path().join("app.js.gz")).unwrap()).read_to_end(&mut unzipped).unwrap();
        let mut unbrotlied = Vec::new();
        let packed = fs::read(place.path().join("app.js.br")).unwrap();
        brotli::Decompressor::new(packed.as_slice(), 4096).read_to_end(&mut unbrotlied).unwrap();
        assert_eq!(unzipped, original);
        assert_eq!(unbrotlied, original);
        assert!(packed.len() < original.len() / 10);
    }
}
