//! How long what a configuration says may be: it is kept, listed and sent to whoever watches.

use super::{AgentConfig, CreateAgent, HarnessConfig, UpdateAgent};
use crate::Prompt;

/// The longest label, id or name of a model, in characters.
pub const LONGEST_WORD: usize = 256;
/// The longest skill, in characters.
pub const LONGEST_SKILL: usize = 1024;
/// The largest configuration as it is kept, its `base_prompt` apart, in bytes of JSON.
pub const MOST_CONFIG_BYTES: usize = 256 << 10;

/// A member that is longer than it may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excess {
    /// Its JSON Pointer within the configuration; empty for all of it.
    pub pointer: String,
    /// What a program can act on.
    pub code: &'static str,
    /// The rule.
    pub rule: &'static str,
}

impl Excess {
    /// A label, id or name of a model that is too long.
    #[must_use]
    pub fn of_word(pointer: &str, word: Option<&str>) -> Option<Self> {
        Self::above(LONGEST_WORD, "at most 256 characters are taken here", pointer, word?)
    }

    /// A skill that is too long.
    #[must_use]
    pub fn of_skill(pointer: &str, skill: &str) -> Option<Self> {
        Self::above(LONGEST_SKILL, "a skill has at most 1,024 characters", pointer, skill)
    }

    fn above(most: usize, rule: &'static str, pointer: &str, text: &str) -> Option<Self> {
        let excess = || Self { pointer: pointer.to_owned(), code: "too_long", rule };
        (text.chars().count() > most).then(excess)
    }
}

impl HarnessConfig {
    /// What is too long in it.
    #[must_use]
    pub fn excesses(&self) -> Vec<Excess> {
        let members = [("/harness/model_id", &self.model_id), ("/harness/reasoning_level", &self.reasoning_level)];
        members.into_iter().filter_map(|(pointer, word)| Excess::of_word(pointer, word.as_deref())).collect()
    }
}

impl AgentConfig {
    /// What is too long in it.
    #[must_use]
    pub fn excesses(&self) -> Vec<Excess> {
        let words = [
            ("/name", &self.name),
            ("/environment_id", &self.environment_id),
            ("/model_id", &self.model_id),
            ("/runner_id", &self.runner_id),
            ("/worker_host", &self.worker_host),
        ];
        let words = words.into_iter().filter_map(|(pointer, word)| Excess::of_word(pointer, word.as_deref()));
        let harness = self.harness.iter().flat_map(HarnessConfig::excesses);
        let mut excesses: Vec<Excess> = words.chain(harness).chain(self.skill_excesses()).collect();
        if let Err(error) = self.base_prompt.as_deref().map_or(Ok(()), Prompt::check) {
            let rule = "a prompt has at most 65,536 characters, and no NUL character";
            excesses.push(Excess { pointer: "/base_prompt".to_owned(), code: error.code(), rule });
        }
        if excesses.is_empty() && self.bytes() > MOST_CONFIG_BYTES {
            let rule = "a configuration has at most 256 KiB as JSON, its `base_prompt` apart";
            excesses.push(Excess { pointer: String::new(), code: "too_large", rule });
        }
        excesses
    }

    fn skill_excesses(&self) -> impl Iterator<Item = Excess> {
        let first = self.skill_spec.iter().filter_map(|skill| Excess::of_skill("/skill_spec", skill));
        first.chain(of_skills(self.skills.as_deref()))
    }

    /// How large it is as it is kept.
    fn bytes(&self) -> usize {
        // A configuration is always JSON.
        serde_json::to_vec(&Self { base_prompt: None, ..self.clone() }).map_or(usize::MAX, |json| json.len())
    }
}

impl CreateAgent {
    /// What is too long in it, of what its runs are configured with.
    #[must_use]
    pub fn excesses(&self) -> Vec<Excess> {
        of_agent(self.base_model.as_deref(), self.harness.as_ref(), self.skills.as_deref())
    }
}

impl UpdateAgent {
    /// What is too long in it, of what runs are configured with.
    #[must_use]
    pub fn excesses(&self) -> Vec<Excess> {
        of_agent(self.base_model.as_deref(), self.harness.as_ref(), self.skills.as_deref())
    }
}

fn of_agent(model: Option<&str>, harness: Option<&HarnessConfig>, skills: Option<&[String]>) -> Vec<Excess> {
    let model = Excess::of_word("/base_model", model).into_iter();
    model.chain(harness.into_iter().flat_map(HarnessConfig::excesses)).chain(of_skills(skills)).collect()
}

fn of_skills(skills: Option<&[String]>) -> impl Iterator<Item = Excess> {
    let skills = skills.unwrap_or_default().iter().enumerate();
    skills.filter_map(|(at, skill)| Excess::of_skill(&format!("/skills/{at}"), skill))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn told(config: Value) -> Vec<String> {
        let config: AgentConfig = serde_json::from_value(config).unwrap();
        config.excesses().into_iter().map(|excess| excess.pointer).collect()
    }

    #[test]
    fn the_longest_of_everything_is_taken_and_one_character_more_is_not() {
        for (longest, member) in
            [(256, "name"), (256, "model_id"), (256, "worker_host"), (1024, "skill_spec"), (65_536, "base_prompt")]
        {
            assert!(told(json!({ member: "é".repeat(longest) })).is_empty(), "{member}");
            assert_eq!(told(json!({ member: "é".repeat(longest + 1) })), [format!("/{member}")]);
        }
        assert_eq!(told(json!({ "harness": { "model_id": "x".repeat(257) } })), ["/harness/model_id"]);
        assert_eq!(told(json!({ "skills": ["a", "x".repeat(1025)] })), ["/skills/1"]);
    }

    #[test]
    fn what_is_kept_unread_is_limited_as_a_whole() {
        assert_eq!(told(json!({ "session_sharing": "x".repeat(MOST_CONFIG_BYTES) })), [""]);
        assert_eq!(told(json!({ "skills": vec!["x".repeat(1024); 256] })), [""]);
        assert!(told(json!({ "skills": vec!["x".repeat(1024); 250], "base_prompt": "🔑".repeat(65_536) })).is_empty());
    }
}
