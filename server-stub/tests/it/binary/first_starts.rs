//! Several first starts at once, as a hasty supervisor makes them.

use std::thread;

use anyhow::{Context, Result};

use crate::harness::{Server, TestFolder};

#[test]
fn first_starts_at_once_make_one_installation() -> Result<()> {
    for _ in 0..3 {
        let folder = TestFolder::new()?;

        let servers: Vec<Server> = thread::scope(|scope| {
            let starts: Vec<_> = (0..4).map(|_| scope.spawn(|| folder.serve(&[]))).collect();
            starts.into_iter().map(|start| start.join().ok().context("a start panicked")?).collect::<Result<_>>()
        })?;

        assert!(!servers[0].identity.is_empty());
        assert!(servers.iter().all(|server| server.identity == servers[0].identity));
        drop(servers);
        folder.serve(&[])?;
    }
    Ok(())
}
