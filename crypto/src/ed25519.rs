//! Ed25519's verification, over the curve and the base-point table that X25519 is computed with.
//!
//! Signing is `ed25519-dalek`'s, and its `verify_strict` is what the tests hold this against. Its own
//! verification would bring a page a second table of the base point, 7.5 KB that don't compress.

use curve25519_dalek::edwards::{CompressedEdwardsY, EdwardsPoint};
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::BasepointTable;
use sha2::{Digest, Sha512};

use crate::x25519::base_table;

/// The point of a public key, or `None` for what is no point, a second spelling of one, or of small order.
pub(crate) fn point_of(public: &[u8; 32]) -> Option<EdwardsPoint> {
    let point = CompressedEdwardsY(*public).decompress()?;
    let is_canonical = point.compress().as_bytes() == public;
    (is_canonical && !point.is_small_order()).then_some(point)
}

/// Whether a signature is of this message, by this key. Strict: a message and a key have no second signature
/// that only its holder could not have made.
pub(crate) fn verify(
    public: &[u8; 32],
    point: &EdwardsPoint,
    message: &[u8],
    signature: &[u8; 64],
) -> bool {
    // RFC 8032, section 5.1.7: "split the signature into two 32-octet halves. Decode the first half as a point R,
    // and the second half as an integer S, in the range 0 <= s < L"
    let mut r = [0; 32];
    let mut s = [0; 32];
    r.copy_from_slice(&signature[..32]);
    s.copy_from_slice(&signature[32..]);
    let Some(s) = Option::<Scalar>::from(Scalar::from_canonical_bytes(s)) else {
        return false;
    };
    // "Compute SHA512(dom2(F, C) || R || A || PH(M)), and interpret the 64-octet digest as a little-endian integer k"
    let digest = Sha512::new()
        .chain_update(r)
        .chain_update(public)
        .chain_update(message)
        .finalize();
    let k = Scalar::from_bytes_mod_order_wide(&digest.into());
    // "it's sufficient, but not required, to instead check [S]B = R + [k]A'". Comparing encodings refuses
    // every other spelling of R.
    let expected = base_table().mul_base(&s) - point * k;
    !expected.is_small_order() && expected.compress().as_bytes() == &r
}

#[cfg(test)]
mod tests;
