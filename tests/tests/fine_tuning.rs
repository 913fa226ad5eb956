//! The generated types of the fine-tuning endpoint, on the wire.

mod fine_tuning {
    mod decode_errors;
    mod examples;
    mod kept;
    mod limits;
    mod published;
    mod readme;
    mod training;
    mod webhooks;
}
