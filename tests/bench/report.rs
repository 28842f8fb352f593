//! Figures in, a table for people and one flat JSON object for programs out.

use std::{fmt::Write, fs, path::Path};

use anyhow::{Context, Result};
use serde_json::{Map, Value};

use crate::digits::{number, rounded};

/// Everything that was measured, in the order of measuring.
#[derive(Default)]
pub(crate) struct Report {
    sections: Vec<Section>,
    versions: Vec<(String, String)>,
}

/// What one measurement found, and how.
pub(crate) struct Section {
    title: &'static str,
    how: &'static str,
    figures: Vec<Figure>,
}

/// One number.
struct Figure {
    key: String,
    what: String,
    value: f64,
    unit: &'static str,
    bar: Option<f64>,
}

impl Section {
    /// An empty section. `how` is prose: what is timed, and what isn't.
    pub(crate) fn new(title: &'static str, how: &'static str) -> Self {
        Self { title, how, figures: Vec::new() }
    }

    /// Adds a number that has no bar.
    pub(crate) fn figure(&mut self, key: impl Into<String>, what: impl Into<String>, value: f64, unit: &'static str) {
        self.figures.push(Figure { key: key.into(), what: what.into(), value, unit, bar: None });
    }

    /// Adds a number that should be at most `bar`.
    pub(crate) fn barred(&mut self, key: &str, what: &str, value: f64, unit: &'static str, bar: f64) {
        let figure = Figure { key: key.into(), what: what.into(), value, unit, bar: Some(bar) };
        self.figures.push(figure);
    }
}

impl Report {
    /// Adds a section.
    pub(crate) fn add(&mut self, section: Section) {
        self.sections.push(section);
    }

    /// Notes the version of something that was measured.
    pub(crate) fn version(&mut self, of: impl Into<String>, version: impl Into<String>) {
        self.versions.push((of.into(), version.into()));
    }

    /// Writes `report.md` and `report.json`.
    ///
    /// # Errors
    ///
    /// When the folder can't be written, or a figure is no number.
    pub(crate) fn write(&self, folder: &Path) -> Result<()> {
        fs::create_dir_all(folder).with_context(|| format!("could not make {}", folder.display()))?;
        let json = serde_json::to_string_pretty(&self.json()?)? + "\n";
        fs::write(folder.join("report.json"), json).context("could not write report.json")?;
        fs::write(folder.join("report.md"), self.markdown()).context("could not write report.md")
    }

    fn json(&self) -> Result<Value> {
        let mut object = Map::new();
        for figure in self.figures() {
            let number = number(figure.value).with_context(|| format!("`{}` is no number", figure.key))?;
            let before = object.insert(figure.key.clone(), Value::Number(number));
            anyhow::ensure!(before.is_none(), "`{}` was measured twice", figure.key);
        }
        Ok(Value::Object(object))
    }

    fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.sections.iter().flat_map(|section| &section.figures)
    }

    fn markdown(&self) -> String {
        let mut text = String::from("# Oz Secrets, measured\n\nMedians of one run, unless a row says otherwise.\n");
        text += &self.bars();
        for section in &self.sections {
            let _ = write!(text, "\n## {}\n\n{}\n\n", section.title, section.how);
            text += "| what | key | value | bar |\n| --- | --- | ---: | --- |\n";
            for figure in &section.figures {
                let bar = figure.bar.map(|bar| format!("at most {} {}", rounded(bar), verdict(figure.value, bar)));
                let Figure { key, what, value, unit, .. } = figure;
                let _ =
                    writeln!(text, "| {what} | `{key}` | {} {unit} | {} |", rounded(*value), bar.unwrap_or_default());
            }
        }
        text += "\n## Versions\n\n| of | version |\n| --- | --- |\n";
        for (of, version) in &self.versions {
            let _ = writeln!(text, "| {of} | {version} |");
        }
        text
    }

    fn bars(&self) -> String {
        let missed: Vec<_> = self
            .figures()
            .filter(|figure| figure.bar.is_some_and(|bar| figure.value > bar))
            .map(|figure| format!("`{}`", figure.key))
            .collect();
        let barred = self.figures().filter(|figure| figure.bar.is_some()).count();
        match missed.as_slice() {
            [] => format!("\nAll {barred} bars are met.\n"),
            missed => format!("\nOf {barred} bars, missed: {}.\n", missed.join(", ")),
        }
    }
}

fn verdict(value: f64, bar: f64) -> &'static str {
    if value <= bar { "(met)" } else { "(**missed**)" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> Report {
        let mut section = Section::new("Sealing", "How.");
        section.figure("a_bytes", "bytes", 160_000.0, "B");
        section.barred("b_ratio", "ratio", 0.512_345, "", 0.4);
        let mut report = Report::default();
        report.add(section);
        report
    }

    #[test]
    fn the_object_is_flat_and_holds_numbers_only() {
        let json = report().json().unwrap();

        assert_eq!(json, serde_json::json!({ "a_bytes": 160_000, "b_ratio": 0.5123 }));
    }

    #[test]
    fn a_missed_bar_is_named_first() {
        let text = report().markdown();

        assert!(text.contains("Of 1 bars, missed: `b_ratio`."), "{text}");
        assert!(text.contains("| bytes | `a_bytes` | 160,000 B |  |"), "{text}");
    }

    #[test]
    fn a_key_measured_twice_is_refused() {
        let mut report = report();
        report.add({
            let mut again = Section::new("Again", "");
            again.figure("a_bytes", "bytes", 1.0, "B");
            again
        });

        assert!(report.json().is_err());
    }
}
