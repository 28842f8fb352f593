//! A secret's value as the JSON of its type: written without leaving copies, read once and checked.

use std::fmt;

use oz_crypto::Plaintext;
use serde::de::{DeserializeSeed, Error as _, MapAccess, Visitor};
use zeroize::Zeroizing;

use crate::{Injection, SecretType};

/// The longest `NAME=value` that Linux lets a process start with, in bytes (`MAX_ARG_STRLEN` less the final NUL).
pub const MAX_VARIABLE_BYTES: usize = 131_071;

/// Which rule a value breaks. Never says what the value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ValueError {
    /// Not the JSON of the type.
    #[error(
        "the value is not the JSON of its type: only the type's members, each a text, in order, without white space"
    )]
    NotTheTypesJson,
    /// A required part is absent.
    #[error("`{0}` is missing from the value")]
    Missing(&'static str),
    /// A NUL character, which no variable can hold.
    #[error("`{0}` has a NUL character, which no variable can hold")]
    Nul(&'static str),
    /// Longer than a process may start with.
    #[error("`{0}` is {1} bytes too long: `NAME=value` has at most 131,071 bytes")]
    TooLong(&'static str, usize),
}

/// The parts of a value, in the order of its type. Wiped when dropped.
pub struct SecretValue {
    secret_type: SecretType,
    parts: Vec<Option<Zeroizing<String>>>,
}

impl SecretValue {
    /// A value from its parts, in the order of [`SecretType::fields`]; `None` for an optional part left out.
    ///
    /// # Errors
    ///
    /// The first rule that a part breaks.
    pub fn new(
        secret_type: SecretType,
        name: &str,
        parts: Vec<Option<Zeroizing<String>>>,
    ) -> Result<Self, ValueError> {
        let value = Self { secret_type, parts };
        value.check(name)?;
        Ok(value)
    }

    /// A raw value, byte-exact as given.
    ///
    /// # Errors
    ///
    /// [`ValueError::Nul`] or [`ValueError::TooLong`].
    pub fn raw(name: &str, value: Zeroizing<String>) -> Result<Self, ValueError> {
        Self::new(SecretType::RawValue, name, vec![Some(value)])
    }

    /// Reads the JSON of a type.
    ///
    /// # Errors
    ///
    /// The first rule that the JSON or a part breaks.
    pub fn from_json(
        secret_type: SecretType,
        name: &str,
        json: &Plaintext,
    ) -> Result<Self, ValueError> {
        // EXPOSE: the parts are read out of the opened value, into buffers that are wiped too.
        let mut reader = serde_json::Deserializer::from_slice(json.expose());
        let parts = Parts(secret_type)
            .deserialize(&mut reader)
            .map_err(|_| ValueError::NotTheTypesJson)?;
        reader.end().map_err(|_| ValueError::NotTheTypesJson)?;
        let value = Self::new(secret_type, name, parts)?;
        // EXPOSE: one value has one JSON; anything else would be a hidden second way to write it.
        if value.to_json().expose() == json.expose() {
            Ok(value)
        } else {
            Err(ValueError::NotTheTypesJson)
        }
    }

    /// The compact JSON of the type, in a buffer that never grew.
    #[must_use]
    pub fn to_json(&self) -> Plaintext {
        let size = 2 + self
            .members()
            .map(|(key, part)| key.len() + 6 + escaped_len(part))
            .sum::<usize>();
        let mut json = Vec::with_capacity(size);
        json.push(b'{');
        for (key, part) in self.members() {
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

    /// The parts that are there: member and text.
    pub fn members(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let fields = self.secret_type.fields().iter();
        fields
            .zip(&self.parts)
            .filter_map(|(field, part)| Some((field.key, part.as_ref()?.as_str())))
    }

    fn check(&self, name: &str) -> Result<(), ValueError> {
        for (field, part) in self.secret_type.fields().iter().zip(&self.parts) {
            let Some(part) = part else {
                if field.required {
                    return Err(ValueError::Missing(field.key));
                }
                continue;
            };
            if part.contains('\0') {
                return Err(ValueError::Nul(field.key));
            }
            let variable = match field.injection {
                Injection::OwnName => name.len(),
                Injection::Variable(variable) => variable.len(),
                Injection::CredentialFile | Injection::HarnessConfig => 0,
            };
            let excess = (variable + 1 + part.len()).saturating_sub(MAX_VARIABLE_BYTES);
            if excess > 0 {
                return Err(ValueError::TooLong(field.key, excess));
            }
        }
        Ok(())
    }
}

impl fmt::Debug for SecretValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

/// Bytes that a JSON string takes between its quotes.
fn escaped_len(text: &str) -> usize {
    text.bytes()
        .map(|byte| escape(byte).map_or(1, |(_, len)| len))
        .sum()
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
        0x00..=0x1f => Some((
            [
                b'\\',
                b'u',
                b'0',
                b'0',
                HEX[usize::from(byte >> 4)],
                HEX[usize::from(byte & 15)],
            ],
            6,
        )),
        _ => None,
    }
}

fn write_string(json: &mut Vec<u8>, text: &str) {
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
            let at = fields
                .iter()
                .position(|f| f.key == key)
                .ok_or_else(|| A::Error::custom("unknown member"))?;
            if parts[at].is_some() {
                return Err(A::Error::custom("a member twice"));
            }
            parts[at] = Some(Zeroizing::new(map.next_value()?));
        }
        Ok(parts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(text: &str) -> Result<SecretValue, ValueError> {
        SecretValue::raw("NAME", Zeroizing::new(text.to_owned()))
    }

    fn json_of(text: &str) -> String {
        String::from_utf8(raw(text).unwrap().to_json().expose().to_vec()).unwrap()
    }

    fn read(secret_type: SecretType, json: &str) -> Result<SecretValue, ValueError> {
        SecretValue::from_json(
            secret_type,
            "NAME",
            &Plaintext::new(json.as_bytes().to_vec()),
        )
    }

    #[test]
    fn the_json_is_what_every_json_writer_makes() {
        for text in [
            "",
            "plain",
            "tab\tquote\"back\\slash",
            "line\r\nend\n",
            "\u{1}\u{1f}\u{7f}",
            "Grüße 🔑",
            "\u{2028}",
        ] {
            assert_eq!(
                json_of(text),
                serde_json::json!({ "value": text }).to_string()
            );
        }
    }

    #[test]
    fn a_value_reads_back_byte_for_byte() {
        let text = "-----BEGIN-----\nabc\n-----END-----\n";
        let value = read(SecretType::RawValue, &json_of(text)).unwrap();

        assert!(value.members().eq([("value", text)]));
    }

    #[test]
    fn the_variable_may_be_as_long_as_linux_allows_and_no_longer() {
        let most = MAX_VARIABLE_BYTES - "NAME=".len();

        assert!(raw(&"v".repeat(most)).is_ok());
        assert!(matches!(
            raw(&"v".repeat(most + 3)),
            Err(ValueError::TooLong("value", 3))
        ));
    }

    #[test]
    fn a_nul_is_refused() {
        assert!(matches!(raw("a\0b"), Err(ValueError::Nul("value"))));
        assert!(matches!(
            read(SecretType::RawValue, r#"{"value":"a\u0000b"}"#),
            Err(ValueError::Nul("value"))
        ));
    }

    #[test]
    fn only_the_members_of_the_type_are_read() {
        for wrong in [
            "",
            "null",
            "[]",
            r#""text""#,
            r#"{"value":1}"#,
            r#"{"value":"a","more":"b"}"#,
            r#"{"value":"a","value":"b"}"#,
            r#"{"value":"a"} "#,
            r#"{ "value":"a"}"#,
            r#"{"value":"\u0061"}"#,
            r#"{"value":null}"#,
        ] {
            assert!(
                matches!(
                    read(SecretType::RawValue, wrong),
                    Err(ValueError::NotTheTypesJson)
                ),
                "{wrong}"
            );
        }
    }

    #[test]
    fn an_optional_part_may_be_left_out_and_a_required_one_may_not() {
        assert!(read(SecretType::OpenaiApiKey, r#"{"api_key":"not-a-key"}"#).is_ok());
        assert!(matches!(
            read(
                SecretType::OpenaiApiKey,
                r#"{"base_url":"https://example.com"}"#
            ),
            Err(ValueError::Missing("api_key"))
        ));
    }

    #[test]
    fn the_parts_stand_in_the_order_of_the_type() {
        let swapped = r#"{"aws_region":"eu-west-1","aws_bearer_token_bedrock":"not-a-key"}"#;

        assert!(matches!(
            read(SecretType::AnthropicBedrockApiKey, swapped),
            Err(ValueError::NotTheTypesJson)
        ));
    }

    #[test]
    fn a_value_does_not_print_itself() {
        assert_eq!(format!("{:?}", raw("canary").unwrap()), "[secret]");
    }
}
