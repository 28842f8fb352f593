//! What people read: talk on stderr, data on stdout.

use std::io::Write;
use std::time::{Duration, Instant};

use anyhow::Result;

/// Says one thing, on stderr.
pub(crate) fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Writes a line of data, on stdout.
pub(crate) fn data(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// Says what went wrong and why, without a stack trace.
pub(crate) fn failure(error: &anyhow::Error) {
    say(&format!("error: {error}"));
    for cause in error.chain().skip(1) {
        say(&format!("  because: {cause}"));
    }
}

/// Does a step: says what it is and how long it usually takes, and at its end how long it took.
///
/// # Errors
///
/// What the step gives.
pub(crate) fn step<T>(what: &str, usually: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let usually = if usually.is_empty() { String::new() } else { format!(" (usually {usually})") };
    let _ = write!(std::io::stderr(), "• {what}{usually} … ");
    let started = Instant::now();
    let result = work();
    let verdict = if result.is_ok() { "" } else { "failed after " };
    say(&format!("{verdict}{}", spoken(started.elapsed())));
    result
}

/// A duration as people say it: `0.4 s`, `12 s`, `3 min 5 s`.
pub(crate) fn spoken(time: Duration) -> String {
    match time.as_secs() {
        0..10 => format!("{:.1} s", time.as_secs_f64()),
        seconds @ 10..60 => format!("{seconds} s"),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_said_as_people_say_them() {
        assert_eq!(spoken(Duration::from_millis(420)), "0.4 s");
        assert_eq!(spoken(Duration::from_secs(59)), "59 s");
        assert_eq!(spoken(Duration::from_secs(185)), "3 min 5 s");
    }
}
