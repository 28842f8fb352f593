//! The way to a value in its field: read when it is needed, never kept.

use leptos::{html, prelude::*};
use oz_domain::{Format, SecretName};
use web_sys::File;
use zeroize::Zeroizing;

use super::{
    file::{self, ReadError},
    notice::Notice,
    seen::Seen,
};

/// A value's field. Holds where the value is, not the value.
#[derive(Clone, Copy)]
pub(super) struct ValueHandle {
    pub(super) element: NodeRef<html::Textarea>,
    /// The file that stands for the field's text: one that a text field would change.
    pub(super) file: RwSignal<Option<File>, LocalStorage>,
    seen: RwSignal<Seen>,
    kept: RwSignal<Vec<Notice>>,
    changes: RwSignal<u32>,
    format: StoredValue<Format>,
}

impl ValueHandle {
    pub(super) fn new() -> Self {
        Self {
            element: NodeRef::new(),
            file: RwSignal::new_local(None),
            seen: RwSignal::new(Seen::of("", Format::Any)),
            kept: RwSignal::default(),
            changes: RwSignal::new(0),
            format: StoredValue::new(Format::Any),
        }
    }

    /// From now on, which texts are taken.
    pub(super) fn expect(self, format: Format) {
        self.format.set_value(format);
    }

    /// What was seen in the value. Follows changes.
    pub(super) fn seen(self) -> Seen {
        self.seen.get()
    }

    /// How often the value has changed. Follows changes.
    pub(super) fn changes(self) -> u32 {
        self.changes.get()
    }

    /// Whether an empty value was said to be meant. Follows changes.
    pub(super) fn is_empty_on_purpose(self) -> bool {
        self.kept.with(|kept| kept.iter().any(Notice::is_empty))
    }

    /// What was noticed and waits for an answer. Follows changes.
    pub(super) fn open_notices(self) -> Vec<Notice> {
        self.kept.with(|kept| self.seen.with(|seen| seen.open_notices(kept)))
    }

    /// The value as it stands there now. It stays there: a save that fails loses nothing.
    pub(super) async fn read(self) -> Result<Zeroizing<String>, ReadError> {
        match self.file.get_untracked() {
            Some(file) => file::read(&file).await,
            None => self.text().ok_or(ReadError::Gone),
        }
    }

    /// Empties the field and forgets what was seen.
    pub(super) fn blank(self) {
        self.write("");
        self.kept.try_set(Vec::new());
    }

    /// Looks at the text that is in the field now.
    pub(super) fn look(self) {
        if let Some(text) = self.text() {
            self.saw(self.see(&text));
        }
    }

    /// Puts a text into the field.
    pub(super) fn write(self, text: &str) {
        if let Some(element) = self.element.get_untracked() {
            element.set_value(text);
        }
        self.file.try_set(None);
        self.saw(self.see(text));
    }

    /// Lets a file stand for the field's text.
    pub(super) fn hold(self, file: File, text: &str) {
        self.write("");
        self.file.set(Some(file));
        self.saw(self.see(text));
    }

    fn see(self, text: &str) -> Seen {
        Seen::of(text, self.format.try_get_value().unwrap_or(Format::Any))
    }

    /// Takes away what was noticed; gives the name that stood in it, if there was one.
    pub(super) fn mend(self, notice: &Notice) -> Option<SecretName> {
        let mended = notice.mended(&self.text()?)?;
        self.write(&mended.value);
        mended.name
    }

    /// The person means it.
    pub(super) fn keep(self, notice: Notice) {
        self.kept.update(|kept| kept.push(notice));
    }

    /// The text that is in the field now.
    pub(super) fn text(self) -> Option<Zeroizing<String>> {
        self.element.get_untracked().map(|element| Zeroizing::new(element.value()))
    }

    fn saw(self, seen: Seen) {
        // An empty field is a new beginning; what is typed is no longer empty on purpose.
        let is_empty = seen.is_empty();
        self.kept.try_update(|kept| kept.retain(|notice| notice.is_empty() == is_empty));
        if self.seen.try_set(seen).is_none() {
            self.changes.try_update(|changes| *changes += 1);
        }
    }
}
