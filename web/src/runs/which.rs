//! Which runs a person wants to see: kept in the address, asked of the server, and told of each run that changes.

use oz_domain::api::RunState;

use super::line::Line;

/// Which runs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Which {
    /// Every run that one may see.
    #[default]
    All,
    /// Those that one started.
    Mine,
    /// Those that have not ended.
    Active,
    /// Those that ended badly.
    Failed,
    /// Those that got fewer secrets than they asked for.
    Fewer,
}

impl Which {
    pub(super) const ALL: [Self; 5] = [Self::All, Self::Mine, Self::Active, Self::Failed, Self::Fewer];

    /// The words on its link.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::All => "All",
            Self::Mine => "Mine",
            Self::Active => "Active",
            Self::Failed => "Failed",
            Self::Fewer => "Got fewer secrets",
        }
    }

    /// Where it is.
    pub(super) fn address(self) -> &'static str {
        match self {
            Self::All => "/runs",
            Self::Mine => "/runs?show=mine",
            Self::Active => "/runs?show=active",
            Self::Failed => "/runs?show=failed",
            Self::Fewer => "/runs?show=fewer",
        }
    }

    /// What an address asks for. What it says wrongly counts as not said.
    pub(super) fn of_address(word: Option<&str>) -> Self {
        let ends = |which: &Self| word.is_some_and(|word| which.address().strip_prefix("/runs?show=") == Some(word));
        Self::ALL.into_iter().find(ends).unwrap_or_default()
    }

    /// What the server is asked for; `me` is the person who looks.
    pub(super) fn query(self, me: &str) -> Vec<(&'static str, String)> {
        match self {
            Self::All => Vec::new(),
            Self::Mine => vec![("creator", me.to_owned())],
            Self::Active | Self::Failed => {
                let states = RunState::ALL.iter().filter(|state| self.has(**state));
                states.map(|state| ("state", state.as_str().to_owned())).collect()
            }
            Self::Fewer => vec![("fewer", "true".to_owned())],
        }
    }

    /// Whether a run is one of them: the server's answer, for runs that change while one looks.
    pub(super) fn admits(self, line: &Line, me: &str) -> bool {
        match self {
            Self::All => true,
            Self::Mine => line.creator.as_deref() == Some(me),
            Self::Active | Self::Failed => self.has(line.state),
            Self::Fewer => line.fewer,
        }
    }

    fn has(self, state: RunState) -> bool {
        match self {
            Self::Active => !state.is_end(),
            _ => matches!(state, RunState::Failed | RunState::Error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::line::tests::line, *};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn each_choice_has_an_address_of_its_own() {
        for which in Which::ALL {
            let word = which.address().split_once('=').map(|(_, word)| word);
            assert_eq!(Which::of_address(word), which);
        }
        assert_eq!(Which::of_address(Some("nonsense")), Which::All);
    }

    #[test]
    fn a_run_that_changes_is_told_as_the_server_tells_it() {
        let queued = line(1, RunState::Queued);
        let failed = line(2, RunState::Failed);

        assert!(Which::Active.admits(&queued, "me") && !Which::Active.admits(&failed, "me"));
        assert!(Which::Failed.admits(&failed, "me") && !Which::Failed.admits(&queued, "me"));
        assert!(Which::Mine.admits(&queued, "ada") && !Which::Mine.admits(&queued, "bob"));
        assert!(!Which::Fewer.admits(&queued, "ada"));
    }
}
