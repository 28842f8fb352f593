//! A damaged data folder: the server refuses to start, says what to do, and touches nothing.

use std::{fs, os::unix::fs::PermissionsExt};

use anyhow::{Context, Result, ensure};

use crate::harness::TestFolder;

/// A folder in which a server ran and stopped.
fn used() -> Result<TestFolder> {
    let folder = TestFolder::new()?;
    ensure!(folder.serve(&[])?.stop()? == Some(0));
    Ok(folder)
}

/// Starting is refused in one sentence, and every file is as it was.
fn assert_untouched(folder: &TestFolder, sentence: &str) -> Result<()> {
    let before = folder.contents()?;

    let said = folder.command(&["serve", "--listen", "127.0.0.1:0"]).refusal(1)?;

    assert!(said.starts_with("error: ") && said.lines().count() == 1 && said.contains(sentence), "{said}");
    assert!(folder.contents()? == before, "something was touched");
    Ok(())
}

fn edit_keyring(folder: &TestFolder, edit: impl FnOnce(String) -> String) -> Result<()> {
    let path = folder.data().join("keyring.json");
    let text = fs::read_to_string(&path)?;
    Ok(fs::write(&path, edit(text))?)
}

#[test]
fn a_keyring_that_is_not_json() -> Result<()> {
    let folder = used()?;
    edit_keyring(&folder, |text| text[..text.len() / 2].to_owned())?;

    assert_untouched(&folder, "keyring.json is damaged; restore it from a backup")
}

#[test]
fn a_keyring_whose_parts_do_not_fit_together() -> Result<()> {
    let folder = used()?;
    // In the list of keys, not in the signed manifest.
    edit_keyring(&folder, |text| text.replacen("\"active\"", "\"decrypt_only\"", 1))?;

    assert_untouched(&folder, "keyring.json is damaged")
}

#[test]
fn a_keyring_that_others_can_read() -> Result<()> {
    let folder = used()?;
    fs::set_permissions(folder.data().join("keyring.json"), fs::Permissions::from_mode(0o640))?;

    assert_untouched(&folder, "run `chmod 600")
}

#[test]
fn a_keyring_that_is_missing() -> Result<()> {
    let folder = used()?;
    fs::remove_file(folder.data().join("keyring.json"))?;

    assert_untouched(&folder, "keyring.json is missing, and nothing that was sealed opens without it")
}

#[test]
fn a_keyring_of_a_newer_version() -> Result<()> {
    let folder = used()?;
    edit_keyring(&folder, |text| text.replacen("\"v\": 1", "\"v\": 2", 1))?;

    assert_untouched(&folder, "written by a newer version of this server")
}

#[test]
fn a_keyring_of_another_installation() -> Result<()> {
    let (folder, other) = (used()?, used()?);
    fs::copy(other.data().join("keyring.json"), folder.data().join("keyring.json"))?;

    assert_untouched(&folder, "belong to different installations")
}

#[test]
fn a_database_that_is_none() -> Result<()> {
    let folder = used()?;
    fs::write(folder.data().join("oz.db"), "not a database, whatever its name says")?;

    assert_untouched(&folder, "oz.db is damaged; restore it from a backup")
}

#[test]
fn a_database_that_was_cut_short() -> Result<()> {
    let folder = used()?;
    let path = folder.data().join("oz.db");
    let bytes = fs::read(&path)?;
    fs::write(&path, &bytes[..bytes.len() / 2])?;

    assert_untouched(&folder, "oz.db is damaged")
}

#[test]
fn a_database_with_a_page_overwritten() -> Result<()> {
    let folder = used()?;
    let path = folder.data().join("oz.db");
    let mut bytes = fs::read(&path)?;
    // The second page: the root of a table.
    bytes.get_mut(4096..8192).context("two pages")?.fill(0xa5);
    fs::write(&path, bytes)?;

    assert_untouched(&folder, "oz.db is damaged")
}

#[test]
fn a_database_that_is_missing() -> Result<()> {
    let folder = used()?;
    fs::remove_file(folder.data().join("oz.db"))?;

    assert_untouched(&folder, "its database oz.db is missing")
}

#[test]
fn a_database_of_a_newer_version() -> Result<()> {
    let folder = used()?;
    change(&folder, "UPDATE _sqlx_migrations SET version = 9999 WHERE version = 1")?;

    assert_untouched(&folder, "oz.db was written by a newer version of this server")
}

#[test]
fn a_database_of_another_program() -> Result<()> {
    let folder = used()?;
    change(&folder, "PRAGMA application_id = 7")?;

    assert_untouched(&folder, "oz.db belongs to another program")
}

#[test]
fn a_master_key_that_is_missing_wrong_or_none() -> Result<()> {
    let folder = TestFolder::new()?;
    let (right, wrong) = ("1".repeat(64), "2".repeat(64));
    folder.command(&["serve", "--listen", "127.0.0.1:0"]).env("OZ_MASTER_KEY", &right).started(&folder)?.stop()?;
    let before = folder.contents()?;
    let start = || folder.command(&["serve", "--listen", "127.0.0.1:0"]);

    assert!(start().refusal(1)?.contains("is encrypted; give its master key"));
    assert!(start().env("OZ_MASTER_KEY", &wrong).refusal(1)?.contains("does not open with this master key"));
    let none = start().env("OZ_MASTER_KEY", "canary").refusal(1)?;
    assert!(none.contains("64 hexadecimal digits") && !none.contains("canary"), "{none}");
    assert!(folder.contents()? == before, "something was touched");
    Ok(())
}

#[test]
fn a_master_key_for_a_keyring_that_is_not_encrypted() -> Result<()> {
    let folder = used()?;

    let said =
        folder.command(&["serve", "--listen", "127.0.0.1:0"]).env("OZ_MASTER_KEY", &"1".repeat(64)).refusal(1)?;

    assert!(said.contains("run `oz-server-stub key encrypt`"), "{said}");
    Ok(())
}

#[test]
fn a_first_start_that_was_cut_short_is_begun_again() -> Result<()> {
    let folder = TestFolder::new()?;
    fs::create_dir(folder.data())?;
    fs::write(folder.data().join("keyring.json.pending"), "half of it")?;

    assert_eq!(folder.serve(&[])?.stop()?, Some(0));
    Ok(())
}

#[test]
fn a_first_start_that_was_cut_short_before_the_last_step_is_finished() -> Result<()> {
    let folder = used()?;
    let keyring = folder.data().join("keyring.json");
    let text = fs::read_to_string(&keyring)?;
    fs::rename(&keyring, folder.data().join("keyring.json.pending"))?;

    assert_eq!(folder.serve(&[])?.stop()?, Some(0));
    assert_eq!(fs::read_to_string(&keyring)?, text);
    Ok(())
}

/// Changes the database of a server that is not running.
pub(super) fn change(folder: &TestFolder, sql: &'static str) -> Result<()> {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(folder.data().join("oz.db"));
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
        let mut connection = sqlx::ConnectOptions::connect(&options).await?;
        sqlx::query(sql).execute(&mut connection).await?;
        Ok(sqlx::Connection::close(connection).await?)
    })
}
