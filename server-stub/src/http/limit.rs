//! How long a page of a list is.

use oz_domain::api::ProblemCode;

use crate::error::ApiError;

/// The longest page.
pub(crate) const MOST: u32 = 1000;

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
