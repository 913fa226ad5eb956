//! Decoding without waste: what is allocated is what the value owns, and nothing else.
//!
//! `allocation-counter` counts for each thread alone, and counts a list that has to grow as
//! one more allocation, so that each expected figure can be reckoned from the text.

mod allocations {
    mod cost;
    mod held;
    mod job;
    mod linear;
    mod lines;
    mod once;
    mod undeclared;
}
