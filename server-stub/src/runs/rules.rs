//! What a new run must keep, beyond the shape of its request. Each rule names its field.

use std::collections::BTreeSet;

use oz_domain::{
    Harness, Prompt,
    api::{AgentConfig, CreateRun, Excess, FieldProblem},
    resolve::{Candidate, Catalog, RunContext},
};

use crate::error::field_problem;

const MOST_ATTACHMENTS: usize = 5;
const LONGEST_TITLE: usize = 500;

/// The rules that need no look into the store.
pub(super) fn of_request(request: &CreateRun) -> Vec<FieldProblem> {
    let attachments = request.attachments.as_ref().map_or(0, Vec::len);
    let title = request.title.as_deref().unwrap_or_default();
    let rules = [
        (attachments > MOST_ATTACHMENTS, "/attachments", "too_many", "five attachments at most"),
        (title.chars().count() > LONGEST_TITLE, "/title", "title_too_long", "a title has at most 500 characters"),
        (title.contains('\0'), "/title", "title_nul", "a title has no NUL character"),
        (!has_task(request), "/prompt", "missing", "say in `prompt` what the agent is to do, or name a skill"),
        (
            request.team == Some(false) && request.agent_identity_uid.is_some(),
            "/agent_identity_uid",
            "agent_of_team_only",
            "an agent executes runs of the team only; leave out `team`, or the agent",
        ),
    ];
    let broken = rules.into_iter().filter(|(broken, ..)| *broken);
    let broken = broken.map(|(_, pointer, code, message)| field_problem(pointer, code, message));
    broken.chain(of_texts(request)).collect()
}

/// Texts that are longer than they may be: they are kept, listed and sent to whoever watches.
fn of_texts(request: &CreateRun) -> Vec<FieldProblem> {
    let prompt = request.prompt.as_deref().map_or(Ok(()), Prompt::check).err();
    let prompt = prompt.map(|error| field_problem("/prompt", error.code(), error.to_string()));
    let excesses = [
        Excess::of_word("/conversation_id", request.conversation_id.as_deref()),
        request.skill.as_deref().and_then(|skill| Excess::of_skill("/skill", skill)),
    ];
    let config = request.config.iter().flat_map(|config| of_config(config, "/config"));
    prompt
        .into_iter()
        .chain(excesses.into_iter().flatten().map(|excess| of_excess(&excess, "")))
        .chain(config)
        .collect()
}

/// The same of a configuration; `within` is its place in the request.
pub(crate) fn of_config(config: &AgentConfig, within: &str) -> Vec<FieldProblem> {
    config.excesses().iter().map(|excess| of_excess(excess, within)).collect()
}

/// What is too long; `within` is the place of what it is in.
pub(crate) fn of_excess(excess: &Excess, within: &str) -> FieldProblem {
    field_problem(&format!("{within}{}", excess.pointer), excess.code, excess.rule)
}

/// A harness that an administrator has switched off.
pub(crate) fn of_harness(harness: Harness, disabled: &BTreeSet<Harness>) -> Option<FieldProblem> {
    disabled.contains(&harness).then(|| {
        let message = format!("an administrator has switched off {}; choose another harness", harness.label());
        field_problem("/config/harness/type", "harness_disabled", message)
    })
}

/// A run has something to do: a prompt, a skill, or a conversation that goes on.
fn has_task(request: &CreateRun) -> bool {
    let says = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
    says(&request.prompt)
        || says(&request.skill)
        || says(&request.conversation_id)
        || request.config.as_ref().is_some_and(|config| config.skill().is_some())
}

/// Chosen auth secrets that their harness can't sign in with. One that isn't there yet may still come.
pub(super) fn of_auth(run: &RunContext<'_>, secrets: &[Candidate<'_>]) -> Vec<FieldProblem> {
    let catalog = Catalog::of(secrets);
    let wrong = |harness: &Harness| {
        let found = catalog.meant(run, run.harness_auth.name_for(*harness)?)?;
        let member = harness.auth_member().filter(|_| !harness.accepts(found.secret_type))?;
        let message = format!("{} can't sign in with a secret of type `{}`", harness.label(), found.secret_type);
        let pointer = format!("/config/harness_auth_secrets/{member}");
        Some(field_problem(&pointer, "wrong_type_for_harness", message))
    };
    Harness::ALL.iter().filter_map(wrong).collect()
}
