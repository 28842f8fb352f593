//! Which secrets a run got, and why it didn't get the others: what is lacking comes first.

use leptos::prelude::*;
use oz_domain::{
    api::{RunSecrets, RunState},
    resolve::Row,
};

use crate::{attach::rows, runs::words::counted};

/// The record, or why there is none.
pub(super) fn record(secrets: Option<&RunSecrets>, state: RunState) -> AnyView {
    let content = match secrets {
        Some(secrets) => recorded(secrets),
        None if state.is_end() => {
            view! { <p class="more">"It ended before a runner claimed it, and got nothing."</p> }.into_any()
        }
        None => view! {
            <p class="more">"Decided when a runner claims it: a value that is replaced before counts, a secret that is deleted before is lacking."</p>
        }
        .into_any(),
    };
    view! {
        <section class="card" aria-labelledby="run-secrets">
            <header><h2 id="run-secrets">"Secrets"</h2></header>
            {content}
        </section>
    }
    .into_any()
}

fn recorded(secrets: &RunSecrets) -> AnyView {
    let lacking = secrets.rows.iter().filter(|row| row.falls_short()).count() as u64;
    let fewer = secrets.fewer.then(|| {
        let words = match lacking {
            0 => "It got fewer secrets than it asked for.".to_owned(),
            count => format!("It got fewer secrets than it asked for: {} lacking.", counted(count, "is", "are")),
        };
        view! { <p class="note warn">{words}</p> }
    });
    let is_short = secrets.received.is_some_and(|received| received != secrets.delivered);
    let arrived = (secrets.delivered > 0 || is_short)
        .then(|| view! { <p class="note" class:bad=is_short>{receipt(secrets)}</p> });
    let withheld = (secrets.withheld > 0).then(|| {
        let others = counted(secrets.withheld, "more line is", "more lines are");
        view! { <p class="more">{format!("{others} about somebody else's personal secrets, and not shown to you.")}</p> }
    });
    view! {
        <div class="in">
            {fewer}
            <p>{summary(secrets)}</p>
            {arrived}
        </div>
        {rows(&lacking_first(&secrets.rows), &|_| None)}
        {withheld}
    }
    .into_any()
}

fn summary(secrets: &RunSecrets) -> String {
    let variables = counted(secrets.delivered, "variable", "variables");
    match secrets.injected {
        0 => "It got no secret.".to_owned(),
        count => format!("It got {}, as {variables}.", counted(count, "secret", "secrets")),
    }
}

/// What the runner says that arrived.
fn receipt(secrets: &RunSecrets) -> String {
    match secrets.received {
        None => "The runner hasn't confirmed what arrived.".to_owned(),
        Some(count) if count == secrets.delivered => "The runner confirms that all of it arrived.".to_owned(),
        Some(count) => {
            let variables = counted(secrets.delivered, "variable was", "variables were");
            format!("{variables} delivered, and the runner says that {count} arrived.")
        }
    }
}

fn lacking_first<'a>(rows: &[Row<'a>]) -> Vec<Row<'a>> {
    let (mut lacking, others): (Vec<Row>, Vec<Row>) = rows.iter().cloned().partition(Row::falls_short);
    lacking.extend(others);
    lacking
}
