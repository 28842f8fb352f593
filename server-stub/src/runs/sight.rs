//! Who sees which runs, and how much of them.

use axum::http::{HeaderMap, header};
use oz_domain::{RunSource, Trigger};

use super::Origin;
use crate::{
    caller::{Caller, Who},
    store::{RunConfines, Sees, Starter},
};

/// How the command line of this project names itself.
const COMMAND_LINE: &str = "oz/";

/// The runs that a caller may see.
pub(crate) fn sight(caller: &Caller) -> RunConfines {
    let sees = match (&caller.who, caller.person()) {
        (Who::RunnerKey { .. }, _) => Sees::All,
        (_, Some(person)) => Sees::OwnToo(person.id),
        (_, None) => Sees::TeamsOnly,
    };
    RunConfines { team: caller.team, sees }
}

/// A caller, as one who makes or claims runs.
pub(crate) fn starter(caller: &Caller) -> Starter {
    Starter(caller.idempotency_owner())
}

/// Where a caller's runs come from.
pub(crate) fn origin(caller: &Caller, headers: &HeaderMap) -> Origin {
    let trigger = match &caller.who {
        Who::Session(person, _) | Who::PersonalKey(person, _) => Trigger::User(person.id),
        Who::AgentKey { .. } => Trigger::Agent,
        Who::TeamKey { .. } | Who::RunnerKey { .. } => Trigger::Team,
    };
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let source = match &caller.who {
        Who::Session(..) => RunSource::WebApp,
        _ if agent.starts_with(COMMAND_LINE) => RunSource::Cli,
        _ => RunSource::Api,
    };
    Origin {
        confines: sight(caller),
        trigger,
        source,
        creator: starter(caller),
        creator_label: caller.signature().label,
        key: caller.key(),
        agent: caller.agent(),
        schedule: None,
    }
}
