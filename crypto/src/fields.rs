//! Fields one after the other, each with its length first: bindings and manifests are made of them.

/// Bytes that grow by whole fields.
pub(crate) struct Fields(Vec<u8>);

impl Fields {
    /// Starts with the purpose, which keeps the bytes of one use from meaning anything in another.
    pub(crate) fn new(purpose: &str) -> Self {
        Self(Vec::with_capacity(320)).with(purpose)
    }

    /// Adds a field. Length first, so `("ab", "c")` and `("a", "bc")` stay apart.
    #[must_use]
    pub(crate) fn with(mut self, field: impl AsRef<[u8]>) -> Self {
        let field = field.as_ref();
        let len = u32::try_from(field.len()).expect("a field is a name, an id or a key");
        self.0.extend_from_slice(&len.to_be_bytes());
        self.0.extend_from_slice(field);
        self
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}
