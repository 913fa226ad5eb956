//! Examples are tests: they are found, judged as an independent validator judges them, decoded
//! by the generated types, and hold once what they disprove is relaxed.

mod examples {
    mod oracle;
    mod own;
    mod relaxed;
}
