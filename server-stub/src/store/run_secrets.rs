//! Secrets as a decision sees them: what makes no difference to it isn't read.

use oz_domain::{OptionalParts, Owner, OwnerKind, SecretId, SecretType, TeamId, Timestamp, UserId, resolve::Candidate};
use sqlx::Transaction;

use super::{
    error::StoreError,
    pool::Db,
    rows::{owner, read_json},
};

/// What decides whether a run gets a secret.
#[derive(Debug, Clone)]
pub struct RunSecret {
    /// Its id.
    pub id: SecretId,
    /// Who owns it.
    pub owner: Owner,
    /// Its name.
    pub name: String,
    /// What it is.
    pub secret_type: SecretType,
    /// One more with each replaced value.
    pub revision: u64,
    /// Whether runs may get it.
    pub enabled: bool,
    /// When it ends, if ever.
    pub expires_at: Option<Timestamp>,
    /// Which optional parts its value has.
    pub optional_parts: OptionalParts,
}

type Row<'a> = (SecretId, OwnerKind, &'a str, String, SecretType, u64, u8, Option<Timestamp>, OptionalParts);

/// All of them in one text: each row of an answer wakes the thread that waits for it, which takes longer than reading it.
const SECRETS: &str = "SELECT json_group_array(json_array(id, owner_kind, owner_id, name, type, revision, enabled, expires_at, \
     json(optional_parts)) ORDER BY id) FROM secret \
     WHERE (owner_kind = 'team' AND owner_id = $1) OR (owner_kind = 'user' AND owner_id = $2)";

/// The team's secrets and the user's, by id, disabled ones included.
pub(super) async fn all(
    tx: &mut Transaction<'static, Db>,
    team: TeamId,
    user: Option<UserId>,
) -> Result<Vec<RunSecret>, StoreError> {
    let rows: String = sqlx::query_scalar(SECRETS)
        .bind(team.to_string())
        .bind(user.map(|user| user.to_string()))
        .fetch_one(&mut **tx)
        .await?;
    let rows: Vec<Row> = read_json(&rows, "secret")?;
    rows.into_iter().map(RunSecret::try_from).collect()
}

impl RunSecret {
    /// The secret as a candidate whose value nobody has opened.
    #[must_use]
    pub fn candidate(&self) -> Candidate<'_> {
        Candidate {
            id: self.id,
            name: &self.name,
            owner: self.owner,
            secret_type: self.secret_type,
            revision: self.revision,
            enabled: self.enabled,
            expires_at: self.expires_at.as_ref(),
            optional_parts: &self.optional_parts,
            material: <_>::default(),
        }
    }
}

impl TryFrom<Row<'_>> for RunSecret {
    type Error = StoreError;

    fn try_from(row: Row<'_>) -> Result<Self, StoreError> {
        let (id, owner_kind, owner_id, name, secret_type, revision, enabled, expires_at, optional_parts) = row;
        let (owner, enabled) = (owner(owner_kind.as_str(), owner_id)?, enabled == 1);
        Ok(Self { id, owner, name, secret_type, revision, enabled, expires_at, optional_parts })
    }
}
