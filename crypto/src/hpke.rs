//! HPKE's key schedule and its messages, base mode: RFC 9180, section 5.

use zeroize::Zeroizing;

use crate::aead::{Aead, NONCE_LEN, TAG_LEN};
use crate::kdf::{HASH_LEN, LabeledKdf};
use crate::suite::Suite;

// RFC 9180, section 5: "mode_base = 0x00"
const MODE_BASE: u8 = 0;

/// What a KEM agrees on.
pub(crate) type SharedSecret = Zeroizing<[u8; 32]>;

/// What both sides know after the key schedule.
pub(crate) struct Context {
    aead: Aead,
    base_nonce: Zeroizing<[u8; NONCE_LEN]>,
    #[cfg(test)]
    exporter_secret: Zeroizing<[u8; HASH_LEN]>,
}

impl Context {
    // RFC 9180, section 5.1: KeySchedule(mode_base, shared_secret, info, psk = "", psk_id = "")
    pub(crate) fn new(suite: Suite, shared_secret: &SharedSecret, info: &[u8]) -> Self {
        let kdf = LabeledKdf(suite.hpke_suite_id());
        // info_hash = LabeledExtract("", "info_hash", info)
        let (info_hash, _) = kdf.extract(b"", b"info_hash", info);
        // key_schedule_context = concat(mode, psk_id_hash, info_hash)
        let mut context = [MODE_BASE; 1 + 2 * HASH_LEN];
        context[1..=HASH_LEN].copy_from_slice(&suite.psk_id_hash());
        context[1 + HASH_LEN..].copy_from_slice(info_hash.as_slice());
        // secret = LabeledExtract(shared_secret, "secret", psk)
        let (_, secret) = kdf.extract(shared_secret.as_slice(), b"secret", b"");
        Self {
            // key = LabeledExpand(secret, "key", key_schedule_context, Nk)
            aead: Aead::new(&kdf.expand(&secret, b"key", &context)),
            // base_nonce = LabeledExpand(secret, "base_nonce", key_schedule_context, Nn)
            base_nonce: kdf.expand(&secret, b"base_nonce", &context),
            #[cfg(test)]
            exporter_secret: kdf.expand(&secret, b"exp", &context),
        }
    }

    /// Encrypts message `seq` in place and returns its tag. A single shot is message 0.
    pub(crate) fn seal(&self, seq: u64, aad: &[u8], text: &mut [u8]) -> [u8; TAG_LEN] {
        self.aead.seal(self.nonce(seq), aad, text)
    }

    /// Decrypts message `seq` in place. `None` when its tag does not hold.
    pub(crate) fn open(&self, seq: u64, aad: &[u8], text: &mut [u8], tag: [u8; TAG_LEN]) -> Option<()> {
        self.aead.open(self.nonce(seq), aad, text, tag)
    }

    // RFC 9180, section 5.2: ComputeNonce(seq) = xor(self.base_nonce, I2OSP(seq, Nn))
    fn nonce(&self, seq: u64) -> [u8; NONCE_LEN] {
        let mut nonce = *self.base_nonce;
        for (byte, count) in nonce[4..].iter_mut().zip(seq.to_be_bytes()) {
            *byte ^= count;
        }
        nonce
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_no_psk_is_written_down_as_it_is_computed() {
        for suite in Suite::ALL {
            let (computed, _) = LabeledKdf(suite.hpke_suite_id()).extract(b"", b"psk_id_hash", b"");

            assert_eq!(suite.psk_id_hash(), *computed, "{suite}");
        }
    }
}
#[cfg(test)]
mod vectors;
