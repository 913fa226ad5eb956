//! Every path of a number, in the one way that serde_json is set up this time.

mod numbers {
    mod doubles;
    mod finite;
    mod kept;
    mod paths;
    mod undeclared;
    mod users;
    mod worth;
}
