//! Once a claim is answered, nothing of the values is left in the server's memory.
//!
//! A process of its own, with the allocator that the binary has: a search looks through all of it.
#![cfg(target_os = "linux")]

#[expect(dead_code, unused_imports, reason = "the harness of the other tests has more than is needed here")]
#[path = "it/harness/mod.rs"]
mod harness;

use std::alloc::System;
use std::fs::{self, File};
use std::os::unix::fs::FileExt;

use anyhow::{Context, Result, ensure};
use oz_domain::{RunId, SecretType, api::RunState};
use serde_json::json;
use zeroizing_alloc::ZeroAlloc;

use harness::{Client, Runner, Stack, variable};

#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

/// Text to look for, kept in a disguise, so that looking does not find the needle itself.
struct Needle(Vec<u8>);

impl Needle {
    const DISGUISE: u8 = 0x15;

    /// 32 letters that are nowhere in the program.
    fn made_up() -> Result<Self> {
        let mut random = [0; 32];
        getrandom::fill(&mut random)?;
        Ok(Self(random.iter().map(|byte| (b'a' + byte % 16) ^ Self::DISGUISE).collect()))
    }

    /// The text itself. Wiped when freed, as everything here is.
    fn text(&self) -> String {
        self.0.iter().map(|byte| char::from(byte ^ Self::DISGUISE)).collect()
    }

    /// How often it stands in this process's memory.
    fn count(&self) -> Result<usize> {
        let memory = File::open("/proc/self/mem")?;
        let mut window = vec![0; 1 << 20];
        let own = window.as_ptr().addr()..window.as_ptr().addr() + window.len();
        let mut found = 0;
        for (start, end) in writable_regions()? {
            let mut at = start;
            while at < end {
                let len = window.len().min(end - at);
                if memory.read_exact_at(&mut window[..len], at as u64).is_ok() {
                    found += self.places(&window[..len]).filter(|place| !own.contains(&(at + place))).count();
                }
                // Windows overlap, so that nothing hides on a border.
                at += if len == window.len() { len - self.0.len() + 1 } else { len };
            }
        }
        Ok(found)
    }

    fn places(&self, window: &[u8]) -> impl Iterator<Item = usize> {
        let first = self.0[0] ^ Self::DISGUISE;
        let starts = window.iter().enumerate().filter(move |(_, byte)| **byte == first).map(|(place, _)| place);
        starts.filter(|place| {
            let here = window[*place..].iter().take(self.0.len());
            here.map(|byte| byte ^ Self::DISGUISE).eq(self.0.iter().copied())
        })
    }
}

fn writable_regions() -> Result<Vec<(usize, usize)>> {
    let maps = fs::read_to_string("/proc/self/maps")?;
    let region = |line: &str| {
        let (range, rest) = line.split_once(' ')?;
        let (start, end) = range.split_once('-')?;
        let address = |digits| usize::from_str_radix(digits, 16).ok();
        rest.starts_with("rw").then_some((address(start)?, address(end)?))
    };
    Ok(maps.lines().filter_map(region).collect())
}

/// So many that they are opened by more than one thread.
const RAW_VALUES: usize = 40;

/// A run whose variables hold the needle: as raw values, and as a part of a credential.
async fn furnish(client: &Client, needle: &Needle) -> Result<RunId> {
    for number in 0..RAW_VALUES {
        client.team_value(&format!("RAW_{number}"), &needle.text()).await?;
    }
    let json = format!(r#"{{"api_key":"{}"}}"#, needle.text());
    client.typed_secret("claude", SecretType::AnthropicApiKey, &json).await?;
    let config =
        json!({ "harness": { "type": "claude" }, "harness_auth_secrets": { "claude_auth_secret_name": "claude" } });
    client.start_run(&json!({ "prompt": "x", "config": config })).await
}

/// One test alone: a search copies what it looks through.
#[tokio::test]
async fn once_a_claim_is_answered_no_value_is_left_in_memory() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let needle = Needle::made_up()?;
    ensure!(needle.count()? == 0, "found before there is one");
    let planted = needle.text();
    ensure!(needle.count()? > 0, "not found where it is");
    drop(planted);

    let run = furnish(&admin, &needle).await?;
    ensure!(needle.count()? == 0, "something is left of the upload");
    let runner = Runner::new(&admin)?;
    let claimed = runner.claim(run).await?;
    ensure!(needle.count()? == 0, "something is left of the claim");

    let delivery = runner.open(&claimed.read(200)?)?;
    ensure!(needle.count()? > RAW_VALUES, "the runner lacks something");
    for number in 0..RAW_VALUES {
        ensure!(variable(&delivery, &format!("RAW_{number}"))?.len() == 32, "raw value {number}");
    }
    ensure!(variable(&delivery, "ANTHROPIC_API_KEY")?.len() == 32, "the credential");
    drop(delivery);
    ensure!(needle.count()? == 0, "something is left at the runner");
    let state = admin.run(run).await?.state;
    (state == RunState::Claimed).then_some(()).context("not claimed")
}
