//! The types of the JavaScript face name every error code that it throws.

const TYPES: &str = include_str!("../../src/js/types.d.ts");
const SOURCES: [&str; 2] = [include_str!("../../src/js/error.rs"), include_str!("../../src/js/input.rs")];

fn is_code(text: &&str) -> bool {
    let starts = ["argument_", "key_", "manifest_", "value_", "no_"];
    let is_word = text.bytes().all(|byte| byte.is_ascii_lowercase() || b"_256".contains(&byte));
    is_word && starts.iter().any(|start| text.starts_with(start))
}

#[test]
fn every_code_thrown_is_typed_and_every_code_typed_is_thrown() {
    let typed = TYPES.split("OzCryptoErrorCode =").nth(1).unwrap();
    let typed = typed.split(';').next().unwrap();
    let mut typed: Vec<_> = typed.split('"').filter(is_code).collect();
    let sources = SOURCES.iter().flat_map(|source| source.split('"'));
    let mut thrown: Vec<_> = sources.filter(is_code).collect();

    typed.sort_unstable();
    thrown.sort_unstable();
    thrown.dedup();
    assert_eq!(typed, thrown);
    assert_eq!(typed.len(), 19);
}
