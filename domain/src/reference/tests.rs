//! What a list of references is, and what it is not.

use serde::Deserialize;
use serde_json::{Value, from_value, json, to_value};

use super::*;

fn refused(list: Value) -> ReferenceListError {
    References::parse(from_value(list).unwrap()).unwrap_err()
}

#[test]
fn a_reference_says_no_more_on_the_wire_than_it_must() {
    for wire in [
        json!({ "name": "DEPLOY_TOKEN" }),
        json!({ "name": "claude-platform", "scope": "team", "as": "ANTHROPIC_API_KEY", "required": true }),
    ] {
        assert_eq!(to_value(from_value::<Reference>(wire.clone()).unwrap()).unwrap(), wire);
    }
}

#[test]
fn a_reference_with_an_unknown_member_is_refused() {
    assert!(from_value::<Reference>(json!({ "name": "A", "id": 1 })).is_err());
    assert!(from_value::<Reference>(json!({ "name": "A", "scope": "world" })).is_err());
    assert!(from_value::<Reference>(json!({ "as": "A" })).is_err());
}

#[test]
fn a_renamed_secret_can_not_take_a_reserved_or_impossible_variable() {
    for (index, variable) in ["PATH", "ld_preload", "two words", ""].into_iter().enumerate() {
        let mut list = vec![json!({ "name": "A0" }), json!({ "name": "A1" }), json!({ "name": "A2" })];
        list.insert(index.min(3), json!({ "name": "B", "as": variable }));

        let error = refused(Value::Array(list));

        assert!(
            matches!(error, ReferenceListError::Entry { index: at, why: ReferenceError::Variable(_) } if at == index)
        );
    }
}

#[test]
fn a_name_that_no_secret_can_have_is_refused_with_its_index() {
    assert!(matches!(
        refused(json!([{ "name": "A" }, { "name": "a=b" }])),
        ReferenceListError::Entry { index: 1, why: ReferenceError::Name(NameError::NotInLabel('=')) }
    ));
}

#[test]
fn a_duplicate_is_refused_with_both_indexes() {
    let duplicate = ReferenceListError::Duplicate { index: 2, first: 0 };

    assert_eq!(refused(json!([{ "name": "A" }, { "name": "B" }, { "name": "A" }])), duplicate);
    assert_eq!(refused(json!([{ "name": "A" }, { "name": "B" }, { "name": "A", "as": "C" }])), duplicate);
    assert_eq!(refused(json!([{ "name": "A", "scope": "team" }, { "name": "B" }, { "name": "A" }])), duplicate);
}

#[test]
fn the_teams_and_ones_own_of_the_same_name_are_two_secrets() {
    let list = json!([{ "name": "A", "scope": "team", "as": "A_TEAM" }, { "name": "A", "scope": "personal" }]);

    assert!(from_value::<References>(list).is_ok());
}

#[test]
fn two_entries_can_not_have_one_variable() {
    assert_eq!(
        refused(json!([{ "name": "A", "as": "X" }, { "name": "B", "as": "X" }])),
        ReferenceListError::SameVariable { index: 1, first: 0 }
    );
}

#[test]
fn a_list_of_more_than_500_is_refused_before_its_entries_are_looked_at() {
    let list = |count: usize| Value::Array((0..count).map(|at| json!({ "name": format!("A{at}") })).collect());

    assert_eq!(from_value::<References>(list(500)).unwrap().as_slice().len(), References::MOST);
    assert_eq!(refused(list(501)), ReferenceListError::TooMany);
    assert_eq!(refused(Value::Array(vec![json!({ "name": "a=b" }); 501])), ReferenceListError::TooMany);
}

#[derive(Deserialize)]
struct Holder {
    #[serde(default)]
    secrets: Declared,
}

#[test]
fn undeclared_and_none_are_two_things() {
    let declared = |holder: Value| from_value::<Holder>(holder).unwrap().secrets;

    assert_eq!(declared(json!({})), None);
    assert_eq!(declared(json!({ "secrets": null })), None);
    assert!(declared(json!({ "secrets": [] })).is_some_and(|list| list.is_empty()));
    assert_eq!(declared(json!({ "secrets": [{ "name": "A" }] })).unwrap().as_slice().len(), 1);
}
