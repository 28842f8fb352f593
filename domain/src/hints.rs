//! What a person probably didn't mean, told while typing. A hint never changes the value by itself.

mod detect;
#[cfg(test)]
mod tests;

use std::fmt;

use crate::SecretName;
pub use detect::{is_invisible, split_assignment};
use detect::{is_placeholder, is_quoted, surrounding_space};

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
            Self::SurroundingSpace(Edges::Start) => f.write_str("Starts with white space. Agents would get it too."),
            Self::SurroundingSpace(Edges::End) => f.write_str("Ends with white space. Agents would get it too."),
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
