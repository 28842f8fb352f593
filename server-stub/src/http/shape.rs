//! Reads JSON and query strings into types. What doesn't fit is named by its place and the rule, never by its content.

use oz_domain::api::{FieldProblem, ProblemCode};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_path_to_error::{Path, Segment};

use crate::error::{ApiError, field_problem};

/// Reads a body.
pub(super) fn from_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let body = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let (path, inner) = (error.path().clone(), error.into_inner());
        // What follows the first slip may not even be JSON, which is then the better thing to say.
        match serde_json::from_slice::<IgnoredAny>(bytes) {
            Ok(_) => ApiError::fields(ProblemCode::Invalid, vec![explain(&path, without_place(&inner.to_string()))]),
            Err(error) => not_json(&error),
        }
    })?;
    reader.end().map_err(|error| not_json(&error))?;
    Ok(body)
}

/// Reads a query string.
pub(super) fn from_query<T: DeserializeOwned>(query: &str) -> Result<T, ApiError> {
    let pairs = form_urlencoded::parse(query.as_bytes());
    serde_path_to_error::deserialize(serde_urlencoded::Deserializer::new(pairs)).map_err(|error| {
        let problem = explain(error.path(), &error.inner().to_string());
        ApiError::fields(ProblemCode::InvalidRequest, vec![problem])
    })
}

fn not_json(error: &serde_json::Error) -> ApiError {
    let (line, column) = (error.line(), error.column());
    ApiError::new(ProblemCode::InvalidJson, format!("the body is not JSON: see line {line}, column {column}"))
}

/// JSON's reader says where it stopped, behind everything that may be quoted.
fn without_place(message: &str) -> &str {
    message.rfind(" at line ").map_or(message, |end| &message[..end])
}

/// Says which rule a field breaks. `message` is serde's, which may quote what came: only its fixed parts are used.
fn explain(path: &Path, message: &str) -> FieldProblem {
    let place = pointer(path);
    let within = |name: &str| {
        if path_ends_with(path, name) { place.clone() } else { format!("{place}/{name}") }
    };

    if let Some(name) = quoted(message, "missing field `") {
        field_problem(&within(name), "missing", format!("`{name}` is missing"))
    } else if let Some(name) = quoted(message, "duplicate field `") {
        field_problem(&within(name), "duplicate", format!("`{name}` comes twice"))
    } else if message.starts_with("unknown field `") {
        match quoted(message, "unknown field `").filter(|name| is_plain(name)) {
            Some(name) => {
                field_problem(&within(name), "unknown_field", format!("`{name}` is no field of this request"))
            }
            None => field_problem(&place, "unknown_field", "there is a field that this request doesn't have"),
        }
    } else if message.starts_with("unknown variant `") {
        let allowed = message.rsplit_once("expected ").map_or("another word", |(_, allowed)| allowed);
        field_problem(&place, "not_allowed", format!("must be {allowed}"))
    } else if ["invalid type: ", "invalid value: ", "invalid length "].iter().any(|start| message.starts_with(start)) {
        let expected = message.rsplit_once(", expected ").map_or("something else", |(_, expected)| expected);
        field_problem(&place, "wrong_type", format!("must be {}", plain_words(expected)))
    } else if message.starts_with("provided string was not") {
        field_problem(&place, "wrong_type", "must be `true` or `false`")
    } else if message.contains("integer from ") || message.ends_with(" in string") || message.starts_with("number too ")
    {
        field_problem(&place, "wrong_type", "must be a whole number")
    } else {
        // A rule of the domain's own, whose messages never quote what came.
        field_problem(&place, "invalid", message)
    }
}

/// A JSON Pointer (RFC 6901, section 3).
fn pointer(path: &Path) -> String {
    let segment = |segment: &Segment| match segment {
        Segment::Map { key } if is_plain(key) => format!("/{key}"),
        Segment::Seq { index } => format!("/{index}"),
        _ => String::new(),
    };
    path.iter().map(segment).collect()
}

fn path_ends_with(path: &Path, name: &str) -> bool {
    matches!(path.iter().next_back(), Some(Segment::Map { key }) if key == name)
}

/// Whether a member's name can be repeated: one that looks like ours, and not like a value in the wrong place. Tokens have
/// digits, capital letters or more characters.
fn is_plain(name: &str) -> bool {
    (1..=24).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
}

