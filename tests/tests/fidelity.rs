//! Laws 1 and 2, proven for the types of the fine-tuning endpoint; and that the prover can fail.

mod fidelity {
    mod broken;
    mod flagship;
}
