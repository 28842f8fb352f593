//! The list's state: what is loaded, what is lit, what was announced.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::{
    SecretId,
    api::{SecretPage, SecretSummary},
};

use super::row::{Row, Rows};
use crate::{
    client::{Client, ClientError},
    session::SessionContext,
};

/// The first page is small, so that something is to be seen at once; the others are large.
const FIRST_PAGE: u32 = 100;
const NEXT_PAGES: u32 = 1_000;

/// How far loading the list has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Loading {
    /// Nothing yet.
    First,
    /// Some; how many there are in all.
    More(u64),
    /// All of it.
    Done,
    /// It stopped.
    Failed(ClientError),
}

/// When what is loaded is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pace {
    /// There is nothing to see yet: each page as it comes.
    PageByPage,
    /// There is a list already: the new one in its place when it is whole.
    AllAtOnce,
}

/// A change made here, which a list that is still being loaded may not have yet.
#[derive(Debug, Clone)]
enum Edit {
    Put(Arc<Row>),
    Gone(SecretId),
}

/// All secrets that the person may see. In context.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SecretsStore {
    rows: RwSignal<Rows>,
    loading: RwSignal<Loading>,
    lit: RwSignal<Option<SecretId>>,
    announced: RwSignal<String>,
    /// Whether the list was asked for since it was last empty.
    asked: StoredValue<bool>,
    /// What changed here since loading began.
    edits: StoredValue<Vec<Edit>>,
    /// Which attempt to load is the present one; answers to earlier ones are late.
    attempt: StoredValue<u32>,
    session: SessionContext,
}

impl SecretsStore {
    pub(crate) fn new(session: SessionContext) -> Self {
        Self {
            rows: RwSignal::default(),
            loading: RwSignal::new(Loading::First),
            lit: RwSignal::new(None),
            announced: RwSignal::default(),
            asked: StoredValue::new(false),
            edits: StoredValue::default(),
            attempt: StoredValue::new(0),
            session,
        }
    }

    /// Whether there is nothing to show yet, or nothing at all. Follows changes.
    pub(crate) fn is_empty(self) -> bool {
        self.rows.with(|rows| rows.0.is_empty())
    }

    /// What is loaded so far, in no order. Follows changes.
    pub(crate) fn rows(self) -> Rows {
        self.rows.get()
    }

    /// How far loading has come. Follows changes.
    pub(crate) fn loading(self) -> Loading {
        self.loading.get()
    }

    /// Whether all of it is loaded. Follows changes.
    pub(crate) fn is_whole(self) -> bool {
        self.loading.with(|loading| *loading == Loading::Done)
    }

    /// The row that was just added or changed. Follows changes.
    pub(crate) fn lit(self) -> Option<SecretId> {
        self.lit.get()
    }

    /// The person looks for something else now: what was just changed is a row like any other.
    pub(crate) fn unlight(self) {
        if self.lit.with_untracked(Option::is_some) {
            self.lit.set(None);
        }
    }

    /// What is said to those who can't see it happen. Follows changes.
    pub(crate) fn announced(self) -> String {
        self.announced.get()
    }

    /// Says something to those who can't see it happen.
    pub(crate) fn announce(self, words: impl Into<String>) {
        self.announced.set(words.into());
    }

    /// Puts a new or changed secret in the list at once, and lights it.
    pub(crate) fn upsert(self, secret: SecretSummary) {
        self.lit.set(Some(secret.id));
        self.edit(Edit::Put(Arc::new(Row::new(secret))));
    }

    /// Takes a deleted secret out of the list.
    pub(crate) fn forget(self, id: SecretId) {
        self.edit(Edit::Gone(id));
    }

    fn edit(self, edit: Edit) {
        self.rows.update(|rows| *rows = edited(rows.0.as_ref().clone(), [&edit]));
        self.edits.update_value(|edits| edits.push(edit));
    }

