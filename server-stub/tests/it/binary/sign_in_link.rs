//! `sign-in-link`.

use anyhow::{Context, Result};
use oz_domain::api::{Session, paths};
use serde_json::json;

use crate::harness::{Answer, TestFolder, exchange};

fn token(link: &str) -> Result<&str> {
    Ok(link.split_once("#token=").context("a token")?.1)
}

fn sign_in(address: &str, link: &str) -> Result<Answer> {
    let body = json!({ "token": token(link)? }).to_string();
    exchange(address, "POST", paths::SESSION, &[("content-type", "application/json")], &body)
}

#[test]
fn a_link_is_made_while_the_server_runs_and_signs_its_administrator_in_once() -> Result<()> {
    let folder = TestFolder::new()?;
    let server = folder.serve(&["--admin-email", "ada@example.com"])?;

    let link = folder.command(&["sign-in-link"]).data()?;

    assert!(link.starts_with(&format!("{}/sign-in#token=", server.origin)), "{link}");
    assert_eq!(token(&link)?.len(), 43);
    let session: Session = sign_in(server.address(), &link)?.read(200)?;
    assert_eq!(session.user.context("a person")?.email, "ada@example.com");
    assert_eq!(sign_in(server.address(), &link)?.status, 401);
    Ok(())
}

#[test]
fn a_link_can_be_made_for_another_origin() -> Result<()> {
    let folder = TestFolder::new()?;
    folder.serve(&[])?.stop()?;

    let link = folder.command(&["sign-in-link", "--origin", "https://secrets.example.com"]).data()?;

    assert!(link.starts_with("https://secrets.example.com/sign-in#token="));
    Ok(())
}

#[test]
fn links_lead_to_the_public_origin_that_the_server_was_told() -> Result<()> {
    let folder = TestFolder::new()?;
    folder.serve(&["--public-origin", "https://secrets.example.com"])?.stop()?;

    let link = folder.command(&["sign-in-link"]).data()?;

    assert!(link.starts_with("https://secrets.example.com/sign-in#token="));
    Ok(())
}

#[test]
fn nobody_is_added_by_a_slip() -> Result<()> {
    let folder = TestFolder::new()?;
    let server = folder.serve(&[])?;

    let said = folder.command(&["sign-in-link", "--email", "mia@example.com"]).refusal(1)?;

    assert!(said.contains("there is nobody with the address mia@example.com"));
    assert!(said.contains("hint: ") && said.contains("--create --email mia@example.com"));
    let link = folder.command(&["sign-in-link", "--email", "mia@example.com", "--create"]).data()?;
    let session: Session = sign_in(server.address(), &link)?.read(200)?;
    assert_eq!(session.user.context("a person")?.email, "mia@example.com");
    folder.command(&["sign-in-link", "--email", "MIA@example.com"]).data()?;
    Ok(())
}

#[test]
fn there_must_be_an_installation() -> Result<()> {
    let folder = TestFolder::new()?;

    let said = folder.command(&["sign-in-link"]).refusal(1)?;

    assert!(said.contains("there is no installation in") && said.contains("start the server there once"), "{said}");
    assert!(!folder.data().exists());
    Ok(())
}
