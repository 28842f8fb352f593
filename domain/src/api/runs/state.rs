//! The words for where a run stands and how it ended, as the public Oz API has them.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A word that is none of those allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is none of the words that are allowed here")]
#[non_exhaustive]
pub struct UnknownWord;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $text)] $variant,)*
        }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word on the wire.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = UnknownWord;
            fn from_str(text: &str) -> Result<Self, UnknownWord> {
                Self::ALL.iter().copied().find(|word| word.as_str() == text).ok_or(UnknownWord)
            }
        }
    };
}

words! {
    /// Where a run stands.
    RunState {
        /// Waits for a runner.
        Queued = "QUEUED",
        /// Is being prepared. This server has no such step; other servers of this interface do.
        Pending = "PENDING",
        /// A runner has it, and what it is given.
        Claimed = "CLAIMED",
        /// The agent works.
        InProgress = "INPROGRESS",
        /// Done.
        Succeeded = "SUCCEEDED",
        /// Ended by something that whoever started it can mend.
        Failed = "FAILED",
        /// Ended waiting for a person.
        Blocked = "BLOCKED",
        /// Ended by a fault, such as a runner that went silent.
        Error = "ERROR",
        /// Ended by a person.
        Cancelled = "CANCELLED",
    }
}

words! {
    /// Where a run was executed.
    ExecutionLocation {
        /// On its creator's own machine.
        Local = "LOCAL",
        /// By a runner.
        Remote = "REMOTE",
    }
}

words! {
    /// Why a run ended badly, for programs.
    RunErrorCode {
        /// Something that the run needs before its agent starts can't be had.
        EnvironmentSetupFailed = "environment_setup_failed",
        /// The request to the agent can't be carried out.
        InvalidRequest = "invalid_request",
        /// The runner or something below it is gone.
        ResourceUnavailable = "resource_unavailable",
        /// A fault.
        InternalError = "internal_error",
    }
}

impl RunState {
    /// Whether nothing follows.
    #[must_use]
    pub fn is_end(self) -> bool {
        matches!(self, Self::Succeeded | Self::Failed | Self::Blocked | Self::Error | Self::Cancelled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_reads_back_as_written() {
        for state in RunState::ALL {
            assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
            assert_eq!(state.as_str().parse(), Ok(*state));
        }
        assert_eq!("queued".parse::<RunState>(), Err(UnknownWord));
    }

    #[test]
    fn a_run_that_waits_or_works_has_not_ended() {
        let going: Vec<_> = RunState::ALL.iter().filter(|state| !state.is_end()).collect();

        assert_eq!(going, [&RunState::Queued, &RunState::Pending, &RunState::Claimed, &RunState::InProgress]);
    }
}
