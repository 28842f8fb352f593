//! Every place that a value could end up in, gathered and searched in one way.

mod page;
mod process;
mod server;

use std::fmt;

pub use self::{
    page::{in_memory, in_page},
    process::in_process,
    server::on_server,
};
use crate::needles::{Form, Needles};

/// A kind of place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// The address of a request: path and query.
    RequestAddress,
    /// Headers of a request.
    RequestHeaders,
    /// The body of a request.
    RequestBody,
    /// Headers of an answer.
    ResponseHeaders,
    /// The body of an answer.
    ResponseBody,
    /// The page's own address, title and history.
    PageAddress,
    /// The document, written out whole, shadow trees too.
    Document,
    /// What fields hold at the moment, which the document doesn't say.
    Fields,
    /// What lasts beyond the window.
    LocalStorage,
    /// What lasts as long as the window.
    SessionStorage,
    /// The browser's database.
    IndexedDb,
    /// Cookies, those that scripts can't read too.
    Cookies,
    /// Answers that a service worker keeps.
    CacheStorage,
    /// The linear memory of the WebAssembly, freed parts too.
    WasmMemory,
    /// The server's database.
    Database,
    /// The database's write-ahead log.
    WriteAheadLog,
    /// Any other file in the server's folder, and the names of all.
    DataFolder,
    /// What the server says on stdout and stderr.
    ServerLog,
    /// The memory of the server's process.
    ServerMemory,
}

impl Place {
    /// Every kind.
    pub const ALL: [Self; 19] = [
        Self::RequestAddress,
        Self::RequestHeaders,
        Self::RequestBody,
        Self::ResponseHeaders,
        Self::ResponseBody,
        Self::PageAddress,
        Self::Document,
        Self::Fields,
        Self::LocalStorage,
        Self::SessionStorage,
        Self::IndexedDb,
        Self::Cookies,
        Self::CacheStorage,
        Self::WasmMemory,
        Self::Database,
        Self::WriteAheadLog,
        Self::DataFolder,
        Self::ServerLog,
        Self::ServerMemory,
    ];
}

/// A stretch of bytes from one place.
pub struct Piece {
    /// The kind of place.
    pub place: Place,
    /// Which one of its kind.
    pub name: String,
    /// What is there.
    pub bytes: Vec<u8>,
}

impl Piece {
    pub(crate) fn new(place: Place, name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { place, name: name.into(), bytes: bytes.into() }
    }
}

/// Where a value was found. Never says the value.
#[derive(Clone, PartialEq, Eq)]
pub struct Find {
    /// The kind of place.
    pub place: Place,
    /// Which one of its kind.
    pub name: String,
    /// The form that the value has there.
    pub form: Form,
    /// How far in, in bytes.
    pub at: usize,
}

impl fmt::Debug for Find {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} ({}), as {:?} at byte {}", self.place, self.name, self.form, self.at)
    }
}

/// The first find in each piece.
#[must_use]
pub fn search(needles: &Needles, pieces: &[Piece]) -> Vec<Find> {
    let find = |piece: &Piece| {
        let hit = needles.find(&piece.bytes)?;
        Some(Find { place: piece.place, name: piece.name.clone(), form: hit.form, at: hit.at })
    };
    pieces.iter().filter_map(find).collect()
}
