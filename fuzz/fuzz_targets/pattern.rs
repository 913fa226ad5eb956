//! Patterns and texts, from bytes: whatever a description writes, reading it ends, and looking for it takes no
//! more steps than its states times the positions of the text, nor than are allowed.

#![no_main]

use libfuzzer_sys::fuzz_target;
use specwright_pattern::{Pattern, steps_allowed};

fuzz_target!(|given: (&str, &str)| {
    let (pattern, text) = given;
    let Ok(read) = Pattern::new(pattern) else { return };
    let (found, steps) = read.count_steps(text);
    let allowed = steps_allowed(text.chars().count());
    assert!(steps <= allowed + 1, "{steps} steps");
    assert_eq!(found.is_none(), steps > allowed, "{found:?} after {steps} steps");
    // A text that has it, has it with more around it, unless something is asked of what is around.
    if found == Some(true) && !pattern.contains(['^', '$', '\\', '(']) {
        assert_eq!(read.is_match(&format!("a{text}a")), Some(true));
    }
});
