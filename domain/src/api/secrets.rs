//! Secrets on the wire. Values go in sealed; nothing that comes out has a value, sealed or not.

use oz_crypto::{Envelope, KeyId};
use serde::{Deserialize, Serialize};

use super::Expiry;
use crate::{Description, OptionalParts, Owner, SecretId, SecretName, SecretType, Timestamp, UserId};

/// `POST /api/v1/secrets`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateSecret {
    /// Made by the client, because the sealed value is bound to it: a new `UUIDv7`.
    pub id: SecretId,
    /// Parsed with [`SecretName::parse`] by the rules of the type.
    pub name: String,
    /// What it is; never changes.
    #[serde(rename = "type")]
    pub secret_type: SecretType,
    /// Who owns it; never changes.
    pub owner: Owner,
    /// What it is for, in the clear.
    #[serde(default)]
    pub description: Description,
    /// From when on runs don't get it any more; never when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// 1.
    pub revision: u64,
    /// The sealed value.
    #[cfg_attr(feature = "openapi", schema(value_type = super::EnvelopeShape))]
    pub envelope: Envelope,
}

/// `PATCH /api/v1/secrets/{id}`: only what is there changes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpdateSecret {
    /// The new description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Description>,
    /// Whether runs may get it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// From when on runs don't get it any more; `null` for never.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "super::expiry::told")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Timestamp>))]
    pub expires_at: Option<Expiry>,
}

/// `PUT /api/v1/secrets/{id}/value`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReplaceValue {
    /// The present revision plus 1; the sealed value is bound to it.
    pub revision: u64,
    /// The sealed value.
    #[cfg_attr(feature = "openapi", schema(value_type = super::EnvelopeShape))]
    pub envelope: Envelope,
}

/// What a person may know about a secret: everything but its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecretSummary {
    /// Its id.
    pub id: SecretId,
    /// Its name, unique for its owner.
    pub name: String,
    /// What it is.
    #[serde(rename = "type")]
    pub secret_type: SecretType,
    /// Who owns it.
    pub owner: Owner,
    /// What it is for.
    pub description: Description,
    /// 1 at creation, one more with each replaced value.
    pub revision: u64,
    /// One more with each change of any kind; quoted, it is the `ETag` that `If-Match` takes.
    pub version: u64,
    /// Which optional parts its value has; they decide which variables a run sees.
    #[serde(default, skip_serializing_if = "OptionalParts::is_empty")]
    pub optional_parts: OptionalParts,
    /// Whether runs may get it.
    pub enabled: bool,
    /// From when on runs don't get it any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// The server key that the value is sealed to.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub kid: KeyId,
    /// When it was created.
    pub created_at: Timestamp,
    /// By whom.
    pub created_by: PersonRef,
    /// When anything about it changed last.
    pub updated_at: Timestamp,
    /// By whom.
    pub updated_by: PersonRef,
    /// When its value was set last.
    pub value_set_at: Timestamp,
}

/// Who did something: a person, or a key without one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonRef {
    /// The person; `None` for a team's key.
    pub id: Option<UserId>,
    /// The person's address, or the key's name.
    pub label: String,
}

/// The query of `GET /api/v1/secrets`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct ListSecrets {
    /// Only those whose name or description has this text, letter case aside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// Only the team's, or only one's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<crate::Scope>,
    /// Only those of this type.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub secret_type: Option<SecretType>,
    /// Only those that runs may get, or only the others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// What to sort by (`name`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort_by: Option<SecretSort>,
    /// In which direction (`asc`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort_order: Option<SortOrder>,
    /// 1 to 1,000 (100).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// What a list of secrets can be sorted by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum SecretSort {
    /// By name, letter case aside.
    #[default]
    Name,
    /// By last change.
    UpdatedAt,
    /// By creation.
    CreatedAt,
}

/// A direction.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum SortOrder {
    /// Smallest first.
    #[default]
    Asc,
    /// Largest first.
    Desc,
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecretPage {
    /// In the order that was asked for.
    pub secrets: Vec<SecretSummary>,
    /// Whether and where it goes on.
    pub page_info: PageInfo,
    /// How many secrets match, on all pages.
    pub total: u64,
}

/// Whether and where a list goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PageInfo {
    /// Whether there is more.
    pub has_next_page: bool,
    /// Goes into `cursor` for the next page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

impl CreateSecret {
    /// The name, parsed by the rules of the type.
    ///
    /// # Errors
    ///
    /// The first rule that the name breaks.
    pub fn parsed_name(&self) -> Result<SecretName, crate::NameError> {
        SecretName::parse(&self.name, self.secret_type)
    }
}
