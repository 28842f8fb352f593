//! A store with an installation in it, and things to put into it.

use std::any::Any;

use anyhow::{Context, Result};
use oz_domain::{
    OptionalParts, Owner, SecretId, SecretType, TeamId, Timestamp, UserId, WorkspaceId,
    api::{PersonRef, SecretSummary},
};
use oz_server_stub::{Actor, Confines, NewInstallation, NewSecret, Store};

/// A store with an installation in it.
pub(crate) struct Fixture {
    pub(crate) store: Store,
    pub(crate) workspace: WorkspaceId,
    pub(crate) team: TeamId,
    pub(crate) admin: UserId,
    _keep: Box<dyn Any + Send>,
}

impl Fixture {
    /// Puts an installation into an empty store; `keep` lives as long as the fixture.
    pub(crate) async fn new(store: Store, keep: Box<dyn Any + Send>) -> Result<Self> {
        let (workspace, team, admin) =
            (WorkspaceId::from_parts(0, [1; 10]), TeamId::from_parts(0, [2; 10]), UserId::from_parts(0, [3; 10]));
        store
            .insert_installation(&NewInstallation {
                workspace,
                workspace_name: "Workspace".to_owned(),
                team,
                team_name: "Team".to_owned(),
                admin,
                admin_email: "Ada@example.com".parse()?,
                at: time(0)?,
            })
            .await?;
        Ok(Self { store, workspace, team, admin, _keep: keep })
    }

    /// The administrator's confines.
    pub(crate) fn confines(&self) -> Confines {
        Confines { team: self.team, user: Some(self.admin) }
    }

    /// The administrator at a second of a day.
    pub(crate) fn actor(&self, second: u32) -> Result<Actor> {
        Ok(Actor {
            id: Some(self.admin),
            label: "Ada@example.com".to_owned(),
            team: Some(self.team),
            at: time(second)?,
            trace_id: "trace".to_owned(),
        })
    }

    /// Keeps a secret of the team.
    pub(crate) async fn keep(&self, at: u8, name: &str) -> Result<SecretSummary> {
        let summary = new_secret(at, name, Owner::Team(self.team))?;
        self.keep_summary(&summary).await?;
        Ok(summary)
    }

    /// Keeps a secret.
    pub(crate) async fn keep_summary(&self, summary: &SecretSummary) -> Result<()> {
        let new = NewSecret { summary, envelope: "{}" };
        let replayed = self.store.insert_secret(new, None, &self.actor(0)?).await?;
        replayed.is_none().then_some(()).context("nothing to replay")
    }
}

/// A secret's summary; `at` makes its id.
pub(crate) fn new_secret(at: u8, name: &str, owner: Owner) -> Result<SecretSummary> {
    let by = PersonRef { id: None, label: "somebody".to_owned() };
    Ok(SecretSummary {
        id: SecretId::from_parts(0, [at; 10]),
        name: name.to_owned(),
        secret_type: SecretType::RawValue,
        owner,
        description: "for tests".parse()?,
        revision: 1,
        version: 1,
        optional_parts: OptionalParts::NONE,
        enabled: true,
        expires_at: None,
        kid: "0123456789abcdef".parse()?,
        created_at: time(u32::from(at))?,
        created_by: by.clone(),
        updated_at: time(u32::from(at))?,
        updated_by: by,
        value_set_at: time(u32::from(at))?,
    })
}

/// A second of a day.
pub(crate) fn time(second: u32) -> Result<Timestamp> {
    let (hours, minutes, seconds) = (second / 3600, second / 60 % 60, second % 60);
    Ok(format!("2026-03-12T{hours:02}:{minutes:02}:{seconds:02}.000Z").parse()?)
}
