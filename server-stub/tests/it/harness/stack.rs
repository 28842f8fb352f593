//! A server in this process, with a data folder and a clock of its own.

use std::{net::Ipv4Addr, path::Path, sync::Arc, time::Duration};

use anyhow::{Context, Result, ensure};
use axum::Router;
use oz_crypto::Suite;
use oz_domain::{
    AgentId, ApiKeyId, UserId,
    api::{Role, paths},
};
use oz_server_stub::{
    Actor, ActsAs, AppState, Clock, FirstStart, Hosts, Installation, KeyringFile, Limits, NewApiKey, NewPerson,
    OneAtATime, Page, Person, PlainToken, RunEvents, Store, TokenHash, router,
};
use tempfile::TempDir;

use super::{Client, TestClock};

/// A server in this process.
pub(crate) struct Stack {
    folder: TempDir,
    pub(crate) clock: Arc<TestClock>,
    pub(crate) store: Store,
    keyring: KeyringFile,
    state: AppState,
    router: Router,
}

/// Whom a key acts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TeamKey {
    /// The team.
    Yes,
    /// The person who made it.
    No,
}

impl Stack {
    /// A new installation without a page.
    pub(crate) async fn start() -> Result<Self> {
        Self::with(Suite::X25519Sha256ChaCha20Poly1305, None).await
    }

    /// A new installation that serves a page.
    pub(crate) async fn with_page(page: &Path) -> Result<Self> {
        Self::with(Suite::X25519Sha256ChaCha20Poly1305, Some(page)).await
    }

