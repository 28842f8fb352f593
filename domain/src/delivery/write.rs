//! A delivery into JSON: measured first, so that the buffer never grows and leaves nothing behind.

use oz_crypto::Plaintext;

use super::{Contents, DeliveredFile, DeliveredSetting};
use crate::value::json::{escaped_len, write_string};

/// The compact JSON.
pub(super) fn json(contents: &Contents<'_>) -> Plaintext {
    let files = words(&contents.files);
    let settings = words(&contents.settings);
    let lists = [
        List { member: "variables", of: ["name", "value"], entries: &contents.variables },
        List { member: "files", of: ["file", "content"], entries: &files },
        List { member: "settings", of: ["setting", "value"], entries: &settings },
    ];
    let size = "{\"v\":1}".len() + lists.iter().map(List::len).sum::<usize>();
    let mut json = Vec::with_capacity(size);
    json.extend_from_slice(b"{\"v\":1");
    for list in &lists {
        list.write(&mut json);
    }
    json.push(b'}');
    debug_assert!(json.len() <= size, "a growing buffer leaves a copy behind");
    Plaintext::new(json)
}

struct List<'v> {
    member: &'static str,
    of: [&'static str; 2],
    entries: &'v [(&'v str, &'v str)],
}

impl List<'_> {
    /// At least as many bytes as [`write`](Self::write) writes.
    fn len(&self) -> usize {
        let frame = self.of[0].len() + self.of[1].len() + r#"{"":"","":""},"#.len();
        let entry = |(name, text): &(&str, &str)| frame + escaped_len(name) + escaped_len(text);
        r#","":[]"#.len() + self.member.len() + self.entries.iter().map(entry).sum::<usize>()
    }

    fn write(&self, json: &mut Vec<u8>) {
        json.push(b',');
        write_string(json, self.member);
        json.extend_from_slice(b":[");
        for (at, (name, text)) in self.entries.iter().enumerate() {
            json.extend_from_slice(if at == 0 { b"{" } else { b",{" });
            for (member, part, end) in [(self.of[0], name, b','), (self.of[1], text, b'}')] {
                write_string(json, member);
                json.push(b':');
                write_string(json, part);
                json.push(end);
            }
        }
        json.push(b']');
    }
}

/// The words on the wire of what is listed.
fn words<'v, W: Copy + Into<&'static str>>(entries: &[(W, &'v str)]) -> Vec<(&'static str, &'v str)> {
    entries.iter().map(|(word, text)| ((*word).into(), *text)).collect()
}

impl From<DeliveredFile> for &'static str {
    fn from(file: DeliveredFile) -> Self {
        match file {
            DeliveredFile::ClaudeCredentials => "claude_credentials",
        }
    }
}

impl From<DeliveredSetting> for &'static str {
    fn from(setting: DeliveredSetting) -> Self {
        match setting {
            DeliveredSetting::CodexBaseUrl => "codex_base_url",
        }
    }
}
