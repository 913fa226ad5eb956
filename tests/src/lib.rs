//! What the project's tests share.

pub mod doors;
pub mod server;
pub mod spec;
pub mod tls;
