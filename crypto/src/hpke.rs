//! HPKE's key schedule and its sealing, base mode: RFC 9180, sections 4 and 5.

use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{ChaCha20Poly1305, KeyInit, Nonce, Tag};
use hkdf::{Hkdf, HkdfExtract};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::suite::Suite;

/// Bytes that sealing adds at the end.
pub(crate) const TAG_LEN: usize = 16;
const NONCE_LEN: usize = 12;
const HASH_LEN: usize = 32;
// RFC 9180, section 5: "mode_base = 0x00"
const MODE_BASE: u8 = 0;

/// What a KEM agrees on.
pub(crate) type SharedSecret = Zeroizing<[u8; 32]>;

/// HKDF with the labels of one suite id.
pub(crate) struct LabeledKdf(pub(crate) &'static [u8]);

impl LabeledKdf {
    // RFC 9180, section 4: LabeledExtract(salt, label, ikm) = Extract(salt, concat("HPKE-v1", suite_id, label, ikm))
    pub(crate) fn extract(&self, salt: &[u8], label: &[u8], ikm: &[u8]) -> (Prk, Hkdf<Sha256>) {
        let mut extract = HkdfExtract::<Sha256>::new(Some(salt));
        for part in [b"HPKE-v1", self.0, label, ikm] {
            extract.input_ikm(part);
        }
        let (prk, hkdf) = extract.finalize();
        (Zeroizing::new(prk.into()), hkdf)
    }

    // RFC 9180, section 4: LabeledExpand(prk, label, info, L) = Expand(prk, concat(I2OSP(L, 2), "HPKE-v1", suite_id, label, info), L)
    pub(crate) fn expand<const L: usize>(
        &self,
        prk: &Hkdf<Sha256>,
        label: &[u8],
        info: &[&[u8]],
    ) -> Zeroizing<[u8; L]> {
        let length = u16::try_from(L).expect("outputs are 12 or 32 bytes long");
        let length = length.to_be_bytes();
        let mut parts: Vec<&[u8]> = vec![&length, b"HPKE-v1", self.0, label];
        parts.extend_from_slice(info);
        let mut output = Zeroizing::new([0; L]);
        prk.expand_multi_info(&parts, output.as_mut_slice())
            .expect("outputs are shorter than 255 hashes");
        output
    }
}

type Prk = Zeroizing<[u8; HASH_LEN]>;

/// What both sides know after the key schedule.
pub(crate) struct Context {
    cipher: ChaCha20Poly1305,
    base_nonce: Zeroizing<[u8; NONCE_LEN]>,
    #[cfg(test)]
    exporter_secret: Prk,
}

impl Context {
    // RFC 9180, section 5.1: KeySchedule(mode_base, shared_secret, info, psk = "", psk_id = "")
    pub(crate) fn new(suite: Suite, shared_secret: &SharedSecret, info: &[u8]) -> Self {
        let kdf = LabeledKdf(suite.hpke_suite_id());
        // key_schedule_context = concat(mode, psk_id_hash, info_hash)
        let (psk_id_hash, _) = kdf.extract(b"", b"psk_id_hash", b"");
        let (info_hash, _) = kdf.extract(b"", b"info_hash", info);
        let context: [&[u8]; 3] = [&[MODE_BASE], psk_id_hash.as_slice(), info_hash.as_slice()];
        // secret = LabeledExtract(shared_secret, "secret", psk)
        let (_, secret) = kdf.extract(shared_secret.as_slice(), b"secret", b"");

        let key = kdf.expand::<32>(&secret, b"key", &context);
        Self {
            cipher: ChaCha20Poly1305::new((&*key).into()),
            base_nonce: kdf.expand(&secret, b"base_nonce", &context),
            #[cfg(test)]
            exporter_secret: kdf.expand(&secret, b"exp", &context),
        }
    }

    /// Encrypts in place and returns the tag. A message of its own context has the number 0.
    pub(crate) fn seal(&self, number: u64, aad: &[u8], text: &mut [u8]) -> [u8; TAG_LEN] {
        self.cipher
            .encrypt_inout_detached(&self.nonce(number), aad, text.into())
            .expect("a frame is shorter than ChaCha20's 256 GiB")
            .into()
    }

    /// Decrypts in place, or returns `None` and leaves what was there.
    pub(crate) fn open(
        &self,
        number: u64,
        aad: &[u8],
        text: &mut [u8],
        tag: [u8; TAG_LEN],
    ) -> Option<()> {
        self.cipher
            .decrypt_inout_detached(&self.nonce(number), aad, text.into(), &Tag::from(tag))
            .ok()
    }

    // RFC 9180, section 5.2: ComputeNonce(seq) = xor(self.base_nonce, I2OSP(seq, Nn))
    fn nonce(&self, number: u64) -> Nonce {
        let mut nonce = *self.base_nonce;
        for (byte, count) in nonce[4..].iter_mut().zip(number.to_be_bytes()) {
            *byte ^= count;
        }
        nonce.into()
    }

    // RFC 9180, section 5.3: Context.Export(exporter_context, L) = LabeledExpand(self.exporter_secret, "sec", exporter_context, L)
    #[cfg(test)]
    pub(crate) fn export<const L: usize>(&self, suite: Suite, context: &[u8]) -> [u8; L] {
        let kdf = LabeledKdf(suite.hpke_suite_id());
        let secret = Hkdf::from_prk(self.exporter_secret.as_slice()).expect("a whole hash");
        *kdf.expand(&secret, b"sec", &[context])
    }
}
