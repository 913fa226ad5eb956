//! The text of JSON: read without a copy, looked ahead in, passed over, and put together. Nothing
//! here knows what the values are of; [`wire`](crate::wire) reads and writes them by it.

mod budget;
mod deserialize;
mod digits;
mod fault;
mod lookahead;
mod pass;
mod read;
mod scan;
mod string;

pub(crate) use self::digits::keeps_digits;
pub(crate) use self::fault::{
    FITS_NONE, Fault, MISSING, Misfit, Reason, Step, expected, is_about_a_value, shorten,
};
pub(crate) use self::lookahead::Mark;
pub(crate) use self::read::JsonReader;
pub(crate) use self::scan::{SHORT, copy_plain, count_plain, is_plain};

/// A text of JSON without white space around its tokens; `None` where it is no JSON.
pub(crate) fn compact(text: &str) -> Option<String> {
    pass::compact(text).ok()
}

/// A text of JSON, known to be one, without white space around its tokens.
pub(crate) fn without_white_space(text: &str) -> std::borrow::Cow<'_, str> {
    pass::without_white_space(text)
}
