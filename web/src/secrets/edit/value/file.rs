//! A value from a file: strictly UTF-8, byte for byte.

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;
use zeroize::{Zeroize, Zeroizing};

use super::grouped;

/// The largest file that is read: well beyond what a variable holds, so that the field can say by how much.
const MAX_FILE_BYTES: usize = 1 << 20;

/// Why a value can't be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(in crate::secrets::edit) enum ReadError {
    /// The field is gone.
    #[error("The field is no longer there. Open it again.")]
    Gone,
    /// The file can't be read, or has changed since it was picked.
    #[error("The file can't be read, or it has changed meanwhile. Load it again.")]
    File,
    /// Far more than any variable can hold; how many bytes.
    #[error("The file has {} bytes. A variable holds at most 131,071, its name included.", grouped(*.0))]
    TooLarge(usize),
    /// Not text.
    #[error("The file isn't UTF-8 text. Encode it first, for example with `base64`.")]
    NotText,
    /// Text with a NUL character.
    #[error("The file has a NUL character, which no variable can hold. Encode it first, for example with `base64`.")]
    Nul,
}

/// The whole file as text.
pub(super) async fn read(file: &File) -> Result<Zeroizing<String>, ReadError> {
    check_size(file.size())?;
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| ReadError::File)?;
    let array = Uint8Array::new(&buffer);
    let bytes = Zeroizing::new(array.to_vec());
    // The browser's copy; what it keeps besides is out of reach.
    array.fill(0, 0, array.length());
    to_text(bytes)
}

fn check_size(size: f64) -> Result<(), ReadError> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "sizes of files are whole and positive; beyond the limit only the words depend on it"
    )]
    let size = size as usize;
    if size > MAX_FILE_BYTES { Err(ReadError::TooLarge(size)) } else { Ok(()) }
}

fn to_text(mut bytes: Zeroizing<Vec<u8>>) -> Result<Zeroizing<String>, ReadError> {
    if bytes.contains(&0) {
        let is_text = std::str::from_utf8(&bytes).is_ok();
        return Err(if is_text { ReadError::Nul } else { ReadError::NotText });
    }
    match String::from_utf8(std::mem::take(&mut *bytes)) {
        Ok(text) => Ok(Zeroizing::new(text)),
        Err(error) => {
            error.into_bytes().zeroize();
            Err(ReadError::NotText)
        }
    }
}

/// Whether a text field would change the text: it makes every line break a line feed.
pub(super) fn changes_in_a_field(text: &str) -> bool {
    text.contains('\r')
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn text_of(bytes: &[u8]) -> Result<Zeroizing<String>, ReadError> {
        to_text(Zeroizing::new(bytes.to_vec()))
    }

    #[test]
    fn text_is_taken_byte_for_byte() {
        assert!(*text_of("\u{feff}ä\r\n".as_bytes()).unwrap() == "\u{feff}ä\r\n");
    }

    #[test]
    fn what_is_not_text_is_refused_and_told_apart() {
        assert_eq!(text_of(&[0xff, 0xfe, 0, 1]).err(), Some(ReadError::NotText));
        assert_eq!(text_of(&[0xc3]).err(), Some(ReadError::NotText));
        assert_eq!(text_of(b"a\0b").err(), Some(ReadError::Nul));
    }

    #[test]
    fn too_large_a_file_is_refused_before_it_is_read() {
        assert_eq!(check_size(1_048_576.0), Ok(()));
        assert_eq!(check_size(5e9), Err(ReadError::TooLarge(usize::try_from(5_000_000_000_u64).unwrap_or(usize::MAX))));
        assert!(ReadError::TooLarge(131_072).to_string().contains("131,072 bytes"));
    }
}
