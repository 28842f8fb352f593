//! Looks for one value in every form in which it could have slipped out: whole, or any part worth having.

mod forms;

use std::fmt;

use aho_corasick::{AhoCorasick, MatchKind};
use anyhow::{Context, Result};

pub use self::forms::Form;

/// The shortest part of a value that is looked for, in characters. Memory that was freed and only partly written
/// over, and text that was cut, still hold parts.
pub const PART: usize = 12;

/// All forms of one value, ready to be looked for.
pub struct Needles {
    search: AhoCorasick,
    forms: Vec<Form>,
}

/// A find: the form, and how far into the bytes. Never says the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The form that the value has there.
    pub form: Form,
    /// How far in, in bytes.
    pub at: usize,
}

impl Needles {
    /// Makes the search for a value of at least [`PART`] characters.
    ///
    /// # Errors
    ///
    /// When the value is shorter: it would be found by chance.
    pub fn of(value: &str) -> Result<Self> {
        let chars: Vec<char> = value.chars().collect();
        anyhow::ensure!(chars.len() >= PART, "a value of fewer than {PART} characters is found by chance");
        let mut patterns = Vec::new();
        let mut forms = Vec::new();
        for part in chars.windows(PART) {
            let part: String = part.iter().collect();
            for (form, pattern) in forms::all(&part) {
                patterns.push(pattern);
                forms.push(form);
            }
        }
        let search = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostFirst)
            .build(&patterns)
            .context("too many forms to look for")?;
        Ok(Self { search, forms })
    }

    /// The first find in some bytes.
    #[must_use]
    pub fn find(&self, bytes: &[u8]) -> Option<Hit> {
        let hit = self.search.find(bytes)?;
        Some(Hit { form: self.forms[hit.pattern().as_usize()], at: hit.start() })
    }
}

impl fmt::Debug for Needles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Needles({} patterns)", self.forms.len())
    }
}

#[cfg(test)]
mod tests;
