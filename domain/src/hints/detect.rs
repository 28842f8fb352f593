//! Finds what looks unmeant in a value.

use super::Edges;
use crate::{SecretName, SecretType};

/// `KEY=value` and `export KEY=value` of one line, as name and value (without quotes around it).
#[must_use]
pub fn split_assignment(value: &str) -> Option<(SecretName, &str)> {
    let line = value.trim();
    if line.contains('\n') {
        return None;
    }
    let line = line.strip_prefix("export ").unwrap_or(line);
    let (key, rest) = line.split_once('=')?;
    let upper = key.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_');
    if !upper || rest.is_empty() || rest.starts_with('=') {
        return None;
    }
    let name = SecretName::parse(key, SecretType::RawValue).ok()?;
    Some((name, if is_quoted(rest) { &rest[1..rest.len() - 1] } else { rest }))
}

/// Whether a character takes no room and is no ordinary white space: zero-width, direction marks, controls.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
        || (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
}

pub(super) fn surrounding_space(value: &str) -> Option<Edges> {
    let start = value.starts_with(char::is_whitespace);
    let end = value.ends_with(char::is_whitespace);
    let body = value.strip_suffix("\r\n").or_else(|| value.strip_suffix('\n'));
    match (start, end) {
        (true, true) => Some(Edges::Both),
        (true, false) => Some(Edges::Start),
        (false, true) if body.is_some_and(|b| !b.ends_with(char::is_whitespace)) => Some(Edges::FinalNewline),
        (false, true) => Some(Edges::End),
        (false, false) => None,
    }
}

pub(super) fn is_quoted(value: &str) -> bool {
    value.len() >= 2 && ['"', '\'', '`'].iter().any(|q| value.starts_with(*q) && value.ends_with(*q))
}

pub(super) fn is_placeholder(value: &str) -> bool {
    const WORDS: &[&str] = &[
        "null",
        "nil",
        "none",
        "undefined",
        "nan",
        "true",
        "false",
        "todo",
        "tbd",
        "fixme",
        "changeme",
        "change_me",
        "change-me",
        "placeholder",
        "secret",
        "password",
        "token",
        "value",
        "test",
        "example",
        "n/a",
        "redacted",
        "[redacted]",
        "<redacted>",
        "[object object]",
    ];
    let word = value.trim().trim_matches(['"', '\'']);
    let masked = word.chars().count() >= 3 && word.chars().all(|c| matches!(c, '*' | 'x' | 'X' | '•' | '.'));
    let bracketed = (word.starts_with('<') && word.ends_with('>')) || (word.starts_with("${") && word.ends_with('}'));
    let your = ["your-", "your_", "my-secret", "insert-"].iter().any(|p| starts_with_ignoring_case(word, p));
    masked || (bracketed && !word.contains('\n')) || your || WORDS.iter().any(|w| w.eq_ignore_ascii_case(word))
}

fn starts_with_ignoring_case(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix))
}
