//! The list itself: headings that sort, and as many rows as are on the screen.

use leptos::{ev::PointerEvent, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{
    Finding, SecretsStore,
    clock::Now,
    menu::{Menus, OpenMenu},
    row::Rows,
    row_view::RowView,
    scroller::Scroller,
    sort::Column,
    when::exactly,
    window::whole,
};
use crate::ui::Focused;

/// The rows that are `shown`, in a table that knows how many there are beyond the screen.
#[component]
pub(crate) fn Table(shown: Memo<Rows>) -> impl IntoView {
    let body = NodeRef::<html::Tbody>::new();
    let scroller = Scroller::over(body);
    let part = Memo::new(move |_| scroller.window(shown.with(|rows| rows.0.len())));
    let places = move || part.with(|part| part.first..part.last);
    show_lit(shown, scroller);
    keep_focus(shown);
    provide_context(Menus::over(shown));
    provide_context(Now::ticking());

    view! {
        <table class="table" role="table" aria-label="Secrets" aria-rowcount=move || shown.with(|rows| rows.0.len() + 1)>
            <thead role="rowgroup">
                <tr role="row" aria-rowindex="1">
                    {Column::ALL.map(|by| view! { <Heading by /> })}
                    <th role="columnheader" scope="col"><span class="unseen">"Actions"</span></th>
                </tr>
            </thead>
            <tbody node_ref=body role="rowgroup" on:pointerover=say_when>
                <Spacer height=move || part.get().before />
                <For each=places key=|at| *at let(at)><RowView shown at /></For>
                <Spacer height=move || part.get().after />
            </tbody>
        </table>
        <OpenMenu />
    }
}

#[component]
fn Heading(by: Column) -> impl IntoView {
    let Finding { sort, .. } = expect_context();
    view! {
        <th role="columnheader" scope="col" aria-sort=move || sort.get().aria(by)>
            <button type="button" class="sort" on:click=move |_| sort.update(|sort| *sort = sort.clicked(by))>
                {by.label()}
            </button>
        </th>
    }
}

/// Says exactly when a time is that is pointed at. Not before: a locale's words for all rows hold up the list.
fn say_when(event: PointerEvent) {
    let pointed = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    let Some(time) = pointed.filter(|element| element.tag_name() == "TIME") else {
        return;
    };
    let at = time.get_attribute("datetime").and_then(|text| text.parse().ok());
    if let Some(at) = at {
        time.set_title(&exactly(&at));
    }
}

/// Empty space in the place of rows that are off the screen.
#[component]
fn Spacer(height: impl Fn() -> f64 + Send + Sync + 'static) -> impl IntoView {
    view! {
        <tr aria-hidden="true" class="spacer">
            <td colspan="6" style:height=move || format!("{}px", whole(height()))></td>
        </tr>
    }
}

/// Brings a row that was just added or changed to where it can be seen.
fn show_lit(shown: Memo<Rows>, scroller: Scroller) {
    let store = expect_context::<SecretsStore>();
    Effect::new(move |before: Option<_>| {
        let lit = store.lit();
        if before != Some(lit) {
            let at = shown.with_untracked(|rows| rows.0.iter().position(|row| Some(row.secret.id) == lit));
            if let Some(at) = at {
                request_animation_frame(move || scroller.show(at));
            }
        }
        lit
    });
}

/// When the secret whose button has the focus moves to another row, the focus goes with it.
fn keep_focus(shown: Memo<Rows>) {
    Effect::new(move |before: Option<Rows>| {
        let now = shown.get();
        let focused = Focused::now();
        // The headings are the first row.
        let row = focused.closest("tbody tr").and_then(|row| row.get_attribute("aria-rowindex")?.parse::<usize>().ok());
        let at = row.and_then(|row| row.checked_sub(2));
        let id_in = |rows: &Rows| at.and_then(|at| rows.0.get(at)).map(|row| row.secret.id);
        if let Some(was) = before.as_ref().and_then(id_in).filter(|was| Some(*was) != id_in(&now)) {
            let focused = focused.of(was.to_string());
            request_animation_frame(move || focused.restore());
        }
        now
    });
}
