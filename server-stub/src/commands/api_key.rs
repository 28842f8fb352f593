//! `api-key`: keys for machines without a browser.

use anyhow::{Context, Result, bail};
use oz_domain::{AgentId, ApiKeyId, TeamId};

use super::machine;
use crate::{
    clock::{Clock, SystemClock},
    config::{ApiKey, ApiKeyCreate, ApiKeyDelete, DataFolder},
    output,
    random::NewId,
    store::{ActsAs, KeyHolder, NewApiKey, Store, StoreError, StoredApiKey},
    token::PlainToken,
};

pub(super) async fn run(command: ApiKey) -> Result<()> {
    match command {
        ApiKey::Create(flags) => create(flags).await,
        ApiKey::List(data) => list(&data).await,
        ApiKey::Delete(flags) => delete(flags).await,
    }
}

async fn create(flags: ApiKeyCreate) -> Result<()> {
    let name = flags.name.trim();
    if name.is_empty() || name.chars().count() > 100 || name.chars().any(char::is_control) {
        bail!("a key's name is one line of 1 to 100 characters");
    }
    let installation = machine::open(&flags.data).await?;
    let (store, now) = (installation.store, SystemClock.now());
    let person = store.find_person(&flags.email).await?.with_context(|| {
        let email = &flags.email;
        format!(
            "there is nobody with the address {email}\nhint: to add a member, run `oz-server-stub sign-in-link --create --email {email}`"
        )
    })?;
    let acts_as = match (flags.agent, flags.team, flags.runner) {
        (Some(agent), ..) => ActsAs::Agent(known_agent(&store, person.team, agent).await?),
        (None, true, _) => ActsAs::Team,
        (None, false, true) => ActsAs::Runner,
        (None, false, false) => ActsAs::Person(person.id),
    };
    let key = PlainToken::generate_api_key();
    let expires_at = flags.expires_in.map(|lifetime| now.after(lifetime.duration()).to_wire());
    let new = NewApiKey {
        id: ApiKeyId::generate(now),
        token: &key.hash(),
        last_four: key.last_four(),
        name,
        team: person.team,
        acts_as,
        created_by: person.id,
        expires_at: expires_at.as_ref(),
    };
    store.insert_api_key(&new, &machine::actor(now)).await?;
    store.close().await;
    // EXPOSE: the key is shown once, to whoever runs this.
    output::data(key.expose())?;
    output::talk(&format!("this key is shown once; its id is {}", new.id));
    Ok(())
}

async fn known_agent(store: &Store, team: TeamId, id: AgentId) -> Result<AgentId> {
    match store.find_agent(team, id).await {
        Ok(agent) => Ok(agent.id),
        Err(StoreError::NotFound) => {
            bail!("there is no agent {id}\nhint: `GET /api/v1/agent/identities` lists those there are")
        }
        Err(error) => Err(error.into()),
    }
}

async fn list(data: &DataFolder) -> Result<()> {
    let installation = machine::open(data).await?;
    for key in installation.store.list_api_keys().await? {
        output::data(&line(&key))?;
    }
    installation.store.close().await;
    Ok(())
}

fn line(key: &StoredApiKey) -> String {
    let acts_as = match &key.holder {
        KeyHolder::Team => "the team",
        KeyHolder::Person { email, .. } => email,
        KeyHolder::Agent { name, .. } => name,
        KeyHolder::Runner => "a runner",
    };
    let ends = key.expires_at.as_ref().map_or("never", |end| end.as_str());
    format!("{}\twk-**{}\t{}\tacts as {acts_as}\tends {ends}", key.id, key.last_four, key.name)
}

async fn delete(flags: ApiKeyDelete) -> Result<()> {
    let store = machine::open(&flags.data).await?.store;
    let cancelled = match store.revoke_api_key(flags.id, &machine::actor(SystemClock.now())).await {
        Err(StoreError::NotFound) => {
            bail!("there is no API key {}\nhint: `oz-server-stub api-key list` shows those there are", flags.id)
        }
        result => result?,
    };
    store.close().await;
    output::talk("deleted; requests with this key are refused from now on");
    if !cancelled.is_empty() {
        output::talk(&format!("cancelled {} of its runs that still waited", cancelled.len()));
    }
    Ok(())
}
