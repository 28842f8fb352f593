//! Lists of runs: filtered, sorted and cut into pages by the database.

use oz_domain::{
    RunId, RunSource, ScheduleId, Timestamp,
    api::{ExecutionLocation, RunItem, RunSort, RunState, SortOrder},
};

use super::{
    Store,
    error::StoreError,
    page_size,
    run_rows::{RunRow, StoredRun, run_columns},
    runs::RunConfines,
    secret_pages::Position,
};

/// Which page of which list of runs.
#[derive(Debug, Clone)]
pub struct RunPageRequest {
    /// Whose runs.
    pub confines: RunConfines,
    /// Which of them.
    pub filter: RunFilter,
    /// What to sort by.
    pub sort: RunSort,
    /// In which direction.
    pub order: SortOrder,
    /// How many at most.
    pub limit: u32,
    /// The last run of the page before.
    pub after: Option<Position>,
}

/// Which runs. All that is given must hold.
#[derive(Debug, Clone, Default)]
pub struct RunFilter {
    /// In one of these states; in any when empty.
    pub states: Vec<RunState>,
    /// Made by this person, key or schedule.
    pub creator: Option<String>,
    /// Executed by this person, key or agent.
    pub executor: Option<String>,
    /// In this environment; `empty-environment` for none.
    pub environment: Option<String>,
    /// That came this way.
    pub source: Option<RunSource>,
    /// Claimed there.
    pub execution_location: Option<ExecutionLocation>,
    /// That this schedule made.
    pub schedule: Option<ScheduleId>,
    /// That this run started, or one that it started.
    pub ancestor: Option<RunId>,
    /// Of this name.
    pub name: Option<String>,
    /// With this model.
    pub model_id: Option<String>,
    /// With this skill.
    pub skill: Option<String>,
    /// With this text in title, beginning of the prompt, or skill, letter case aside.
    pub query: Option<String>,
    /// With all of these labels, five at most.
    pub labels: Vec<(String, String)>,
    /// That got fewer secrets than they asked for, or the others.
    pub fewer: Option<bool>,
    /// Made after this.
    pub created_after: Option<Timestamp>,
    /// Made before this.
    pub created_before: Option<Timestamp>,
    /// Changed after this.
    pub updated_after: Option<Timestamp>,
}

/// One page of runs.
#[derive(Debug, Clone)]
pub struct PageOfRuns {
    /// In the order that was asked for.
    pub runs: Vec<RunItem>,
    /// Where the next page begins, if there is one.
    pub next: Option<Position>,
}

#[derive(sqlx::FromRow)]
struct SortedRow {
    sort_key: String,
    #[sqlx(flatten)]
    run: RunRow,
}

/// `instr` and not `LIKE`: prompts are long, and a pattern tries all of itself wherever its first letter stands.
macro_rules! page {
    ($key:literal, $direction:literal, $beyond:literal) => {
        concat!(
            "SELECT ",
            run_columns!(),
            ", ",
            $key,
            " AS sort_key FROM run WHERE team_id = $1 AND (private_to IS NULL OR private_to = $2 OR $3 = 1)",
            " AND ($4 IS NULL OR $4 LIKE '%,' || state || ',%') AND ($5 IS NULL OR creator_uid = $5)",
            " AND ($6 IS NULL OR executor_uid = $6)",
            " AND ($7 IS NULL OR coalesce(environment_id, 'empty-environment') = $7) AND ($8 IS NULL OR source = $8)",
            " AND ($9 IS NULL OR execution_location = $9) AND ($10 IS NULL OR schedule_id = $10)",
            " AND ($11 IS NULL OR id IN (WITH RECURSIVE below (id) AS (SELECT r.id FROM run r WHERE r.parent_id = $11",
            " UNION SELECT r.id FROM run r JOIN below b ON r.parent_id = b.id) SELECT id FROM below))",
            " AND ($12 IS NULL OR name = $12) AND ($13 IS NULL OR model_id = $13) AND ($14 IS NULL OR skill = $14)",
            " AND ($15 IS NULL OR instr(search_text, $15) > 0) AND ($16 IS NULL OR fewer = $16)",
            " AND ($17 IS NULL OR created_at > $17) AND ($18 IS NULL OR created_at < $18)",
            " AND ($19 IS NULL OR updated_at > $19)",
            " AND ($20 = 0 OR $20 = (SELECT count(*) FROM run_label l WHERE l.run_id = run.id AND ((l.key = $21 AND l.value = $22)",
            " OR (l.key = $23 AND l.value = $24) OR (l.key = $25 AND l.value = $26) OR (l.key = $27 AND l.value = $28)",
            " OR (l.key = $29 AND l.value = $30))))",
            " AND ($31 IS NULL OR (", $key, ", id) ", $beyond, " ($31, $32)) ORDER BY ", $key, " ", $direction, ", id ",
            $direction,
            " LIMIT $33"
        )
    };
}

