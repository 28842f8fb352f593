//! The Schedules page: the list, or what stands in its place.

use leptos::prelude::*;
use leptos::task::spawn_local;
use oz_domain::{
    ScheduleId,
    api::{Agent, Schedule, SchedulePage},
};

use super::{falling::ask_what_decides, row::row, words::at_ms};
use crate::{
    client::{Client, ClientError},
    environments::EnvironmentsStore,
    page_title::set_page_title,
    secrets::Now,
    session::SessionContext,
    ui::{failed, ghosts, table},
};

const HEADINGS: &[&str] = &["Schedule", "Next run", "Last run", "Action"];
const PAGE: usize = 100;
/// What the server gives at most at once.
const MOST: usize = 1_000;

/// The schedules that have come so far, and whether all have.
#[derive(Clone, Copy)]
pub(super) struct Schedules {
    pub(super) loaded: RwSignal<Option<Vec<Schedule>>>,
    /// Those that schedules name.
    pub(super) agents: RwSignal<Option<Vec<Agent>>>,
    pub(super) now: Now,
    next: RwSignal<Option<String>>,
    trouble: RwSignal<Option<ClientError>>,
    session: SessionContext,
}

impl Schedules {
    fn begin(now: Now) -> Self {
        let schedules = Self {
            loaded: RwSignal::new(None),
            agents: RwSignal::new(None),
            now,
            next: RwSignal::new(None),
            trouble: RwSignal::new(None),
            session: expect_context::<SessionContext>(),
        };
        schedules.refresh();
        ask_what_decides();
        expect_context::<EnvironmentsStore>().refresh();
        spawn_local(async move {
            // Without them, it isn't said what their runs would get.
            if let Ok(page) = Client.agents(None).await {
                schedules.agents.try_set(Some(page.agents));
            }
        });
        schedules.follow();
        schedules
    }

    /// Asks for as many as there are, anew.
    fn refresh(self) {
        let count = self.loaded.with_untracked(|loaded| loaded.as_ref().map_or(PAGE, Vec::len));
        self.ask(count.clamp(PAGE, MOST), None);
    }

    fn ask(self, limit: usize, cursor: Option<String>) {
        spawn_local(async move {
            let adds = cursor.is_some();
            match Client.schedules(limit, cursor).await {
                Ok(SchedulePage { schedules, page_info, .. }) => {
                    self.loaded.try_update(|loaded| {
                        let list = loaded.get_or_insert_default();
                        list.retain(|one| adds && schedules.iter().all(|new| new.id != one.id));
                        list.extend(schedules);
                    });
                    self.next.try_set(page_info.next_cursor);
                    self.trouble.try_set(None);
                }
                Err(error) => self.fail(error),
            }
        });
    }

    /// A time that has passed made a run: that is asked for, twice a minute at most.
    fn follow(self) {
        Effect::new(move |_| {
            let now = self.now.get();
            let is_due = |one: &Schedule| one.history.next_run.as_ref().is_some_and(|next| at_ms(next) <= now);
            if self.loaded.with_untracked(|loaded| loaded.iter().flatten().any(is_due)) {
                self.refresh();
            }
        });
    }

    /// A schedule is this now.
    pub(super) fn put(self, schedule: Schedule) {
        self.loaded.try_update(|loaded| {
            if let Some(place) = loaded.iter_mut().flatten().find(|one| one.id == schedule.id) {
                *place = schedule;
            }
        });
    }

    /// Something that was asked for failed.
    pub(super) fn fail(self, error: ClientError) {
        if error.is_signed_out() {
            self.session.lost(Some(error.sentence()));
        } else {
            self.trouble.try_set(Some(error));
        }
    }
}

/// The page.
pub(super) fn schedules_page() -> AnyView {
    set_page_title("Schedules");
    let now = Now::ticking();
    provide_context(now);
    let schedules = Schedules::begin(now);
    let again = Callback::new(move |()| schedules.refresh());
    // Drawn anew only when others are in the list: a row whose schedule changes keeps the focus.
    let ids = Memo::new(move |_| {
        let ids = |list: &Vec<Schedule>| list.iter().map(|one| one.id).collect::<Vec<ScheduleId>>();
        schedules.loaded.with(|loaded| loaded.as_ref().map(ids))
    });
    let body = move || match ids.get() {
        None if schedules.trouble.with(Option::is_some) => ().into_any(),
        None => ghosts("Loading the schedules"),
        Some(ids) if ids.is_empty() => empty(),
        Some(ids) => table("Schedules", HEADINGS, ids.into_iter().map(|id| row(schedules, id)).collect()),
    };
    let more = move || {
        let cursor = schedules.next.get()?;
        let go_on = move |_| schedules.ask(PAGE, Some(cursor.clone()));
        Some(view! { <button type="button" class="btn more" on:click=go_on>"Show more"</button> })
    };
    view! {
        <div class="head">
            <div>
                <h1>"Schedules"</h1>
                <p class="lede">
                    "A schedule starts runs by itself, again and again. No person stands behind those, so they get the team's "
                    "secrets only, whoever made the schedule."
                </p>
            </div>
            <a class="btn primary" href="/schedules/new">"New schedule"</a>
        </div>
        {move || schedules.trouble.get().map(|error| failed("That didn't work", &error, again))}
        {body}
        {more}
    }
    .into_any()
}

fn empty() -> AnyView {
    view! {
        <div class="empty">
            <h2>"No schedules yet"</h2>
            <p>"Have work that recurs done without anybody thinking of it: at nine on weekdays, each hour, on the first of a month."</p>
            <ul class="facts">
                <li><strong>"Before"</strong>" each run, you see what it would get, and whether that is less than the last one got."</li>
                <li><strong>"Paused"</strong>", it makes no runs, and makes up for none when it is resumed."</li>
                <li><strong>"Personal secrets"</strong>" are never given to its runs. Attach the team's."</li>
            </ul>
            <a class="btn primary" href="/schedules/new">"Make the first schedule"</a>
        </div>
    }
    .into_any()
}
