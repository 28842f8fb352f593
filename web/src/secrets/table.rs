//! The list itself: headings that sort, and as many rows as are on the screen.

use leptos::{html, prelude::*};

use super::{
    Finding, SecretsStore, clock::Now, menu::Menus, row::Rows, row_view::RowView, scroller::Scroller, sort::Column,
    window::whole,
};

/// The rows that are `shown`, in a table that knows how many there are beyond the screen.
#[component]
pub(crate) fn Table(shown: Memo<Rows>) -> impl IntoView {
    let body = NodeRef::<html::Tbody>::new();
    let scroller = Scroller::over(body);
    let part = Memo::new(move |_| scroller.window(shown.with(|rows| rows.0.len())));
    let rows = move || {
        let part = part.get();
        // Both follow the list; one of them may hear of a shorter list first.
        shown.with(|rows| rows.0.get(part.first..part.last.min(rows.0.len())).unwrap_or_default().to_vec())
    };
    show_lit(shown, scroller);
    provide_context(Menus::new());
    provide_context(Now::ticking());

    view! {
        <table class="table" role="table" aria-label="Secrets" aria-rowcount=move || shown.with(|rows| rows.0.len() + 1)>
            <thead role="rowgroup">
                <tr role="row" aria-rowindex="1">
                    {Column::ALL.map(|by| view! { <Heading by /> })}
                    <th role="columnheader" scope="col"><span class="unseen">"Actions"</span></th>
                </tr>
            </thead>
            <tbody node_ref=body role="rowgroup">
                <Spacer height=move || part.get().before />
                <ForEnumerate each=rows key=|row| (row.secret.id, row.secret.version) let(index, row)>
                    <RowView row index=Signal::derive(move || part.get().first + index.get() + 2) />
                </ForEnumerate>
                <Spacer height=move || part.get().after />
            </tbody>
        </table>
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
