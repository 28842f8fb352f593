//! The list's state: which runs are looked at, what is loaded of them, what is heard.

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::api::RunPage;

use super::{
    line::{Line, changed},
    which::Which,
};
use crate::{
    client::{Client, ClientError},
    session::SessionContext,
};

const PAGE: usize = 50;
/// What the server gives at most at once.
const MOST: usize = 500;

/// How far loading has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Loading {
    /// Nothing is there yet.
    First,
    /// More is being added.
    More,
    /// What was asked for is there.
    Done,
    /// It stopped.
    Failed(ClientError),
}

/// The runs that are looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct RunsStore {
    pub(super) which: Memo<Which>,
    pub(super) lines: RwSignal<Vec<Line>>,
    pub(super) loading: RwSignal<Loading>,
    /// Where the list goes on; `None` when all is loaded.
    pub(super) next: RwSignal<Option<String>>,
    /// Which attempt to load is the present one; answers to earlier ones are late.
    attempt: StoredValue<u32>,
    session: SessionContext,
}

impl RunsStore {
    pub(super) fn new(which: Memo<Which>, session: SessionContext) -> Self {
        Self {
            which,
            lines: RwSignal::default(),
            loading: RwSignal::new(Loading::First),
            next: RwSignal::new(None),
            attempt: StoredValue::new(0),
            session,
        }
    }

    /// Others are looked at: those before go.
    pub(super) fn begin(self) {
        self.lines.set(Vec::new());
        self.loading.set(Loading::First);
        self.refresh();
    }

    /// Loads as many as there are, anew. What is shown stays until the answer is there.
    pub(super) fn refresh(self) {
        let count = self.lines.with_untracked(Vec::len).clamp(PAGE, MOST);
        self.load(count, None);
    }

    /// Adds a page.
    pub(super) fn more(self) {
        if self.loading.get_untracked() != Loading::More {
            self.loading.set(Loading::More);
            self.load(PAGE, self.next.get_untracked());
        }
    }

    /// A run changed, or is new.
    pub(super) fn hear(self, json: &str) {
        let Ok(run) = serde_json::from_str(json) else {
            return;
        };
        let line = Line::of(run);
        let admitted = self.which.get_untracked().admits(&line, &self.me());
        let is_all = self.loading.get_untracked() == Loading::Done && self.next.with_untracked(Option::is_none);
        self.lines.update(|lines| changed(lines, line, admitted, is_all));
    }

    fn load(self, count: usize, cursor: Option<String>) {
        let attempt = self.attempt.get_value().wrapping_add(1);
        self.attempt.set_value(attempt);
        let mut query = self.which.get_untracked().query(&self.me());
        query.push(("sort_by", "created_at".to_owned()));
        query.push(("limit", count.to_string()));
        let adds = cursor.is_some();
        query.extend(cursor.map(|cursor| ("cursor", cursor)));
        spawn_local(async move {
            let answer = Client.runs(query).await;
            if self.attempt.try_get_value() == Some(attempt) {
                self.take(answer, adds);
            }
        });
    }

    fn take(self, answer: Result<RunPage, ClientError>, adds: bool) {
        match answer {
            Ok(RunPage { runs, page_info }) => {
                let new: Vec<Line> = runs.into_iter().map(Line::of).collect();
                self.lines.update(|lines| {
                    lines.retain(|line| adds && new.iter().all(|new| new.id != line.id));
                    lines.extend(new);
                });
                self.next.set(page_info.next_cursor);
                self.loading.set(Loading::Done);
            }
            Err(error) if error.is_signed_out() => self.session.lost(Some(error.sentence())),
            Err(error) => self.loading.set(Loading::Failed(error)),
        }
    }

    fn me(self) -> String {
        let user = self.session.current_untracked().and_then(|session| session.user);
        user.map(|user| user.id.to_string()).unwrap_or_default()
    }
}
