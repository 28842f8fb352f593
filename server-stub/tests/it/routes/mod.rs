//! The routes, each in the file of its address.

mod agents;
mod bodies;
mod credentials;
mod environments;
mod every_answer;
mod healthz;
mod keys;
mod limits;
mod openapi;
mod page;
mod resolve;
mod runs;
mod schedules;
mod secrets;
mod session;
mod settings;
