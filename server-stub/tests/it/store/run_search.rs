//! Searching runs for a text.

use std::time::Duration;

use anyhow::Result;
use oz_domain::{
    Prompt, RunId,
    api::{RunSort, SortOrder},
};
use oz_server_stub::{NewRun, RunFilter, RunPageRequest};
use tokio::time::timeout;

use super::{
    Fixture,
    runs::{everybody, id, keep, new_run},
};

async fn found(fixture: &Fixture, text: &str) -> Result<Vec<RunId>> {
    let filter = RunFilter { query: Some(text.to_owned()), ..RunFilter::default() };
    let (confines, sort, order) = (everybody(fixture), RunSort::CreatedAt, SortOrder::Asc);
    let request = RunPageRequest { confines, filter, sort, order, limit: 100, after: None };
    Ok(fixture.store.list_runs(&request).await?.runs.into_iter().map(|run| run.run_id).collect())
}

pub(crate) async fn a_long_text_is_searched_in_no_time(fresh: impl AsyncFn() -> Result<Fixture>) -> Result<()> {
    let fixture = fresh().await?;
    for at in 1..=20 {
        // No request has such a title: it is searched whole, as runs that an older server kept are.
        keep(&fixture, &NewRun { title: "a".repeat(Prompt::MAX_CHARS), ..new_run(&fixture, at) }, 0).await?;
    }

    let nothing = timeout(Duration::from_secs(1), found(&fixture, &format!("{}b", "a".repeat(499)))).await??;

    assert!(nothing.is_empty());
    Ok(())
}

pub(crate) async fn a_text_is_found_as_it_is_written_letter_case_aside(
    fresh: impl AsyncFn() -> Result<Fixture>,
) -> Result<()> {
    let fixture = fresh().await?;
    let prompts = ["100 %", "a_b", "axb", r"c\d", "Grüße an Ärzte", &format!("{}near far", "é".repeat(4092))];
    for (at, prompt) in (1..).zip(prompts) {
        keep(&fixture, &NewRun { prompt: prompt.to_owned(), ..new_run(&fixture, at) }, u32::from(at)).await?;
    }

    let table: [(&str, &[u8]); 9] = [
        ("%", &[1]),
        ("A_B", &[2]),
        (r"C\", &[4]),
        ("GRÜSSE", &[]),
        ("grÜße AN ärzte", &[5]),
        ("é near", &[]),
        ("énear", &[6]),
        ("far", &[]),
        ("run 3", &[3]),
    ];
    for (text, expected) in table {
        assert_eq!(found(&fixture, text).await?, expected.iter().copied().map(id).collect::<Vec<_>>(), "{text}");
    }
    Ok(())
}
