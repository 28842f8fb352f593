//! Changes bytes of a well-formed text here and there, which pure chance would take long to write.

/// Which bytes to replace, and by what.
pub(crate) type Edits = Vec<(u16, u8)>;

/// The text with those bytes replaced, and what is no UTF-8 any more replaced by a mark.
pub(crate) fn edited(text: &str, edits: &Edits) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for (at, byte) in edits {
        let at = usize::from(*at) % bytes.len();
        bytes[at] = *byte;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
