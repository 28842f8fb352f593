//! JSON bodies: of the right type, small enough, and with nothing in them that nobody asked for.

use axum::{
    body::{Body, HttpBody},
    extract::{FromRequest, Request},
    http::{HeaderMap, header},
};
use http_body_util::BodyExt;
use oz_domain::{
    Prompt, SetupCommands,
    api::{
        ChangeSettings, CreateAgent, CreateSchedule, CreateSecret, EnvironmentConfig, ProblemCode, ReplaceValue,
        SignIn, UpdateAgent, UpdateSchedule, UpdateSecret,
    },
};
use serde::de::DeserializeOwned;

use super::shape;
use crate::{error::ApiError, token::sha256_hex};

/// A request's body, read.
#[derive(Debug)]
pub(crate) struct Json<T> {
    /// What it says.
    pub body: T,
    /// SHA-256 of method, path and body, in hexadecimal digits: the same body elsewhere is another request.
    pub hash: String,
}

/// What can come in a body, and how large.
pub(crate) trait Upload: DeserializeOwned {
    /// Bytes at most.
    const LIMIT: usize = 16 << 10;
}

/// The longest body that seals a legal value: each part of the type with the most parts as long as a variable may be,
/// each byte escaped in six, a ninth of padding, a third for base64, and room for the other members.
const SEALED_LIMIT: usize = {
    let json = 4 * 6 * oz_domain::MAX_VARIABLE_BYTES;
    let framed = json + json / 9;
    framed + framed / 3 + (16 << 10)
};

/// A prompt, each character escaped in twelve bytes, and room for the other members.
const PROMPT_LIMIT: usize = 12 * Prompt::MAX_CHARS + (256 << 10);

impl Upload for SignIn {}
impl Upload for UpdateSecret {}
impl Upload for ChangeSettings {}
impl Upload for CreateAgent {
    const LIMIT: usize = PROMPT_LIMIT;
}
impl Upload for UpdateAgent {
    const LIMIT: usize = PROMPT_LIMIT;
}
impl Upload for CreateSchedule {
    const LIMIT: usize = PROMPT_LIMIT;
}
impl Upload for UpdateSchedule {
    const LIMIT: usize = PROMPT_LIMIT;
}
impl Upload for EnvironmentConfig {
    /// Setup commands, each character escaped in twelve bytes, and room for the other members.
    const LIMIT: usize = 12 * SetupCommands::MOST * SetupCommands::MAX_CHARS + (256 << 10);
}
impl Upload for CreateSecret {
    const LIMIT: usize = SEALED_LIMIT;
}
impl Upload for ReplaceValue {
    const LIMIT: usize = SEALED_LIMIT;
}

impl<T: Upload, S: Sync> FromRequest<S> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &S) -> Result<Self, ApiError> {
        if !is_json(request.headers()) {
            return Err(ApiError::new(
                ProblemCode::UnsupportedMediaType,
                "the body must be JSON: send `Content-Type: application/json`",
            ));
        }
        let target = format!("{} {}", request.method(), request.uri().path());
        let bytes = read(request.into_body(), T::LIMIT).await?;
        let body = shape::from_json(&bytes)?;
        let hash = sha256_hex(format!("{target} {}", sha256_hex(&bytes)).as_bytes());
        Ok(Self { body, hash })
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let Some(Ok(value)) = headers.get(header::CONTENT_TYPE).map(|value| value.to_str()) else {
        return false;
    };
    let media_type = value.split(';').next().unwrap_or_default();
    media_type.trim().eq_ignore_ascii_case("application/json")
}

/// Reads the body. One that is too large is read a little further and thrown away, so that the client, which is
/// still sending, hears why.
async fn read(mut body: Body, limit: usize) -> Result<Vec<u8>, ApiError> {
    const PATIENCE: usize = 4;
    let announced = body.size_hint().lower();
    let mut bytes = Vec::with_capacity(usize::try_from(announced).unwrap_or(limit).min(limit));
    let mut seen = 0_usize;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| ApiError::new(ProblemCode::InvalidRequest, "the body ended early"))?;
        let Ok(chunk) = frame.into_data() else {
            continue;
        };
        seen = seen.saturating_add(chunk.len());
        if seen <= limit {
            bytes.extend_from_slice(&chunk);
        } else if seen > limit.saturating_mul(PATIENCE) {
            break;
        }
    }
    if seen > limit {
        let detail = format!("the body has more than the {limit} bytes that are taken here");
        return Err(ApiError::new(ProblemCode::BodyTooLarge, detail));
    }
    Ok(bytes)
}
