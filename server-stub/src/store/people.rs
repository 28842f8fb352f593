//! People and their roles.

use oz_domain::{TeamId, UserId, api::Role};
use sqlx::Transaction;

use super::{
    Store,
    audit::{self, Action, Actor, Subject},
    error::StoreError,
    pool::Db,
    rows::{read, role, role_word},
};
use crate::email::Email;

/// A person in a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Their id.
    pub id: UserId,
    /// Where they are reached, as they write it.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// The team.
    pub team: TeamId,
}

/// A person to be added.
#[derive(Debug, Clone)]
pub struct NewPerson {
    /// Their id.
    pub id: UserId,
    /// Where they are reached.
    pub email: Email,
    /// The team that they join.
    pub team: TeamId,
    /// What they may do there.
    pub role: Role,
}

/// What came of adding a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AddedPerson {
    /// There was nobody of this address.
    Added,
    /// Somebody has this address already.
    Known,
}

type PersonRow = (String, String, String, String);

const BY_EMAIL: &str = "SELECT p.id, p.email, m.role, m.team_id FROM person p \
     JOIN membership m ON m.person_id = p.id WHERE p.email_folded = $1 ORDER BY m.team_id LIMIT 1";
const FIRST_ADMIN: &str = "SELECT p.id, p.email, m.role, m.team_id FROM person p \
     JOIN membership m ON m.person_id = p.id WHERE m.role = 'admin' ORDER BY p.created_at, p.id LIMIT 1";
const WORKSPACE_OF_TEAM: &str = "SELECT workspace_id FROM team WHERE id = $1";
const INSERT_PERSON: &str = "INSERT INTO person (id, workspace_id, email, email_folded, created_at) \
     VALUES ($1, $2, $3, $4, $5)";
const INSERT_MEMBERSHIP: &str = "INSERT INTO membership (team_id, person_id, role) VALUES ($1, $2, $3)";

impl Store {
    /// The person of an address, letter case aside.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn find_person(&self, email: &Email) -> Result<Option<Person>, StoreError> {
        let row = sqlx::query_as(BY_EMAIL).bind(email.folded()).fetch_optional(&self.reader).await?;
        row.map(person).transpose()
    }

    /// The administrator who has been there longest.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn first_admin(&self) -> Result<Option<Person>, StoreError> {
        let row = sqlx::query_as(FIRST_ADMIN).fetch_optional(&self.reader).await?;
        row.map(person).transpose()
    }

    /// Adds a person to a team, unless somebody has the address.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn add_person(&self, new: &NewPerson, actor: &Actor) -> Result<AddedPerson, StoreError> {
        let mut tx = self.begin().await?;
        let known: Option<PersonRow> =
            sqlx::query_as(BY_EMAIL).bind(new.email.folded()).fetch_optional(&mut *tx).await?;
        if known.is_some() {
            return Ok(AddedPerson::Known);
        }
        let workspace: String =
            sqlx::query_scalar(WORKSPACE_OF_TEAM).bind(new.team.to_string()).fetch_one(&mut *tx).await?;
        insert(&mut tx, new, &workspace, actor.at.as_str()).await?;
        let subject = Subject { id: Some(&new.id.to_string()), name: Some(new.email.as_str()), owner: None };
        audit::append(&mut tx, actor, Action::PersonAdded, subject).await?;
        tx.commit().await?;
        Ok(AddedPerson::Added)
    }
}

/// Adds a person and their membership.
pub(super) async fn insert(
    tx: &mut Transaction<'static, Db>,
    new: &NewPerson,
    workspace: &str,
    at: &str,
) -> Result<(), StoreError> {
    sqlx::query(INSERT_PERSON)
        .bind(new.id.to_string())
        .bind(workspace)
        .bind(new.email.as_str())
        .bind(new.email.folded())
        .bind(at)
        .execute(&mut **tx)
        .await?;
    sqlx::query(INSERT_MEMBERSHIP)
        .bind(new.team.to_string())
        .bind(new.id.to_string())
        .bind(role_word(new.role))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

fn person((id, email, role_text, team): PersonRow) -> Result<Person, StoreError> {
    Ok(Person { id: read(&id, "person.id")?, email, role: role(&role_text)?, team: read(&team, "membership.team_id")? })
}
