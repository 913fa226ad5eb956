//! The generated API is pinned by `tests/ui.rs`; this library is empty.
