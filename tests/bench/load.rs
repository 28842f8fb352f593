//! How many requests a second the real server answers, and how many times a second its disk can promise to keep.

use std::{
    fs::File,
    io::{Seek, SeekFrom, Write},
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use bytes::Bytes;
use hyper::{Method, StatusCode};
use oz_domain::api::paths;
use tokio::task::JoinSet;

use crate::{
    client::{Answer, Client, Connection},
    report::Section,
    seed::Seed,
    stats::median,
};

const HOW: &str = "The released server on a data folder of its own on disk, loopback, connections kept open, medians of \
    five windows of a second. A list is the first 100 of the secrets that are there by then, as the page asks for it. \
    A created secret was sealed beforehand; the server opens it once, then stores it and its audit row in one \
    transaction (write-ahead log, synchronous FULL). Clients run on the same machine and take their part of its \
    processors. Beside it, what the disk under that folder can do: 4 KiB written and fdatasync, one after the other.";

const WINDOWS: usize = 5;
const WINDOW: Duration = Duration::from_secs(1);
/// More than a window uses up; what is left over isn't sent.
const CREATES_A_WINDOW: u32 = 2_500;
const CLIENTS: [usize; 2] = [1, 16];
const LIST: &str = "/api/v1/secrets?limit=100";

/// What clients do again and again.
#[derive(Clone)]
enum Work {
    List,
    /// Until nothing is waiting.
    Create(Arc<Mutex<Vec<Bytes>>>),
}

/// Measures lists and creations, and the disk.
///
/// # Errors
///
/// When the server refuses anything.
pub(crate) async fn measure(client: &Client, seed: &mut Seed, data: &Path) -> Result<Section> {
    let mut section = Section::new("Server", HOW);
    for clients in CLIENTS {
        let mut windows = Vec::new();
        for _ in 0..WINDOWS {
            windows.push(per_second(client, clients, &Work::List).await?);
        }
        let (key, what) = (format!("list_per_s_{clients}"), format!("lists, {}", plural(clients)));
        section.figure(key, what, median(&windows), "/s");
    }
    for clients in CLIENTS {
        let mut windows = Vec::new();
        for _ in 0..WINDOWS {
            let waiting = Work::create(seed.requests(CREATES_A_WINDOW)?);
            windows.push(per_second(client, clients, &waiting).await?);
        }
        let (key, what) = (format!("create_per_s_{clients}"), format!("secrets created, {}", plural(clients)));
        section.figure(key, what, median(&windows), "/s");
    }
    section.figure("fsync_per_s", "the disk's own 4 KiB and fdatasync", fsyncs_per_second(data)?, "/s");
    Ok(section)
}

/// Creates what is asked for, by many clients at once.
///
/// # Errors
///
/// When the server refuses one.
pub(crate) async fn create_all(client: &Client, requests: Vec<Bytes>) -> Result<()> {
    repeat(client, 16, &Work::create(requests), Duration::from_mins(10)).await.map(drop)
}

/// How often the work was done in a window, for each second of it.
async fn per_second(client: &Client, clients: usize, work: &Work) -> Result<f64> {
    let started = Instant::now();
    let done = repeat(client, clients, work, WINDOW).await?;
    Ok(f64::from(done) / started.elapsed().as_secs_f64())
}

/// Does the work by so many clients at once until the time is over, or nothing is waiting; how often that was.
async fn repeat(client: &Client, clients: usize, work: &Work, time: Duration) -> Result<u32> {
    let mut at_once = JoinSet::new();
    for _ in 0..clients {
        let (mut connection, work) = (client.connect().await?, work.clone());
        at_once.spawn(async move {
            let (mut done, started) = (0, Instant::now());
            while started.elapsed() < time && work.once(&mut connection).await? {
                done += 1;
            }
            Ok::<u32, anyhow::Error>(done)
        });
    }
    at_once.join_all().await.into_iter().sum()
}

impl Work {
    fn create(requests: Vec<Bytes>) -> Self {
        Self::Create(Arc::new(Mutex::new(requests)))
    }

    /// Does it once; false when there is nothing left to do.
    async fn once(&self, connection: &mut Connection) -> Result<bool> {
        let (method, path, body, wanted) = match self {
            Self::List => (Method::GET, LIST, Bytes::new(), StatusCode::OK),
            Self::Create(waiting) => {
                let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).pop();
                let Some(body) = next else { return Ok(false) };
                (Method::POST, paths::SECRETS, body, StatusCode::CREATED)
            }
        };
        let Answer { status, body, .. } = connection.send(method, path, body).await?;
        ensure!(status == wanted, "{path} got {status}: {}", String::from_utf8_lossy(&body));
        Ok(true)
    }
}

fn plural(clients: usize) -> String {
    if clients == 1 { "1 client".to_owned() } else { format!("{clients} clients") }
}

/// How many times a second 4 KiB come to rest on the disk that holds this folder.
fn fsyncs_per_second(folder: &Path) -> Result<f64> {
    let path = folder.join("fsync.probe");
    let mut file = File::create(&path).context("could not write beside the database")?;
    let block = [0x5a; 4096];
    let mut windows = Vec::new();
    for _ in 0..WINDOWS {
        let (mut done, started) = (0_u32, Instant::now());
        while started.elapsed() < WINDOW {
            // In place, within 256 KiB, as the write-ahead log is after its first checkpoint.
            file.seek(SeekFrom::Start(u64::from(done % 64) * 4096))?;
            file.write_all(&block)?;
            file.sync_data()?;
            done += 1;
        }
        windows.push(f64::from(done) / started.elapsed().as_secs_f64());
    }
    std::fs::remove_file(path)?;
    Ok(median(&windows))
}
