//! `sign-in-link`: a link that signs a person in, once, within 15 minutes.

use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use oz_domain::{UserId, api::Role};

use super::machine;
use crate::{
    clock::{Clock, Moment, SystemClock},
    config::SignInLink,
    email::Email,
    output,
    random::NewId,
    store::{NewPerson, Person, Store},
    token::PlainToken,
};

const LIFETIME: Duration = Duration::from_mins(15);

pub(super) async fn run(flags: SignInLink) -> Result<()> {
    let installation = machine::open(&flags.data).await?;
    let (store, now) = (&installation.store, SystemClock.now());
    let origin = match (flags.origin, installation.workspace.origin) {
        (Some(origin), _) => origin.to_string(),
        (None, Some(listened)) => listened,
        (None, None) => "http://127.0.0.1:8787".to_owned(),
    };
    let person = match &flags.email {
        None => store.first_admin().await?.context("there is no administrator")?,
        Some(email) => find_or_add(store, email, flags.create, now).await?,
    };

    let token = PlainToken::generate();
    let expires_at = now.after(LIFETIME).to_wire();
    store.insert_sign_in_link(person.id, &token.hash(), &expires_at, &machine::actor(now)).await?;
    store.close().await;
    // EXPOSE: the link is shown once, to whoever runs this. What follows `#` never reaches a server's log.
    output::data(&format!("{origin}/sign-in#token={}", token.expose()))?;
    output::talk(&format!("signs in {} once, within 15 minutes", person.email));
    Ok(())
}

async fn find_or_add(store: &Store, email: &Email, create: bool, now: Moment) -> Result<Person> {
    if let Some(person) = store.find_person(email).await? {
        return Ok(person);
    }
    if !create {
        return Err(anyhow!(
            "there is nobody with the address {email}\nhint: to add a member, run `oz-server-stub sign-in-link --create --email {email}`"
        ));
    }
    let team = store.first_admin().await?.context("there is no administrator")?.team;
    let new = NewPerson { id: UserId::generate(now), email: email.clone(), team, role: Role::Member };
    store.add_person(&new, &machine::actor(now)).await?;
    store.find_person(email).await?.context("the new member is gone")
}
