//! Journeys through the page in real browsers, against the real server. `cargo xtask test` says where those are.

#![expect(clippy::similar_names, reason = "a page has panes, and no better word is at hand for either")]

mod adding;
mod agents;
mod agreement;
mod apart;
mod attaching;
mod canary;
mod changing;
mod conflicts;
mod credentials;
mod environment_changes;
mod environments;
mod everywhere;
mod focus;
mod interop;
mod leaving;
mod list;
mod looks;
mod looks_of_changes;
mod needed;
mod parts;
mod planted;
mod policy;
mod preview;
mod reasons;
mod refusals;
mod run_pages;
mod runs;
mod schedule_changes;
mod schedules;
mod sessions;
mod starting;
mod tampered;
mod trust;
mod workspace;
