//! Runs one set of checks after the other, and keeps count.

use std::process::Command;

use anyhow::{Result, anyhow, ensure};

use super::results::Results;
use crate::config::Config;
use crate::process::Finished;
use crate::{output, process};

/// How much of a failed set's log is shown.
const SHOWN_LINES: usize = 150;

/// A program that checks something.
pub(crate) struct Suite {
    /// What it checks.
    pub(crate) name: &'static str,
    /// The name of its log.
    pub(crate) log: &'static str,
    /// How long it usually takes.
    pub(crate) usually: &'static str,
    /// What to run.
    pub(crate) command: Command,
    /// The test binaries that must each run at least one test.
    pub(crate) expected: &'static [&'static str],
}

/// What was found so far.
#[derive(Default)]
pub(crate) struct Tally {
    passed: usize,
    failed: usize,
    problems: Vec<String>,
}

impl Tally {
    /// Runs sets one after the other, also after a failure.
    pub(crate) fn run_all(&mut self, config: &Config, suites: Vec<Suite>) {
        for suite in suites {
            self.run(config, suite);
        }
    }

    /// Runs one set.
    pub(crate) fn run(&mut self, config: &Config, suite: Suite) {
        let Suite { name, log, usually, command, expected } = suite;
        let ran = output::step(name, usually, || {
            let finished = process::run(config, log, command)?;
            let results = Results::read(&finished.text);
            let verdict = judge(&finished, &results, expected);
            Ok((results, verdict))
        });
        match ran {
            Ok((results, verdict)) => self.note(name, &results, verdict),
            Err(error) => self.note(name, &Results::default(), Err(error)),
        }
    }

    /// Does one check that isn't a program.
    pub(crate) fn check(&mut self, name: &str, check: impl FnOnce() -> Result<()>) {
        self.note(name, &Results::default(), check());
    }

    /// Adds what a set found. One that failed without a failed test counts as a failure itself.
    fn note(&mut self, name: &str, results: &Results, verdict: Result<()>) {
        self.passed += results.passed();
        self.failed += results.failed();
        if let Err(problem) = verdict {
            self.failed += usize::from(results.failed() == 0);
            output::say(&format!("{name}: {problem:#}\n"));
            self.problems.push(name.to_owned());
        }
    }

    /// Whether everything held.
    pub(crate) fn is_clean(&self) -> bool {
        self.failed == 0 && self.problems.is_empty()
    }

    /// Names what didn't hold.
    pub(crate) fn explain(&self) {
        for problem in &self.problems {
            output::say(&format!("failed: {problem}"));
        }
    }

    /// The one line that sums up.
    pub(crate) fn closing_line(&self) -> String {
        format!("{} passed, {} failed", self.passed, self.failed)
    }
}

fn judge(finished: &Finished, results: &Results, expected: &[&str]) -> Result<()> {
    let log = finished.log.display();
    ensure!(
        finished.status.success() && results.failed() == 0,
        "failed; the whole log is {log}\n{}",
        process::last_lines(&finished.text, SHOWN_LINES)
    );
    let idle: Vec<_> = expected.iter().filter(|binary| results.of(binary) == 0).collect();
    if idle.is_empty() {
        return Ok(());
    }
    Err(anyhow!("ran no test of {idle:?}, where some are expected; the log is {log}"))
}

#[cfg(test)]
mod tests {
    use std::process::ExitStatus;

    use anyhow::bail;

    use super::*;

    const TWO_OF_THREE: &str = "     Running unittests src/lib.rs (target/debug/deps/oz_crypto-0123456789abcdef)\n\
        test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s\n";

    #[test]
    fn failed_tests_are_counted_once_not_again_for_their_set() {
        let mut tally = Tally::default();

        tally.note("crypto", &Results::read(TWO_OF_THREE), Err(anyhow!("failed")));

        assert_eq!(tally.closing_line(), "2 passed, 1 failed");
        assert!(!tally.is_clean());
    }

    #[test]
    fn a_check_that_fails_without_a_test_counts_as_a_failure() {
        let mut tally = Tally::default();

        tally.check("form", || bail!("not formatted"));

        assert_eq!(tally.closing_line(), "0 passed, 1 failed");
    }

    #[test]
    fn a_set_that_succeeds_without_running_what_is_expected_fails() {
        let finished = Finished { status: ExitStatus::default(), text: String::new(), log: "native-tests.log".into() };
        let results = Results::read(&TWO_OF_THREE.replace("1 failed", "0 failed"));

        assert!(judge(&finished, &results, &["oz_crypto"]).is_ok());
        assert!(judge(&finished, &results, &["oz_crypto", "oz_domain"]).is_err());
    }

    #[test]
    fn a_failed_test_fails_its_set_whatever_the_exit_code() {
        let finished = Finished { status: ExitStatus::default(), text: String::new(), log: "native-tests.log".into() };

        assert!(judge(&finished, &Results::read(TWO_OF_THREE), &[]).is_err());
    }
}
