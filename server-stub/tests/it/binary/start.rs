//! `serve`: what it makes, and when it refuses.

use std::{fs, net::TcpListener, os::unix::fs::PermissionsExt};

use anyhow::Result;
use oz_domain::api::{KeyManifest, paths};

use crate::harness::{TestFolder, exchange};

fn mode(path: &std::path::Path) -> Result<u32> {
    Ok(fs::metadata(path)?.permissions().mode() & 0o777)
}

#[test]
fn the_first_start_makes_an_installation_that_only_its_owner_can_read() -> Result<()> {
    let folder = TestFolder::new()?;

    let server = folder.serve(&[])?;

    let manifest: KeyManifest = exchange(server.address(), "GET", paths::KEYS, &[], "")?.read(200)?;
    assert!(manifest.verify(None).is_ok());
    assert_eq!(mode(&folder.data())?, 0o700);
    for file in ["keyring.json", "oz.db", "oz.db-wal"] {
        assert_eq!(mode(&folder.data().join(file))?, 0o600, "{file}");
    }
    Ok(())
}

#[test]
fn a_folder_that_others_can_write_to_is_refused_and_nothing_is_made() -> Result<()> {
    let folder = TestFolder::new()?;
    fs::create_dir(folder.data())?;
    fs::set_permissions(folder.data(), fs::Permissions::from_mode(0o770))?;

    let sentence = folder.command(&["serve", "--listen", "127.0.0.1:0"]).refusal(1)?;

    assert!(sentence.contains("run `chmod 700 "), "{sentence}");
    assert!(folder.contents()?.is_empty());
    Ok(())
}

#[test]
fn a_database_that_others_could_read_is_private_after_a_start() -> Result<()> {
    let folder = TestFolder::new()?;
    folder.serve(&[])?.stop()?;
    fs::set_permissions(folder.data().join("oz.db"), fs::Permissions::from_mode(0o644))?;

    let _server = folder.serve(&[])?;

    assert_eq!(mode(&folder.data().join("oz.db"))?, 0o600);
    Ok(())
}

#[test]
fn a_link_in_the_folder_is_not_followed() -> Result<()> {
    let folder = TestFolder::new()?;
    let precious = folder.path().join("precious");
    fs::write(&precious, "precious")?;
    folder.serve(&[])?.stop()?;
    std::os::unix::fs::symlink(&precious, folder.data().join(".probe"))?;

    let _server = folder.serve(&[])?;

    assert_eq!(fs::read_to_string(&precious)?, "precious");
    Ok(())
}

#[test]
fn a_second_start_has_the_same_keys() -> Result<()> {
    let folder = TestFolder::new()?;
    let manifest = || -> Result<String> {
        let server = folder.serve(&[])?;
        let text = exchange(server.address(), "GET", paths::KEYS, &[], "")?.text();
        server.stop()?;
        Ok(text)
    };

    assert_eq!(manifest()?, manifest()?);
    Ok(())
}

#[test]
fn the_identity_that_browsers_show_is_printed_at_each_start() -> Result<()> {
    let folder = TestFolder::new()?;

    for _ in 0..2 {
        let server = folder.serve(&[])?;
        let manifest: KeyManifest = exchange(server.address(), "GET", paths::KEYS, &[], "")?.read(200)?;
        assert_eq!(server.identity, manifest.verify(None)?.identity().fingerprint().to_string());
        server.stop()?;
    }
    Ok(())
}

#[test]
fn the_suite_of_the_first_key_can_be_chosen() -> Result<()> {
    let folder = TestFolder::new()?;

    let server = folder.serve(&["--suite", "xwing"])?;

    let keys = exchange(server.address(), "GET", paths::KEYS, &[], "")?.text();
    assert!(keys.contains("xwing-sha256-chacha20poly1305"));
    Ok(())
}

#[test]
fn a_port_in_use_is_a_sentence_and_nothing_is_made() -> Result<()> {
    let folder = TestFolder::new()?;
    let taken = TcpListener::bind("127.0.0.1:0")?;
    let address = taken.local_addr()?.to_string();

    let sentence = folder.command(&["serve", "--listen", &address]).refusal(1)?;

    assert_eq!(
        sentence,
        format!("error: {address} is in use; stop what listens there, or give another `--listen` address\n")
    );
    assert!(!folder.data().exists());
    Ok(())
}

#[test]
fn a_data_folder_that_cannot_be_written_is_a_sentence() -> Result<()> {
    let folder = TestFolder::new()?;
    fs::write(folder.data(), "a file where a folder should be")?;

    let sentence = folder.command(&["serve", "--listen", "127.0.0.1:0"]).refusal(1)?;

    assert!(
        sentence.starts_with("error: could not write to the data folder") && sentence.lines().count() == 1,
        "{sentence}"
    );
    Ok(())
}

#[test]
fn a_page_that_was_not_built_is_a_sentence() -> Result<()> {
    let folder = TestFolder::new()?;

    let sentence = folder.command(&["serve", "--listen", "127.0.0.1:0", "--web", "/nowhere"]).refusal(1)?;

    assert_eq!(sentence, "error: there is no index.html in /nowhere; build the page first, or leave out `--web`\n");
    Ok(())
}

#[test]
fn beyond_this_machine_the_connection_must_be_private() -> Result<()> {
    let folder = TestFolder::new()?;

    let sentence = folder.command(&["serve", "--listen", "0.0.0.0:0"]).refusal(1)?;

    assert!(sentence.contains("`--tls-cert`") && sentence.contains("`--behind-proxy`"), "{sentence}");
    assert!(!folder.data().exists());
    Ok(())
}

#[test]
fn on_every_address_the_server_must_know_its_name() -> Result<()> {
    let folder = TestFolder::new()?;

    let sentence = folder.command(&["serve", "--listen", "0.0.0.0:0", "--behind-proxy"]).refusal(1)?;

    assert!(sentence.contains("give `--public-origin`"), "{sentence}");
    assert!(!folder.data().exists());
    Ok(())
}

#[test]
fn a_server_answers_to_the_address_it_prints() -> Result<()> {
    let folder = TestFolder::new()?;

    let server = folder.command(&["serve", "--listen", "127.0.0.2:0"]).started(&folder)?;

    assert!(server.address().starts_with("127.0.0.2:"));
    assert_eq!(exchange(server.address(), "GET", "/healthz", &[], "")?.status, 200);
    Ok(())
}

#[test]
fn bad_usage_has_an_exit_code_of_its_own() -> Result<()> {
    let folder = TestFolder::new()?;

    for arguments in [
        &["serve", "--listen", "nowhere"][..],
        &["serve", "--suite", "rsa"],
        &["nonsense"],
        &["serve", "--tls-cert", "x"],
    ] {
        folder.command(arguments).refusal(2)?;
    }
    Ok(())
}

#[test]
fn flags_can_be_variables() -> Result<()> {
    let folder = TestFolder::new()?;

    let sentence = folder.command(&["serve"]).env("OZ_LISTEN", "0.0.0.0:0").refusal(1)?;

    assert!(sentence.contains("private"), "{sentence}");
    Ok(())
}
