//! How long a frame is, so that the length of a ciphertext says little about the value's.

/// Frames are never shorter than this, so that everyday values all look alike.
pub(crate) const MIN_FRAME_LEN: usize = 256;

/// The length of the frame that holds `len` bytes, length field included: `max(256, padme(len))`.
///
/// Padmé (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with
/// PURBs", 2019) lets through at most O(log log n) bits about the length and adds at most 12 percent.
/// In `u64`, so that a page and a server agree.
#[must_use]
pub const fn padded_len(len: u64) -> u64 {
    let padme = padme(len);
    let min = MIN_FRAME_LEN as u64;
    if padme < min { min } else { padme }
}

// E = floor(log2 L), S = floor(log2 E) + 1; the last E - S bits are rounded up to zero.
const fn padme(len: u64) -> u64 {
    if len < 2 {
        return len;
    }
    let exponent = len.ilog2();
    let kept_bits = exponent.ilog2() + 1;
    let mask = (1u64 << (exponent - kept_bits)) - 1;
    len.saturating_add(mask) & !mask
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyday_lengths_all_pad_to_256() {
        assert!((0..=256).all(|len| padded_len(len) == 256));
        assert_eq!(padded_len(257), 272);
    }

    #[test]
    fn lengths_pad_as_the_table_says() {
        for line in include_str!("../tests/padme.csv").lines().skip(1) {
            let (len, padded) = line.split_once(',').unwrap();

            assert_eq!(padded_len(len.parse().unwrap()), padded.parse::<u64>().unwrap(), "{len}");
        }
    }

    #[test]
    fn padding_never_shortens_and_adds_at_most_an_eighth() {
        for len in (257..100_000).chain((20..60).map(|bits| (1 << bits) + 1)) {
            let padded = padded_len(len);

            assert!(padded >= len && padded - len <= len / 8, "{len}");
            assert_eq!(padded_len(padded), padded, "{len}");
        }
    }
}
