//! Why a sealed value doesn't open: tries what the client may have meant, and names the part that differs.

use oz_crypto::{Envelope, PrivateKey, SealBinding, open};
use oz_domain::{Owner, SecretType};

/// A part of what a value is bound to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The secret's name.
    Name,
    /// The secret's type.
    Type,
    /// The secret's owner.
    Owner,
    /// The secret's revision.
    Revision,
    /// The secret's id.
    Id,
}

impl Part {
    /// The member of a request that says it.
    #[must_use]
    pub fn pointer(self) -> &'static str {
        match self {
            Self::Name => "/name",
            Self::Type => "/type",
            Self::Owner => "/owner",
            Self::Revision => "/revision",
            Self::Id => "/id",
        }
    }

    /// What to call it in a sentence.
    #[must_use]
    pub fn word(self) -> &'static str {
        &self.pointer()[1..]
    }
}

/// The longest sealed value that is looked into, in bytes. Each try opens it whole: a longer one would keep a processor
/// busy for somebody who only sends noise.
const LONGEST: usize = 64 << 10;

/// The part in which the binding differs from the one that the value was sealed under, if that can be told.
#[must_use]
pub(crate) fn misbound(
    private: &PrivateKey,
    claimed: &SealBinding<'_>,
    other_owner: Option<Owner>,
    envelope: &Envelope,
) -> Option<Part> {
    if envelope.sealed_bytes().len() > LONGEST {
        return None;
    }
    let opens = |binding: SealBinding<'_>| open(private, &binding, envelope).is_ok();
    let by_type = |other: SecretType| SealBinding { secret_type: other.as_str(), ..*claimed };
    let other_owner = other_owner.map(|owner| (owner.kind(), owner.id()));

    if other_revisions(claimed.revision).any(|revision| opens(SealBinding { revision, ..*claimed })) {
        Some(Part::Revision)
    } else if SecretType::ALL.into_iter().map(by_type).any(opens) {
        Some(Part::Type)
    } else if let Some((owner_kind, owner_id)) = &other_owner
        && opens(SealBinding { owner_kind: *owner_kind, owner_id, ..*claimed })
    {
        Some(Part::Owner)
    } else if other_names(claimed.name).iter().any(|name| opens(SealBinding { name, ..*claimed })) {
        Some(Part::Name)
    } else if opens(SealBinding { secret_id: "", ..*claimed }) {
        Some(Part::Id)
    } else {
        None
    }
}

fn other_revisions(claimed: u64) -> impl Iterator<Item = u64> {
    let near = [Some(1), claimed.checked_sub(1), claimed.checked_add(1), Some(0)];
    near.into_iter().flatten().filter(move |revision| *revision != claimed)
}

fn other_names(claimed: &str) -> Vec<String> {
    let trimmed = claimed.trim();
    let spelled = [trimmed.to_owned(), claimed.to_uppercase(), claimed.to_lowercase(), String::new()];
    spelled.into_iter().filter(|name| name != claimed).collect()
}
