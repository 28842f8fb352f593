//! Files whose names change with their content: only those may be kept for ever.

use std::{
    collections::HashMap,
    io,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::SystemTime,
};

/// Remembers which files are what their names say.
#[derive(Debug, Default)]
pub(super) struct HashedNames {
    checked: Mutex<HashMap<PathBuf, Checked>>,
}

#[derive(Debug, Clone, Copy)]
struct Checked {
    changed: SystemTime,
    len: u64,
    holds: bool,
}

impl HashedNames {
    /// Whether the file's name has its content's hash in it. Reads the file once for each of its states.
    pub(super) async fn holds(&self, file: &Path) -> bool {
        let Some(hash) = file.file_name().and_then(|name| name.to_str()).and_then(hash_in) else {
            return false;
        };
        self.check(file, hash).await.unwrap_or(false)
    }

    async fn check(&self, file: &Path, hash: &str) -> io::Result<bool> {
        let meta = tokio::fs::metadata(file).await?;
        let (changed, len) = (meta.modified()?, meta.len());
        let known = self.checked.lock().unwrap_or_else(PoisonError::into_inner).get(file).copied();
        if let Some(known) = known.filter(|known| known.changed == changed && known.len == len) {
            return Ok(known.holds);
        }
        let holds = crate::token::sha256_hex(&tokio::fs::read(file).await?).starts_with(hash);
        let mut checked = self.checked.lock().unwrap_or_else(PoisonError::into_inner);
        checked.insert(file.to_owned(), Checked { changed, len, holds });
        Ok(holds)
    }
}

/// The 16 lower-case hexadecimal digits in `app-0123456789abcdef.js` and `app-0123456789abcdef_bg.wasm`.
fn hash_in(name: &str) -> Option<&str> {
    let (_, rest) = name.split_once('.').map(|(stem, _)| stem)?.rsplit_once('-')?;
    let hash = rest.strip_suffix("_bg").unwrap_or(rest);
    let hex = |b: u8| matches!(b, b'0'..=b'9' | b'a'..=b'f');
    (hash.len() == 16 && hash.bytes().all(hex)).then_some(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_hash_counts() {
        assert_eq!(hash_in("app-0123456789abcdef.js"), Some("0123456789abcdef"));
        assert_eq!(hash_in("app-0123456789abcdef_bg.wasm"), Some("0123456789abcdef"));
        for other in ["index.html", "app.js", "app-0123.js", "app-0123456789ABCDEF.js", "app-0123456789abcdef"] {
            assert_eq!(hash_in(other), None, "{other}");
        }
    }
}