    /// Loads the list unless that was asked for already.
    pub(crate) fn ask_once(self) {
        if !self.asked.get_value() {
            self.refresh();
        }
    }

    /// Loads the list anew. What is shown stays until the answer is there.
    pub(crate) fn refresh(self) {
        let attempt = self.next_attempt();
        self.asked.set_value(true);
        self.edits.update_value(Vec::clear);
        let pace = if self.rows.with_untracked(|rows| rows.0.is_empty()) { Pace::PageByPage } else { Pace::AllAtOnce };
        if pace == Pace::PageByPage {
            self.loading.set(Loading::First);
        }
        spawn_local(async move {
            let loaded = self.load(attempt, pace).await;
            if self.attempt.get_value() != attempt {
                return;
            }
            match loaded {
                Ok(()) => self.loading.set(Loading::Done),
                Err(error) if error.is_signed_out() => self.signed_out(&error),
                Err(error) => self.loading.set(Loading::Failed(error)),
            }
        });
    }

    /// Forgets everything, as when somebody signs out.
    pub(crate) fn clear(self) {
        self.next_attempt();
        self.asked.set_value(false);
        self.rows.set(Rows::default());
        self.loading.set(Loading::First);
        self.lit.set(None);
    }

    fn next_attempt(self) -> u32 {
        let next = self.attempt.get_value().wrapping_add(1);
        self.attempt.set_value(next);
        next
    }

    async fn load(self, attempt: u32, how: Pace) -> Result<(), ClientError> {
        let mut loaded: Vec<Arc<Row>> = Vec::new();
        let mut page = Client.secrets(FIRST_PAGE, None).await?;
        while self.attempt.get_value() == attempt {
            let SecretPage { secrets, page_info, total } = page;
            loaded.extend(secrets.into_iter().map(|secret| Arc::new(Row::new(secret))));
            if how == Pace::PageByPage || page_info.next_cursor.is_none() {
                self.edits.with_value(|edits| self.rows.set(edited(loaded.clone(), edits)));
            }
            let Some(cursor) = page_info.next_cursor else {
                break;
            };
            self.loading.set(Loading::More(total));
            page = Client.secrets(NEXT_PAGES, Some(&cursor)).await?;
        }
        Ok(())
    }

    fn signed_out(self, error: &ClientError) {
        let had_session = self.session.current_untracked().is_some();
        self.clear();
        self.session.lost(had_session.then(|| error.sentence()));
    }
}

/// The rows after some changes, the last of them last.
fn edited<'e>(mut rows: Vec<Arc<Row>>, edits: impl IntoIterator<Item = &'e Edit>) -> Rows {
    for edit in edits {
        let id = match edit {
            Edit::Put(row) => row.secret.id,
            Edit::Gone(id) => *id,
        };
        rows.retain(|row| row.secret.id != id);
        if let Edit::Put(row) = edit {
            rows.push(row.clone());
        }
    }
    Rows(Arc::new(rows))
}

#[cfg(test)]
mod tests {
    use super::{super::row::tests::rows, *};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn names(rows: &Rows) -> Vec<&str> {
        rows.0.iter().map(|row| row.secret.name.as_str()).collect()
    }

    #[test]
    fn a_list_that_was_asked_for_earlier_does_not_undo_what_was_done_since() {
        let before = rows(&[("A", 1), ("B", 2)]);
        let [added, changed] = [rows(&[("C", 3)]), rows(&[("B2", 2)])].map(|rows| rows.0[0].clone());
        let edits = [Edit::Put(added), Edit::Gone(before.0[0].secret.id), Edit::Put(changed)];

        assert_eq!(names(&edited(before.0.to_vec(), &edits)), ["C", "B2"]);
    }

    #[test]
    fn what_is_put_twice_is_there_once() {
        let row = rows(&[("A", 1)]).0[0].clone();

        assert_eq!(names(&edited(vec![row.clone()], &[Edit::Put(row.clone()), Edit::Put(row)])), ["A"]);
    }
}
