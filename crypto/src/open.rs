//! An envelope in, a value out: the server's and the runner's side.

use zeroize::Zeroizing;

use crate::aead::TAG_LEN;
use crate::binding::{Binding, SealBinding};
use crate::envelope::Envelope;
use crate::error::OpenError;
use crate::frame;
use crate::hpke::Context;
use crate::kem;
use crate::keys::PrivateKey;
use crate::plaintext::Plaintext;
use crate::stack;

/// Opens a secret's value, which must have been sealed to this key under exactly this binding.
///
/// # Errors
///
/// [`OpenError::OtherKey`] when the envelope names another key; [`OpenError::Failed`] for all else.
pub fn open(private: &PrivateKey, binding: &SealBinding<'_>, envelope: &Envelope) -> Result<Plaintext, OpenError> {
    open_bound(private, &Binding::for_secret(binding, private.kid()), envelope)
}

/// Opens a run's variables, which must have been sealed to this runner's key for this run.
///
/// # Errors
///
/// As [`open`].
pub fn open_delivery(
    private: &PrivateKey,
    workspace_id: &str,
    run_id: &str,
    envelope: &Envelope,
) -> Result<Plaintext, OpenError> {
    let info = Binding::for_delivery(workspace_id, run_id, private.kid());
    open_bound(private, &info, envelope)
}

fn open_bound(private: &PrivateKey, info: &Binding, envelope: &Envelope) -> Result<Plaintext, OpenError> {
    if envelope.kid() != private.kid() {
        return Err(OpenError::OtherKey { envelope: envelope.kid(), key: private.kid() });
    }
    stack::wiped_after(|| open_sealed(private, info, envelope.sealed_bytes())).ok_or(OpenError::Failed)
}

fn open_sealed(private: &PrivateKey, info: &Binding, sealed: &[u8]) -> Option<Plaintext> {
    let suite = private.suite();
    let (enc, sealed) = sealed.split_at_checked(suite.enc_len())?;
    let (ciphertext, tag) = sealed.split_last_chunk::<TAG_LEN>()?;

    // EXPOSE: opening is what the private key is for.
    let secret = private.expose_bytes();
    let shared_secret = kem::decapsulate(suite, secret, private.public_key().as_bytes(), enc)?;
    let context = Context::new(suite, &shared_secret, info.as_bytes());
    let mut frame = Zeroizing::new(ciphertext.to_vec());
    context.open(0, b"", &mut frame, *tag)?;
    frame::into_value(frame)
}
