//! Lists of secrets: filtered, sorted and cut into pages by the database.

use oz_domain::{
    Scope, SecretType,
    api::{SecretSort, SecretSummary, SortOrder},
};

use super::{
    Store,
    error::StoreError,
    rows::{SecretRow, number},
    secrets::{Confines, columns},
};

/// Which page of which list.
#[derive(Debug, Clone)]
pub struct PageRequest {
    /// Whose secrets.
    pub confines: Confines,
    /// Only the team's, or only the person's own.
    pub scope: Option<Scope>,
    /// Only those with this text in name or description.
    pub query: Option<String>,
    /// Only those of this type.
    pub secret_type: Option<SecretType>,
    /// Only those that runs may get, or only the others.
    pub enabled: Option<bool>,
    /// What to sort by.
    pub sort: SecretSort,
    /// In which direction.
    pub order: SortOrder,
    /// How many at most.
    pub limit: u32,
    /// The last secret of the page before.
    pub after: Option<Position>,
}

/// A place between two secrets of a list, which stays where it is when others come or go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// What is sorted by.
    pub key: String,
    /// Tells secrets with the same key apart.
    pub id: String,
}

/// One page.
#[derive(Debug, Clone)]
pub struct Page {
    /// In the order that was asked for.
    pub secrets: Vec<SecretSummary>,
    /// Where the next page begins, if there is one.
    pub next: Option<Position>,
    /// How many there are on all pages.
    pub total: u64,
}

macro_rules! filters {
    ($kind:literal, $owner:literal) => {
        concat!(
            "owner_kind = '",
            $kind,
            "' AND owner_id = ",
            $owner,
            " AND ($3 IS NULL OR search_text LIKE $3 ESCAPE '\\')",
            " AND ($4 IS NULL OR type = $4) AND ($5 IS NULL OR enabled = $5)"
        )
    };
}

/// The team's and the person's secrets are each read in order from an index, and merged.
macro_rules! page {
    ($key:literal, $direction:literal, $beyond:literal) => {
        concat!(
            "SELECT ",
            columns!(),
            ", ",
            $key,
            " AS sort_key FROM secret WHERE ",
            filters!("team", "$1"),
            " AND (",
            $key,
            ", id) ",
            $beyond,
            " ($6, $7)",
            " UNION ALL SELECT ",
            columns!(),
            ", ",
            $key,
            " AS sort_key FROM secret WHERE ",
            filters!("user", "$2"),
            " AND (",
            $key,
            ", id) ",
            $beyond,
            " ($6, $7)",
            " ORDER BY sort_key ",
            $direction,
            ", id ",
            $direction,
            " LIMIT $8"
        )
    };
}

const NAME_UP: &str = page!("name_folded", "ASC", ">");
const NAME_DOWN: &str = page!("name_folded", "DESC", "<");
const UPDATED_UP: &str = page!("updated_at", "ASC", ">");
const UPDATED_DOWN: &str = page!("updated_at", "DESC", "<");
const CREATED_UP: &str = page!("created_at", "ASC", ">");
const CREATED_DOWN: &str = page!("created_at", "DESC", "<");
const TOTAL: &str = concat!(
    "SELECT (SELECT count(id) FROM secret WHERE ",
    filters!("team", "$1"),
    ") + (SELECT count(id) FROM secret WHERE ",
    filters!("user", "$2"),
    ")"
);

#[derive(sqlx::FromRow)]
struct SortedRow {
    #[sqlx(flatten)]
    secret: SecretRow,
    sort_key: String,
}

impl Store {
    /// One page of the secrets that the caller may know of.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn list_secrets(&self, request: &PageRequest) -> Result<Page, StoreError> {
        let bounds = Bounds::of(request);
        let start = request.after.clone().unwrap_or_else(|| beginning(request.order));
        let limit = usize::try_from(request.limit).unwrap_or(usize::MAX);
        let mut tx = self.reader.begin().await?;
        let mut rows: Vec<SortedRow> = sqlx::query_as(statement(request.sort, request.order))
            .bind(&bounds.team)
            .bind(&bounds.user)
            .bind(&bounds.pattern)
            .bind(bounds.secret_type)
            .bind(bounds.enabled)
            .bind(&start.key)
            .bind(&start.id)
            .bind(i64::from(request.limit) + 1)
            .fetch_all(&mut *tx)
            .await?;
        let total: i64 = sqlx::query_scalar(TOTAL)
            .bind(&bounds.team)
            .bind(&bounds.user)
            .bind(&bounds.pattern)
            .bind(bounds.secret_type)
            .bind(bounds.enabled)
            .fetch_one(&mut *tx)
            .await?;
        tx.commit().await?;

        let more = rows.len() > limit;
        rows.truncate(limit);
        let last = rows.last().filter(|_| more);
        let next = last.map(|row| Position { key: row.sort_key.clone(), id: row.secret.id().to_owned() });
        let secrets = rows.into_iter().map(|row| row.secret.try_into()).collect::<Result<_, _>>()?;
        Ok(Page { secrets, next, total: number(total, "count")? })
    }
}

/// What a request comes down to in the database's words.
struct Bounds {
    team: Option<String>,
    user: Option<String>,
    pattern: Option<String>,
    secret_type: Option<&'static str>,
    enabled: Option<i64>,
}

impl Bounds {
    fn of(request: &PageRequest) -> Self {
        let within = |scope| request.scope.is_none_or(|only| only == scope);
        Self {
            team: within(Scope::Team).then(|| request.confines.team.to_string()),
            user: request.confines.user.filter(|_| within(Scope::Personal)).map(|user| user.to_string()),
            pattern: request.query.as_deref().filter(|text| !text.is_empty()).map(pattern),
            secret_type: request.secret_type.map(SecretType::as_str),
            enabled: request.enabled.map(i64::from),
        }
    }
}

fn statement(sort: SecretSort, order: SortOrder) -> &'static str {
    match (sort, order) {
        (SecretSort::Name, SortOrder::Asc) => NAME_UP,
        (SecretSort::Name, SortOrder::Desc) => NAME_DOWN,
        (SecretSort::UpdatedAt, SortOrder::Asc) => UPDATED_UP,
        (SecretSort::UpdatedAt, SortOrder::Desc) => UPDATED_DOWN,
        (SecretSort::CreatedAt, SortOrder::Asc) => CREATED_UP,
        (SecretSort::CreatedAt, SortOrder::Desc) => CREATED_DOWN,
    }
}

/// Before every secret: names and times are ASCII, so `~` comes after all of them.
fn beginning(order: SortOrder) -> Position {
    match order {
        SortOrder::Asc => Position { key: String::new(), id: String::new() },
        SortOrder::Desc => Position { key: "~".to_owned(), id: String::new() },
    }
}

/// Anything that contains the text: `%`, `_` and `\` stand for themselves.
pub(super) fn pattern(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in text.to_lowercase().chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}
