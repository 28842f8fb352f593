//! What somebody else changed meanwhile, told from the secret as it was and as it is.

use oz_domain::api::SecretSummary;

use crate::secrets::when::exactly;

/// The differences between a secret as it was read and as it is now, each a sentence.
pub(super) fn differences(was: &SecretSummary, now: &SecretSummary) -> Vec<String> {
    let mut told = Vec::new();
    if now.revision != was.revision {
        told.push(match now.revision - was.revision.min(now.revision) {
            1 => "The value was replaced.".to_owned(),
            times => format!("The value was replaced {times} times."),
        });
    }
    if now.description != was.description {
        told.push(match now.description.as_str() {
            "" => "The description was taken away.".to_owned(),
            text => format!("The description is now “{text}”."),
        });
    }
    if now.enabled != was.enabled {
        told.push(if now.enabled { "It was enabled." } else { "It was disabled." }.to_owned());
    }
    if now.expires_at != was.expires_at {
        told.push(match &now.expires_at {
            Some(end) => format!("It now ends {}.", exactly(end)),
            None => "It doesn't end by itself any more.".to_owned(),
        });
    }
    if told.is_empty() {
        told.push("It was changed and changed back.".to_owned());
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn secret(version: u64, revision: u64, description: &str, enabled: bool) -> SecretSummary {
        let json = serde_json::json!({
            "id": "01890000-0000-7000-8000-000000000002", "name": "DEPLOY_TOKEN", "type": "raw_value",
            "owner": { "kind": "team", "id": "01890000-0000-7000-8000-000000000003" },
            "description": description, "revision": revision, "version": version, "enabled": enabled,
            "kid": "0123456789abcdef",
            "created_at": "2026-03-12T09:30:00.000Z", "created_by": { "id": null, "label": "a@example.com" },
            "updated_at": "2026-03-12T09:30:00.000Z", "updated_by": { "id": null, "label": "b@example.com" },
            "value_set_at": "2026-03-12T09:30:00.000Z",
        });
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn each_difference_is_told() {
        let told = differences(&secret(1, 1, "old", true), &secret(4, 3, "new", false));

        assert_eq!(told, ["The value was replaced 2 times.", "The description is now “new”.", "It was disabled."]);
    }

    #[test]
    fn a_change_that_was_taken_back_is_told_too() {
        assert_eq!(differences(&secret(1, 1, "", true), &secret(3, 1, "", true)), ["It was changed and changed back."]);
    }
}
