//! What a runner is given: variables, files and settings, as the JSON that is sealed to its key.
//!
//! ```
//! use oz_domain::{Contents, Delivery};
//!
//! let contents = Contents { variables: vec![("DEPLOY_TOKEN", "not-a-real-value")], ..Contents::default() };
//! let delivery = Delivery::from_json(&contents.to_json())?;
//!
//! assert_eq!(delivery.contents().variables, [("DEPLOY_TOKEN", "not-a-real-value")]);
//! # Ok::<(), oz_domain::DeliveryError>(())
//! ```

mod read;
mod write;

use std::{collections::BTreeSet, fmt};

use oz_crypto::Plaintext;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::{SecretName, SecretType};

/// What is delivered, borrowed from opened values.
#[derive(Clone, Default)]
pub struct Contents<'v> {
    /// Variables: name and text, in the order in which they were decided.
    pub variables: Vec<(&'v str, &'v str)>,
    /// Files, each with its whole text.
    pub files: Vec<(DeliveredFile, &'v str)>,
    /// Settings of the harness.
    pub settings: Vec<(DeliveredSetting, &'v str)>,
}

/// What was delivered, wiped when dropped.
pub struct Delivery {
    variables: Vec<(String, Zeroizing<String>)>,
    files: Vec<(DeliveredFile, Zeroizing<String>)>,
    settings: Vec<(DeliveredSetting, Zeroizing<String>)>,
}

/// A file that the runner writes with mode 0600, and removes when the run is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveredFile {
    /// Where Claude Code looks for the credentials of its own sign-in.
    ClaudeCredentials,
}

/// A setting that the runner hands to the harness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveredSetting {
    /// Where Codex finds its interface, in its configuration.
    CodexBaseUrl,
}

/// Why an opened message is no delivery. Never says what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DeliveryError {
    /// Not the JSON of a delivery.
    #[error("the delivery is not of the shape that is known here")]
    WrongShape,
    /// A later version of the format.
    #[error("the delivery's version is not known here; use a newer runner")]
    UnknownVersion,
    /// A variable that no run can have, or the same one twice.
    #[error("the delivery has a variable that no run can have, or one of them twice")]
    Variable,
    /// A text that no process can be started with.
    #[error("the delivery has a text with a NUL character")]
    Nul,
}

impl Contents<'_> {
    /// The compact JSON, in a buffer that never grew.
    #[must_use]
    pub fn to_json(&self) -> Plaintext {
        write::json(self)
    }
}

impl Delivery {
    /// Reads an opened delivery.
    ///
    /// # Errors
    ///
    /// The first rule that it breaks.
    pub fn from_json(json: &Plaintext) -> Result<Self, DeliveryError> {
        let delivery = read::json(json)?;
        delivery.check()?;
        Ok(delivery)
    }

    /// Everything that was delivered, in the clear. Each call says in an `// EXPOSE:` comment why.
    #[must_use]
    pub fn contents(&self) -> Contents<'_> {
        Contents {
            variables: self.variables.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect(),
            files: self.files.iter().map(|(file, text)| (*file, text.as_str())).collect(),
            settings: self.settings.iter().map(|(setting, text)| (*setting, text.as_str())).collect(),
        }
    }

    fn check(&self) -> Result<(), DeliveryError> {
        let mut seen = BTreeSet::new();
        for (name, _) in &self.variables {
            // The rules of names keep a server from setting what would start other programs.
            if SecretName::parse(name, SecretType::RawValue).is_err() || !seen.insert(name) {
                return Err(DeliveryError::Variable);
            }
        }
        let texts = self.variables.iter().map(|(_, text)| text);
        let texts = texts.chain(self.files.iter().map(|(_, text)| text));
        let mut texts = texts.chain(self.settings.iter().map(|(_, text)| text));
        if texts.any(|text| text.contains('\0')) { Err(DeliveryError::Nul) } else { Ok(()) }
    }
}

impl fmt::Debug for Contents<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

impl fmt::Debug for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Delivery, DeliveryError> {
        Delivery::from_json(&Plaintext::new(json.as_bytes().to_vec()))
    }

    #[test]
    fn a_delivery_is_written_as_documented() {
        let contents = Contents {
            variables: vec![("A", "one\n"), ("B", "\"zwei\" ü \u{1}")],
            files: vec![(DeliveredFile::ClaudeCredentials, "{}")],
            settings: vec![(DeliveredSetting::CodexBaseUrl, "https://models.example.com")],
        };

        let expected = concat!(
            r#"{"v":1,"variables":[{"name":"A","value":"one\n"},{"name":"B","value":"\"zwei\" ü \u0001"}],"#,
            r#""files":[{"file":"claude_credentials","content":"{}"}],"#,
            r#""settings":[{"setting":"codex_base_url","value":"https://models.example.com"}]}"#
        );
        // EXPOSE: texts made for this test.
        assert!(contents.to_json().expose() == expected.as_bytes());
        let read = read(expected).unwrap();
        assert!(read.contents().variables == contents.variables);
        assert!(read.contents().files == contents.files && read.contents().settings == contents.settings);
    }

    #[test]
    fn nothing_is_a_delivery_too() {
        let nothing = Contents::default().to_json();

        // EXPOSE: there is nothing in it.
        assert_eq!(nothing.expose(), br#"{"v":1,"variables":[],"files":[],"settings":[]}"#);
        assert!(Delivery::from_json(&nothing).is_ok());
    }

    #[test]
    fn what_is_no_delivery_is_refused() {
        let with = |variables: &str| format!(r#"{{"v":1,"variables":[{variables}],"files":[],"settings":[]}}"#);
        for (json, why) in [
            ("", DeliveryError::WrongShape),
            ("{}", DeliveryError::WrongShape),
            (r#"{"v":1,"variables":[],"files":[],"settings":[],"more":1}"#, DeliveryError::WrongShape),
            (
                r#"{"v":1,"variables":[],"files":[{"file":"bashrc","content":""}],"settings":[]}"#,
                DeliveryError::WrongShape,
            ),
            (r#"{"v":2,"variables":[],"files":[],"settings":[]}"#, DeliveryError::UnknownVersion),
            (&with(r#"{"name":"LD_PRELOAD","value":""}"#), DeliveryError::Variable),
            (&with(r#"{"name":"A","value":""},{"name":"A","value":""}"#), DeliveryError::Variable),
            (&with(r#"{"name":"A","value":"\u0000"}"#), DeliveryError::Nul),
        ] {
            assert_eq!(read(json).unwrap_err(), why, "{json}");
        }
    }

    #[test]
    fn a_delivery_prints_nothing() {
        assert_eq!(
            format!("{:?}{:?}", Contents::default(), read(r#"{"v":1,"variables":[],"files":[],"settings":[]}"#)),
            "[secret]Ok([secret])"
        );
    }
}