const UPDATED_UP: &str = page!("updated_at", "ASC", ">");
const UPDATED_DOWN: &str = page!("updated_at", "DESC", "<");
const CREATED_UP: &str = page!("created_at", "ASC", ">");
const CREATED_DOWN: &str = page!("created_at", "DESC", "<");
const TITLE_UP: &str = page!("lower(title)", "ASC", ">");
const TITLE_DOWN: &str = page!("lower(title)", "DESC", "<");
/// Runs without a skill come last in both directions.
const SKILL_UP: &str = page!("coalesce(skill, '~')", "ASC", ">");
const SKILL_DOWN: &str = page!("coalesce(skill, '')", "DESC", "<");

impl Store {
    /// One page of the runs that the caller may see; shorter than asked for where they are long.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn list_runs(&self, request: &RunPageRequest) -> Result<PageOfRuns, StoreError> {
        let filter = &request.filter;
        let (own, all) = request.confines.columns();
        let mut query = sqlx::query_as(statement(request.sort, request.order))
            .bind(request.confines.team.to_string())
            .bind(own)
            .bind(all)
            .bind(states(&filter.states))
            .bind(filter.creator.as_deref())
            .bind(filter.executor.as_deref())
            .bind(filter.environment.as_deref())
            .bind(filter.source.map(RunSource::as_str))
            .bind(filter.execution_location.map(ExecutionLocation::as_str))
            .bind(filter.schedule.map(|id| id.to_string()))
            .bind(filter.ancestor.map(|id| id.to_string()))
            .bind(filter.name.as_deref())
            .bind(filter.model_id.as_deref())
            .bind(filter.skill.as_deref())
            .bind(filter.query.as_deref().filter(|text| !text.is_empty()).map(str::to_lowercase))
            .bind(filter.fewer.map(i64::from))
            .bind(filter.created_after.as_ref().map(Timestamp::as_str))
            .bind(filter.created_before.as_ref().map(Timestamp::as_str))
            .bind(filter.updated_after.as_ref().map(Timestamp::as_str));
        let labels = distinct(&filter.labels);
        query = query.bind(i64::try_from(labels.len()).unwrap_or(i64::MAX));
        for at in 0..oz_domain::api::MAX_METADATA_FILTERS {
            let label = labels.get(at);
            query = query.bind(label.map(|(key, _)| *key)).bind(label.map(|(_, value)| *value));
        }
        let rows = query
            .bind(request.after.as_ref().map(|after| after.key.as_str()))
            .bind(request.after.as_ref().map(|after| after.id.as_str()))
            .bind(i64::from(request.limit) + 1)
            .fetch(&self.reader);
        let (rows, more) = page_size::first(rows, request.limit, |row: &SortedRow| row.run.bytes()).await?;
        page(rows, more)
    }
}

fn page(rows: Vec<SortedRow>, more: bool) -> Result<PageOfRuns, StoreError> {
    let last = rows.last().filter(|_| more);
    let next = last.map(|row| Position { key: row.sort_key.clone(), id: row.run.id.clone() });
    let runs = rows.into_iter().map(|row| StoredRun::try_from(row.run).map(|run| run.item));
    Ok(PageOfRuns { runs: runs.collect::<Result<_, _>>()?, next })
}

fn statement(sort: RunSort, order: SortOrder) -> &'static str {
    match (sort, order) {
        (RunSort::UpdatedAt, SortOrder::Asc) => UPDATED_UP,
        (RunSort::UpdatedAt, SortOrder::Desc) => UPDATED_DOWN,
        (RunSort::CreatedAt, SortOrder::Asc) => CREATED_UP,
        (RunSort::CreatedAt, SortOrder::Desc) => CREATED_DOWN,
        (RunSort::Title, SortOrder::Asc) => TITLE_UP,
        (RunSort::Title, SortOrder::Desc) => TITLE_DOWN,
        (RunSort::Agent, SortOrder::Asc) => SKILL_UP,
        (RunSort::Agent, SortOrder::Desc) => SKILL_DOWN,
    }
}

/// `,QUEUED,FAILED,`, or nothing when any state will do.
fn states(states: &[RunState]) -> Option<String> {
    let words: Vec<_> = states.iter().map(|state| state.as_str()).collect();
    (!words.is_empty()).then(|| format!(",{},", words.join(",")))
}

/// The same label twice is asked for once.
fn distinct(labels: &[(String, String)]) -> Vec<(&str, &str)> {
    let mut labels: Vec<_> = labels.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    labels.sort_unstable();
    labels.dedup();
    labels
}
