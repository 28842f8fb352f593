//! The browser's session cookie. Scripts can't read it, other sites can't send it.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::token::PlainToken;

/// `__Host-` makes browsers refuse it without Secure and `Path=/`, and from another host.
const NAME: &str = "__Host-oz_session";
const ATTRIBUTES: &str = "Path=/; Secure; HttpOnly; SameSite=Strict";

/// The cookie that keeps a token for so many seconds.
///
/// # Panics
///
/// Never: tokens are base64url.
#[must_use]
pub(crate) fn keep(token: &PlainToken, seconds: u64) -> HeaderValue {
    // EXPOSE: the browser gets its session's token, once.
    let text = format!("{NAME}={}; {ATTRIBUTES}; Max-Age={seconds}", token.expose());
    let mut value = HeaderValue::from_str(&text).expect("a token is visible ASCII");
    value.set_sensitive(true);
    value
}

/// The cookie that makes a browser forget the token.
///
/// # Panics
///
/// Never: the text is fixed.
#[must_use]
pub(crate) fn forget() -> HeaderValue {
    HeaderValue::from_str(&format!("{NAME}=; {ATTRIBUTES}; Max-Age=0")).expect("the text is visible ASCII")
}

/// The token in a request's cookies.
#[must_use]
pub(crate) fn read(headers: &HeaderMap) -> Option<&str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(';')).find_map(|pair| pair.trim().strip_prefix(NAME)?.strip_prefix('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_is_found_among_other_cookies() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("a=b; __Host-oz_session=token; c=d"));

        assert_eq!(read(&headers), Some("token"));
    }

    #[test]
    fn a_cookie_of_a_longer_name_is_another_cookie() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("__Host-oz_session2=token"));

        assert_eq!(read(&headers), None);
    }
}
