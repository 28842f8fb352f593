//! What a run gets or would get, line by line as a page tells it, and whether a line tells what the server's row says.

use anyhow::Result;
use oz_domain::{
    Scope,
    resolve::{Reason, Row, Via},
};
use serde::Deserialize;

use super::Page;

/// One line of what a run gets or would get.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Line {
    /// `Gets`, `Lacks` or `Doesn't get`.
    pub said: String,
    /// The variables, or the secret's name.
    pub variable: String,
    /// Where it comes from, or why it doesn't.
    pub why: String,
}

/// Lines as they read; the first letter of why is made large by the page's style.
const READ: &str = "
    const read = (line, part) => line.querySelector(part)?.textContent.trim() ?? '';
    return [...document.querySelectorAll(arguments[0])].map((line) => ({
        said: read(line, '.unseen').replace(/:$/, ''),
        variable: read(line, 'code'),
        why: read(line, '.sub').replace(/^./, (letter) => letter.toUpperCase()),
    }));
";

const TOLD: &str = "section > ul > li";
const ALL: &str = "section > ul > li, section > details.others > ul > li";

impl Page<'_> {
    /// The lines that are told at once.
    ///
    /// # Errors
    ///
    /// When the browser doesn't answer.
    pub async fn lines(self) -> Result<Vec<Line>> {
        self.driver().script(READ, &[TOLD.into()]).await
    }

    /// The lines that are told at once, then those that are folded away.
    ///
    /// # Errors
    ///
    /// When the browser doesn't answer.
    pub async fn all_lines(self) -> Result<Vec<Line>> {
        self.driver().script(READ, &[ALL.into()]).await
    }
}

impl Line {
    /// Whether these lines tell these rows: what was asked for or is got first, then the rest, each in the rows' order.
    #[must_use]
    pub fn tell(lines: &[Self], rows: &[Row]) -> bool {
        let (told, rest): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| row.via.is_some() || row.is_injected());
        let mut rows = told.into_iter().chain(rest);
        lines.len() == rows.clone().count() && lines.iter().all(|line| rows.next().is_some_and(|row| line.tells(row)))
    }

    /// Whether it tells all that a row says: whether the run gets it, under which variables, where it comes from with
    /// its revision, or the reason.
    fn tells(&self, row: &Row) -> bool {
        let said = match (row.is_injected(), row.falls_short()) {
            (true, _) => "Gets",
            (false, true) => "Lacks",
            (false, false) => "Doesn't get",
        };
        let variable = if row.variables.is_empty() { row.name.to_string() } else { row.variables.join(", ") };
        let (why, wanted) = (self.why.to_lowercase(), if row.is_injected() { source(row) } else { reason(row) });
        let wanted = wanted.to_lowercase();
        // Where the page knows it, it says since when.
        let is_why =
            why == wanted || ["added", "replaced"].iter().any(|how| why.starts_with(&format!("{wanted}, {how} ")));
        self.said == said && self.variable == variable && is_why
    }
}

fn source(row: &Row) -> String {
    let renamed = (row.variables != [&*row.name]).then(|| format!("from {}", row.name));
    let signs_in = (row.via == Some(Via::HarnessAuth)).then(|| "what the harness signs in with".to_owned());
    let scope = row.scope.map(|scope| if scope == Scope::Team { "team" } else { "personal" }.to_owned());
    let revision = row.revision.map(|revision| format!("revision {revision}"));
    [renamed, signs_in, scope, revision].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn reason(row: &Row) -> String {
    let why = match (row.reason, row.required) {
        (Reason::Missing, false) => "There is no secret of this name; the run starts without it.",
        (Reason::Missing, true) => "There is no secret of this name, so the run doesn't start.",
        (reason, _) => reason.sentence(),
    };
    let has_its_name = row.variables.is_empty() || row.variables == [&*row.name];
    if has_its_name { why.to_owned() } else { format!("{}: {why}", row.name) }
}
