//! `/api/v1/agent/runs`.

mod by_agent;
mod cancel;
mod claim;
mod create;
mod ended_keys;
mod events;
mod fields;
mod keys;
mod lengths;
mod list;
mod others;
mod receipts;
mod redacted;
mod seats;
mod silence;
