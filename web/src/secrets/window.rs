//! Which of many rows are on the screen: arithmetic only.

/// A list of so many rows is in the page as a whole, where a browser's own search finds all of it.
const SHORT: usize = 40;
/// Rows beyond the screen that are shown too, so that scrolling finds them there.
const OVERSCAN: usize = 4;

/// Rows `first..last` are in the page; empty space stands for the others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Window {
    /// The first row.
    pub(crate) first: usize,
    /// One past the last row.
    pub(crate) last: usize,
    /// Pixels that stand for the rows before.
    pub(crate) before: f64,
    /// Pixels that stand for the rows after.
    pub(crate) after: f64,
}

/// The screen, in pixels: how far the list's first row is above its upper edge, and how high it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Screen {
    /// Below zero while the list starts below the upper edge.
    pub(crate) scrolled: f64,
    /// How high the screen is.
    pub(crate) height: f64,
    /// How high a row is, the gap to the next included.
    pub(crate) row: f64,
}

impl Window {
    /// The part of `count` rows that is on the screen.
    pub(crate) fn of(count: usize, screen: Screen) -> Self {
        if count <= SHORT {
            return Self { first: 0, last: count, before: 0.0, after: 0.0 };
        }
        let row = screen.row.max(1.0);
        let above = whole(screen.scrolled / row);
        let below = whole((screen.scrolled + screen.height) / row) + 1;
        let fit = whole(screen.height / row) + 2;
        let first = above.saturating_sub(OVERSCAN).min(count.saturating_sub(fit));
        let last = (below + OVERSCAN).min(count).max(first);
        Self { first, last, before: pixels(first, row), after: pixels(count - last, row) }
    }
}

/// How high so many rows are.
#[expect(clippy::cast_precision_loss, reason = "rows are far fewer than 2^52")]
pub(crate) fn pixels(rows: usize, row: f64) -> f64 {
    rows as f64 * row
}

/// Whole rows or pixels; none below zero.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what a page can be high")]
pub(crate) fn whole(count: f64) -> usize {
    count.clamp(0.0, 1e9) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn screen(scrolled: f64) -> Screen {
        Screen { scrolled, height: 600.0, row: 60.0 }
    }

    #[test]
    fn a_short_list_is_shown_whole() {
        for count in [0, 3, SHORT] {
            assert_eq!(Window::of(count, screen(-200.0)), Window { first: 0, last: count, before: 0.0, after: 0.0 });
        }
        assert!(Window::of(SHORT + 1, screen(-200.0)).last < SHORT);
    }

    #[test]
    fn rows_and_empty_space_are_always_as_high_as_the_list() {
        for scrolled in [0.0, 59.0, 60.0, 5_000.0, 599_400.0, 1e8] {
            let window = Window::of(10_000, screen(scrolled));

            let rows = pixels(window.last - window.first, 60.0);
            assert!((window.before + rows + window.after - 600_000.0).abs() < 1.0);
            assert!(window.last - window.first < 40);
        }
    }

    #[test]
    fn what_is_on_the_screen_is_in_the_page() {
        let window = Window::of(10_000, screen(6_000.0));

        assert!(window.first <= 100 && window.last >= 111);
    }

    #[test]
    fn a_list_that_starts_below_the_upper_edge_has_as_many_rows_less() {
        let at_the_edge = Window::of(10_000, screen(0.0));

        assert_eq!(at_the_edge.last - Window::of(10_000, screen(-240.0)).last, 4);
        assert_eq!(Window::of(10_000, screen(-240.0)).first, 0);
    }

    #[test]
    fn the_end_of_the_list_can_be_reached() {
        assert_eq!(Window::of(10_000, screen(600_000.0 - 600.0)).last, 10_000);
    }

    #[test]
    fn a_list_that_got_shorter_while_scrolled_far_down_still_shows_rows() {
        let window = Window::of(50, screen(100_000.0));

        assert!(window.first < 40 && window.last == 50, "{window:?}");
    }
}
