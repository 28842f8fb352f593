//! Why a run is not handed over, in the words of the interface.

use base64ct::{Base64UrlUnpadded, Encoding};
use oz_crypto::{KeyError, PublicKey, SealError};
use oz_domain::{
    api::{ClaimRun, FieldProblem, ProblemCode, RunErrorCode, RunItem, RunState, RunStatusMessage},
    resolve::{Resolution, UnmetRequirement},
};

use crate::{
    error::{ApiError, field_problem},
    runs::rules,
    store::{RunInputs, StoreError, StoredRun},
};

/// How many references a sentence names.
const TOLD: usize = 3;

/// The runner's key, if it is one that something can be sealed to.
pub(super) fn public_key(request: &ClaimRun) -> Result<PublicKey, ApiError> {
    let bytes = Base64UrlUnpadded::decode_vec(&request.public_key).map_err(|_| bad_key(KeyError::NotBase64Url))?;
    PublicKey::from_bytes(request.suite, &bytes).map_err(bad_key)
}

fn bad_key(error: KeyError) -> ApiError {
    let code = match error {
        KeyError::WrongLength { .. } => "key_length",
        KeyError::NonCanonical => "key_not_canonical",
        KeyError::LowOrder => "key_low_order",
        KeyError::NotBase64Url => "key_not_base64url",
        _ => "key_invalid",
    };
    ApiError::field(ProblemCode::Invalid, "/public_key", code, error.to_string())
}

/// A key that passed and still agrees on nothing is no key; anything else is the server's own failure.
pub(super) fn not_sealed(error: SealError) -> ApiError {
    match error {
        SealError::KeyAgreement => bad_key(KeyError::LowOrder),
        other => ApiError::internal(&other),
    }
}

/// Only a run that waits can be claimed.
pub(super) fn unless_waiting(run: &StoredRun) -> Result<(), ApiError> {
    match run.item.state {
        RunState::Queued | RunState::Pending => Ok(()),
        RunState::Claimed | RunState::InProgress => {
            Err(ApiError::new(ProblemCode::AlreadyClaimed, "a runner has claimed this run before"))
        }
        ended => Err(StoreError::OutOfTurn(ended).into()),
    }
}

/// The same for a run whose harness was switched off after it was made.
pub(super) fn switched_off(run: &RunItem, inputs: &RunInputs) -> Option<(RunStatusMessage, ApiError)> {
    let problem = rules::of_harness(run.agent_config.harness_kind(), &inputs.disabled_harnesses)?;
    let status = RunStatusMessage {
        message: problem.message.clone(),
        error_code: Some(RunErrorCode::InvalidRequest),
        retryable: Some(false),
    };
    Some((status, ApiError::fields(ProblemCode::EnvironmentSetupFailed, vec![problem])))
}

/// What the run says from now on, and what its runner is told: of many references three, and how many more.
pub(super) fn unmet(resolution: &Resolution) -> (RunStatusMessage, ApiError) {
    let errors: Vec<FieldProblem> = resolution.failed.iter().map(field).collect();
    let mut sentences: Vec<_> = errors.iter().take(TOLD).map(|problem| problem.message.clone()).collect();
    if errors.len() > TOLD {
        sentences.push(format!("And {} more.", errors.len() - TOLD));
    }
    let message = sentences.join(" ");
    let status = RunStatusMessage {
        message: message.clone(),
        error_code: Some(RunErrorCode::EnvironmentSetupFailed),
        retryable: Some(false),
    };
    let mut error = ApiError::fields(ProblemCode::EnvironmentSetupFailed, errors);
    error.detail = message;
    (status, error)
}

fn field(unmet: &UnmetRequirement) -> FieldProblem {
    let scope = unmet.scope.map(|scope| format!(" ({scope})")).unwrap_or_default();
    let message = format!("The run must have `{}`{scope}, and can't: {}", unmet.name, unmet.reason.sentence());
    field_problem("/secrets", unmet.reason.as_str(), message)
}
