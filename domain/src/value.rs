//! A secret's value as the JSON of its type: written without leaving copies, read once and checked.

mod injected;
pub(crate) mod json;
#[cfg(test)]
mod tests;

use std::fmt;

use oz_crypto::Plaintext;
use zeroize::Zeroizing;

use crate::{FormatError, SecretType};

/// The longest `NAME=value` that Linux lets a process start with, in bytes (`MAX_ARG_STRLEN` less the final NUL).
pub const MAX_VARIABLE_BYTES: usize = 131_071;

/// The most that all `NAME=value` of one run may take together, in bytes.
pub const MAX_RUN_BYTES: usize = 1 << 20;

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
    /// A text that the part doesn't take.
    #[error("`{0}` can't be used: {1}")]
    Format(&'static str, FormatError),
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
    pub fn new(secret_type: SecretType, name: &str, parts: Vec<Option<Zeroizing<String>>>) -> Result<Self, ValueError> {
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
    pub fn from_json(secret_type: SecretType, name: &str, json: &Plaintext) -> Result<Self, ValueError> {
        let parts = json::read(secret_type, json).ok_or(ValueError::NotTheTypesJson)?;
        let value = Self::new(secret_type, name, parts)?;
        // EXPOSE: one value has one JSON; anything else would be a hidden second way to write it.
        if value.to_json().expose() == json.expose() { Ok(value) } else { Err(ValueError::NotTheTypesJson) }
    }

    /// The compact JSON of the type, in a buffer that never grew.
    #[must_use]
    pub fn to_json(&self) -> Plaintext {
        json::write(self)
    }

    /// The parts that are there: member and text.
    pub fn members(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let fields = self.secret_type.fields().iter();
        fields.zip(&self.parts).filter_map(|(field, part)| Some((field.key, part.as_ref()?.as_str())))
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
            field.format.check(part).map_err(|why| ValueError::Format(field.key, why))?;
            let variable = field.injection.variable(name).map_or(0, str::len);
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
