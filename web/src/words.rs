//! Rules as sentences: errors begin small and end without a stop, people read sentences.

use std::fmt::Display;

/// An error's words as a sentence.
pub(crate) fn sentence(error: impl Display) -> String {
    spelled_out(&error.to_string())
}

fn spelled_out(words: &str) -> String {
    let mut characters = words.chars();
    let mut sentence: String = characters.next().into_iter().flat_map(char::to_uppercase).collect();
    sentence.push_str(characters.as_str());
    if !sentence.ends_with(['.', '?', '!']) {
        sentence.push('.');
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_rule_reads_as_a_sentence() {
        assert_eq!(sentence("a name is needed"), "A name is needed.");
        assert_eq!(sentence("Already one."), "Already one.");
        assert_eq!(sentence(""), ".");
    }
}
