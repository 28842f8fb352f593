//! Rule 2: whose list counts.

use super::{DefaultInjection, RunContext, Via};
use crate::{Reference, References};

/// What limits the run to some of the candidates.
#[derive(Debug, Clone, Copy)]
pub(super) enum Allowlist<'a> {
    /// The run's own list is empty: nothing at all.
    OptedOut,
    /// The run's own list: exactly that.
    Run(&'a References),
    /// The union of what its environment and its agent declare; one of them may declare nothing.
    Attached { environment: Option<&'a References>, agent: Option<&'a References> },
    /// Nobody declared a list: the workspace's setting.
    Default(DefaultInjection),
}

impl<'a> Allowlist<'a> {
    pub(super) fn of(run: &RunContext<'a>) -> Self {
        match (run.run, run.environment, run.agent) {
            (Some(own), _, _) if own.is_empty() => Self::OptedOut,
            (Some(own), _, _) => Self::Run(own),
            (None, None, None) => Self::Default(run.default_injection),
            (None, environment, agent) => Self::Attached { environment: environment.as_ref(), agent: agent.as_ref() },
        }
    }

    /// The references that count, and whose they are.
    pub(super) fn references(self) -> impl Iterator<Item = (&'a Reference, Via)> {
        let [run, environment, agent] = match self {
            Self::Run(own) => [Some(own), None, None],
            Self::Attached { environment, agent } => [None, environment, agent],
            Self::OptedOut | Self::Default(_) => [None; 3],
        };
        let of = |list: Option<&'a References>, via| {
            list.map_or([].as_slice(), References::as_slice).iter().map(move |reference| (reference, via))
        };
        of(run, Via::Run).chain(of(environment, Via::Environment)).chain(of(agent, Via::Agent))
    }
}
