//! A value in, an envelope out. The plaintext ends here.

use rand_core::TryCryptoRng;
use zeroize::Zeroizing;

use crate::aead::TAG_LEN;
use crate::binding::{Binding, SealBinding};
use crate::envelope::Envelope;
use crate::error::{RandomnessError, SealError};
use crate::frame;
use crate::hpke::Context;
use crate::kem::RANDOMNESS_LEN;
use crate::plaintext::Plaintext;
use crate::recipient::Recipient;
use crate::stack;

/// The longest value that is sealed: 16 MiB.
pub const MAX_VALUE_LEN: usize = 16 << 20;

type Randomness = Zeroizing<[u8; RANDOMNESS_LEN]>;

/// Seals a secret's value to a recipient, so that it opens only as this secret, in this revision.
///
/// # Errors
///
/// [`SealError::TooLong`] beyond [`MAX_VALUE_LEN`]; [`SealError::Randomness`] when the system gives none.
pub fn seal(recipient: &Recipient, binding: &SealBinding<'_>, value: Plaintext) -> Result<Envelope, SealError> {
    let info = Binding::for_secret(binding, recipient.kid());
    stack::wiped_after(|| seal_bound(recipient, &info, value, &system_randomness()?))
}

/// [`seal`] with randomness from elsewhere.
///
/// # Errors
///
/// As [`seal`]; [`SealError::Randomness`] when `rng` fails.
pub fn seal_with_rng(
    recipient: &Recipient,
    binding: &SealBinding<'_>,
    value: Plaintext,
    rng: &mut impl TryCryptoRng,
) -> Result<Envelope, SealError> {
    let info = Binding::for_secret(binding, recipient.kid());
    stack::wiped_after(|| seal_bound(recipient, &info, value, &randomness_from(rng)?))
}

/// Seals a run's variables to its runner, so that they open only as this run's.
///
/// # Errors
///
/// As [`seal`].
pub fn seal_delivery(
    recipient: &Recipient,
    workspace_id: &str,
    run_id: &str,
    value: Plaintext,
) -> Result<Envelope, SealError> {
    let info = Binding::for_delivery(workspace_id, run_id, recipient.kid());
    stack::wiped_after(|| seal_bound(recipient, &info, value, &system_randomness()?))
}

/// [`seal_delivery`] with randomness from elsewhere.
///
/// # Errors
///
/// As [`seal_with_rng`].
pub fn seal_delivery_with_rng(
    recipient: &Recipient,
    workspace_id: &str,
    run_id: &str,
    value: Plaintext,
    rng: &mut impl TryCryptoRng,
) -> Result<Envelope, SealError> {
    let info = Binding::for_delivery(workspace_id, run_id, recipient.kid());
    stack::wiped_after(|| seal_bound(recipient, &info, value, &randomness_from(rng)?))
}

#[expect(clippy::needless_pass_by_value, reason = "sealing ends the plaintext's life")]
fn seal_bound(
    recipient: &Recipient,
    info: &Binding,
    value: Plaintext,
    randomness: &Randomness,
) -> Result<Envelope, SealError> {
    let suite = recipient.suite();
    if value.len() > MAX_VALUE_LEN {
        return Err(SealError::TooLong);
    }
    let frame_len = frame::frame_len(value.len()).ok_or(SealError::TooLong)?;
    let enc_len = suite.enc_len();

    // One buffer, sized once: enc || frame || tag. The frame is encrypted where it stands.
    let mut sealed = Zeroizing::new(Vec::with_capacity(enc_len + frame_len + TAG_LEN));
    let shared_secret = recipient.sender.encapsulate(randomness, &mut sealed).ok_or(SealError::KeyAgreement)?;
    frame::append(&mut sealed, &value, frame_len);
    let context = Context::new(suite, &shared_secret, info.as_bytes());
    let tag = context.seal(0, b"", &mut sealed[enc_len..]);
    sealed.extend_from_slice(&tag);

    let sealed = std::mem::take(&mut *sealed);
    Ok(Envelope::from_parts(recipient.kid(), sealed))
}

fn system_randomness() -> Result<Randomness, RandomnessError> {
    let mut randomness = Randomness::new([0; RANDOMNESS_LEN]);
    getrandom::fill(randomness.as_mut_slice()).map_err(|_| RandomnessError)?;
    Ok(randomness)
}

fn randomness_from(rng: &mut impl TryCryptoRng) -> Result<Randomness, RandomnessError> {
    let mut randomness = Randomness::new([0; RANDOMNESS_LEN]);
    rng.try_fill_bytes(randomness.as_mut_slice()).map_err(|_| RandomnessError)?;
    Ok(randomness)
}
