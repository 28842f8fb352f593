//! Workspace, people, links, sessions and keys.

use anyhow::{Context, Result};
use oz_domain::{ApiKeyId, UserId, api::Role};
use oz_server_stub::{
    ActsAs, AddedPerson, KeyHolder, NewApiKey, NewPerson, NewSession, PlainToken, SessionState, StoreError, TokenHash,
};

use super::{Fixture, fixture::time};

pub(crate) async fn an_installation_has_its_workspace_and_its_administrator(
    fresh: impl AsyncFn() -> Result<Fixture>,
) -> Result<()> {
    let fixture = fresh().await?;

    fixture.store.set_origin(fixture.workspace, "https://example.com").await?;

    let workspace = fixture.store.workspace().await?.context("a workspace")?;
    let admin = fixture.store.first_admin().await?.context("an administrator")?;
    assert_eq!((workspace.id, workspace.origin.as_deref()), (fixture.workspace, Some("https://example.com")));
    assert_eq!((admin.id, admin.team, admin.role), (fixture.admin, fixture.team, Role::Admin));
    Ok(())
}

pub(crate) async fn an_address_belongs_to_one_person_letter_case_aside(
    fresh: impl AsyncFn() -> Result<Fixture>,
) -> Result<()> {
    let fixture = fresh().await?;
    let add = async |id: u8, email: &str| -> Result<AddedPerson> {
        let new = NewPerson {
            id: UserId::from_parts(0, [id; 10]),
            email: email.parse()?,
            team: fixture.team,
            role: Role::Member,
        };
        Ok(fixture.store.add_person(&new, &fixture.actor(0)?).await?)
    };

    assert_eq!(add(9, "ADA@example.com").await?, AddedPerson::Known);
    assert_eq!(add(9, "mia@example.com").await?, AddedPerson::Added);

    let found = fixture.store.find_person(&"MIA@EXAMPLE.com".parse()?).await?.context("a person")?;
    assert_eq!((found.email.as_str(), found.role), ("mia@example.com", Role::Member));
    assert!(fixture.store.find_person(&"nobody@example.com".parse()?).await?.is_none());
    Ok(())
}

/// Makes a link that ends at second 100, and tries it at another.
async fn try_link(fixture: &Fixture, link: &TokenHash, token: &TokenHash, second: u32) -> Result<bool> {
    let (now, expires_at) = (time(second)?, time(second + 1000)?);
    let new = NewSession { link, token, now: &now, expires_at: &expires_at, trace_id: "trace" };
    Ok(fixture.store.sign_in(&new).await?)
}

async fn make_link(fixture: &Fixture) -> Result<TokenHash> {
    let link = PlainToken::generate().hash();
    fixture.store.insert_sign_in_link(fixture.admin, &link, &time(100)?, &fixture.actor(0)?).await?;
    Ok(link)
}

pub(crate) async fn a_link_is_spent_once_and_in_time(fresh: impl AsyncFn() -> Result<Fixture>) -> Result<()> {
    let fixture = fresh().await?;
    let (link, late) = (make_link(&fixture).await?, make_link(&fixture).await?);
    let token = PlainToken::generate().hash();

    assert!(!try_link(&fixture, &late, &token, 100).await?);
    assert!(try_link(&fixture, &link, &token, 99).await?);
    assert!(!try_link(&fixture, &link, &PlainToken::generate().hash(), 99).await?);
    assert!(!try_link(&fixture, &PlainToken::generate().hash(), &token, 99).await?);
    Ok(())
}

pub(crate) async fn a_session_holds_until_it_is_signed_out(fresh: impl AsyncFn() -> Result<Fixture>) -> Result<()> {
    let fixture = fresh().await?;
    let (link, token) = (make_link(&fixture).await?, PlainToken::generate().hash());
    try_link(&fixture, &link, &token, 0).await?;

    let session = fixture.store.find_session(&token).await?.context("a session")?;
    assert_eq!((session.person, session.team, session.role), (fixture.admin, fixture.team, Role::Admin));
    assert_eq!(session.state, SessionState::Until(time(1000)?));
    assert!(fixture.store.find_session(&link).await?.is_none());

    fixture.store.sign_out(&token, &fixture.actor(5)?).await?;
    let session = fixture.store.find_session(&token).await?.context("a session")?;
    assert_eq!(session.state, SessionState::SignedOut);
    Ok(())
}

pub(crate) async fn ended_sessions_are_forgotten_in_the_end(fresh: impl AsyncFn() -> Result<Fixture>) -> Result<()> {
    let fixture = fresh().await?;
    let (link, token) = (make_link(&fixture).await?, PlainToken::generate().hash());
    try_link(&fixture, &link, &token, 0).await?;

    fixture.store.prune_sessions(&time(999)?).await?;
    assert!(fixture.store.find_session(&token).await?.is_some());

    fixture.store.prune_sessions(&time(1000)?).await?;
    assert!(fixture.store.find_session(&token).await?.is_none());
    Ok(())
}

async fn make_key(fixture: &Fixture, id: u8, acts_as: ActsAs) -> Result<TokenHash> {
    let key = PlainToken::generate_api_key();
    let (hash, expires_at) = (key.hash(), time(100)?);
    let new = NewApiKey {
        id: ApiKeyId::from_parts(0, [id; 10]),
        token: &hash,
        last_four: key.last_four(),
        name: "key",
        team: fixture.team,
        acts_as,
        created_by: fixture.admin,
        expires_at: (acts_as != ActsAs::Team).then_some(&expires_at),
    };
    fixture.store.insert_api_key(&new, &fixture.actor(0)?).await?;
    Ok(hash)
}

pub(crate) async fn a_key_is_found_by_its_hash_with_whom_it_acts_as(
    fresh: impl AsyncFn() -> Result<Fixture>,
) -> Result<()> {
    let fixture = fresh().await?;
    let personal = make_key(&fixture, 1, ActsAs::Person(fixture.admin)).await?;
    let team = make_key(&fixture, 2, ActsAs::Team).await?;

    let personal = fixture.store.find_api_key(&personal).await?.context("a key")?;
    let team = fixture.store.find_api_key(&team).await?.context("a key")?;

    assert!(matches!(personal.holder, KeyHolder::Person { id, role: Role::Admin, .. } if id == fixture.admin));
    assert_eq!((personal.expires_at, personal.revoked_at), (Some(time(100)?), None));
    assert!(team.holder == KeyHolder::Team && team.expires_at.is_none() && team.team == fixture.team);
    assert!(fixture.store.find_api_key(&PlainToken::generate_api_key().hash()).await?.is_none());
    Ok(())
}

pub(crate) async fn a_key_is_ended_once(fresh: impl AsyncFn() -> Result<Fixture>) -> Result<()> {
    let fixture = fresh().await?;
    let hash = make_key(&fixture, 1, ActsAs::Team).await?;
    let id = ApiKeyId::from_parts(0, [1; 10]);
    assert_eq!(fixture.store.list_api_keys().await?.len(), 1);

    fixture.store.revoke_api_key(id, &fixture.actor(7)?).await?;

    let again = fixture.store.revoke_api_key(id, &fixture.actor(8)?).await;
    assert!(matches!(again, Err(StoreError::NotFound)));
    assert!(fixture.store.list_api_keys().await?.is_empty());
    let key = fixture.store.find_api_key(&hash).await?.context("a key")?;
    assert_eq!(key.revoked_at, Some(time(7)?));
    Ok(())
}
