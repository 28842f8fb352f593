//! Lists of what has a name in a team, filtered, sorted and cut into pages by the database.

use oz_domain::{TeamId, UserId, api::SortOrder};

use super::{
    Store,
    error::StoreError,
    page_size,
    record::RecordRow,
    rows::number,
    secret_pages::{Position, pattern},
};

/// Which page of which list.
#[derive(Debug, Clone)]
pub struct NamedRequest {
    /// Whose.
    pub team: TeamId,
    /// Whose personal ones too, where there are such.
    pub user: Option<UserId>,
    /// Only those with this text in name or description.
    pub query: Option<String>,
    /// What to sort by.
    pub sort: NamedSort,
    /// In which direction.
    pub order: SortOrder,
    /// How many at most.
    pub limit: u32,
    /// The last one of the page before.
    pub after: Option<Position>,
}

/// What a list can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamedSort {
    /// By name, letter case aside.
    Name,
    /// By last change.
    UpdatedAt,
}

/// One page.
#[derive(Debug, Clone)]
pub struct NamedPage<T> {
    /// In the order that was asked for.
    pub items: Vec<T>,
    /// Where the next page begins, if there is one.
    pub next: Option<Position>,
    /// How many there are on all pages.
    pub total: u64,
}

/// The statements of one table's lists.
pub(super) struct Statements {
    pub(super) name_up: &'static str,
    pub(super) name_down: &'static str,
    pub(super) updated_up: &'static str,
    pub(super) updated_down: &'static str,
    pub(super) total: &'static str,
    /// Whether they take the person whose personal ones are listed too.
    pub(super) personal: bool,
}

/// `$1` team, `$2` pattern, `$3` and `$4` position, `$5` limit, `$6` person; in the total, `$3` person.
macro_rules! statements {
    ($table:literal, $columns:expr, $personal:literal, $page_confines:literal, $total_confines:literal) => {
        $crate::store::named::Statements {
            name_up: $crate::store::named::page!($table, $columns, $page_confines, "name_folded", "ASC", ">"),
            name_down: $crate::store::named::page!($table, $columns, $page_confines, "name_folded", "DESC", "<"),
            updated_up: $crate::store::named::page!($table, $columns, $page_confines, "updated_at", "ASC", ">"),
            updated_down: $crate::store::named::page!($table, $columns, $page_confines, "updated_at", "DESC", "<"),
            total: concat!(
                "SELECT count(id) FROM ",
                $table,
                " WHERE team_id = $1 AND ($2 IS NULL OR search_text LIKE $2 ESCAPE '\\')",
                $total_confines
            ),
            personal: $personal,
        }
    };
}
macro_rules! page {
    ($table:literal, $columns:expr, $confines:literal, $key:literal, $direction:literal, $beyond:literal) => {
        concat!(
            "SELECT ",
            $columns,
            ", ",
            $key,
            " AS sort_key FROM ",
            $table,
            " WHERE team_id = $1 AND ($2 IS NULL OR search_text LIKE $2 ESCAPE '\\')",
            $confines,
            " AND ($3 IS NULL OR (",
            $key,
            ", id) ",
            $beyond,
            " ($3, $4)) ORDER BY ",
            $key,
            " ",
            $direction,
            ", id ",
            $direction,
            " LIMIT $5"
        )
    };
}
pub(super) use {page, statements};

/// A row and what it was sorted by.
#[derive(sqlx::FromRow)]
struct SortedRow<T> {
    #[sqlx(flatten)]
    row: T,
    sort_key: String,
}

/// A row that a position can be made of.
pub(super) trait HasId {
    /// The id, as it is stored.
    fn id(&self) -> &str;

    /// How long it is in an answer, about.
    fn bytes(&self) -> usize;
}

impl HasId for RecordRow {
    fn id(&self) -> &str {
        self.id()
    }

    fn bytes(&self) -> usize {
        self.bytes()
    }
}

impl Store {
    /// One page of a table's rows; shorter than asked for where they are long.
    pub(super) async fn page_of<T>(
        &self,
        statements: &Statements,
        request: &NamedRequest,
    ) -> Result<NamedPage<T>, StoreError>
    where
        T: for<'r> sqlx::FromRow<'r, sqlx::sqlite::SqliteRow> + HasId + Send + Unpin,
    {
        let (team, user) = (request.team.to_string(), request.user.map(|user| user.to_string()));
        let pattern = request.query.as_deref().filter(|text| !text.is_empty()).map(pattern);
        let mut page = sqlx::query_as(statements.of(request.sort, request.order))
            .bind(&team)
            .bind(&pattern)
            .bind(request.after.as_ref().map(|after| &after.key))
            .bind(request.after.as_ref().map(|after| &after.id))
            .bind(i64::from(request.limit) + 1);
        let mut total = sqlx::query_scalar(statements.total).bind(&team).bind(&pattern);
        if statements.personal {
            (page, total) = (page.bind(&user), total.bind(&user));
        }
        let mut tx = self.reader.begin().await?;
        let rows = page.fetch(&mut *tx);
        let (rows, more) = page_size::first(rows, request.limit, |sorted: &SortedRow<T>| sorted.row.bytes()).await?;
        let total: i64 = total.fetch_one(&mut *tx).await?;
        tx.commit().await?;
        Ok(cut(rows, more, number(total, "count")?))
    }
}

fn cut<T: HasId>(rows: Vec<SortedRow<T>>, more: bool, total: u64) -> NamedPage<T> {
    let last = rows.last().filter(|_| more);
    let next = last.map(|last| Position { key: last.sort_key.clone(), id: last.row.id().to_owned() });
    NamedPage { items: rows.into_iter().map(|sorted| sorted.row).collect(), next, total }
}

impl Statements {
    fn of(&self, sort: NamedSort, order: SortOrder) -> &'static str {
        match (sort, order) {
            (NamedSort::Name, SortOrder::Asc) => self.name_up,
            (NamedSort::Name, SortOrder::Desc) => self.name_down,
            (NamedSort::UpdatedAt, SortOrder::Asc) => self.updated_up,
            (NamedSort::UpdatedAt, SortOrder::Desc) => self.updated_down,
        }
    }
}

impl<T> NamedPage<T> {
    /// The same page of what its rows stand for.
    pub(super) fn read<U>(self, read: impl Fn(T) -> Result<U, StoreError>) -> Result<NamedPage<U>, StoreError> {
        let items = self.items.into_iter().map(read).collect::<Result<_, _>>()?;
        Ok(NamedPage { items, next: self.next, total: self.total })
    }
}
