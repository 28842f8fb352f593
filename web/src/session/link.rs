//! What people paste when they are asked for a sign-in link: the link, its end, or the token alone.

/// The token in a pasted link or in what follows `#`; `None` when there is none.
pub(crate) fn token_of(pasted: &str) -> Option<&str> {
    let pasted = pasted.trim();
    let token = pasted.split_once("token=").map_or(pasted, |(_, token)| token);
    let plausible =
        token.len() >= 20 && token.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    plausible.then_some(token)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const TOKEN: &str = "not-a-real-token-0123456789";

    #[test]
    fn a_link_its_fragment_and_its_token_all_do() {
        for pasted in
            [format!("http://127.0.0.1:8787/sign-in#token={TOKEN}"), format!("#token={TOKEN}"), format!("  {TOKEN}\n")]
        {
            assert_eq!(token_of(&pasted), Some(TOKEN));
        }
    }

    #[test]
    fn anything_else_is_no_token() {
        for pasted in ["", "#", "http://127.0.0.1:8787/sign-in", "hello there, this is no token at all"] {
            assert_eq!(token_of(pasted), None);
        }
    }
}
