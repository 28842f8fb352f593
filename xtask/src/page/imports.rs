//! Names of imports that compress: wasm-bindgen ends each in a hash of its own, which would be four kilobytes of noise in
//! what the page begins with.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// How such a name begins.
const BEGINNING: &[u8] = b"__wbg_";
/// How long the hash is at its end, in hexadecimal digits.
const HASH: usize = 16;

/// Numbers in the place of hashes, in the glue and in the program that it belongs to.
///
/// # Errors
///
/// When a file can't be read or written.
pub(super) fn number(glue: &Path, program: &Path) -> Result<()> {
    let names = numbered(&read(glue)?);
    for file in [glue, program] {
        let mut content = read(file)?;
        rename(&mut content, &names);
        fs::write(file, content).with_context(|| format!("could not write {}", file.display()))?;
    }
    Ok(())
}

/// Each name with a hash that the glue says, and the name of the same length that it gets.
fn numbered(glue: &[u8]) -> BTreeMap<Vec<u8>, Vec<u8>> {
    let mut counts = BTreeMap::new();
    let mut names = BTreeMap::new();
    for word in glue.split(|byte| !is_word(*byte)).filter(|word| word.starts_with(BEGINNING)) {
        let Some((plain, hash)) = word.split_at_checked(word.len().saturating_sub(HASH)) else { continue };
        if plain.ends_with(b"_") && hash.iter().all(u8::is_ascii_hexdigit) && !names.contains_key(word) {
            let count = counts.entry(plain.to_owned()).or_insert(0_u64);
            names.insert(word.to_owned(), [plain, format!("{count:0HASH$}").as_bytes()].concat());
            *count += 1;
        }
    }
    names
}

fn rename(content: &mut [u8], names: &BTreeMap<Vec<u8>, Vec<u8>>) {
    let beginnings: Vec<usize> = content
        .windows(BEGINNING.len())
        .enumerate()
        .filter(|(_, found)| *found == BEGINNING)
        .map(|(at, _)| at)
        .collect();
    for at in beginnings {
        if let Some((old, new)) = names.iter().find(|(old, _)| content[at..].starts_with(old)) {
            content[at..at + old.len()].copy_from_slice(new);
        }
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("could not read {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "__wbg_now_0123456789abcdef: f, __wbg_get_aaaaaaaaaaaaaaaa: g, __wbg_get_bbbbbbbbbbbbbbbb: h, \
        __wbg_finalize_init(), wasm.__wbg_get_aaaaaaaaaaaaaaaa";

    #[test]
    fn hashes_become_numbers_and_stay_apart() {
        let mut glue = GLUE.as_bytes().to_owned();
        // In a program, whatever stands before a name may be a letter: its length.
        let mut program = b"\x2e3__wbg_get_bbbbbbbbbbbbbbbb\0".to_vec();
        let names = numbered(&glue);
        rename(&mut glue, &names);
        rename(&mut program, &names);

        assert_eq!(
            std::str::from_utf8(&glue).unwrap(),
            "__wbg_now_0000000000000000: f, __wbg_get_0000000000000000: g, __wbg_get_0000000000000001: h, \
             __wbg_finalize_init(), wasm.__wbg_get_0000000000000000"
        );
        assert_eq!(program, b"\x2e3__wbg_get_0000000000000001\0");
    }
}
