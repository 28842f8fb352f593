//! The server from outside: its routes in-process, its store by a suite that any engine must pass, its binary as a process.

mod binary;
mod harness;
mod routes;
mod store;
