//! What the binary can do, one file for each command.

mod api_key;
mod key;
mod machine;
mod run;
mod serve;
mod sign_in_link;

pub use run::run;
