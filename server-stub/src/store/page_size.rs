//! How much of a list goes into one answer, by its size: what people set may be long.

use std::pin::pin;

use futures_util::{Stream, TryStreamExt};

use super::error::StoreError;

/// The size from which on the rest of a page goes to the next one, in bytes of the answer.
const MOST_BYTES: usize = 4 << 20;

/// The first rows, `limit` at most and as many as fit, one at least; and whether there are others. Reads no more of them.
pub(super) async fn first<T>(
    rows: impl Stream<Item = Result<T, sqlx::Error>>,
    limit: u32,
    bytes: impl Fn(&T) -> usize,
) -> Result<(Vec<T>, bool), StoreError> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let (mut rows, mut page, mut sum) = (pin!(rows), Vec::new(), 0_usize);
    while let Some(row) = rows.try_next().await? {
        sum = sum.saturating_add(bytes(&row));
        if page.len() == limit || (sum > MOST_BYTES && !page.is_empty()) {
            return Ok((page, true));
        }
        page.push(row);
    }
    Ok((page, false))
}

/// How long a text is as JSON.
pub(super) fn json_bytes(text: &str) -> usize {
    let written = |byte| match byte {
        b'"' | b'\\' | b'\n' | b'\t' | b'\r' => 2,
        0..0x20 => 6,
        _ => 1,
    };
    text.bytes().map(written).sum()
}

#[cfg(test)]
mod tests {
    use futures_util::stream;

    use super::*;

    async fn taken(sizes: &[usize], limit: u32) -> (usize, bool) {
        let rows = stream::iter(sizes.iter().copied().map(Ok));
        let (page, more) = first(rows, limit, |size| *size).await.unwrap();
        (page.len(), more)
    }

    #[tokio::test]
    async fn a_page_ends_at_its_limit_or_when_it_is_full_and_is_never_empty() {
        assert_eq!(taken(&[1, 1, 1], 3).await, (3, false));
        assert_eq!(taken(&[1, 1, 1], 2).await, (2, true));
        assert_eq!(taken(&[MOST_BYTES - 1, 1, 1], 3).await, (2, true));
        assert_eq!(taken(&[MOST_BYTES + 1, 1], 3).await, (1, true));
        assert_eq!(taken(&[], 3).await, (0, false));
    }

    #[test]
    fn a_text_is_as_long_as_serde_writes_it() {
        let text = "a\u{1}\"\\\n\t\ré🔑";

        assert_eq!(json_bytes(text), serde_json::to_string(text).unwrap().len() - 2);
    }
}
