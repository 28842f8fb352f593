//! What a wire can do to what passes: answer itself, change a file, hold a request back, lose it.

use std::sync::Arc;

use tokio::sync::Semaphore;

use super::exchange::Answer;

/// One meddling, for every request that it is meant for.
#[derive(Clone)]
pub struct Tamper {
    pub(super) method: Option<&'static str>,
    pub(super) path: Path,
    pub(super) times: Option<u32>,
    pub(super) act: Act,
}

#[derive(Clone)]
pub(super) enum Path {
    Is(String),
    EndsWith(&'static str),
}

/// Changes a body in place.
pub(super) type Change = Arc<dyn Fn(&mut Vec<u8>) + Send + Sync>;

#[derive(Clone)]
pub(super) enum Act {
    Answer(Answer),
    Rewrite(Change),
    Hold(Arc<Semaphore>),
    Lose,
    LoseAnswer,
}

impl Tamper {
    /// Answers requests for a path itself; the server never sees them.
    #[must_use]
    pub fn answer(method: &'static str, path: &str, answer: Answer) -> Self {
        Self::on(Some(method), Path::Is(path.to_owned()), Act::Answer(answer))
    }

    /// Changes the body of what the server answers for paths of this ending.
    #[must_use]
    pub fn rewrite(ending: &'static str, change: impl Fn(&mut Vec<u8>) + Send + Sync + 'static) -> Self {
        Self::on(None, Path::EndsWith(ending), Act::Rewrite(Arc::new(change)))
    }

    /// Holds requests for a path back until the gate is given a permit for each.
    #[must_use]
    pub fn hold(method: &'static str, path: &str, gate: &Arc<Semaphore>) -> Self {
        Self::on(Some(method), Path::Is(path.to_owned()), Act::Hold(Arc::clone(gate)))
    }

    /// Cuts the connection upon requests for a path.
    #[must_use]
    pub fn lose(method: &'static str, path: &str) -> Self {
        Self::on(Some(method), Path::Is(path.to_owned()), Act::Lose)
    }

    /// Cuts the connection once the server has answered requests for a path: it did what was asked, and nobody knows.
    #[must_use]
    pub fn lose_answer(method: &'static str, path: &str) -> Self {
        Self::on(Some(method), Path::Is(path.to_owned()), Act::LoseAnswer)
    }

    /// Only the next so many times.
    #[must_use]
    pub fn times(self, times: u32) -> Self {
        Self { times: Some(times), ..self }
    }

    fn on(method: Option<&'static str>, path: Path, act: Act) -> Self {
        Self { method, path, times: None, act }
    }

    /// Whether it is meant for this request, and if so, one time fewer is left.
    pub(super) fn takes(&mut self, method: &str, path: &str) -> bool {
        let path_fits = match &self.path {
            Path::Is(whole) => whole == path,
            Path::EndsWith(ending) => path.ends_with(ending),
        };
        let fits = path_fits && self.method.is_none_or(|wanted| wanted == method) && self.times != Some(0);
        if fits {
            self.times = self.times.map(|left| left - 1);
        }
        fits
    }
}
