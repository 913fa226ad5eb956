//! What the project's tests share.

pub mod cases;
pub mod components;
pub mod custom;
pub mod doors;
pub mod fidelity;
pub mod given_back;
pub mod golden;
pub mod material;
pub mod pointers;
pub mod server;
pub mod spec;
pub mod tls;
