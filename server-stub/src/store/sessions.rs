//! Sign-in links and the sessions that they begin. Tokens are kept as hashes only.

use oz_domain::{TeamId, Timestamp, UserId, api::Role};

use super::{
    Store,
    audit::{self, Action, Actor, Subject},
    error::StoreError,
    rows::{read, read_opt, role},
};
use crate::token::TokenHash;

/// A session to begin.
#[derive(Debug)]
pub struct NewSession<'a> {
    /// The hash of the link's token, which is spent.
    pub link: &'a TokenHash,
    /// The hash of the cookie's token.
    pub token: &'a TokenHash,
    /// This moment.
    pub now: &'a Timestamp,
    /// When the session ends.
    pub expires_at: &'a Timestamp,
    /// Finds the request in the log.
    pub trace_id: &'a str,
}

/// A session, whether it still holds or not.
#[derive(Debug, Clone)]
pub struct StoredSession {
    /// The hash of its token.
    pub token_hash: String,
    /// Who signed in.
    pub person: UserId,
    /// Where they are reached.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// The team that they work in.
    pub team: TeamId,
    /// The words for the team.
    pub team_name: String,
    /// Whether it still holds.
    pub state: SessionState,
}

/// Whether a session holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SessionState {
    /// Until then, unless it is signed out.
    Until(Timestamp),
    /// Signed out.
    SignedOut,
}

type SessionRow = (String, String, String, String, String, String, String, Option<String>);

const INSERT_LINK: &str =
    "INSERT INTO sign_in_link (token_hash, person_id, created_at, expires_at) VALUES ($1, $2, $3, $4)";
const PRUNE_LINKS: &str = "DELETE FROM sign_in_link WHERE expires_at <= $1";
const SPEND_LINK: &str = "DELETE FROM sign_in_link WHERE token_hash = $1 AND expires_at > $2 RETURNING person_id";
const MEMBER: &str = "SELECT m.team_id, p.email FROM membership m JOIN person p ON p.id = m.person_id \
     WHERE m.person_id = $1 ORDER BY m.team_id LIMIT 1";
const INSERT_SESSION: &str = "INSERT INTO session (token_hash, person_id, team_id, created_at, expires_at) \
     VALUES ($1, $2, $3, $4, $5)";
/// Ended sessions stay for a while, so that their users are told what happened.
const PRUNE_SESSIONS: &str = "DELETE FROM session WHERE expires_at <= $1";
const FIND_SESSION: &str = "SELECT s.token_hash, s.person_id, p.email, m.role, s.team_id, t.name, s.expires_at, s.revoked_at \
     FROM session s JOIN person p ON p.id = s.person_id JOIN team t ON t.id = s.team_id \
     JOIN membership m ON m.person_id = s.person_id AND m.team_id = s.team_id WHERE s.token_hash = $1";
const REVOKE_SESSION: &str = "UPDATE session SET revoked_at = $2 WHERE token_hash = $1 AND revoked_at IS NULL";

impl Store {
    /// Keeps a link that signs a person in, once.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn insert_sign_in_link(
        &self,
        person: UserId,
        token: &TokenHash,
        expires_at: &Timestamp,
        actor: &Actor,
    ) -> Result<(), StoreError> {
        let person = person.to_string();
        let mut tx = self.begin().await?;
        sqlx::query(PRUNE_LINKS).bind(actor.at.as_str()).execute(&mut *tx).await?;
        sqlx::query(INSERT_LINK)
            .bind(token.as_str())
            .bind(&person)
            .bind(actor.at.as_str())
            .bind(expires_at.as_str())
            .execute(&mut *tx)
            .await?;
        let subject = Subject { id: Some(&person), ..Subject::default() };
        audit::append(&mut tx, actor, Action::SignInLinkCreated, subject).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Spends a link and begins a session; `false` when the link is unknown, used or too old.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn sign_in(&self, new: &NewSession<'_>) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        let person: Option<String> = sqlx::query_scalar(SPEND_LINK)
            .bind(new.link.as_str())
            .bind(new.now.as_str())
            .fetch_optional(&mut *tx)
            .await?;
        let Some(person) = person else {
            return Ok(false);
        };
        let (team, email): (String, String) = sqlx::query_as(MEMBER).bind(&person).fetch_one(&mut *tx).await?;
        sqlx::query(INSERT_SESSION)
            .bind(new.token.as_str())
            .bind(&person)
            .bind(&team)
            .bind(new.now.as_str())
            .bind(new.expires_at.as_str())
            .execute(&mut *tx)
            .await?;
        let actor = Actor {
            id: Some(read(&person, "person.id")?),
            label: email,
            team: Some(read(&team, "team.id")?),
            at: new.now.clone(),
            trace_id: new.trace_id.to_owned(),
        };
        audit::append(&mut tx, &actor, Action::SignedIn, Subject::default()).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// The session of a token, whether it still holds or not.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn find_session(&self, token: &TokenHash) -> Result<Option<StoredSession>, StoreError> {
        let row: Option<SessionRow> =
            sqlx::query_as(FIND_SESSION).bind(token.as_str()).fetch_optional(&self.reader).await?;
        row.map(session).transpose()
    }

    /// Ends a session.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn sign_out(&self, token: &TokenHash, actor: &Actor) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        sqlx::query(REVOKE_SESSION).bind(token.as_str()).bind(actor.at.as_str()).execute(&mut *tx).await?;
        audit::append(&mut tx, actor, Action::SignedOut, Subject::default()).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Forgets sessions that ended before `before`.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn prune_sessions(&self, before: &Timestamp) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        sqlx::query(PRUNE_SESSIONS).bind(before.as_str()).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(())
    }
}

fn session(row: SessionRow) -> Result<StoredSession, StoreError> {
    let (token_hash, person, email, role_text, team, team_name, expires_at, revoked_at) = row;
    let revoked: Option<Timestamp> = read_opt(revoked_at.as_deref(), "session.revoked_at")?;
    let state = match revoked {
        Some(_) => SessionState::SignedOut,
        None => SessionState::Until(read(&expires_at, "session.expires_at")?),
    };
    Ok(StoredSession {
        token_hash,
        person: read(&person, "session.person_id")?,
        email,
        role: role(&role_text)?,
        team: read(&team, "session.team_id")?,
        team_name,
        state,
    })
}
