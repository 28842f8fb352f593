//! Puts a finished folder in the place of another at one stroke, so that nobody sees half of it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// Moves `finished` to `place`; what was there is removed.
///
/// # Errors
///
/// When it can't be moved: then `place` is as it was.
pub(super) fn into_place(finished: &Path, place: &Path) -> Result<()> {
    if !place.exists() {
        return fs::rename(finished, place).with_context(|| format!("could not make {}", place.display()));
    }
    if !exchange(finished, place) {
        let old = finished.with_extension("old");
        fs::rename(place, &old).with_context(|| format!("could not move {} away", place.display()))?;
        fs::rename(finished, place).with_context(|| format!("could not make {}", place.display()))?;
        return fs::remove_dir_all(&old).with_context(|| format!("could not remove {}", old.display()));
    }
    fs::remove_dir_all(finished).with_context(|| format!("could not remove {}", finished.display()))
}

#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};

    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_new_folder_stands_where_the_old_one_stood() {
        let root = tempfile::tempdir().unwrap();
        let (new, old) = (root.path().join("new"), root.path().join("dist"));
        for (folder, content) in [(&new, "new"), (&old, "old")] {
            fs::create_dir(folder).unwrap();
            fs::write(folder.join("index.html"), content).unwrap();
        }

        into_place(&new, &old).unwrap();

        assert_eq!(fs::read_to_string(old.join("index.html")).unwrap(), "new");
        assert!(!new.exists());
    }
}
