//! A value in the clear: from the first line that has it to the last, and nowhere after.

use std::fmt;
use std::io;

use zeroize::Zeroizing;

/// Secret bytes on the heap, wiped when dropped.
///
/// Not `Clone`, not `Display`, not `Serialize`; `Debug` prints `[secret]`.
pub struct Plaintext(Zeroizing<Vec<u8>>);

impl Plaintext {
    /// Takes over `bytes` without copying them. What `bytes` left behind when it grew is not wiped:
    /// where that matters, fill a [`PlaintextBuilder`].
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(Zeroizing::new(bytes))
    }

    pub(crate) fn from_wiped_buffer(bytes: Zeroizing<Vec<u8>>) -> Self {
        Self(bytes)
    }

    /// Writes a value in place. `capacity` is a guess: growing wipes what it leaves.
    ///
    /// # Errors
    ///
    /// Whatever `write` returns; what was written so far is wiped.
    pub fn build<E>(capacity: usize, write: impl FnOnce(&mut PlaintextBuilder) -> Result<(), E>) -> Result<Self, E> {
        let mut builder = PlaintextBuilder::with_capacity(capacity);
        write(&mut builder)?;
        Ok(builder.finish())
    }

    /// The bytes in the clear. Each call says in an `// EXPOSE:` comment why.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        &self.0
    }

    /// Bytes in the value.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are no bytes in the value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Plaintext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

/// Grows a [`Plaintext`] without leaving copies: when it needs a larger buffer, it wipes the old one.
///
/// It is an [`io::Write`], so that `serde_json::to_writer` and `io::copy` write into it.
pub struct PlaintextBuilder(Zeroizing<Vec<u8>>);

impl PlaintextBuilder {
    /// An empty value with room for `capacity` bytes.
    #[must_use]
    pub fn with_capacity(capacity: usize) -> Self {
        Self(Zeroizing::new(Vec::with_capacity(capacity)))
    }

    /// Adds bytes at the end.
    pub fn push(&mut self, bytes: &[u8]) {
        let needed = self.0.len() + bytes.len();
        if needed > self.0.capacity() {
            let mut larger = Vec::with_capacity(needed.max(self.0.capacity() * 2));
            larger.extend_from_slice(&self.0);
            self.0 = Zeroizing::new(larger);
        }
        self.0.extend_from_slice(bytes);
    }

    /// The value as written so far.
    #[must_use]
    pub fn finish(self) -> Plaintext {
        Plaintext(self.0)
    }
}

impl io::Write for PlaintextBuilder {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.push(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl fmt::Debug for PlaintextBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use static_assertions::assert_not_impl_any;

    use super::*;
    use crate::{IdentityKey, PrivateKey};

    assert_not_impl_any!(Plaintext: Clone, serde::Serialize, fmt::Display);
    assert_not_impl_any!(PlaintextBuilder: Clone, serde::Serialize, fmt::Display);
    assert_not_impl_any!(PrivateKey: Clone, serde::Serialize, fmt::Display);
    assert_not_impl_any!(IdentityKey: Clone, serde::Serialize, fmt::Display);

    #[test]
    fn debug_shows_no_secret() {
        let value = Plaintext::new(b"hush".to_vec());

        assert_eq!(format!("{value:?}"), "[secret]");
        assert_eq!(format!("{:?}", PlaintextBuilder::with_capacity(1)), "[secret]");
    }

    #[test]
    fn building_within_the_capacity_keeps_the_buffer() {
        let mut builder = PlaintextBuilder::with_capacity(8);
        let before = builder.0.as_ptr();

        builder.push(b"four");
        builder.push(b"more");

        assert_eq!(builder.0.as_ptr(), before);
        assert_eq!(builder.finish().expose(), b"fourmore");
    }

    #[test]
    fn building_beyond_the_capacity_loses_nothing() {
        let value = Plaintext::build(0, |builder| (0..100).try_for_each(|count| write!(builder, "{count},")));

        let expected = (0..100).fold(String::new(), |text, count| text + &format!("{count},"));
        assert!(value.unwrap().expose() == expected.as_bytes());
    }
}
