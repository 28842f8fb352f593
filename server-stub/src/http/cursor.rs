//! Cursors: where the next page begins, in a form that clients keep and don't read.

use base64ct::{Base64UrlUnpadded, Encoding};
use oz_domain::api::{ProblemCode, SortOrder};
use serde::{Serialize, de::DeserializeOwned};

use crate::{error::ApiError, store::Position};

/// Writes a cursor of a list that is sorted in this way.
pub(crate) fn write<S: Serialize>(sort: S, order: SortOrder, position: Position) -> Result<String, ApiError> {
    let json =
        serde_json::to_vec(&(sort, order, position.key, position.id)).map_err(|error| ApiError::internal(&error))?;
    Ok(Base64UrlUnpadded::encode_string(&json))
}

/// Reads a cursor of a list that is sorted in the same way.
pub(crate) fn read<S: DeserializeOwned + PartialEq>(
    text: &str,
    sort: S,
    order: SortOrder,
) -> Result<Position, ApiError> {
    let json = Base64UrlUnpadded::decode_vec(text).map_err(|_| bad("this cursor was not made here"))?;
    let cursor: (S, SortOrder, String, String) =
        serde_json::from_slice(&json).map_err(|_| bad("this cursor was not made here"))?;
    let (by, direction, key, id) = cursor;
    if (by, direction) != (sort, order) {
        return Err(bad("this cursor belongs to a list that is sorted in another way"));
    }
    Ok(Position { key, id })
}

fn bad(message: &str) -> ApiError {
    ApiError::field(ProblemCode::InvalidRequest, "/cursor", "cursor_invalid", message)
}
