//! What a person probably didn't mean, told while typing. A hint never changes the value by itself.

use std::fmt;

use crate::{SecretName, SecretType};

/// Something about a value that is allowed and probably not meant.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Hint {
    /// Nothing at all.
    Empty,
    /// White space before the first or after the last character.
    SurroundingSpace(Edges),
    /// Quotes around the whole value, which a shell would have taken off.
    WrappingQuotes,
    /// A whole `KEY=value` line; the key, as a name.
    Assignment(SecretName),
    /// A word that stands for a value that isn't there.
    Placeholder,
    /// Characters that nobody can see; how many.
    Invisible(usize),
}

/// Where the white space is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edges {
    /// Before the first character.
    Start,
    /// After the last character.
    End,
    /// Only a line break at the very end, as files have.
    FinalNewline,
    /// Both before and after.
    Both,
}

impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("Empty. Runs would get an empty variable."),
            Self::SurroundingSpace(Edges::Start) => {
                f.write_str("Starts with white space. Agents would get it too.")
            }
            Self::SurroundingSpace(Edges::End) => {
                f.write_str("Ends with white space. Agents would get it too.")
            }
            Self::SurroundingSpace(Edges::FinalNewline) => {
                f.write_str("Ends with a line break. Agents would get it too.")
            }
            Self::SurroundingSpace(Edges::Both) => {
                f.write_str("Starts and ends with white space. Agents would get it too.")
            }
            Self::WrappingQuotes => f.write_str("Has quotes around it. Agents would get them too."),
            Self::Assignment(name) => write!(f, "Looks like a whole line: {name} and its value."),
            Self::Placeholder => f.write_str("Looks like a placeholder, not like a credential."),
            Self::Invisible(1) => f.write_str("Has a character that can't be seen."),
            Self::Invisible(n) => write!(f, "Has {n} characters that can't be seen."),
        }
    }
}

impl Hint {
    /// What the value would be if the hint were followed; `None` where there is nothing to take away.
    #[must_use]
    pub fn repaired<'v>(&self, value: &'v str) -> Option<Repair<'v>> {
        match self {
            Self::SurroundingSpace(_) => Some(Repair::Slice(value.trim())),
            Self::WrappingQuotes => Some(Repair::Slice(value.get(1..value.len() - 1)?)),
            Self::Assignment(_) => split_assignment(value).map(|(_, rest)| Repair::Slice(rest)),
            Self::Invisible(_) => Some(Repair::WithoutInvisible),
            Self::Empty | Self::Placeholder => None,
        }
    }
}

/// How to get the repaired value out of the old one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repair<'v> {
    /// It is this part.
    Slice(&'v str),
    /// It is every character but the [invisible](is_invisible) ones.
    WithoutInvisible,
}

/// The hints for a raw value, most important first.
#[must_use]
pub fn hints(value: &str) -> Vec<Hint> {
    if value.is_empty() {
        return vec![Hint::Empty];
    }
    let mut hints = Vec::new();
    if let Some((name, _)) = split_assignment(value) {
        hints.push(Hint::Assignment(name));
    }
    hints.extend(surrounding_space(value).map(Hint::SurroundingSpace));
    if is_quoted(value) {
        hints.push(Hint::WrappingQuotes);
    }
    if is_placeholder(value) {
        hints.push(Hint::Placeholder);
    }
    match value.chars().filter(|c| is_invisible(*c)).count() {
        0 => {}
        count => hints.push(Hint::Invisible(count)),
    }
    hints
}

