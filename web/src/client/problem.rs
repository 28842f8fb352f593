//! What a refusal says: the program that reads it comes with the first one.

use oz_domain::api::Problem;

/// It is no problem document, or what reads one has not come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unread;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for Unread {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// The problem document in a body.
pub(super) fn parse(body: &str) -> Result<Box<Problem>, Unread> {
    serde_json::from_str(body).map_err(|_| Unread)
}

/// The same, once what reads it is here.
#[cfg(feature = "split")]
#[wasm_split_helpers::wasm_split(problems, fallible)]
pub(super) fn read(body: String) -> Result<Box<Problem>, Unread> {
    parse(&body)
}

#[cfg(not(feature = "split"))]
pub(super) async fn read(body: String) -> Result<Box<Problem>, Unread> {
    parse(&body)
}
