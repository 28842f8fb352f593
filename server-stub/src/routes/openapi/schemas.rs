//! Schemas as tables of members.

use maud::{Markup, html};
use serde_json::Value;

use super::prose::prose;

/// One schema: what it is for, and its members or words.
pub(super) fn render(name: &str, schema: &Value) -> Markup {
    let required = |member: &str| {
        let names = schema["required"].as_array();
        names.is_some_and(|names| names.iter().any(|name| name == member))
    };
    html! {
        section id={ "schema-" (name) } {
            h3 { code { (name) } }
            p { (prose(schema["description"].as_str().unwrap_or_default())) }
            @if let Some(members) = schema["properties"].as_object() {
                table {
                    thead { tr { th { "Member" } th { "Type" } th { "What it says" } } }
                    tbody {
                        @for (member, about) in members {
                            tr {
                                td { code { (member) } @if !required(member) { " (may be absent)" } }
                                td { (kind(about)) }
                                td { (prose(about["description"].as_str().unwrap_or_default())) }
                            }
                        }
                    }
                }
            } @else {
                p { (kind(schema)) }
            }
        }
    }
}

/// What a schema is, in a few words; a link where it has a name.
pub(super) fn kind(schema: &Value) -> Markup {
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        return html! { a href={ "#schema-" (name) } { (name) } };
    }
    if let Some(choices) = schema["oneOf"].as_array().or(schema["anyOf"].as_array()) {
        return html! {
            @for (at, choice) in choices.iter().enumerate() { @if at > 0 { ", or " } (kind(choice)) }
        };
    }
    if let Some(words) = schema["enum"].as_array() {
        return html! {
            @for (at, word) in words.iter().enumerate() {
                @if at > 0 { ", " } code { (word.as_str().unwrap_or_default()) }
            }
        };
    }
    match &schema["type"] {
        Value::String(one) if one == "array" => html! { "array of " (kind(&schema["items"])) },
        Value::String(one) if one == "object" => members_in_line(schema),
        Value::String(one) => html! { (one) },
        Value::Array(several) => html! {
            @for (at, one) in several.iter().enumerate() {
                @if at > 0 { " or " } (one.as_str().unwrap_or_default())
            }
        },
        _ => html! { "anything" },
    }
}

fn members_in_line(schema: &Value) -> Markup {
    let Some(members) = schema["properties"].as_object() else {
        return html! { "object" };
    };
    html! {
        "object of "
        @for (at, (name, about)) in members.iter().enumerate() {
            @if at > 0 { ", " } code { (name) } " (" (kind(about)) ")"
        }
    }
}
