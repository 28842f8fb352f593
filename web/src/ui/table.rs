//! A plain table: on narrow screens each row is a card, and each cell says what it is.

use leptos::prelude::*;

/// A row: what names it, and a cell for each other heading.
pub(crate) struct TableRow {
    pub(crate) head: AnyView,
    pub(crate) cells: Vec<AnyView>,
}

/// The rows under their headings; the first heading is that of the rows' names.
pub(crate) fn table(label: &'static str, headings: &'static [&'static str], rows: Vec<TableRow>) -> AnyView {
    let columns: Vec<AnyView> = headings
        .iter()
        .map(|heading| view! { <th scope="col" role="columnheader">{*heading}</th> }.into_any())
        .collect();
    let rows: Vec<AnyView> = rows.into_iter().map(|row| table_row(headings, row)).collect();
    view! {
        <table class="listing" role="table" aria-label=label>
            <thead role="rowgroup"><tr role="row">{columns}</tr></thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
    .into_any()
}

fn table_row(headings: &'static [&'static str], row: TableRow) -> AnyView {
    let labelled = headings.iter().skip(1).zip(row.cells);
    let cells: Vec<AnyView> = labelled
        .map(|(heading, cell)| view! { <td role="cell" data-label=*heading><span>{cell}</span></td> }.into_any())
        .collect();
    view! { <tr role="row"><th scope="row" role="rowheader">{row.head}</th>{cells}</tr> }.into_any()
}
