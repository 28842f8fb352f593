//! Finds the opening tags of a page, enough for one that we wrote ourselves: attributes in double
//! quotes or bare, no `>` inside them.

use std::ops::Range;

/// An opening tag: where it stands, its name, its attributes in lower case names.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag {
    /// From `<` to after `>`.
    pub(super) place: Range<usize>,
    /// The element's name in lower case.
    pub(super) name: String,
    /// Names and values; a bare attribute has an empty value.
    pub(super) attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// What a link is for.
    pub(super) fn rel(&self) -> Option<&str> {
        if self.name == "link" { self.get("rel") } else { None }
    }

    /// Whether it has the WebAssembly program fetched early.
    pub(super) fn is_program(&self) -> bool {
        self.rel() == Some("preload") && self.get("type") == Some("application/wasm") && self.get("as") == Some("fetch")
    }
}

/// The page without its comments, which are for us.
pub(super) fn without_comments(page: &str) -> String {
    let mut text = String::new();
    let mut rest = page;
    while let Some((before, comment)) = rest.split_once("<!--") {
        text.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    text + rest
}

/// All opening tags, in order.
pub(super) fn all(text: &str) -> Vec<Tag> {
    let opens = text.match_indices('<').map(|(at, _)| at);
    opens.filter_map(|start| one(text, start)).collect()
}

fn one(text: &str, start: usize) -> Option<Tag> {
    let end = start + text[start..].find('>')?;
    let inner = text[start + 1..end].trim_end_matches('/');
    if !inner.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    let (name, rest) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
    Some(Tag { place: start..end + 1, name: name.to_ascii_lowercase(), attributes: attributes(rest) })
}

fn attributes(mut rest: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return found;
        }
        let name_end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let name = rest[..name_end].to_ascii_lowercase();
        rest = &rest[name_end..];
        let value = match rest.strip_prefix('=') {
            Some(quoted) if quoted.starts_with('"') => {
                let (value, after) = quoted[1..].split_once('"').unwrap_or((&quoted[1..], ""));
                rest = after;
                value
            }
            Some(bare) => {
                let (value, after) = bare.split_once(char::is_whitespace).unwrap_or((bare, ""));
                rest = after;
                value
            }
            None => "",
        };
        found.push((name, value.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_found_with_their_attributes() {
        let page = r#"<!DOCTYPE html><p hidden>a</p><link REL="icon" href="/a b.svg"/>"#;

        let tags = all(page);

        assert_eq!(tags.len(), 2);
        assert_eq!(tags[0].get("hidden"), Some(""));
        assert_eq!(tags[1].rel(), Some("icon"));
        assert_eq!(tags[1].get("href"), Some("/a b.svg"));
        assert_eq!(&page[tags[1].place.clone()], r#"<link REL="icon" href="/a b.svg"/>"#);
    }

    #[test]
    fn comments_are_left_out() {
        assert_eq!(without_comments("a<!-- <script> -->b<!-- c"), "ab");
    }
}
