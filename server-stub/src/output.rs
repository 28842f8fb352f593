//! Data on stdout, talk on stderr.

use std::io::{self, Write};

/// Prints a line of data, or several in one piece.
///
/// # Errors
///
/// When nobody reads it any more.
pub(crate) fn data(line: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(format!("{line}\n").as_bytes())?;
    out.flush()
}

/// Says something to whoever runs the command. That nobody listens changes nothing.
pub(crate) fn talk(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}
