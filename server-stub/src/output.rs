//! Data on stdout, talk on stderr.

use std::io::{self, Write};

/// Prints one line of data.
///
/// # Errors
///
/// When nobody reads it any more.
pub(crate) fn data(line: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}

/// Says something to whoever runs the command. That nobody listens changes nothing.
pub(crate) fn talk(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}
