//! Errors worth reading, from every depth and whichever way a value came.

mod faults {
    mod flagship;
    mod hostile;
    mod mutants;
    mod unions;
    mod ways;
}
