//! Moments: now, and as people read them.

use js_sys::{Date, Object, Reflect};
use wasm_bindgen::JsValue;

/// This moment: RFC 3339, UTC, milliseconds.
pub(super) fn now() -> String {
    Date::new_0().to_iso_string().into()
}

/// Whether it is of this day, by the reader's clock.
pub(super) fn is_today(moment: &str) -> bool {
    Date::new(&JsValue::from_str(moment)).to_date_string() == Date::new_0().to_date_string()
}

/// `12 March`, with the year when it is another than this one, by the reader's clock.
pub(super) fn day(moment: &str) -> String {
    let date = Date::new(&JsValue::from_str(moment));
    let options = Object::new();
    let set = |key: &str, value: &str| {
        let _ = Reflect::set(&options, &key.into(), &value.into());
    };
    set("day", "numeric");
    set("month", "long");
    if date.get_full_year() != Date::new_0().get_full_year() {
        set("year", "numeric");
    }
    date.to_locale_date_string("en-GB", &options).into()
}
