//! Addresses that people sign in with.

use std::{fmt, str::FromStr};

/// An e-mail address: enough of a check to catch a slip, since nothing is ever sent to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email(String);

/// Why a text is not an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an e-mail address looks like `name@example.com`, 254 characters at most")]
pub struct EmailError;

impl Email {
    /// The longest address (RFC 5321, section 4.5.3.1.3, less the brackets).
    pub const MAX_LEN: usize = 254;

    /// The text as it was given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What two people may not share: the address without its letter case.
    #[must_use]
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }
}

impl FromStr for Email {
    type Err = EmailError;

    fn from_str(text: &str) -> Result<Self, EmailError> {
        let bad = |c: char| c.is_whitespace() || c.is_control();
        match text.split_once('@') {
            Some((name, host))
                if !name.is_empty()
                    && !host.is_empty()
                    && !host.contains('@')
                    && !text.contains(bad)
                    && text.len() <= Self::MAX_LEN =>
            {
                Ok(Self(text.to_owned()))
            }
            _ => Err(EmailError),
        }
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_caught() {
        assert!("admin@localhost".parse::<Email>().is_ok());
        for wrong in ["", "admin", "@localhost", "admin@", "a@b@c", "a b@c", "a@b\n"] {
            assert_eq!(wrong.parse::<Email>(), Err(EmailError), "{wrong:?}");
        }
    }
}
