//! Who or what started a run, and the way it came.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::UserId;

/// Who or what started a run. Only a user's run gets personal secrets, and only that user's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "user", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Trigger {
    /// A person, or a key that acts as one.
    User(UserId),
    /// A team's key.
    Team,
    /// An agent's key.
    Agent,
    /// A schedule.
    Schedule,
    /// Another service, with nobody known behind it.
    Integration,
}

impl Trigger {
    /// The person behind it, if there is one.
    #[must_use]
    pub fn user(self) -> Option<UserId> {
        match self {
            Self::User(user) => Some(user),
            Self::Team | Self::Agent | Self::Schedule | Self::Integration => None,
        }
    }
}

/// A word that is no source.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a source of runs")]
#[non_exhaustive]
pub struct UnknownSource;

macro_rules! sources {
    ($($(#[$doc:meta])* $variant:ident = $word:literal, $label:literal;)*) => {
        /// The way a run came, in the words of the public Oz API.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[non_exhaustive]
        pub enum RunSource {
            $($(#[$doc])* #[serde(rename = $word)] $variant,)*
        }

        impl RunSource {
            /// Every source.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word on the wire.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// The words that people see.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)* }
            }
        }
    };
}

sources! {
    /// The Linear integration.
    Linear = "LINEAR", "Linear";
    /// The HTTP interface.
    Api = "API", "API";
    /// The Slack integration.
    Slack = "SLACK", "Slack";
    /// A command line or app on somebody's machine.
    Local = "LOCAL", "Local";
    /// A schedule.
    ScheduledAgent = "SCHEDULED_AGENT", "Schedule";
    /// The browser app.
    WebApp = "WEB_APP", "Web";
    /// A GitHub action.
    GithubAction = "GITHUB_ACTION", "GitHub action";
    /// A cloud session.
    CloudMode = "CLOUD_MODE", "Cloud session";
    /// The command line.
    Cli = "CLI", "Command line";
    /// The Jira integration.
    Jira = "JIRA", "Jira";
    /// A run that improves agents.
    SelfImprovement = "SELF_IMPROVEMENT", "Self-improvement";
    /// An event of GitHub.
    GithubWebhook = "GITHUB_WEBHOOK", "GitHub event";
    /// An event of GitLab.
    GitlabWebhook = "GITLAB_WEBHOOK", "GitLab event";
    /// A run that repairs.
    Autofix = "AUTOFIX", "Autofix";
    /// A run that judges other runs.
    RunScorer = "RUN_SCORER", "Run scorer";
    /// Another run.
    Orchestration = "ORCHESTRATION", "Another run";
}

impl fmt::Display for RunSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for RunSource {
    type Err = UnknownSource;
    fn from_str(text: &str) -> Result<Self, UnknownSource> {
        Self::ALL.iter().copied().find(|source| source.as_str() == text).ok_or(UnknownSource)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_one_word_everywhere() {
        for source in RunSource::ALL {
            assert_eq!(serde_json::to_value(source).unwrap(), source.as_str());
            assert_eq!(source.as_str().parse(), Ok(*source));
        }
        assert_eq!("linear".parse::<RunSource>(), Err(UnknownSource));
    }

    #[test]
    fn only_a_users_trigger_has_a_user() {
        let user = UserId::from_parts(1, [2; 10]);
        let wire = serde_json::json!({ "kind": "user", "user": user.to_string() });

        assert_eq!(serde_json::from_value::<Trigger>(wire.clone()).unwrap(), Trigger::User(user));
        assert_eq!(serde_json::to_value(Trigger::User(user)).unwrap(), wire);
        assert_eq!(Trigger::User(user).user(), Some(user));
        for kind in ["team", "agent", "schedule", "integration"] {
            let trigger: Trigger = serde_json::from_value(serde_json::json!({ "kind": kind })).unwrap();
            assert_eq!(trigger.user(), None);
        }
    }

    #[test]
    fn a_trigger_that_is_no_user_takes_none() {
        let user = UserId::from_parts(1, [2; 10]).to_string();

        for wrong in [
            serde_json::json!({ "kind": "schedule", "user": user }),
            serde_json::json!({ "kind": "user" }),
            serde_json::json!({ "kind": "world" }),
        ] {
            assert!(serde_json::from_value::<Trigger>(wrong.clone()).is_err(), "{wrong}");
        }
    }
}
