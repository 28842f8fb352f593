//! Names and integrity values made from content.

use base64ct::{Base64, Encoding};
use sha2::{Digest, Sha256, Sha384};

/// A file that `index.html` or the module loads: what it is called, and what its bytes must hash to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    /// The file's name in the bundle.
    pub(crate) file: String,
    /// The value of an `integrity` attribute.
    pub(crate) integrity: String,
}

impl Named {
    /// Names content: `{stem}-{16 hex digits}{ending}`.
    pub(crate) fn from_content(stem: &str, ending: &str, content: &[u8]) -> Self {
        Self { file: format!("{stem}-{}{ending}", short_hash(content)), integrity: integrity(content) }
    }
}

/// The first 16 hex digits, in lower case, of the content's SHA-256.
pub(crate) fn short_hash(content: &[u8]) -> String {
    use std::fmt::Write;

    Sha256::digest(content)[..8].iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// A value for `integrity`: `sha384-` and the digest in base64.
fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", Base64::encode_string(&Sha384::digest(content)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_beginning_of_the_contents_sha_256() {
        let named = Named::from_content("app", ".js", b"abc");

        assert_eq!(named.file, "app-ba7816bf8f01cfea.js");
    }

    #[test]
    fn integrity_is_sha_384_as_browsers_read_it() {
        let named = Named::from_content("app", ".js", b"abc");

        let known = "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn";
        assert_eq!(named.integrity, known);
    }

    #[test]
    fn one_flipped_byte_changes_name_and_integrity() {
        let one = Named::from_content("app", ".js", b"let a = 1;");
        let other = Named::from_content("app", ".js", b"let a = 2;");

        assert_ne!(one.file, other.file);
        assert_ne!(one.integrity, other.integrity);
    }
}
