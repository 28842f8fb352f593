//! Descriptions, which are written for programmers' tools too, as people read them.

use maud::{Markup, html};

/// A text with its `code` set apart, and without the brackets of links that only lead somewhere in the source.
pub(super) fn prose(text: &str) -> Markup {
    let plain = text.replace("[`", "`").replace("`]", "`");
    html! {
        @for (at, part) in plain.split('`').enumerate() {
            @if at % 2 == 0 { (part) } @else { code { (part) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_set_apart_and_nothing_gets_out_of_it() {
        let shown = prose("the [`Name`] of `<b>` & more").into_string();

        assert_eq!(shown, "the <code>Name</code> of <code>&lt;b&gt;</code> &amp; more");
    }
}
