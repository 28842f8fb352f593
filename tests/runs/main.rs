//! Real runs at the real server: what arrives is what was previewed, and it is nowhere but there.

mod arriving;
mod canary;
