//! What others see of a person's run: nothing that names this person's own secrets, wherever the run is shown.

use oz_domain::{
    HarnessAuthSecrets, Owner, References, Scope,
    api::{AgentConfig, RunErrorCode, RunItem, RunSecrets, UserProfileKind},
    resolve::{Row, Via},
};

use crate::caller::Caller;

/// A run as this caller may see it. Of what only its person may know, the record says how many rows that are.
pub(crate) fn redact(mut run: RunItem, caller: &Caller) -> RunItem {
    if run.creator.kind != UserProfileKind::User || is_of(&run, caller) {
        return run;
    }
    let signs_in = run.secrets.as_ref().and_then(team_credential);
    if let Some(secrets) = &mut run.secrets {
        withhold(secrets);
    }
    hide_personal(&mut run.agent_config, signs_in.as_deref());
    let about_secrets = |code: Option<RunErrorCode>| code == Some(RunErrorCode::EnvironmentSetupFailed);
    if let Some(status) = run.status_message.as_mut().filter(|status| about_secrets(status.error_code)) {
        "Something that the run must have can't be had.".clone_into(&mut status.message);
    }
    run
}

/// Behind the run of a person stands whoever made it.
fn is_of(run: &RunItem, caller: &Caller) -> bool {
    let maker = run.creator.uid.as_deref();
    caller.person().is_some_and(|person| maker == Some(person.id.to_string().as_str()))
}

fn withhold(secrets: &mut RunSecrets) {
    let before = secrets.rows.len();
    secrets.rows.retain(|row| !is_personal(row));
    secrets.withheld = (before - secrets.rows.len()) as u64;
}

/// Whether a row is about a personal secret, be it there or not. What was asked for by name alone and isn't there could have
/// been one.
fn is_personal(row: &Row) -> bool {
    match row.owner {
        Some(Owner::User(_)) => true,
        Some(Owner::Team(_)) => false,
        None => row.scope != Some(Scope::Team),
    }
}

/// The team's credential that the run signs in with, as far as its record is at hand.
fn team_credential(secrets: &RunSecrets) -> Option<String> {
    let chosen = secrets.rows.iter().find(|row| row.via == Some(Via::HarnessAuth) && !is_personal(row))?;
    Some(chosen.name.to_string())
}

/// Takes out references to personal secrets, and the names of credentials that could be personal.
fn hide_personal(config: &mut AgentConfig, known: Option<&str>) {
    if let Some(list) = &mut config.secrets {
        let others = list.as_slice().iter().filter(|reference| reference.scope != Some(Scope::Personal));
        // Fewer of what was a list are a list.
        *list = References::parse(others.cloned().map(Into::into).collect()).unwrap_or_default();
    }
    if let Some(HarnessAuthSecrets { claude_auth_secret_name, codex_auth_secret_name }) =
        &mut config.harness_auth_secrets
    {
        for name in [claude_auth_secret_name, codex_auth_secret_name] {
            name.take_if(|name| known != Some(name.as_str()));
        }
    }
}
