//! Who did something and whose something is, from our own words into the public Oz API's.

use super::{PersonRef, PublicScope, PublicScopeKind, UserProfile, UserProfileKind};
use crate::Owner;

impl From<&PersonRef> for UserProfile {
    fn from(person: &PersonRef) -> Self {
        let kind = if person.id.is_some() { UserProfileKind::User } else { UserProfileKind::ServiceAccount };
        Self {
            kind,
            uid: person.id.map(|id| id.to_string()),
            display_name: person.label.clone(),
            email: person.id.map(|_| person.label.clone()),
        }
    }
}

impl From<Owner> for PublicScope {
    fn from(owner: Owner) -> Self {
        let kind = match owner {
            Owner::Team(_) => PublicScopeKind::Team,
            Owner::User(_) => PublicScopeKind::User,
        };
        Self { kind, uid: owner.id() }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{TeamId, UserId};

    #[test]
    fn a_person_and_a_key_are_told_apart() {
        let id = UserId::from_parts(1, [2; 10]);
        let person = UserProfile::from(&PersonRef { id: Some(id), label: "ada@example.com".to_owned() });
        let key = UserProfile::from(&PersonRef { id: None, label: "nightly".to_owned() });

        let expected = json!({ "type": "user", "uid": id.to_string(), "display_name": "ada@example.com",
                               "email": "ada@example.com" });
        assert_eq!(serde_json::to_value(person).unwrap(), expected);
        let expected = json!({ "type": "service_account", "display_name": "nightly" });
        assert_eq!(serde_json::to_value(key).unwrap(), expected);
    }

    #[test]
    fn an_owner_is_one_of_two_words() {
        let (team, user) = (TeamId::from_parts(1, [2; 10]), UserId::from_parts(1, [2; 10]));

        let of = |owner: Owner| serde_json::to_value(PublicScope::from(owner)).unwrap();

        assert_eq!(of(Owner::Team(team)), json!({ "type": "Team", "uid": team.to_string() }));
        assert_eq!(of(Owner::User(user)), json!({ "type": "User", "uid": user.to_string() }));
    }
}
