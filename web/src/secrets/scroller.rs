//! Which part of the list is on the screen, as the page is scrolled and changes its size.

use leptos::{html, prelude::*};
use web_sys::HtmlTableSectionElement;

use super::window::{Screen, Window, pixels};
use crate::ui::is_narrow;

/// How high the style sheet makes a row, and a card with the gap after it; in rem.
const ROW: f64 = 3.75;
const CARD: f64 = 6.75;

/// What stands above the list at least, until it can be measured; in rem.
const HEAD: f64 = 10.0;

/// Follows the screen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scroller {
    body: NodeRef<html::Tbody>,
    screen: RwSignal<Screen>,
}

impl Scroller {
    /// Follows the screen over the rows in `body`, until its owner is gone.
    pub(crate) fn over(body: NodeRef<html::Tbody>) -> Self {
        let guess = Screen { scrolled: -HEAD * rem(), height: inner_height(), row: row_height() };
        let scroller = Self { body, screen: RwSignal::new(guess) };
        let on_scroll = window_event_listener(leptos::ev::scroll, move |_| scroller.look());
        let on_resize = window_event_listener(leptos::ev::resize, move |_| scroller.look());
        on_cleanup(move || {
            on_scroll.remove();
            on_resize.remove();
        });
        body.on_load(move |_| request_animation_frame(move || scroller.look()));
        scroller
    }

    /// The part of so many rows that is on the screen. Follows the screen.
    pub(crate) fn window(self, count: usize) -> Window {
        Window::of(count, self.screen.get())
    }

    /// Brings a row to where it can be seen.
    pub(crate) fn show(self, at: usize) {
        let Some(screen) = self.body.get_untracked().map(|body| screen_over(&body)) else {
            return;
        };
        let top = pixels(at, screen.row) - screen.scrolled;
        // The headings stay at the top, about as high as a row.
        if top < screen.row || top + screen.row > screen.height {
            window().scroll_by_with_x_and_y(0.0, top - screen.height / 2.0);
        }
    }

    fn look(self) {
        if let Some(body) = self.body.get_untracked() {
            let now = screen_over(&body);
            if self.screen.get_untracked() != now {
                self.screen.set(now);
            }
        }
    }
}

fn screen_over(body: &HtmlTableSectionElement) -> Screen {
    Screen { scrolled: -body.get_bounding_client_rect().top(), height: inner_height(), row: row_height() }
}

fn inner_height() -> f64 {
    window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(1_000.0)
}

fn row_height() -> f64 {
    (if is_narrow() { CARD } else { ROW }) * rem()
}

/// One rem in pixels: people choose their own size of letters.
fn rem() -> f64 {
    let style = document().document_element().and_then(|root| window().get_computed_style(&root).ok().flatten());
    let size = style.and_then(|style| style.get_property_value("font-size").ok());
    // The browser's own reading of numbers: another would be 12 KB of the page.
    size.map(|size| js_sys::parse_float(&size)).filter(|size| *size > 0.0).unwrap_or(16.0)
}
