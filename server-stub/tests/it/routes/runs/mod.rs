//! `/api/v1/agent/runs`.

mod cancel;
mod claim;
mod create;
mod events;
mod fields;
mod keys;
mod list;
mod others;
mod receipts;
mod silence;
