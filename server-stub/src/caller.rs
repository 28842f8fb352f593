//! Who asks. First in every handler's parameters, so that nothing is read for somebody who may not ask.

use oz_domain::{
    AgentId, ApiKeyId, Owner, TeamId, Timestamp, UserId,
    api::{PersonRef, ProblemCode, Role},
};

use crate::{
    clock::Moment,
    error::ApiError,
    http::TraceId,
    store::{Actor, Confines},
    token::TokenHash,
};

/// Who asks, as far as the server knows and believes.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    /// The team that they work in.
    pub team: TeamId,
    /// The words for the team.
    pub team_name: String,
    /// Who they are, and by what they are known.
    pub who: Who,
    /// When that ends.
    pub expires_at: Option<Timestamp>,
    /// When they asked.
    pub now: Moment,
    /// Their request.
    pub trace: TraceId,
}

/// A [`Caller`] or a runner: for what runners may do.
#[derive(Debug, Clone)]
pub(crate) struct CallerOrRunner(pub Caller);

/// Who a caller is, and by what they are known.
#[derive(Debug, Clone)]
pub(crate) enum Who {
    /// A person, by the browser's cookie.
    Session(CallingPerson, TokenHash),
    /// A person, by a key that acts as them.
    PersonalKey(CallingPerson, ApiKeyId),
    /// A team's key, with no person behind it.
    TeamKey {
        /// The key's id.
        id: ApiKeyId,
        /// What the key is for.
        name: String,
    },
    /// An agent, by a key of its own, with no person behind it.
    AgentKey {
        /// The key's id.
        id: ApiKeyId,
        /// The agent.
        agent: AgentId,
        /// What people call it.
        name: String,
    },
    /// A runner, which claims the team's runs and does nothing else.
    RunnerKey {
        /// The key's id.
        id: ApiKeyId,
        /// What the key is for.
        name: String,
    },
}

/// The person who asks, or whose key it is.
#[derive(Debug, Clone)]
pub(crate) struct CallingPerson {
    /// Their id.
    pub id: UserId,
    /// Where they are reached.
    pub email: String,
    /// What they may do.
    pub role: Role,
}

impl Caller {
    /// The person; a team's or an agent's key has none.
    pub(crate) fn person(&self) -> Option<&CallingPerson> {
        match &self.who {
            Who::Session(person, _) | Who::PersonalKey(person, _) => Some(person),
            Who::TeamKey { .. } | Who::AgentKey { .. } | Who::RunnerKey { .. } => None,
        }
    }

    /// The agent whose key it is.
    pub(crate) fn agent(&self) -> Option<AgentId> {
        match &self.who {
            Who::AgentKey { agent, .. } => Some(*agent),
            _ => None,
        }
    }

    /// Whose secrets they may know of.
    pub(crate) fn confines(&self) -> Confines {
        Confines { team: self.team, user: self.person().map(|person| person.id) }
    }

    /// Whether they may own secrets as this owner.
    pub(crate) fn owns_as(&self, owner: Owner) -> bool {
        match owner {
            Owner::Team(team) => team == self.team,
            Owner::User(user) => self.person().is_some_and(|person| person.id == user),
        }
    }

    /// The owner that they could have meant instead of this one.
    pub(crate) fn other_owner(&self, owner: Owner) -> Option<Owner> {
        match owner {
            Owner::Team(_) => self.person().map(|person| Owner::User(person.id)),
            Owner::User(_) => Some(Owner::Team(self.team)),
        }
    }

    /// Refuses an agent: its keys start and claim runs, and change nothing that decides what runs get.
    pub(crate) fn refuse_agents(&self) -> Result<(), ApiError> {
        match &self.who {
            Who::AgentKey { .. } => Err(ApiError::new(
                ProblemCode::Forbidden,
                "an agent's key can't change this; use your own key, or a team's",
            )),
            Who::RunnerKey { .. } => Err(Self::only_runs()),
            Who::Session(..) | Who::PersonalKey(..) | Who::TeamKey { .. } => Ok(()),
        }
    }

    /// What a runner's key is told wherever it isn't about runs.
    pub(crate) fn only_runs() -> ApiError {
        ApiError::new(ProblemCode::Forbidden, "a runner's key claims runs and does nothing else; use another key")
    }

    /// Refuses everybody but the team's administrators.
    pub(crate) fn refuse_all_but_admins(&self) -> Result<(), ApiError> {
        if self.person().is_some_and(|person| person.role == Role::Admin) {
            return Ok(());
        }
        Err(ApiError::new(ProblemCode::Forbidden, "only an administrator of the team can change this"))
    }

    /// How their changes are signed where people see them.
    pub(crate) fn signature(&self) -> PersonRef {
        match &self.who {
            Who::Session(person, _) | Who::PersonalKey(person, _) => {
                PersonRef { id: Some(person.id), label: person.email.clone() }
            }
            Who::TeamKey { name, .. } | Who::AgentKey { name, .. } | Who::RunnerKey { name, .. } => {
                PersonRef { id: None, label: name.clone() }
            }
        }
    }

    /// How their changes are recorded.
    pub(crate) fn actor(&self) -> Actor {
        let PersonRef { id, label } = self.signature();
        Actor { id, label, team: Some(self.team), at: self.now.to_wire(), trace_id: self.trace.to_string() }
    }

    /// Whose `Idempotency-Key`s theirs are: the person's, by whatever they are known, or the key's.
    pub(crate) fn idempotency_owner(&self) -> String {
        match &self.who {
            Who::Session(person, _) | Who::PersonalKey(person, _) => format!("user:{}", person.id),
            Who::TeamKey { id, .. } | Who::RunnerKey { id, .. } => format!("key:{id}"),
            Who::AgentKey { agent, .. } => format!("agent:{agent}"),
        }
    }

    /// The API key that they ask with; a session is none.
    pub(crate) fn key(&self) -> Option<ApiKeyId> {
        match &self.who {
            Who::Session(..) => None,
            Who::PersonalKey(_, id)
            | Who::TeamKey { id, .. }
            | Who::AgentKey { id, .. }
            | Who::RunnerKey { id, .. } => Some(*id),
        }
    }

    /// The word in the log.
    pub(crate) fn kind(&self) -> &'static str {
        match &self.who {
            Who::Session(..) => "session",
            Who::PersonalKey(..) => "personal_key",
            Who::TeamKey { .. } => "team_key",
            Who::AgentKey { .. } => "agent_key",
            Who::RunnerKey { .. } => "runner_key",
        }
    }
}
