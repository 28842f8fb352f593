//! A row in, markup out. Loads nothing.

use std::sync::Arc;

use leptos::prelude::*;
use oz_domain::Scope;

use super::{SecretsStore, clock::Now, menu::RowMenu, row::Row, when};

/// One secret of the list; `index` is its place among all rows of the table, headings included, from 1.
#[component]
pub(crate) fn RowView(row: Arc<Row>, index: Signal<usize>) -> impl IntoView {
    let store = expect_context::<SecretsStore>();
    let secret = row.secret.clone();
    let id = secret.id;
    let scope = secret.owner.scope();
    let description = secret.description.to_string();
    let by = secret.updated_by.label.clone();

    view! {
        <tr role="row" aria-rowindex=index data-lit=move || (store.lit() == Some(id)).then_some("true")>
            <th role="rowheader" scope="row">
                {name(&secret.name)} " "
                {(!secret.enabled).then(|| view! { <span class="tag warn">"Disabled"</span> })}
                {end(&row)}
                <div class="sub" title=description.clone()>{description.clone()}</div>
            </th>
            <td role="cell" class="type"><span class="tag" title=secret.secret_type.label()>{secret.secret_type.label()}</span></td>
            <td role="cell" class="scope">
                <span class="tag" class:team=scope == Scope::Team>{scope.to_string()}</span>
            </td>
            <td role="cell" class="num updated"><Updated row=row.clone() /></td>
            <td role="cell" class="by"><span title=by.clone()>{by.clone()}</span></td>
            <td role="cell" class="acts"><RowMenu secret /></td>
        </tr>
    }
}

/// Whether it is over, or when it will be.
fn end(row: &Row) -> Option<AnyView> {
    let end = row.secret.expires_at.clone()?;
    let now = expect_context::<Now>();
    let (title, day) = (when::exactly(&end), format!("Ends {}", when::day(&end)));
    let is_over = Memo::new(move |_| when::is_over(&end, now.get()));
    let words = move || if is_over.get() { "Expired".to_owned() } else { day.clone() };
    Some(view! { <span class="tag" class:warn=move || is_over.get() title=title>{words}</span> }.into_any())
}

/// The name. Of a long one that doesn't fit, the middle is cut out: what tells names apart is often at the end.
fn name(name: &str) -> impl IntoView + use<> {
    const SHORT: usize = 24;
    const TAIL: usize = 8;
    let cut = if name.len() > SHORT { name.len() - TAIL } else { name.len() };
    let (head, tail) = name.split_at_checked(cut).unwrap_or((name, ""));
    view! {
        <span class="name" title=name.to_owned()>
            <span class="cut">{head.to_owned()}</span>{tail.to_owned()}
        </span>
    }
}

/// How long ago, and in its title exactly when.
#[component]
fn Updated(row: Arc<Row>) -> impl IntoView {
    let now = expect_context::<Now>();
    let title = when::exactly(&row.secret.updated_at);
    let datetime = row.secret.updated_at.to_string();
    view! {
        <time datetime=datetime title=title>{move || when::ago(&row.secret.updated_at, now.get())}</time>
    }
}