/// `KEY=value` and `export KEY=value` of one line, as name and value (without quotes around it).
#[must_use]
pub fn split_assignment(value: &str) -> Option<(SecretName, &str)> {
    let line = value.trim();
    if line.contains('\n') {
        return None;
    }
    let line = line.strip_prefix("export ").unwrap_or(line);
    let (key, rest) = line.split_once('=')?;
    let upper = key
        .bytes()
        .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_');
    if !upper || rest.is_empty() || rest.starts_with('=') {
        return None;
    }
    let name = SecretName::parse(key, SecretType::RawValue).ok()?;
    Some((
        name,
        if is_quoted(rest) {
            &rest[1..rest.len() - 1]
        } else {
            rest
        },
    ))
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

fn surrounding_space(value: &str) -> Option<Edges> {
    let start = value.starts_with(char::is_whitespace);
    let end = value.ends_with(char::is_whitespace);
    let body = value
        .strip_suffix("\r\n")
        .or_else(|| value.strip_suffix('\n'));
    match (start, end) {
        (true, true) => Some(Edges::Both),
        (true, false) => Some(Edges::Start),
        (false, true) if body.is_some_and(|b| !b.ends_with(char::is_whitespace)) => {
            Some(Edges::FinalNewline)
        }
        (false, true) => Some(Edges::End),
        (false, false) => None,
    }
}

fn is_quoted(value: &str) -> bool {
    value.len() >= 2
        && ['"', '\'', '`']
            .iter()
            .any(|q| value.starts_with(*q) && value.ends_with(*q))
}

fn is_placeholder(value: &str) -> bool {
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
    let masked = word.chars().count() >= 3
        && word
            .chars()
            .all(|c| matches!(c, '*' | 'x' | 'X' | '•' | '.'));
    let bracketed = (word.starts_with('<') && word.ends_with('>'))
        || (word.starts_with("${") && word.ends_with('}'));
    let your = ["your-", "your_", "my-secret", "insert-"]
        .iter()
        .any(|p| starts_with_ignoring_case(word, p));
    masked
        || (bracketed && !word.contains('\n'))
        || your
        || WORDS.iter().any(|w| w.eq_ignore_ascii_case(word))
}

fn starts_with_ignoring_case(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ordinary_value_gets_no_hint() {
        for value in [
            "fake-token-0123",
            "a b c",
            "line one\nline two",
            "postgres://u:p@h/db?a=b",
            "QUJD==",
        ] {
            assert_eq!(hints(value), [], "{value}");
        }
    }

    #[test]
    fn white_space_is_told_by_where_it_is() {
        let edges = |value| surrounding_space(value);

        assert_eq!(edges(" a"), Some(Edges::Start));
        assert_eq!(edges("a "), Some(Edges::End));
        assert_eq!(edges("a\n"), Some(Edges::FinalNewline));
        assert_eq!(edges("a \n"), Some(Edges::End));
        assert_eq!(edges("\ta\n"), Some(Edges::Both));
    }

    #[test]
    fn a_pasted_line_is_split_into_name_and_value() {
        let split = |text| {
            split_assignment(text).map(|(name, value)| (name.as_str().to_owned(), value.to_owned()))
        };

        assert_eq!(
            split("export API_KEY=\"abc\"\n"),
            Some(("API_KEY".into(), "abc".into()))
        );
        assert_eq!(split("API_KEY=a=b"), Some(("API_KEY".into(), "a=b".into())));
        assert_eq!(split("QUJD="), None);
        assert_eq!(split("QUJD=="), None);
        assert_eq!(split("A=1\nB=2"), None);
        assert_eq!(split("PATH=/bin"), None);
    }

    #[test]
    fn words_for_nothing_are_recognised() {
        for value in [
            "null",
            "undefined",
            "TODO",
            "<your-token>",
            "${API_KEY}",
            "****",
            "xxxx",
            "changeme",
            "your_api_key",
        ] {
            assert!(hints(value).contains(&Hint::Placeholder), "{value}");
        }
    }

    #[test]
    fn invisible_characters_are_counted() {
        assert_eq!(hints("ab\u{200b}c\u{feff}"), [Hint::Invisible(2)]);
    }

    #[test]
    fn following_a_hint_gives_what_was_meant() {
        assert_eq!(
            Hint::WrappingQuotes.repaired("'abc'"),
            Some(Repair::Slice("abc"))
        );
        assert_eq!(
            Hint::SurroundingSpace(Edges::Both).repaired(" a b\n"),
            Some(Repair::Slice("a b"))
        );
        assert_eq!(Hint::Placeholder.repaired("null"), None);
    }
}
