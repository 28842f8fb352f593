//! Arguments that are more than a text: suites.

use std::{fmt, str::FromStr};

use oz_crypto::Suite;

/// A suite as it is asked for: by its whole name, or as `x25519` or `xwing`.
#[derive(Debug, Clone, Copy)]
pub struct SuiteArg(pub Suite);

impl Default for SuiteArg {
    fn default() -> Self {
        Self(Suite::X25519Sha256ChaCha20Poly1305)
    }
}

impl FromStr for SuiteArg {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let known = [("x25519", Suite::X25519Sha256ChaCha20Poly1305), ("xwing", Suite::XWingSha256ChaCha20Poly1305)];
        known
            .into_iter()
            .find(|(short, suite)| *short == text || suite.name() == text)
            .map(|(_, suite)| Self(suite))
            .ok_or_else(|| "a suite is `x25519` or `xwing`".to_owned())
    }
}

impl fmt::Display for SuiteArg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Suite::XWingSha256ChaCha20Poly1305 => "xwing",
            Suite::X25519Sha256ChaCha20Poly1305 => "x25519",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suite_has_a_short_and_a_whole_name() {
        let suite = "xwing".parse::<SuiteArg>().unwrap();

        assert_eq!(suite.0, "xwing-sha256-chacha20poly1305".parse::<SuiteArg>().unwrap().0);
        assert!("rsa".parse::<SuiteArg>().is_err());
    }
}
