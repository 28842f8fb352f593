//! `/api/v1/secrets`.

mod binding;
mod concurrency;
mod create;
mod delete;
mod idempotency;
mod list;
mod list_pages;
mod others;
mod replace;
mod update;
mod values;
