//! Each form, planted in the midst of something else by other code than the search's own, is found.

use std::io::Write;
use std::process::{Command, Stdio};

use base64ct::{Base64, Base64Url};

use super::*;

const VALUE: &str = "fake \"canary\" 01\\ü+/?&<ß> 9f8e7d6c5b4a";

fn finds(planted: impl AsRef<[u8]>) -> Option<Form> {
    let mut haystack = b"something before ".to_vec();
    haystack.extend(planted.as_ref());
    haystack.extend(b" and after");
    Needles::of(VALUE).unwrap().find(&haystack).map(|hit| hit.form)
}

#[test]
fn the_value_itself_is_found() {
    assert_eq!(finds(VALUE), Some(Form::Utf8));
}

#[test]
fn nothing_is_found_where_nothing_is() {
    assert_eq!(finds("another value that is as long as the one we look for"), None);
    assert_eq!(finds(&VALUE[..PART - 1]), None);
}

#[test]
fn a_part_is_found_wherever_it_was_cut() {
    let chars: Vec<char> = VALUE.chars().collect();

    for from in 0..=chars.len() - PART {
        let part: String = chars[from..from + PART].iter().collect();
        assert!(finds(part).is_some(), "cut at {from}");
    }
}

#[test]
fn wide_strings_are_found() {
    let units: Vec<u16> = VALUE.encode_utf16().collect();

    assert_eq!(finds(units.iter().flat_map(|unit| unit.to_le_bytes()).collect::<Vec<_>>()), Some(Form::Utf16Le));
    assert_eq!(finds(units.iter().flat_map(|unit| unit.to_be_bytes()).collect::<Vec<_>>()), Some(Form::Utf16Be));
}

#[test]
fn narrow_strings_are_found() {
    let latin: Vec<u8> = "üüüüüü and more".chars().map(|c| u8::try_from(c).unwrap()).collect();
    let needles = Needles::of("üüüüüü and more").unwrap();

    assert_eq!(needles.find(&latin).unwrap().form, Form::Latin1);
}

#[test]
fn base64_is_found_at_each_offset_in_both_alphabets() {
    use base64ct::Encoding;

    for before in ["", "a", "ab", "abc"] {
        let framed = format!("{before}{VALUE}{before}tail");
        assert!(matches!(finds(Base64::encode_string(framed.as_bytes())), Some(Form::Base64(_) | Form::Base64Url(_))));
        assert!(matches!(
            finds(Base64Url::encode_string(framed.as_bytes())),
            Some(Form::Base64(_) | Form::Base64Url(_))
        ));
    }
}

#[test]
fn hexadecimal_is_found_in_both_cases() {
    let lower = VALUE.bytes().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();

    assert_eq!(finds(&lower), Some(Form::HexLower));
    assert_eq!(finds(lower.to_uppercase()), Some(Form::HexUpper));
}

#[test]
fn addresses_are_found() {
    let every = VALUE.bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat();

    assert!(finds(every).is_some());
    assert!(finds("fake%20%22canary%22%2001%5C%C3%BC%2B%2F%3F%26%3C%C3%9F%3E%209f8e").is_some());
    assert!(finds("%2001%5c%c3%bc%2b%2f%3f%26%3c%c3%9f%3e").is_some());
    assert!(finds("fake+%22canary%22+01").is_some());
}

#[test]
fn json_is_found_with_few_and_with_many_escapes() {
    let few = serde_json::to_string(VALUE).unwrap();
    let many = VALUE.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect::<Vec<_>>().concat();

    assert!(finds(few).is_some());
    assert!(finds(many).is_some());
    assert!(finds(r#""01\\\u00fc+/?&<\u00df> 9f"#).is_some());
    assert!(finds(r#""01\\\u00FC+/?&<\u00DF> 9f"#).is_some());
}

#[test]
fn markup_is_found() {
    assert!(finds("01\\ü+/?&amp;&lt;ß&gt; 9f8e").is_some());
}

#[test]
fn a_value_too_short_to_be_told_from_chance_is_refused() {
    assert!(Needles::of("short").is_err());
}

#[test]
fn a_find_says_where_and_never_what() {
    let hit = Needles::of(VALUE).unwrap().find(VALUE.as_bytes()).unwrap();

    assert_eq!(hit.at, 0);
    assert!(!format!("{hit:?}").contains("canary"));
}

#[test]
fn what_other_programs_write_is_found() {
    for (program, arguments) in [("base64", &["-w0"][..]), ("od", &["-An", "-v", "-tx1", "-w1000"])] {
        let mut child =
            Command::new(program).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(VALUE.as_bytes()).unwrap();
        let written = child.wait_with_output().unwrap().stdout;
        let written: Vec<u8> = written.into_iter().filter(|byte| !byte.is_ascii_whitespace()).collect();

        assert!(finds(written).is_some(), "{program}");
    }
}
