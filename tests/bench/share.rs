//! How much of the page's WebAssembly is encryption.

use anyhow::Result;

use crate::wasm::Module;

/// Crates that are there for encryption only: ours, and what it stands on.
const CRATES: [&str; 37] = [
    "oz_crypto",
    "aead",
    "base64ct",
    "block_buffer",
    "chacha20",
    "chacha20poly1305",
    "cipher",
    "const_oid",
    "crypto_common",
    "ctutils",
    "cmov",
    "curve25519_dalek",
    "digest",
    "ed25519",
    "ed25519_dalek",
    "getrandom",
    "hkdf",
    "hmac",
    "hybrid_array",
    "inout",
    "kem",
    "keccak",
    "ml_kem",
    "module_lattice",
    "poly1305",
    "rand_core",
    "sha2",
    "sha3",
    "shake",
    "signature",
    "sponge_cursor",
    "subtle",
    "typenum",
    "universal_hash",
    "x25519_dalek",
    "x_wing",
    "zeroize",
];
/// Crates whose functions belong to whoever they work for.
const SERVANTS: [&str; 5] = ["core", "alloc", "std", "serde", "serde_core"];
/// A limb of the 32-bit field arithmetic has at most 26 bits; this many in a row are no accident.
const LIMBS_IN_A_ROW: usize = 30;
/// Constants by how they begin, little-endian, and their length: SHA-256's, SHA-512's, Keccak's.
const TABLES: [(&[u8], usize); 3] = [
    (&0x428a_2f98_u32.to_le_bytes(), 256),
    (&0x428a_2f98_d728_ae22_u64.to_le_bytes(), 640),
    (&0x0000_0000_0000_8082_u64.to_le_bytes(), 184),
];

/// What the page's module is without encryption.
pub(crate) struct Share {
    /// The whole module, without names.
    pub(crate) whole: Vec<u8>,
    /// The same with encryption's functions empty and its tables blank.
    pub(crate) without: Vec<u8>,
    /// Bytes of code in encryption's functions.
    pub(crate) code: usize,
}

/// Takes encryption out of a module that has its functions' names.
///
/// # Errors
///
/// When it is no such module.
pub(crate) fn of(wasm: &[u8]) -> Result<Share> {
    let module = Module::read(wasm)?;
    Ok(Share {
        whole: module.without(|_| false, |_| {}),
        without: module.without(is_encryption, blank),
        code: module.code_bytes(is_encryption),
    })
}

/// Whether the first crate in a function's name that isn't a servant is one of encryption's.
fn is_encryption(name: &str) -> bool {
    crates(&rustc_demangle::demangle(name).to_string())
        .find(|found| !SERVANTS.contains(found))
        .is_some_and(|found| CRATES.contains(&found))
}

/// The crates that a demangled name mentions, in order: where a path begins.
fn crates(name: &str) -> impl Iterator<Item = &str> {
    let in_path = |c: char| c.is_alphanumeric() || c == '_';
    let starts = name.char_indices().filter(move |(at, c)| {
        let before = name[..*at].chars().next_back();
        (c.is_alphabetic() || *c == '_') && !before.is_some_and(|c| in_path(c) || c == ':' || c == '[')
    });
    starts.filter_map(move |(at, _)| {
        let rest = &name[at..];
        let end = rest.find(|c| !in_path(c)).unwrap_or(rest.len());
        // `crate[hash]::path` or, by the older mangling, `crate::path`.
        (rest[end..].starts_with('[') || rest[end..].starts_with("::")).then_some(&rest[..end])
    })
}

/// Zeroes tables of field elements and of hash functions' constants.
fn blank(data: &mut [u8]) {
    for (begin, length) in TABLES {
        if let Some(at) = data.windows(begin.len()).position(|window| window == begin) {
            let end = data.len().min(at + length);
            data[at..end].fill(0);
        }
    }
    // Where the first of four possible alignments has its words in the section, nobody says.
    for shift in 0..4 {
        blank_limbs(&mut data[shift..]);
    }
}

fn blank_limbs(data: &mut [u8]) {
    let is_limb = |word: &[u8]| word[3] < 4 && (word[2] != 0 || word[3] != 0);
    let words: Vec<bool> = data.chunks_exact(4).map(is_limb).collect();
    let mut at = 0;
    for run in words.chunk_by(|one, other| one == other) {
        if run[0] && run.len() >= LIMBS_IN_A_ROW {
            data[4 * at..4 * (at + run.len())].fill(0);
        }
        at += run.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_belongs_to_the_crate_that_it_is_named_after() {
        assert!(is_encryption("sha2[3d2c069a35afd9c1]::sha256::compress256"));
        assert!(is_encryption("sha2::sha256::compress256::h0123456789abcdef"));
        assert!(is_encryption("<&curve25519_dalek[3c3a]::edwards::EdwardsPoint as core[fb20]::ops::arith::Add>::add"));
        assert!(is_encryption("core[fb20]::ptr::drop_in_place::<oz_crypto[e095]::envelope::Envelope>"));
        assert!(is_encryption("_RNvMNtCs8qWygfxqBgh_9oz_crypto6x25519NtB2_10Multiplier11encapsulate"));
        assert!(!is_encryption("_RNvNtNtCslBbegKDiDkY_6oz_web4keys5state5judge"));
        assert!(!is_encryption("oz_web[0123]::seal::<oz_crypto[e095]::Plaintext>"));
        assert!(!is_encryption("dlmalloc[bf47]::malloc"));
        assert!(!is_encryption("__wbindgen_malloc"));
    }

    #[test]
    fn tables_of_field_elements_are_blanked_and_text_is_not() {
        let mut data = b"some text that stays where it is".to_vec();
        let limbs = (1..=40_u32).flat_map(|limb| (limb * 1_000_003).to_le_bytes());
        data.extend(limbs);

        blank(&mut data);

        assert!(data.starts_with(b"some text that stays"));
        assert!(data.ends_with(&[0; 150]));
    }
}
