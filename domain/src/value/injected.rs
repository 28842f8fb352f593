//! What becomes of an opened value in a run, and what may be known about it afterwards.

use super::SecretValue;
use crate::{
    Injection, OptionalParts,
    resolve::PartSize,
    secret_type::{Content, Slot},
};

impl SecretValue {
    /// Which optional parts are there.
    #[must_use]
    pub fn optional_parts(&self) -> OptionalParts {
        OptionalParts::among(self.secret_type, self.members().map(|(member, _)| member))
    }

    /// How long each part is that is there.
    #[must_use]
    pub fn sizes(&self) -> Vec<PartSize> {
        self.members().map(|(member, text)| PartSize { member, bytes: text.len() }).collect()
    }

    /// The variables that a run gets, with their texts in the clear. `name` is the secret's own, `renamed` the `as` of
    /// the reference to it: both as in the row that says `injected`.
    pub fn variables<'v>(
        &'v self,
        name: &'v str,
        renamed: Option<&'v str>,
    ) -> impl Iterator<Item = (&'v str, &'v str)> {
        self.filled(name, renamed).filter_map(|(slot, text)| Some((slot.variable?, text)))
    }

    /// What a run gets in another way than by a variable, with the texts in the clear.
    pub fn elsewhere<'v>(&'v self, renamed: Option<&'v str>) -> impl Iterator<Item = (Injection, &'v str)> {
        self.filled("", renamed).filter_map(|(slot, text)| match (slot.variable, slot.content) {
            (None, Content::Part(field)) => Some((field.injection, text)),
            _ => None,
        })
    }

    fn filled<'v>(&'v self, name: &'v str, renamed: Option<&'v str>) -> impl Iterator<Item = (Slot<'v>, &'v str)> {
        let text = |slot: &Slot| match slot.content {
            Content::Part(field) => self.members().find(|(member, _)| *member == field.key).map(|(_, text)| text),
            Content::Constant(text) => Some(text),
        };
        self.secret_type.slots(name, renamed).filter_map(move |slot| text(&slot).map(|text| (slot, text)))
    }
}

#[cfg(test)]
mod tests {
    use zeroize::Zeroizing;

    use super::*;
    use crate::SecretType;

    fn value(secret_type: SecretType, parts: &[Option<&str>]) -> SecretValue {
        let parts = parts.iter().map(|part| part.map(|text| Zeroizing::new(text.to_owned()))).collect();
        SecretValue::new(secret_type, "NAME", parts).unwrap()
    }

    fn variables(value: &SecretValue, renamed: Option<&str>) -> String {
        value.variables("NAME", renamed).flat_map(|(name, text)| [name, "=", text, ";"]).collect()
    }

    #[test]
    fn a_raw_value_is_one_variable_byte_for_byte() {
        let raw = value(SecretType::RawValue, &[Some(" line\n")]);

        assert_eq!(variables(&raw, None), "NAME= line\n;");
        assert_eq!(variables(&raw, Some("OTHER")), "OTHER= line\n;");
    }

    #[test]
    fn a_credential_is_every_part_that_is_there_and_what_the_type_sets() {
        let bedrock = value(SecretType::AnthropicBedrockAccessKey, &[Some("id"), Some("key"), None, Some("eu-west-1")]);

        assert_eq!(
            variables(&bedrock, None),
            "AWS_ACCESS_KEY_ID=id;AWS_SECRET_ACCESS_KEY=key;AWS_REGION=eu-west-1;CLAUDE_CODE_USE_BEDROCK=1;"
        );
        assert_eq!(variables(&bedrock, Some("OTHER")), "OTHER=key;");
        assert!(bedrock.optional_parts().is_empty());
    }

    #[test]
    fn what_is_no_variable_goes_elsewhere_unless_it_is_renamed() {
        let oauth = value(SecretType::AnthropicOauth, &[Some("{}")]);
        let codex = value(SecretType::OpenaiApiKey, &[Some("key"), Some("https://a.example")]);

        assert!(oauth.elsewhere(None).eq([(Injection::CredentialFile, "{}")]));
        assert_eq!(oauth.elsewhere(Some("OTHER")).count(), 0);
        assert_eq!(variables(&oauth, Some("OTHER")), "OTHER={};");
        assert!(codex.elsewhere(None).eq([(Injection::HarnessConfig, "https://a.example")]));
        assert_eq!(codex.elsewhere(Some("OTHER")).count(), 0);
        assert!(codex.optional_parts().has("base_url"));
        assert!(codex.sizes().contains(&PartSize { member: "base_url", bytes: 17 }));
    }
}
