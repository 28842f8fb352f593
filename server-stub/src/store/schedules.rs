//! Schedules: found, listed, created, changed and removed. Each query is confined to what the caller may know of.

use oz_domain::{Description, Owner, ScheduleId, Timestamp, api::CreateSchedule};
use sqlx::Transaction;

use super::{
    Store,
    audit::{self, Action, Actor, Subject},
    error::StoreError,
    limits::{Full, refuse_if_full},
    named::{HasId, NamedPage, NamedRequest, Statements, statements},
    pool::Db,
    record::{Record, RecordRow, record_columns},
    remembered::{self, Remember, Remembered},
    rows::{owner, read_opt, stored, to_json},
    secrets::{Confines, search_text},
};

/// A schedule, as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct ScheduleRecord {
    /// What people set about it.
    pub record: Record<ScheduleId, CreateSchedule>,
    /// Whose it is.
    pub owner: Owner,
    /// When it makes its next run; none while it is paused.
    pub next_run: Option<Timestamp>,
    /// When it made its last run.
    pub last_ran: Option<Timestamp>,
    /// Why it could not make a run when it last should have.
    pub last_spawn_error: Option<String>,
    /// Whether it makes runs.
    pub enabled: bool,
}

/// The columns of a schedule.
#[derive(sqlx::FromRow)]
pub(super) struct ScheduleRow {
    #[sqlx(flatten)]
    record: RecordRow,
    owner_kind: String,
    owner_id: String,
    enabled: i64,
    next_run_at: Option<String>,
    last_ran_at: Option<String>,
    last_spawn_error: Option<String>,
}

macro_rules! schedule_columns {
    () => {
        concat!(record_columns!(), ", owner_kind, owner_id, enabled, next_run_at, last_ran_at, last_spawn_error")
    };
}
pub(super) use schedule_columns;

const FIND: &str = concat!(
    "SELECT ",
    schedule_columns!(),
    " FROM schedule WHERE id = $1 AND team_id = $2 AND (owner_kind = 'team' OR owner_id = $3)"
);
const COUNT: &str = "SELECT count(*) FROM schedule WHERE team_id = $1";
const INSERT: &str = "INSERT INTO schedule (id, team_id, owner_kind, owner_id, name, name_folded, search_text, config, \
     environment_id, agent_id, enabled, next_run_at, version, created_at, created_by_id, created_by_label, updated_at, \
     updated_by_id, updated_by_label) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $14, $15, $16)";
const LIST: Statements = statements!(
    "schedule",
    schedule_columns!(),
    true,
    " AND (owner_kind = 'team' OR owner_id = $6)",
    " AND (owner_kind = 'team' OR owner_id = $3)"
);

impl Store {
    /// A schedule that the caller may know of.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`] for no such schedule and for somebody else's.
    pub async fn find_schedule(&self, confines: Confines, id: ScheduleId) -> Result<ScheduleRecord, StoreError> {
        find(&self.reader, confines, id).await
    }

    /// One page of the schedules that the caller may know of.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn list_schedules(&self, request: &NamedRequest) -> Result<NamedPage<ScheduleRecord>, StoreError> {
        self.page_of::<ScheduleRow>(&LIST, request).await?.read(ScheduleRow::read)
    }

    /// Keeps a new schedule, and its answer if there is one to remember; or says what was answered before.
    ///
    /// # Errors
    ///
    /// [`StoreError::KeyReused`], [`StoreError::Full`].
    pub async fn insert_schedule(
        &self,
        new: &ScheduleRecord,
        remember: Option<&Remember<'_>>,
        actor: &Actor,
    ) -> Result<Option<Remembered>, StoreError> {
        let mut tx = self.begin().await?;
        if let Some(remember) = remember {
            if let Some(before) = remembered::find(&mut *tx, remember).await? {
                return Ok(Some(before));
            }
            remembered::insert(&mut tx, remember, actor).await?;
        }
        let team = new.record.team.to_string();
        refuse_if_full(&mut tx, COUNT, &[&team], self.limits.schedules, Full::Schedules).await?;
        insert(&mut tx, new).await?;
        record(&mut tx, actor, Action::ScheduleCreated, new).await?;
        tx.commit().await?;
        Ok(None)
    }
}

/// A schedule within the confines.
pub(super) async fn find(
    executor: impl sqlx::Executor<'_, Database = Db>,
    confines: Confines,
    id: ScheduleId,
) -> Result<ScheduleRecord, StoreError> {
    let row: Option<ScheduleRow> = sqlx::query_as(FIND)
        .bind(id.to_string())
        .bind(confines.team.to_string())
        .bind(confines.user.map(|user| user.to_string()))
        .fetch_optional(executor)
        .await?;
    row.ok_or(StoreError::NotFound)?.read()
}

async fn insert(tx: &mut Transaction<'static, Db>, new: &ScheduleRecord) -> Result<(), StoreError> {
    let ScheduleRecord { record, owner, .. } = new;
    sqlx::query(INSERT)
        .bind(record.id.to_string())
        .bind(record.team.to_string())
        .bind(owner.kind().as_str())
        .bind(owner.id())
        .bind(record.config.name.as_str())
        .bind(record.config.name.folded())
        .bind(search(&record.config))
        .bind(to_json(&record.config, "schedule.config")?)
        .bind(environment(&record.config))
        .bind(record.config.agent_uid.map(|id| id.to_string()))
        .bind(i64::from(new.enabled))
        .bind(new.next_run.as_ref().map(Timestamp::as_str))
        .bind(stored(record.version))
        .bind(record.created_at.as_str())
        .bind(record.created_by.id.map(|id| id.to_string()))
        .bind(&record.created_by.label)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// What a search looks through.
pub(super) fn search(config: &CreateSchedule) -> String {
    search_text(config.name.as_str(), &Description::default())
}

/// The environment that its runs start in.
pub(super) fn environment(config: &CreateSchedule) -> Option<&str> {
    config.agent_config.as_ref().and_then(|config| config.environment())
}

/// Adds a row about a schedule to the record.
pub(super) async fn record(
    tx: &mut Transaction<'static, Db>,
    actor: &Actor,
    action: Action,
    schedule: &ScheduleRecord,
) -> Result<(), StoreError> {
    let id = schedule.record.id.to_string();
    let subject =
        Subject { id: Some(&id), name: Some(schedule.record.config.name.as_str()), owner: Some(schedule.owner) };
    audit::append(tx, actor, action, subject).await
}

impl HasId for ScheduleRow {
    fn id(&self) -> &str {
        self.record.id()
    }

    fn bytes(&self) -> usize {
        self.record.bytes()
    }
}

impl ScheduleRow {
    /// The schedule.
    pub(super) fn read(self) -> Result<ScheduleRecord, StoreError> {
        Ok(ScheduleRecord {
            owner: owner(&self.owner_kind, &self.owner_id)?,
            next_run: read_opt(self.next_run_at.as_deref(), "schedule.next_run_at")?,
            last_ran: read_opt(self.last_ran_at.as_deref(), "schedule.last_ran_at")?,
            last_spawn_error: self.last_spawn_error,
            enabled: self.enabled == 1,
            record: self.record.read()?,
        })
    }
}
