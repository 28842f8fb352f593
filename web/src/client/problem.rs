//! What a refusal says: the program that reads it comes with the first one.

use super::ClientError;
use crate::later::NotHere;

/// Reads the body of an answer that is an error.
pub(super) async fn read(status: u16, body: String) -> ClientError {
    parsed(status, body).await.unwrap_or(ClientError::Unreadable(status))
}

#[cfg(feature = "split")]
#[wasm_split_helpers::wasm_split(problems, fallible)]
fn parsed(status: u16, body: String) -> Result<ClientError, NotHere> {
    Ok(ClientError::of(status, &body))
}

#[cfg(not(feature = "split"))]
async fn parsed(status: u16, body: String) -> Result<ClientError, NotHere> {
    Ok(ClientError::of(status, &body))
}
