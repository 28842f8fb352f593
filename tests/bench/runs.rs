//! Runs and where they run: how long a claim takes, and the list of a thousand environments.

use std::time::Instant;

use anyhow::{Context, Result, ensure};
use base64ct::{Base64UrlUnpadded, Encoding};
use hyper::Method;
use oz_crypto::{PrivateKey, Suite, open_delivery};
use oz_domain::{
    Delivery,
    api::{ClaimedRun, CreatedRun, Environment, EnvironmentPage, SecretPage, paths},
};
use oz_tests::{Stack, spy::Wire};
use serde_json::{Value, json};

use crate::{
    client::{Client, Connection, read},
    load,
    report::Section,
    seed::Seed,
    stats::{median, number, percentile},
};

const HOW: &str = "The released server on a data folder of its own on disk, loopback, one client on one connection. A claim \
    is timed from the request to the end of its answer: the server decides, opens 100 values of an everyday length, seals \
    them to the runner's new key, and stores the decision, a row for each secret, and an audit row in one transaction \
    (write-ahead log, synchronous FULL). Each delivery was opened afterwards and held 100 variables. Once the store has the \
    100 secrets and nothing is declared; once it has 1,000, and the environment names 100. The list of 1,000 environments, \
    ten references each, is every page of it as the web page asks for it, one after the other, to the last byte.";

const SECRETS: u32 = 100;
const MORE_SECRETS: u32 = 900;
const CLAIMS: usize = 101;
/// Claims before the first that counts.
const WARMING: usize = 5;
const ENVIRONMENTS: usize = 1_000;
const REFERENCES: usize = 10;
const LISTS: usize = 31;

/// Measures claims and the list of environments on a server of its own.
///
/// # Errors
///
/// When the server refuses anything, or delivers something else.
pub(crate) async fn measure() -> Result<Section> {
    let stack = Stack::start(Wire::Plain).await?;
    let client = Client::sign_in(&stack).await?.by_key(&stack)?;
    let mut seed = Seed::learn(&client).await?;
    let mut section = Section::new("Runs and environments", HOW);
    let mut connection = client.connect().await?;

    load::create_all(&client, seed.requests(SECRETS)?).await?;
    let claims = claims(&mut connection, &json!({ "prompt": "x" })).await?;
    section.barred("claim_100_ms", "a claim, 100 secrets", median(&claims), "ms", 15.0);
    section.figure("claim_100_p95_ms", "a claim, 95 of 100", percentile(&claims, 95), "ms");
    let named = names(&mut connection).await?;
    load::create_all(&client, seed.requests(MORE_SECRETS)?).await?;
    let place = environment(&mut connection, "the one of the runs", &named).await?.uid;
    let run = json!({ "prompt": "x", "config": { "environment_id": place } });
    let among_many = self::claims(&mut connection, &run).await?;
    section.figure("claim_100_of_1000_ms", "a claim, 100 of 1,000 secrets", median(&among_many), "ms");

    for number in 1..ENVIRONMENTS {
        let ten = named.iter().cycle().skip(number).take(REFERENCES).cloned().collect::<Vec<_>>();
        environment(&mut connection, &format!("Environment {number:04}"), &ten).await?;
    }
    lists(&mut connection, &mut section).await?;
    Ok(section)
}

/// Milliseconds of each claim of such a run.
async fn claims(connection: &mut Connection, run: &Value) -> Result<Vec<f64>> {
    let mut took = Vec::new();
    for _ in 0..WARMING + CLAIMS {
        let created: CreatedRun = connection.post(paths::RUNS, run).await?;
        took.push(claim(connection, &paths::run_claim(created.run_id)).await?);
    }
    Ok(took.split_off(WARMING))
}

async fn claim(connection: &mut Connection, path: &str) -> Result<f64> {
    let private = PrivateKey::generate(Suite::X25519Sha256ChaCha20Poly1305)?;
    let key = Base64UrlUnpadded::encode_string(private.public_key().as_bytes());
    let body = serde_json::to_vec(&json!({ "suite": private.public_key().suite(), "public_key": key }))?;
    let started = Instant::now();
    let answer = connection.send(Method::POST, path, body.into()).await?;
    let took = started.elapsed().as_secs_f64() * 1000.0;
    let claimed: ClaimedRun = read(path, &answer)?;
    let (workspace, run) = (claimed.workspace_id.to_string(), claimed.run_id.to_string());
    let opened = open_delivery(&private, &workspace, &run, &claimed.delivery)?;
    let delivery = Delivery::from_json(&opened).context("what was opened is no delivery")?;
    // EXPOSE: made-up values, to count them.
    let variables = delivery.contents().variables.len();
    ensure!(variables == SECRETS as usize, "{variables} variables were delivered");
    Ok(took)
}

/// The names of the secrets that are there.
async fn names(connection: &mut Connection) -> Result<Vec<String>> {
    let page: SecretPage = connection.get(&format!("{}?limit=1000", paths::SECRETS)).await?;
    Ok(page.secrets.into_iter().map(|secret| secret.name).collect())
}

async fn environment(connection: &mut Connection, name: &str, secrets: &[String]) -> Result<Environment> {
    let secrets: Vec<Value> = secrets.iter().map(|name| json!({ "name": name })).collect();
    let config = json!({
        "name": name,
        "description": "For measuring",
        "docker_image": "registry.example.com/team/image:1.2.3",
        "github_repos": [{ "owner": "example", "repo": "one" }, { "owner": "example", "repo": "two" }],
        "setup_commands": ["make setup"],
        "secrets": secrets,
    });
    connection.post(paths::ENVIRONMENTS, &config).await
}

/// Lists them again and again.
async fn lists(connection: &mut Connection, section: &mut Section) -> Result<()> {
    let mut took = Vec::new();
    let (mut pages, mut bytes) = (0, 0);
    for _ in 0..LISTS {
        let list = whole_list(connection).await?;
        (pages, bytes) = (list.pages, list.bytes);
        took.push(list.took);
    }
    section.figure("environments_1000_list_ms", "1,000 environments listed", median(&took), "ms");
    section.figure("environments_1000_pages", "in pages", number(pages), "");
    section.figure("environments_1000_bytes", "in bodies", number(bytes), "B");
    Ok(())
}

/// A list, page by page.
#[derive(Default)]
struct List {
    pages: usize,
    bytes: usize,
    /// Milliseconds of all requests.
    took: f64,
}

/// Every page, by name.
async fn whole_list(connection: &mut Connection) -> Result<List> {
    let first = format!("{}?sort_by=name", paths::ENVIRONMENTS);
    let (mut list, mut next, mut found) = (List::default(), Some(first.clone()), 0);
    while let Some(path) = next {
        let started = Instant::now();
        let answer = connection.send(Method::GET, &path, <_>::default()).await?;
        list.took += started.elapsed().as_secs_f64() * 1000.0;
        list.pages += 1;
        list.bytes += answer.body.len();
        let page: EnvironmentPage = read(&path, &answer)?;
        found += page.environments.len();
        next = page.page_info.next_cursor.map(|cursor| format!("{first}&cursor={cursor}"));
    }
    ensure!(found == ENVIRONMENTS, "{found} environments are listed");
    Ok(list)
}
