//! When schedules make runs: five fields in UTC.

use anyhow::Result;
use oz_domain::api::{ProblemCode, SchedulePreview, paths};
use serde_json::json;

use super::{daily, schedule};
use crate::harness::Stack;

#[tokio::test]
async fn a_schedule_shows_its_next_five_times() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    let made = schedule(&admin, &json!({ "cron_schedule": "0 9 * * MON-FRI" })).await?;

    // The clock stands at Thursday, 12 March 2026, 09:30.
    let expected = ["13", "16", "17", "18", "19"].map(|day| format!("2026-03-{day}T09:00:00.000Z"));
    let shown: Vec<_> = made.next_runs.iter().map(ToString::to_string).collect();
    assert_eq!(shown, expected);
    assert_eq!(made.history.next_run.map(|time| time.to_string()).as_ref(), Some(&expected[0]));
    Ok(())
}

#[tokio::test]
async fn what_is_malformed_is_told_with_its_place_and_what_never_comes_as_such() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    for (cron, code, words) in [
        ("0 25 * * *", "cron_malformed", "at character 3"),
        ("", "cron_malformed", "the minute is missing"),
        ("0 9 * * * *", "cron_malformed", "at character 11"),
        ("0 9 * * * Europe/Berlin", "cron_malformed", "UTC"),
        ("@daily", "cron_malformed", "five fields are needed"),
        ("0 0 30 2 *", "cron_never", "never come"),
    ] {
        let created = admin.post(paths::SCHEDULES, &daily(&json!({ "cron_schedule": cron }))).await?;
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("cron_schedule", cron).finish();
        let previewed = admin.get(&format!("{}?{query}", paths::SCHEDULE_PREVIEW)).await?;
        for answer in [created, previewed] {
            let field = answer.field()?;
            assert_eq!((answer.code()?, field.pointer.as_str()), (ProblemCode::Invalid, "/cron_schedule"), "{cron}");
            assert!(field.code == code && field.message.contains(words), "{cron}: {}", field.message);
        }
    }
    Ok(())
}

#[tokio::test]
async fn times_can_be_looked_at_before_there_is_a_schedule() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    let preview: SchedulePreview =
        admin.get(&format!("{}?cron_schedule=30+10+1+*+*", paths::SCHEDULE_PREVIEW)).await?.read(200)?;

    let months: Vec<_> = preview.next_runs.iter().map(|time| time.as_str()[5..16].to_owned()).collect();
    assert_eq!(months, ["04-01T10:30", "05-01T10:30", "06-01T10:30", "07-01T10:30", "08-01T10:30"]);
    Ok(())
}
