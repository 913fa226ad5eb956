//! The whole generator, from bytes: no document may make it panic, hang, or write code that
//! is not in the plan. See README.md beside this folder.

#![no_main]

use libfuzzer_sys::fuzz_target;
use specwright_codegen::config::{Config, Input};
use specwright_codegen::diagnostic::Levels;
use specwright_codegen::{Failure, generate, generate_file};
use specwright_mutation::{Fault, judge};

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut config = Config::new(Input::new("document.yaml", text));
    config.levels = Levels::skipping();
    let judged = match generate(&config) {
        Ok(output) => judge::output(&output).and_then(|()| match generate_file(&config) {
            Ok((file, _)) => judge::file(&file, &output.plan),
            Err(failure) => Err(Fault::Escape(failure.to_string())),
        }),
        Err(Failure::Description(diagnostics)) => judge::refusal(&diagnostics),
        Err(Failure::Bug(bug)) => Err(Fault::Escape(bug.to_string())),
    };
    if let Err(fault) = judged {
        panic!("{fault}");
    }
});
