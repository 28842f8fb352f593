//! Reads what test programs say about themselves.

use std::collections::BTreeMap;

/// How many tests of each test binary passed and failed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Results {
    by_binary: BTreeMap<String, Count>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Count {
    passed: usize,
    failed: usize,
}

impl Results {
    /// Adds up the `test result:` lines of a log, each under the binary that cargo named before it.
    pub(crate) fn read(log: &str) -> Self {
        let mut results = Self::default();
        let mut binary = String::new();
        for line in log.lines().map(without_colours) {
            if let Some(named) = binary_of(&line) {
                binary = named;
            } else if let Some(count) = count_of(&line) {
                let sum = results.by_binary.entry(binary.clone()).or_default();
                sum.passed += count.passed;
                sum.failed += count.failed;
            }
        }
        results
    }

    /// All that passed.
    pub(crate) fn passed(&self) -> usize {
        self.by_binary.values().map(|count| count.passed).sum()
    }

    /// All that failed.
    pub(crate) fn failed(&self) -> usize {
        self.by_binary.values().map(|count| count.failed).sum()
    }

    /// How many tests of a binary ran.
    pub(crate) fn of(&self, binary: &str) -> usize {
        self.by_binary.get(binary).map_or(0, |count| count.passed + count.failed)
    }
}

/// `Running unittests src/lib.rs (target/debug/deps/oz_crypto-0123456789abcdef)`: `oz_crypto`.
fn binary_of(line: &str) -> Option<String> {
    let line = line.trim_start();
    if let Some(documented) = line.strip_prefix("Doc-tests ") {
        return Some(format!("{documented} (examples)"));
    }
    let (_, file) = line.strip_prefix("Running ")?.rsplit_once('(')?;
    let file = file.strip_suffix(')')?.rsplit(['/', '\\']).next()?;
    file.rsplit_once('-').map(|(name, _)| name.to_owned())
}

/// `test result: ok. 5 passed; 0 failed; …`.
fn count_of(line: &str) -> Option<Count> {
    let (_, counts) = line.trim_start().strip_prefix("test result: ")?.split_once(". ")?;
    let number = |what: &str| {
        let part = counts.split("; ").find(|part| part.ends_with(what))?;
        part.split_whitespace().next()?.parse().ok()
    };
    Some(Count { passed: number(" passed")?, failed: number(" failed")? })
}

fn without_colours(line: &str) -> String {
    let mut parts = line.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('m').map_or("", |(_, after)| after))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOG: &str = "\
   Compiling oz-crypto v0.1.0
     Running unittests src/lib.rs (target/debug/deps/oz_crypto-0123456789abcdef)
running 2 tests
test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s
     Running tests/it/main.rs (target/debug/deps/it-0123456789abcdef)
test result: \u{1b}[31mFAILED\u{1b}(B\u{1b}[m. 3 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
   Doc-tests oz_crypto
test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
";

    #[test]
    fn every_result_line_is_added_up() {
        let results = Results::read(LOG);

        assert_eq!((results.passed(), results.failed()), (6, 1));
    }

    #[test]
    fn a_binary_is_told_from_its_neighbours() {
        let results = Results::read(LOG);

        assert_eq!(results.of("oz_crypto"), 2);
        assert_eq!(results.of("it"), 4);
        assert_eq!(results.of("oz_web"), 0);
    }

    #[test]
    fn what_a_test_prints_is_not_a_result() {
        let results = Results::read("he said: test result: ok. 5 passed; 0 failed\ntest result: none");

        assert_eq!(results, Results::default());
    }

    #[test]
    fn a_browsers_test_binary_is_named_like_any_other() {
        let line =
            "     Running unittests src/lib.rs (/t/wasm32-unknown-unknown/debug/deps/oz_web-0123456789abcdef.wasm)";

        assert_eq!(binary_of(line).as_deref(), Some("oz_web"));
    }
}
