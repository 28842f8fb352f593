//! The binary as a process.

mod api_key;
mod damage;
mod first_starts;
mod key;
mod logs;
mod schedules;
mod sign_in_link;
mod start;
mod stop;
mod tls;
