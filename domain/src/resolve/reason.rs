//! Why a run gets a secret or doesn't: one word for programs, one sentence for people.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Whether the run gets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Decision {
    /// It does.
    Injected,
    /// It doesn't.
    LeftOut,
}

macro_rules! reasons {
    ($($(#[$doc:meta])* $variant:ident = $word:literal, $sentence:literal;)*) => {
        /// Why a run gets a secret or doesn't.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[non_exhaustive]
        pub enum Reason {
            $($(#[$doc])* #[serde(rename = $word)] $variant,)*
        }

        impl Reason {
            /// Every reason.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word on the wire.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// What a person is told.
            #[must_use]
            pub fn sentence(self) -> &'static str {
                match self { $(Self::$variant => $sentence,)* }
            }
        }
    };
}

reasons! {
    /// The run gets it.
    Injected = "injected", "The run gets it.";
    /// The user's own secret of the same name comes first.
    ShadowedByPersonal = "shadowed_by_personal",
        "A personal secret of the same name comes first in runs of the person who owns it.";
    /// The run's own list doesn't name it.
    NotInRunList = "not_in_run_list", "The run has a list of its own, and this isn't in it.";
    /// The run's own list is empty.
    RunOptedOut = "run_opted_out", "The run asked for no secrets at all.";
    /// Nothing that applies to the run names it.
    NotAttached = "not_attached", "Nothing that this run uses names it.";
    /// A personal one was asked for, and the run has no user.
    PersonalWithoutUser = "personal_without_user", "It is personal, and no person stands behind this run.";
    /// No secret within the run's reach has the name.
    Missing = "missing", "There is no secret of this name that this run could get.";
    /// Somebody disabled it.
    Disabled = "disabled", "It is disabled.";
    /// Its time is over.
    Expired = "expired", "It has expired.";
    /// Something that comes first sets the variable.
    VariableAlreadySet = "variable_already_set", "Something that comes first already sets the same variable.";
    /// A provider credential that the run's harness doesn't use.
    HarnessNotSelected = "harness_not_selected", "It is for another harness than the one this run uses.";
    /// The harness can't sign in with this type.
    WrongTypeForHarness = "wrong_type_for_harness", "The run's harness can't sign in with a secret of this type.";
    /// It doesn't fit into the environment of a process.
    EnvironmentTooLarge = "environment_too_large", "It doesn't fit: the run's variables would be too large.";
    /// Its value can't be opened.
    CannotOpen = "cannot_open", "Its sealed value can't be opened. Replace the value.";
}

impl Reason {
    /// Whether the run gets it.
    #[must_use]
    pub fn decision(self) -> Decision {
        if self == Self::Injected { Decision::Injected } else { Decision::LeftOut }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_is_one_word_on_the_wire_and_one_sentence_for_people() {
        for reason in Reason::ALL {
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.as_str());
            assert!(reason.sentence().ends_with('.') && !reason.sentence().contains('_'), "{reason}");
        }
    }

    #[test]
    fn the_words_are_those_of_the_interface() {
        let words: Vec<_> = Reason::ALL.iter().map(|reason| reason.as_str()).collect();

        assert_eq!(
            words.join(" "),
            "injected shadowed_by_personal not_in_run_list run_opted_out not_attached personal_without_user missing \
             disabled expired variable_already_set harness_not_selected wrong_type_for_harness environment_too_large \
             cannot_open"
        );
    }
}
