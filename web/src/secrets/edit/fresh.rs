//! What has to be new each time: ids and idempotency keys.

use oz_crypto::RandomnessError;
use oz_domain::SecretId;

/// A new id, of this moment.
pub(super) fn secret_id() -> Result<SecretId, RandomnessError> {
    let mut random = [0; 10];
    getrandom::fill(&mut random).map_err(|_| RandomnessError)?;
    Ok(SecretId::from_parts(now_ms(), random))
}

/// A key by which the server knows the same request again.
pub(crate) fn idempotency_key() -> Result<String, RandomnessError> {
    secret_id().map(String::from)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "milliseconds since 1970 are whole, positive, and fit for 300,000 years"
)]
fn now_ms() -> u64 {
    js_sys::Date::now() as u64
}
