//! `key`.

use std::fs;

use anyhow::Result;
use oz_domain::api::{KeyManifest, ProblemCode, paths};

use crate::harness::{Remote, TestFolder, exchange};

const MAKE: [&str; 6] = ["api-key", "create", "--email", "admin@localhost", "--name", "ci"];

fn manifest(address: &str) -> Result<KeyManifest> {
    exchange(address, "GET", paths::KEYS, &[], "")?.read(200)
}

#[test]
fn a_running_server_follows_a_renewed_key() -> Result<()> {
    let folder = TestFolder::new()?;
    let server = folder.serve(&[])?;
    let remote = Remote::new(server.address(), &folder.command(&MAKE).data()?);
    let seen = manifest(server.address())?.verify(None)?.remember(String::new());
    let old = remote.draft("OLD")?.seal()?;

    let kid = folder.command(&["key", "renew"]).data()?;

    let after = manifest(server.address())?.verify(Some(&seen))?;
    assert_eq!((after.manifest().seq, after.active_key().map(|key| key.kid.to_string())), (2, Some(kid)));
    assert_eq!(remote.post(paths::SECRETS, &old)?.code()?, ProblemCode::KeyNotActive);
    assert_eq!(remote.post(paths::SECRETS, &remote.draft("NEW")?.seal()?)?.status, 201);
    Ok(())
}

#[test]
fn a_keyring_that_went_bad_is_complained_about_once_and_followed_when_it_is_good_again() -> Result<()> {
    let folder = TestFolder::new()?;
    let server = folder.serve(&[])?;
    let path = folder.data().join("keyring.json");
    let good = fs::read(&path)?;
    let before = manifest(server.address())?;

    fs::write(&path, "{")?;
    for _ in 0..5 {
        assert!(manifest(server.address())? == before);
    }

    let complaints = server.log()?.matches("going on with the keys in memory").count();
    assert_eq!(complaints, 1);
    fs::write(&path, good)?;
    let kid = folder.command(&["key", "renew"]).data()?;
    assert_eq!(manifest(server.address())?.verify(None)?.active_key().map(|key| key.kid.to_string()), Some(kid));
    Ok(())
}

#[test]
fn no_argument_takes_the_master_key() -> Result<()> {
    let folder = TestFolder::new()?;

    let sentence = folder.command(&["key", "encrypt", "--master-key", &"a".repeat(64)]).refusal(2)?;

    assert!(sentence.contains("unexpected argument") && !sentence.contains("aaaa"), "{sentence}");
    Ok(())
}

#[test]
fn a_keyring_can_be_encrypted_later() -> Result<()> {
    let folder = TestFolder::new()?;
    let server = folder.serve(&[])?;
    let before = manifest(server.address())?;
    server.stop()?;
    let (key, file) = ("a".repeat(64), folder.path().join("master"));
    fs::write(&file, format!("{key}\n"))?;
    let file = file.to_string_lossy().into_owned();

    assert!(folder.command(&["key", "encrypt"]).refusal(1)?.contains("give the master key"));
    assert!(folder.command(&["key", "encrypt", "--master-key-file", &file]).refusal(1)?.contains("chmod 600"));
    fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    folder.command(&["key", "encrypt", "--master-key-file", &file]).data()?;

    let both = folder.command(&["sign-in-link", "--master-key-file", &file]).env("OZ_MASTER_KEY", &key).refusal(1)?;
    assert!(both.contains("not in both"), "{both}");
    let text = fs::read_to_string(folder.data().join("keyring.json"))?;
    assert!(text.contains("xchacha20-poly1305") && !text.contains("private_key") && !text.contains("manifest"));
    let server = folder.serve(&["--master-key-file", &file])?;
    assert!(manifest(server.address())? == before);
    Ok(())
}
