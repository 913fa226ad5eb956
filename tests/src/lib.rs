//! What the project's tests share.

pub mod server;
pub mod tls;
