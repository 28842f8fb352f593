//! One part of a type's value: what a form shows for it, which texts it takes, and where a run finds it.

use std::fmt;

/// One part of a type's value. Forms are made from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// The member of the value's JSON.
    pub key: &'static str,
    /// The words beside the input.
    pub label: &'static str,
    /// What stands in the empty input: how such a text looks. Empty where texts have no look of their own.
    pub placeholder: &'static str,
    /// What a person has to know to fill it in, besides where a run finds it ([`Injection`]'s text).
    pub help: &'static str,
    /// How it is typed.
    pub input: Input,
    /// Which texts it takes.
    pub format: Format,
    /// Whether a value without it is whole.
    pub required: bool,
    /// Where a run finds it.
    pub injection: Injection,
}

/// How a part is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// One line that needn't be hidden.
    Line,
    /// One line, masked.
    MaskedLine,
    /// Many lines, masked.
    MaskedLines,
}

/// Where a run finds a part of a value. Its text is a sentence for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Injection {
    /// In the variable that has the secret's own name.
    OwnName,
    /// In a variable that the type names.
    Variable(&'static str),
    /// In a file that the runner writes where the harness looks, and removes.
    CredentialFile,
    /// In the harness's configuration.
    HarnessConfig,
}

impl fmt::Display for Injection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OwnName => f.write_str("Runs see it in the variable that has the secret's name."),
            Self::Variable(variable) => write!(f, "Runs see it as {variable}."),
            Self::CredentialFile => {
                f.write_str("No variable: it is in the harness's own credential file, as long as the run lasts.")
            }
            Self::HarnessConfig => f.write_str("No variable: it goes into the harness's configuration."),
        }
    }
}

/// Which texts a part takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Any, the empty one included.
    Any,
    /// Any but the empty one.
    Filled,
    /// The name of an AWS region, `eu-west-1`.
    Region,
    /// An address that begins with `https://`, or with `http://` on the machine itself: a key is sent there.
    Url,
    /// A JSON object.
    JsonObject,
}

/// Why a part doesn't take a text. Never says what the text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FormatError {
    /// Nothing at all.
    #[error("it is empty")]
    Empty,
    /// Not the name of a region.
    #[error("a region has only lower-case letters, digits and `-`, as in `eu-west-1`")]
    Region,
    /// Not an address.
    #[error("an address begins with `https://` and has no spaces; `http://` is for `localhost` only")]
    Url,
    /// Not a JSON object.
    #[error("it is no JSON object: paste the whole file, from `{{` to `}}`")]
    JsonObject,
}

impl Format {
    /// Whether a part takes the text.
    ///
    /// # Errors
    ///
    /// The rule that the text breaks.
    pub fn check(self, text: &str) -> Result<(), FormatError> {
        let rule = |holds: bool, error| if holds { Ok(()) } else { Err(error) };
        if self != Self::Any && text.is_empty() {
            return Err(FormatError::Empty);
        }
        match self {
            Self::Any | Self::Filled => Ok(()),
            Self::Region => rule(text.bytes().all(is_of_a_region), FormatError::Region),
            Self::Url => rule(is_url(text), FormatError::Url),
            Self::JsonObject => rule(is_json_object(text), FormatError::JsonObject),
        }
    }
}

fn is_of_a_region(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'
}

fn is_url(text: &str) -> bool {
    let plain = text.strip_prefix("http://").filter(|rest| is_here(rest));
    text.strip_prefix("https://").or(plain).is_some_and(|rest| {
        !rest.is_empty() && !rest.starts_with('/') && !rest.contains(|c: char| c.is_whitespace() || c.is_control())
    })
}

/// Whether an address without its scheme is on the machine itself.
fn is_here(rest: &str) -> bool {
    ["localhost", "127.0.0.1", "[::1]"].into_iter().filter_map(|host| rest.strip_prefix(host)).any(|after| {
        let end = after.strip_prefix(':').map_or(after, |port| port.trim_start_matches(|c: char| c.is_ascii_digit()));
        end.is_empty() || end.starts_with('/')
    })
}

/// Reads without keeping: no part of the text is copied.
fn is_json_object(text: &str) -> bool {
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = <serde::de::IgnoredAny as serde::Deserialize>::deserialize(&mut reader);
    read.is_ok() && reader.end().is_ok() && text.trim_start().starts_with('{')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_says_which_texts_it_takes() {
        assert_eq!(Format::Any.check(""), Ok(()));
        assert_eq!(Format::Filled.check("not-a-key"), Ok(()));
        assert_eq!(Format::Region.check("eu-west-1"), Ok(()));
        assert_eq!(Format::Url.check("https://proxy.example.com/v1"), Ok(()));
        for here in ["http://localhost", "http://127.0.0.1:8080/v1", "http://[::1]:80"] {
            assert_eq!(Format::Url.check(here), Ok(()), "{here}");
        }
        assert_eq!(Format::JsonObject.check("{\"a\": {}}\n"), Ok(()));
    }

    #[test]
    fn a_part_refuses_what_no_run_could_use() {
        for format in [Format::Filled, Format::Region, Format::Url, Format::JsonObject] {
            assert_eq!(format.check(""), Err(FormatError::Empty), "{format:?}");
        }
        for wrong in ["EU-west-1", "eu west", "eu-west-1\n"] {
            assert_eq!(Format::Region.check(wrong), Err(FormatError::Region), "{wrong}");
        }
        for wrong in ["example.com", "https://", "https:///v1", "https://a b", "ftp://example.com", "https://a\n"] {
            assert_eq!(Format::Url.check(wrong), Err(FormatError::Url), "{wrong}");
        }
        for plain in ["http://example.com", "http://localhost.example.com", "http://127.0.0.1@example.com", "http://"] {
            assert_eq!(Format::Url.check(plain), Err(FormatError::Url), "{plain}");
        }
        for wrong in ["[]", "null", "{", "{}{}", "{\"a\":1", "not-a-key"] {
            assert_eq!(Format::JsonObject.check(wrong), Err(FormatError::JsonObject), "{wrong}");
        }
    }
}
