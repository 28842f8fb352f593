//! A row in, markup out. Loads nothing.

use std::sync::Arc;

use leptos::prelude::*;
use oz_domain::Scope;

use super::{
    SecretsStore,
    clock::Now,
    menu::{Menus, menu_button},
    row::{Row, Rows},
    when,
};

/// The secret that is at a place of what is `shown`, from 0. Another one there is written into the same elements, which
/// is several times faster than new ones: a search changes them all with each key.
#[component]
pub(crate) fn RowView(shown: Memo<Rows>, at: usize) -> impl IntoView {
    let (store, now) = (expect_context::<SecretsStore>(), expect_context::<Now>());
    let menus = expect_context::<Menus>();
    on_cleanup(move || menus.leave(at));
    // The list may be shorter before the table hears of it.
    let row = Memo::new(move |_| shown.with(|rows| rows.0.get(at).cloned()));
    let is_lit = move || row.with(|row| row.as_ref().is_some_and(|row| store.lit() == Some(row.secret.id)));
    view! {
        // The headings are the first row.
        <tr role="row" aria-rowindex=at + 2 data-lit=move || is_lit().then_some("true")>
            {move || row.get().map(|row| cells(&row, now.get(), menus, at))}
        </tr>
    }
}

fn cells(row: &Arc<Row>, now_ms: f64, menus: Menus, at: usize) -> impl IntoView + use<> {
    let secret = &row.secret;
    let (scope, label) = (secret.owner.scope(), secret.secret_type.label());
    let (description, by) = (secret.description.to_string(), secret.updated_by.label.clone());
    view! {
        <th role="rowheader" scope="row">
            {name(&secret.name)} " "
            {(!secret.enabled).then(|| view! { <span class="tag warn">"Disabled"</span> })}
            {end(row, now_ms)}
            <div class="sub" title=description.clone()>{description.clone()}</div>
        </th>
        <td role="cell" class="type"><span class="tag" title=label>{label}</span></td>
        <td role="cell" class="scope"><span class="tag" class:team=scope == Scope::Team>{scope.to_string()}</span></td>
        <td role="cell" class="num updated">
            <time datetime=secret.updated_at.to_string()>{when::ago(&secret.updated_at, now_ms)}</time>
        </td>
        <td role="cell" class="by"><span title=by.clone()>{by.clone()}</span></td>
        <td role="cell" class="acts">{menu_button(row.clone(), menus, at)}</td>
    }
}

/// Whether it is over, or when it will be.
fn end(row: &Row, now_ms: f64) -> Option<AnyView> {
    let end = row.secret.expires_at.as_ref()?;
    let is_over = when::is_over(end, now_ms);
    let words = if is_over { "Expired".to_owned() } else { format!("Ends {}", when::day(end)) };
    Some(view! { <time class="tag" class:warn=is_over datetime=end.to_string()>{words}</time> }.into_any())
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
