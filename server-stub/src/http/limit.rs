//! How long a page of a list is, and the text that it is searched for.

use oz_domain::api::ProblemCode;

use crate::error::ApiError;

/// The longest page.
pub(crate) const MOST: u32 = 1000;

/// The longest text that is looked for, in characters. No name or description is longer.
const LONGEST: usize = 240;

/// The text that was asked for.
pub(crate) fn text(asked: Option<String>) -> Result<Option<String>, ApiError> {
    match asked {
        Some(text) if text.chars().count() > LONGEST => {
            let message = "a text to look for has at most 240 characters";
            Err(ApiError::field(ProblemCode::InvalidRequest, "/query", "too_long", message))
        }
        asked => Ok(asked),
    }
}

/// The length that was asked for, or the usual one.
pub(crate) fn within(asked: Option<u32>, usual: u32) -> Result<u32, ApiError> {
    match asked {
        None => Ok(usual),
        Some(limit) if (1..=MOST).contains(&limit) => Ok(limit),
        Some(_) => {
            Err(ApiError::field(ProblemCode::InvalidRequest, "/limit", "limit_out_of_range", "must be 1 to 1,000"))
        }
    }
}
