//! Origins: where a browser believes the page comes from.

use std::{fmt, net::SocketAddr, str::FromStr};

/// A scheme, a host and perhaps a port, `https://secrets.example.com`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    secure: bool,
    authority: String,
}

/// Why a text is not an origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an origin is `http://` or `https://`, a host, and perhaps a port, with nothing after it")]
pub struct OriginError;

impl Origin {
    /// The origin of an address that is listened on.
    #[must_use]
    pub fn of(address: SocketAddr, secure: bool) -> Self {
        Self { secure, authority: address.to_string() }
    }

    /// The host, without a port; in brackets if it is an IPv6 address.
    #[must_use]
    pub fn host(&self) -> &str {
        host_of(&self.authority)
    }
}

/// The host of `host:port`.
#[must_use]
pub(crate) fn host_of(authority: &str) -> &str {
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
        _ => authority,
    }
}

impl FromStr for Origin {
    type Err = OriginError;

    fn from_str(text: &str) -> Result<Self, OriginError> {
        let text = text.strip_suffix('/').unwrap_or(text);
        let (secure, authority) = match (text.strip_prefix("https://"), text.strip_prefix("http://")) {
            (Some(authority), _) => (true, authority),
            (None, Some(authority)) => (false, authority),
            (None, None) => return Err(OriginError),
        };
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
        if host_of(authority).is_empty() || !authority.chars().all(plain) {
            return Err(OriginError);
        }
        Ok(Self { secure, authority: authority.to_ascii_lowercase() })
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.secure { "https" } else { "http" };
        write!(f, "{scheme}://{}", self.authority)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_reads_back_as_written() {
        for text in ["http://127.0.0.1:8787", "https://secrets.example.com", "http://[::1]:80"] {
            assert_eq!(text.parse::<Origin>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn the_host_has_no_port() {
        assert_eq!("http://[::1]:80".parse::<Origin>().unwrap().host(), "[::1]");
        assert_eq!("https://Example.com".parse::<Origin>().unwrap().host(), "example.com");
    }

    #[test]
    fn what_goes_beyond_an_origin_is_refused() {
        for wrong in
            ["", "example.com", "https://", "https://a/b", "https://a?b", "https://me@a", "ftp://a", "https://:80"]
        {
            assert!(wrong.parse::<Origin>().is_err(), "{wrong}");
        }
    }
}