fn quoted<'a>(message: &'a str, before: &str) -> Option<&'a str> {
    message.strip_prefix(before)?.split('`').next()
}

fn plain_words(expected: &str) -> &str {
    match expected {
        "u64" | "u32" | "i64" => "a whole number",
        "a string" | "str" => "a text",
        "a boolean" => "`true` or `false`",
        other if other.starts_with("struct ") || other.contains(" enum ") => "an object",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use oz_domain::api::{CreateSecret, ListSecrets, UpdateSecret};

    use super::*;

    fn body(json: &str) -> FieldProblem {
        from_json::<CreateSecret>(json.as_bytes()).unwrap_err().errors.remove(0)
    }

    fn change(json: &str) -> ApiError {
        from_json::<UpdateSecret>(json.as_bytes()).unwrap_err()
    }

    fn query(text: &str) -> FieldProblem {
        from_query::<ListSecrets>(text).unwrap_err().errors.remove(0)
    }

    #[test]
    fn an_unknown_field_is_named() {
        assert_eq!(change(r#"{"extra":1}"#).errors[0].pointer, "/extra");
        assert_eq!(query("extra=1").pointer, "/extra");
    }

    #[test]
    fn a_field_name_that_looks_like_a_value_is_not_repeated() {
        let problem = change(r#"{"canary value!":1}"#).errors.remove(0);

        assert_eq!((problem.pointer.as_str(), problem.code.as_str()), ("", "unknown_field"));
        assert!(!problem.message.contains("canary"));
    }

    #[test]
    fn a_field_name_that_looks_like_a_token_is_not_repeated() {
        for token in ["ghp_0000000000000000000000000000000000fake", "fakefakefakefakefakefakefake", "AKIAFAKE"] {
            let problem = change(&format!(r#"{{"{token}":1}}"#)).errors.remove(0);

            assert_eq!((problem.pointer.as_str(), problem.code.as_str()), ("", "unknown_field"));
            assert!(!problem.message.contains(token), "{token}");
        }
    }

    #[test]
    fn a_query_that_imitates_the_readers_words_is_not_repeated() {
        let problem = query("sort_by=expected%20canary%20at%20line%20");

        assert!(!problem.message.contains("canary"), "{}", problem.message);
    }

    #[test]
    fn a_missing_field_is_named() {
        assert_eq!(body("{}").pointer, "/id");
    }

    #[test]
    fn a_field_that_comes_twice_is_named() {
        assert_eq!(change(r#"{"enabled":true,"enabled":true}"#).errors[0].pointer, "/enabled");
    }

    #[test]
    fn a_wrong_type_is_named_by_the_rule_and_not_by_what_came() {
        let problem = change(r#"{"enabled":"canary, expected canary"}"#).errors.remove(0);

        assert_eq!((problem.pointer.as_str(), problem.message.as_str()), ("/enabled", "must be `true` or `false`"));
        let problem = body(r#"{"name":{"canary":1}}"#);
        assert_eq!((problem.pointer.as_str(), problem.message.as_str()), ("/name", "must be a text"));
    }

    #[test]
    fn a_wrong_word_gets_the_words_that_are_allowed() {
        let problem = body(r#"{"type":"canary"}"#);

        assert_eq!(problem.pointer, "/type");
        assert!(problem.message.contains("`raw_value`") && !problem.message.contains("canary"));
        assert_eq!(query("sort_order=canary").message, "must be `asc` or `desc`");
    }

    #[test]
    fn a_rule_of_the_domain_is_passed_on() {
        let problem = change(&format!(r#"{{"description":"{}"}}"#, "x".repeat(241))).errors.remove(0);

        assert_eq!(problem.pointer, "/description");
        assert_eq!(problem.message, "a description has at most 240 characters");
    }

    #[test]
    fn what_is_not_json_is_told_apart() {
        for wrong in ["", "{", "nonsense", "{}x", "{\"enabled\":tru}"] {
            assert_eq!(change(wrong).code, ProblemCode::InvalidJson, "{wrong}");
        }
    }

    #[test]
    fn a_number_that_is_none_is_named() {
        assert_eq!(query("limit=many").message, "must be a whole number");
        assert_eq!(query("enabled=maybe").message, "must be `true` or `false`");
    }
}
