//! The JSON of a value: written into a buffer that never grows, read into buffers that are wiped.

use std::fmt;

use oz_crypto::Plaintext;
use serde::de::{DeserializeSeed, Error as _, MapAccess, Visitor};
use zeroize::Zeroizing;

use super::SecretValue;
use crate::SecretType;

/// Compact JSON, members in the order of the type.
pub(super) fn write(value: &SecretValue) -> Plaintext {
    let size = 2 + value.members().map(|(key, part)| key.len() + 6 + escaped_len(part)).sum::<usize>();
    let mut json = Vec::with_capacity(size);
    json.push(b'{');
    for (key, part) in value.members() {
        if json.len() > 1 {
            json.push(b',');
        }
        write_string(&mut json, key);
        json.push(b':');
        write_string(&mut json, part);
    }
    json.push(b'}');
    debug_assert!(json.len() <= size, "a growing buffer leaves a copy behind");
    Plaintext::new(json)
}

/// The parts in the order of the type, or `None` for what is not the type's JSON.
pub(super) fn read(secret_type: SecretType, json: &Plaintext) -> Option<Vec<Option<Zeroizing<String>>>> {
    // EXPOSE: the parts are read out of the opened value, into buffers that are wiped too.
    let mut reader = serde_json::Deserializer::from_slice(json.expose());
    let parts = Parts(secret_type).deserialize(&mut reader).ok()?;
    reader.end().ok()?;
    Some(parts)
}

/// Bytes that a JSON string takes between its quotes.
pub(crate) fn escaped_len(text: &str) -> usize {
    text.bytes().map(|byte| escape(byte).map_or(1, |(_, len)| len)).sum()
}

/// The escape of a byte (RFC 8259, section 7: only what must be escaped), and its length.
fn escape(byte: u8) -> Option<([u8; 6], usize)> {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let short = |c: u8| Some(([b'\\', c, 0, 0, 0, 0], 2));
    match byte {
        b'"' | b'\\' => short(byte),
        0x08 => short(b'b'),
        0x09 => short(b't'),
        0x0a => short(b'n'),
        0x0c => short(b'f'),
        0x0d => short(b'r'),
        0x00..=0x1f => Some(([b'\\', b'u', b'0', b'0', HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]], 6)),
        _ => None,
    }
}

/// A JSON string, with no more escapes than it must have.
pub(crate) fn write_string(json: &mut Vec<u8>, text: &str) {
    json.push(b'"');
    for byte in text.bytes() {
        match escape(byte) {
            Some((escaped, len)) => json.extend_from_slice(&escaped[..len]),
            None => json.push(byte),
        }
    }
    json.push(b'"');
}

/// Reads exactly the members of a type, each at most once.
struct Parts(SecretType);

impl<'de> DeserializeSeed<'de> for Parts {
    type Value = Vec<Option<Zeroizing<String>>>;
    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<Self::Value, D::Error> {
        reader.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Parts {
    type Value = Vec<Option<Zeroizing<String>>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the members of the type")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let fields = self.0.fields();
        let mut parts: Self::Value = fields.iter().map(|_| None).collect();
        while let Some(key) = map.next_key::<String>()? {
            let at = fields.iter().position(|f| f.key == key).ok_or_else(|| A::Error::custom("unknown member"))?;
            if parts[at].is_some() {
                return Err(A::Error::custom("a member twice"));
            }
            parts[at] = Some(Zeroizing::new(map.next_value()?));
        }
        Ok(parts)
    }
}
