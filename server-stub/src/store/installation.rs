//! The workspace, its first team and its first administrator.

use oz_domain::{TeamId, Timestamp, UserId, WorkspaceId, api::Role};

use super::{
    Store,
    audit::{self, Action, Actor, Subject},
    error::StoreError,
    people,
    rows::read,
};

/// What the first start makes.
#[derive(Debug, Clone)]
pub struct NewInstallation {
    /// The workspace's id, which the keyring has too.
    pub workspace: WorkspaceId,
    /// The words that people see for the workspace.
    pub workspace_name: String,
    /// The first team.
    pub team: TeamId,
    /// The words that people see for the team.
    pub team_name: String,
    /// The first administrator.
    pub admin: UserId,
    /// Where they are reached.
    pub admin_email: crate::email::Email,
    /// When.
    pub at: Timestamp,
}

/// The tenant of this installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workspace {
    /// Its id.
    pub id: WorkspaceId,
    /// The words that people see.
    pub name: String,
    /// Where the server listened last.
    pub origin: Option<String>,
}

const WORKSPACE: &str = "SELECT id, name, origin FROM workspace";
const INSERT_WORKSPACE: &str = "INSERT INTO workspace (id, name, created_at) VALUES ($1, $2, $3)";
const INSERT_TEAM: &str = "INSERT INTO team (id, workspace_id, name, created_at) VALUES ($1, $2, $3, $4)";
const SET_ORIGIN: &str = "UPDATE workspace SET origin = $2 WHERE id = $1";

impl Store {
    /// The workspace, once it is made.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn workspace(&self) -> Result<Option<Workspace>, StoreError> {
        type Row = (String, String, Option<String>);
        let row: Option<Row> = sqlx::query_as(WORKSPACE).fetch_optional(&self.reader).await?;
        row.map(|(id, name, origin)| Ok(Workspace { id: read(&id, "workspace.id")?, name, origin })).transpose()
    }

    /// Makes workspace, team and administrator, all or nothing.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn insert_installation(&self, new: &NewInstallation) -> Result<(), StoreError> {
        let (workspace, at) = (new.workspace.to_string(), new.at.as_str());
        let mut tx = self.begin().await?;
        sqlx::query(INSERT_WORKSPACE).bind(&workspace).bind(&new.workspace_name).bind(at).execute(&mut *tx).await?;
        sqlx::query(INSERT_TEAM)
            .bind(new.team.to_string())
            .bind(&workspace)
            .bind(&new.team_name)
            .bind(at)
            .execute(&mut *tx)
            .await?;
        let admin =
            people::NewPerson { id: new.admin, email: new.admin_email.clone(), team: new.team, role: Role::Admin };
        people::insert(&mut tx, &admin, &workspace, at).await?;
        let actor = Actor {
            id: None,
            label: "machine".to_owned(),
            team: Some(new.team),
            at: new.at.clone(),
            trace_id: "start".to_owned(),
        };
        let subject = Subject { id: Some(&workspace), name: Some(&new.workspace_name), owner: None };
        audit::append(&mut tx, &actor, Action::WorkspaceCreated, subject).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Keeps where the server listens, for links that are made on the command line.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn set_origin(&self, workspace: WorkspaceId, origin: &str) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        sqlx::query(SET_ORIGIN).bind(workspace.to_string()).bind(origin).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(())
    }
}
