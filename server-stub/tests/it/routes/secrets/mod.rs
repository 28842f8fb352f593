//! `/api/v1/secrets`.

mod binding;
mod concurrency;
mod create;
mod delete;
mod expiry;
mod fields;
mod idempotency;
mod list;
mod list_pages;
mod names;
mod needed;
mod others;
mod replace;
mod update;
mod usage;
mod values;
