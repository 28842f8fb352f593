//! The forms: each turns a text into the bytes that it would be on a wire, on a disk or in memory.

use base64ct::{Base64Unpadded, Base64UrlUnpadded, Encoding};

/// A way to write a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// As it is.
    Utf8,
    /// Two bytes for each unit, low byte first: strings of JavaScript engines.
    Utf16Le,
    /// Two bytes for each unit, high byte first.
    Utf16Be,
    /// One byte for each character up to U+00FF: strings of JavaScript engines that are short of nothing.
    Latin1,
    /// Base64, so many bytes after a multiple of three.
    Base64(u8),
    /// Base64 for addresses, so many bytes after a multiple of three.
    Base64Url(u8),
    /// Hexadecimal, `a` to `f`.
    HexLower,
    /// Hexadecimal, `A` to `F`.
    HexUpper,
    /// Percent-encoded: what addresses don't allow, `A` to `F`.
    Percent,
    /// Percent-encoded: what addresses don't allow, `a` to `f`.
    PercentLower,
    /// Percent-encoded as forms are, with `+` for a space.
    PercentForm,
    /// Percent-encoded, every byte.
    PercentAll,
    /// JSON with the fewest escapes.
    Json,
    /// JSON with only ASCII, escapes in lower case.
    JsonAscii,
    /// JSON with only ASCII, escapes in upper case.
    JsonAsciiUpper,
    /// JSON with an escape for every character.
    JsonAll,
    /// Markup, with entities.
    Html,
}

/// Every form of a text. The same bytes may come up twice.
pub(super) fn all(text: &str) -> Vec<(Form, Vec<u8>)> {
    let bytes = text.as_bytes();
    let units = || text.encode_utf16();
    let mut forms = vec![
        (Form::Utf8, bytes.to_vec()),
        (Form::Utf16Le, units().flat_map(u16::to_le_bytes).collect()),
        (Form::Utf16Be, units().flat_map(u16::to_be_bytes).collect()),
        (Form::HexLower, hex(bytes).into_bytes()),
        (Form::HexUpper, hex(bytes).to_uppercase().into_bytes()),
        (Form::Percent, percent(bytes, "%20", is_unreserved)),
        (Form::PercentLower, lower_escapes(percent(bytes, "%20", is_unreserved))),
        (Form::PercentForm, percent(bytes, "+", is_unreserved)),
        (Form::PercentAll, percent(bytes, "%20", |_| false)),
        (Form::Json, json(text, |c| c >= ' ')),
        (Form::JsonAscii, json(text, |c| (' '..'\u{7f}').contains(&c))),
        (Form::JsonAsciiUpper, upper_escapes(json(text, |c| (' '..'\u{7f}').contains(&c)))),
        (Form::JsonAll, units().flat_map(|unit| escape(unit).into_bytes()).collect()),
        (Form::Html, html(text)),
    ];
    forms.extend(text.chars().map(|c| u8::try_from(c).ok()).collect::<Option<_>>().map(|latin| (Form::Latin1, latin)));
    for offset in 0..3 {
        forms.push((Form::Base64(offset), base64::<Base64Unpadded>(bytes, offset)));
        forms.push((Form::Base64Url(offset), base64::<Base64UrlUnpadded>(bytes, offset)));
    }
    forms
}

/// What the bytes become inside a longer base64 text, `offset` bytes after a multiple of three: only the digits that
/// depend on nothing but them.
fn base64<E: Encoding>(bytes: &[u8], offset: u8) -> Vec<u8> {
    let before = usize::from(offset);
    let mut padded = vec![0; before];
    padded.extend(bytes);
    let text = E::encode_string(&padded);
    let (first, last) = ((before * 8).div_ceil(6), padded.len() * 8 / 6);
    text.as_bytes()[first..last].to_vec()
}

fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(u32::from(digit), 16)).collect()
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)
}

fn percent(bytes: &[u8], space: &str, kept: fn(u8) -> bool) -> Vec<u8> {
    let written = |byte: &u8| match *byte {
        b' ' => space.as_bytes().to_vec(),
        byte if kept(byte) => vec![byte],
        byte => format!("%{byte:02X}").into_bytes(),
    };
    bytes.iter().flat_map(written).collect()
}

/// `%C3` as `%c3`.
fn lower_escapes(mut percent: Vec<u8>) -> Vec<u8> {
    for at in 0..percent.len().saturating_sub(2) {
        if percent[at] == b'%' {
            percent[at + 1..at + 3].make_ascii_lowercase();
        }
    }
    percent
}

fn json(text: &str, kept: fn(char) -> bool) -> Vec<u8> {
    let written = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        '\t' => "\\t".to_owned(),
        c if kept(c) => c.to_string(),
        c => c.encode_utf16(&mut [0; 2]).iter().fold(String::new(), |text, unit| text + escape(*unit).as_str()),
    };
    text.chars().map(written).collect::<String>().into_bytes()
}

fn escape(unit: u16) -> String {
    format!("\\u{unit:04x}")
}

/// `\u00fc` as `\u00FC`. Other escapes have no digits.
fn upper_escapes(mut json: Vec<u8>) -> Vec<u8> {
    for at in 0..json.len().saturating_sub(5) {
        if json[at] == b'\\' && json[at + 1] == b'u' {
            json[at + 2..at + 6].make_ascii_uppercase();
        }
    }
    json
}

fn html(text: &str) -> Vec<u8> {
    let written = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    written.into_bytes()
}
