//! What a value's JSON is, and what it is not.

use super::*;

fn raw(text: &str) -> Result<SecretValue, ValueError> {
    SecretValue::raw("NAME", Zeroizing::new(text.to_owned()))
}

fn json_of(text: &str) -> String {
    String::from_utf8(raw(text).unwrap().to_json().expose().to_vec()).unwrap()
}

fn read(secret_type: SecretType, json: &str) -> Result<SecretValue, ValueError> {
    SecretValue::from_json(secret_type, "NAME", &Plaintext::new(json.as_bytes().to_vec()))
}

#[test]
fn the_json_is_what_every_json_writer_makes() {
    for text in ["", "plain", "tab\tquote\"back\\slash", "line\r\nend\n", "\u{1}\u{1f}\u{7f}", "Grüße 🔑", "\u{2028}"]
    {
        assert_eq!(json_of(text), serde_json::json!({ "value": text }).to_string());
    }
}

#[test]
fn a_value_reads_back_byte_for_byte() {
    let text = "-----BEGIN-----\nabc\n-----END-----\n";
    let value = read(SecretType::RawValue, &json_of(text)).unwrap();

    assert!(value.members().eq([("value", text)]));
}

#[test]
fn the_variable_may_be_as_long_as_linux_allows_and_no_longer() {
    let most = MAX_VARIABLE_BYTES - "NAME=".len();

    assert!(raw(&"v".repeat(most)).is_ok());
    assert!(matches!(raw(&"v".repeat(most + 3)), Err(ValueError::TooLong("value", 3))));
}

#[test]
fn a_nul_is_refused() {
    assert!(matches!(raw("a\0b"), Err(ValueError::Nul("value"))));
    assert!(matches!(read(SecretType::RawValue, r#"{"value":"a\u0000b"}"#), Err(ValueError::Nul("value"))));
}

#[test]
fn only_the_members_of_the_type_are_read() {
    for wrong in [
        "",
        "null",
        "[]",
        r#""text""#,
        r#"{"value":1}"#,
        r#"{"value":"a","more":"b"}"#,
        r#"{"value":"a","value":"b"}"#,
        r#"{"value":"a"} "#,
        r#"{ "value":"a"}"#,
        r#"{"value":"\u0061"}"#,
        r#"{"value":null}"#,
    ] {
        assert!(matches!(read(SecretType::RawValue, wrong), Err(ValueError::NotTheTypesJson)), "{wrong}");
    }
}

#[test]
fn an_optional_part_may_be_left_out_and_a_required_one_may_not() {
    assert!(read(SecretType::OpenaiApiKey, r#"{"api_key":"not-a-key"}"#).is_ok());
    assert!(matches!(
        read(SecretType::OpenaiApiKey, r#"{"base_url":"https://example.com"}"#),
        Err(ValueError::Missing("api_key"))
    ));
}

#[test]
fn a_part_that_no_run_could_use_is_refused() {
    assert!(matches!(
        read(SecretType::OpenaiApiKey, r#"{"api_key":""}"#),
        Err(ValueError::Format("api_key", FormatError::Empty))
    ));
    assert!(matches!(
        read(SecretType::AnthropicOauth, r#"{"credentials":"not JSON"}"#),
        Err(ValueError::Format("credentials", FormatError::JsonObject))
    ));
}

#[test]
fn the_parts_stand_in_the_order_of_the_type() {
    let swapped = r#"{"aws_region":"eu-west-1","aws_bearer_token_bedrock":"not-a-key"}"#;

    assert!(matches!(read(SecretType::AnthropicBedrockApiKey, swapped), Err(ValueError::NotTheTypesJson)));
}

#[test]
fn a_value_does_not_print_itself() {
    assert_eq!(format!("{:?}", raw("canary").unwrap()), "[secret]");
}
