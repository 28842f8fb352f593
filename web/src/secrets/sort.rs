//! In which order the rows stand.

use std::{cmp::Ordering, sync::Arc};

use super::row::{Row, Rows};

/// What the list can be sorted by: its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    /// The name, letter case aside.
    Name,
    /// The type's words.
    Type,
    /// The team's, then one's own.
    Scope,
    /// The last change.
    Updated,
    /// Who made it.
    By,
}

/// Which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    /// Smallest first.
    Up,
    /// Largest first.
    Down,
}

/// In which order a person wants the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sort {
    /// By what.
    pub(crate) by: Column,
    /// Which way.
    pub(crate) direction: Direction,
}

impl Default for Sort {
    fn default() -> Self {
        Self { by: Column::Name, direction: Direction::Up }
    }
}

impl Column {
    pub(crate) const ALL: [Self; 5] = [Self::Name, Self::Type, Self::Scope, Self::Updated, Self::By];

    /// The words of its heading.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::Type => "Type",
            Self::Scope => "Scope",
            Self::Updated => "Updated",
            Self::By => "Updated by",
        }
    }

    /// The word in the address.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Type => "type",
            Self::Scope => "scope",
            Self::Updated => "updated",
            Self::By => "by",
        }
    }

    fn compare(self, a: &Row, b: &Row) -> Ordering {
        match self {
            Self::Name => Ordering::Equal,
            Self::Type => a.secret.secret_type.label().cmp(b.secret.secret_type.label()),
            Self::Scope => a.secret.owner.scope().cmp(&b.secret.owner.scope()),
            Self::Updated => a.secret.updated_at.cmp(&b.secret.updated_at),
            Self::By => a.secret.updated_by.label.cmp(&b.secret.updated_by.label),
        }
    }
}

impl Sort {
    /// What a click on a column's heading makes of it: that column, or the other direction.
    pub(crate) fn clicked(self, by: Column) -> Self {
        let direction = match (self.by == by, self.direction) {
            (true, Direction::Up) => Direction::Down,
            // Of a time, people want the newest first.
            (false, _) if by == Column::Updated => Direction::Down,
            _ => Direction::Up,
        };
        Self { by, direction }
    }

    /// The rows in order; those that are alike, by name.
    pub(crate) fn apply(self, rows: &Rows) -> Rows {
        let mut sorted: Vec<Arc<Row>> = rows.0.to_vec();
        sorted.sort_by(|a, b| {
            let ordering = self.by.compare(a, b);
            let ordering = if self.by == Column::Name { a.sort_key().cmp(b.sort_key()) } else { ordering };
            let directed = if self.direction == Direction::Down { ordering.reverse() } else { ordering };
            // The team and a person can each have a secret of the same name.
            directed.then_with(|| a.sort_key().cmp(b.sort_key())).then_with(|| a.secret.id.cmp(&b.secret.id))
        });
        Rows(Arc::new(sorted))
    }

    /// `ascending`, `descending` or `none`, for a column's heading.
    pub(crate) fn aria(self, by: Column) -> &'static str {
        match (self.by == by, self.direction) {
            (false, _) => "none",
            (true, Direction::Up) => "ascending",
            (true, Direction::Down) => "descending",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::row::tests::rows, *};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn names(by: Column, direction: Direction) -> Vec<String> {
        let sorted = Sort { by, direction }.apply(&rows(&[("b_KEY", 2), ("A_KEY", 3), ("C_KEY", 1)]));
        sorted.0.iter().map(|row| row.secret.name.clone()).collect()
    }

    #[test]
    fn names_are_sorted_letter_case_aside() {
        assert_eq!(names(Column::Name, Direction::Up), ["A_KEY", "b_KEY", "C_KEY"]);
        assert_eq!(names(Column::Name, Direction::Down), ["C_KEY", "b_KEY", "A_KEY"]);
    }

    #[test]
    fn the_latest_change_can_come_first() {
        assert_eq!(names(Column::Updated, Direction::Down), ["A_KEY", "b_KEY", "C_KEY"]);
    }

    #[test]
    fn rows_that_are_alike_stand_by_name_either_way() {
        for direction in [Direction::Up, Direction::Down] {
            assert_eq!(names(Column::Type, direction), ["A_KEY", "b_KEY", "C_KEY"]);
        }
    }

    #[test]
    fn a_second_click_turns_the_order_round() {
        let once = Sort::default().clicked(Column::Updated);

        assert_eq!(once.aria(Column::Updated), "descending");
        assert_eq!(once.clicked(Column::Updated).aria(Column::Updated), "ascending");
        assert_eq!(once.clicked(Column::Name), Sort::default());
        assert_eq!(once.aria(Column::Name), "none");
    }
}
