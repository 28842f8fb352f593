//! The only place that waits: asks again until it is so, or says what never was.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// How long anything may take before a test gives up on it.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// Long enough for others to get on, short enough not to be noticed.
pub async fn a_moment() {
    tokio::time::sleep(Duration::from_millis(20)).await;
}

/// Longer, the longer one has waited: what takes seconds needn't be seen to the hundredth.
pub async fn a_while(since: Instant) {
    let share = since.elapsed() / 4;
    tokio::time::sleep(share.clamp(Duration::from_millis(10), Duration::from_millis(100))).await;
}

/// Asks until the answer is yes.
///
/// # Errors
///
/// When it isn't within [`PATIENCE`]; then with the last error, if asking failed.
pub async fn until(what: &str, mut asked: impl AsyncFnMut() -> Result<bool>) -> Result<()> {
    some(what, async || Ok(asked().await?.then_some(()))).await
}

/// Asks until there is an answer.
///
/// # Errors
///
/// When there is none within [`PATIENCE`]; then with the last error, if asking failed.
pub async fn some<T>(what: &str, mut asked: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
    let since = Instant::now();
    let deadline = since + PATIENCE;
    loop {
        let answer = asked().await;
        match answer {
            Ok(Some(found)) => return Ok(found),
            Err(why) if Instant::now() > deadline => {
                return Err(why).with_context(|| format!("waited for: {what}"));
            }
            Ok(None) if Instant::now() > deadline => bail!("waited in vain for: {what}"),
            _ => a_while(since).await,
        }
    }
}
