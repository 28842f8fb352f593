//! What is hinted at, and what is left alone.

use super::*;

#[test]
fn an_ordinary_value_gets_no_hint() {
    for value in ["fake-token-0123", "a b c", "line one\nline two", "postgres://u:p@h/db?a=b", "QUJD=="] {
        assert_eq!(hints(value), [], "{value}");
    }
}

#[test]
fn white_space_is_told_by_where_it_is() {
    let edges = |value| surrounding_space(value);

    assert_eq!(edges(" a"), Some(Edges::Start));
    assert_eq!(edges("a "), Some(Edges::End));
    assert_eq!(edges("a\n"), Some(Edges::FinalNewline));
    assert_eq!(edges("a \n"), Some(Edges::End));
    assert_eq!(edges("\ta\n"), Some(Edges::Both));
}

#[test]
fn a_pasted_line_is_split_into_name_and_value() {
    let split = |text| split_assignment(text).map(|(name, value)| (name.as_str().to_owned(), value.to_owned()));

    assert_eq!(split("export API_KEY=\"abc\"\n"), Some(("API_KEY".into(), "abc".into())));
    assert_eq!(split("API_KEY=a=b"), Some(("API_KEY".into(), "a=b".into())));
    assert_eq!(split("QUJD="), None);
    assert_eq!(split("QUJD=="), None);
    assert_eq!(split("A=1\nB=2"), None);
    assert_eq!(split("PATH=/bin"), None);
}

#[test]
fn words_for_nothing_are_recognised() {
    for value in ["null", "undefined", "TODO", "<your-token>", "${API_KEY}", "****", "xxxx", "changeme", "your_api_key"]
    {
        assert!(hints(value).contains(&Hint::Placeholder), "{value}");
    }
}

#[test]
fn invisible_characters_are_counted() {
    assert_eq!(hints("ab\u{200b}c\u{feff}"), [Hint::Invisible(2)]);
}

#[test]
fn following_a_hint_gives_what_was_meant() {
    assert_eq!(Hint::WrappingQuotes.repaired("'abc'"), Some(Repair::Slice("abc")));
    assert_eq!(Hint::SurroundingSpace(Edges::Both).repaired(" a b\n"), Some(Repair::Slice("a b")));
    assert_eq!(Hint::Placeholder.repaired("null"), None);
}