    /// A new installation.
    pub(crate) async fn with(suite: Suite, page: Option<&Path>) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let clock = Arc::new(TestClock::default());
        let first = FirstStart { admin_email: "admin@localhost".parse()?, suite };
        let data = folder.path().join("data");
        let Installation { store, vault, workspace, keyring } =
            Installation::open_or_create(&data, None, &first, &*clock).await?;
        let state = AppState {
            store: store.clone(),
            vault: Arc::new(vault),
            clock: clock.clone(),
            run_events: RunEvents::default().with_heartbeat(Duration::from_millis(50)),
            workspace: Arc::new(workspace),
            usage: OneAtATime::default(),
            hosts: Hosts::new(Ipv4Addr::LOCALHOST.into(), None),
            page: page.map(|page| Page::new(page.to_owned())),
        };
        Ok(Self { folder, clock, store, keyring, router: router(state.clone()), state })
    }

    /// The same server with other limits.
    pub(crate) fn with_limits(mut self, limits: Limits) -> Self {
        self.state.store = self.state.store.with_limits(limits);
        self.store = self.state.store.clone();
        self.router = router(self.state.clone());
        self
    }

    /// What the routes share.
    pub(crate) fn state(&self) -> &AppState {
        &self.state
    }

    /// The data folder.
    pub(crate) fn data(&self) -> std::path::PathBuf {
        self.folder.path().join("data")
    }

    /// A client that nobody knows.
    pub(crate) fn anonymous(&self) -> Client {
        Client::anonymous(self.router.clone())
    }

    /// The first administrator, signed in.
    pub(crate) async fn admin(&self) -> Result<Client> {
        self.signed_in("admin@localhost").await
    }

    /// A person, signed in; a new member if nobody has the address.
    pub(crate) async fn signed_in(&self, email: &str) -> Result<Client> {
        let link = self.sign_in_link(email).await?;
        let signed_in = self.sign_in(&link).await?;
        let person = self.person(email).await?;
        let (key, _) = self.new_key(&person, ActsAs::Person(person.id), None).await?;
        signed_in.having_key(&key)
    }

    /// Signs in with the token of a link.
    pub(crate) async fn sign_in(&self, link: &str) -> Result<Client> {
        let body = serde_json::json!({ "token": link });
        let answer = self.anonymous().post(paths::SESSION, &body).await?;
        ensure!(answer.status == 200, "not signed in: {}", answer.text());
        let cookie = answer.header("set-cookie").context("no cookie was set")?;
        let token = cookie
            .strip_prefix("__Host-oz_session=")
            .and_then(|rest| rest.split(';').next())
            .context("not the session's cookie")?;
        self.anonymous().with_session(token)
    }

    /// The token of a new sign-in link.
    pub(crate) async fn sign_in_link(&self, email: &str) -> Result<String> {
        let person = self.person(email).await?;
        let token = PlainToken::generate();
        let expires_at = self.clock.now().after(Duration::from_mins(15)).to_wire();
        self.store.insert_sign_in_link(person.id, &token.hash(), &expires_at, &self.machine()).await?;
        // EXPOSE: the test signs in with it.
        Ok(token.expose().to_owned())
    }

    /// A client with a new API key, and the key's id.
    pub(crate) async fn key(
        &self,
        email: &str,
        team: TeamKey,
        lifetime: Option<Duration>,
    ) -> Result<(Client, ApiKeyId)> {
        let person = self.person(email).await?;
        let acts_as = if team == TeamKey::Yes { ActsAs::Team } else { ActsAs::Person(person.id) };
        self.key_of(&person, acts_as, lifetime).await
    }

    /// A client with a new API key that acts as an agent.
    pub(crate) async fn agent_key(&self, agent: AgentId) -> Result<Client> {
        Ok(self.agent_key_and_id(agent).await?.0)
    }

    /// The same, and the key's id.
    pub(crate) async fn agent_key_and_id(&self, agent: AgentId) -> Result<(Client, ApiKeyId)> {
        let admin = self.store.first_admin().await?.context("there is an administrator")?;
        self.key_of(&admin, ActsAs::Agent(agent), None).await
    }

    /// A client with a runner's key.
    pub(crate) async fn runners_key(&self) -> Result<Client> {
        Ok(self.runners_key_and_id().await?.0)
    }

    /// The same, and the key's id.
    pub(crate) async fn runners_key_and_id(&self) -> Result<(Client, ApiKeyId)> {
        let admin = self.store.first_admin().await?.context("there is an administrator")?;
        self.key_of(&admin, ActsAs::Runner, None).await
    }

    async fn key_of(&self, person: &Person, acts_as: ActsAs, lifetime: Option<Duration>) -> Result<(Client, ApiKeyId)> {
        let (key, id) = self.new_key(person, acts_as, lifetime).await?;
        Ok((self.anonymous().with_key(&key)?, id))
    }

    async fn new_key(
        &self,
        person: &Person,
        acts_as: ActsAs,
        lifetime: Option<Duration>,
    ) -> Result<(String, ApiKeyId)> {
        let (key, id) = (PlainToken::generate_api_key(), ApiKeyId::from_parts(0, random()));
        let expires_at = lifetime.map(|lifetime| self.clock.now().after(lifetime).to_wire());
        let hash: TokenHash = key.hash();
        let new = NewApiKey {
            id,
            token: &hash,
            last_four: key.last_four(),
            name: "a test's key",
            team: person.team,
            acts_as,
            created_by: person.id,
            expires_at: expires_at.as_ref(),
        };
        self.store.insert_api_key(&new, &self.machine()).await?;
        // EXPOSE: the test's client sends it.
        Ok((key.expose().to_owned(), id))
    }

    /// Makes a new active sealing key, as `key renew` does.
    pub(crate) fn renew_key(&self, suite: Suite) -> Result<()> {
        let renewed = self.keyring.load()?.renew(suite, self.clock.now())?;
        Ok(self.keyring.save(&renewed)?)
    }

    /// How changes from outside the interface are recorded.
    pub(crate) fn machine(&self) -> Actor {
        Actor {
            id: None,
            label: "machine".to_owned(),
            team: None,
            at: self.clock.now().to_wire(),
            trace_id: "test".to_owned(),
        }
    }

    async fn person(&self, email: &str) -> Result<Person> {
        let email = email.parse()?;
        if let Some(person) = self.store.find_person(&email).await? {
            return Ok(person);
        }
        let admin = self.store.first_admin().await?.context("there is no administrator")?;
        let new = NewPerson {
            id: UserId::from_parts(0, random()),
            email: email.clone(),
            team: admin.team,
            role: Role::Member,
        };
        self.store.add_person(&new, &self.machine()).await?;
        self.store.find_person(&email).await?.context("the new member is gone")
    }
}

fn random() -> [u8; 10] {
    let mut random = [0; 10];
    // Without randomness the ids collide, and the tests say so.
    let _ = getrandom::fill(&mut random);
    random
}
