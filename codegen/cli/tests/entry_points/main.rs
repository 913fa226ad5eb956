//! The command, the project file, the build script and the macro: the same options give the same
//! items with the same text, and the same fault gives the same diagnostics.
//!
//! Each runs in a process and a folder of its own. The build script and the macro are this test
//! itself, run again as cargo and rustc run them.

mod entry;
mod items;
mod known;
mod table;
mod watched;

// What the macro does, of which a crate of macros shows nothing to others.
#[allow(dead_code, unreachable_pub, reason = "the module is the macro's")]
#[path = "../../../macros/src/expand.rs"]
mod expand;

use self::entry::{Entry, Ran};
use self::table::{FAULTS, OPTIONS, Row};

/// Runs a row by each entry point.
fn by_each(row: &Row) -> Vec<(Entry, Ran)> {
    Entry::ALL.into_iter().map(|entry| (entry, entry.run(row))).collect()
}

#[test]
fn the_same_options_give_the_same_items_with_the_same_text() {
    for row in OPTIONS {
        let ran = by_each(row);
        let [(_, command), others @ ..] = ran.as_slice() else { panic!("no entry points") };
        let expected = command.items.as_ref().unwrap_or_else(|| panic!("{}", command.text));
        assert!(expected["types"].len() >= 3, "{}: {expected:?}", row.name);
        for (entry, ran) in others {
            let found = ran.items.as_ref().unwrap_or_else(|| panic!("{}", ran.text));
            let modules = |items: &items::Items| items.keys().cloned().collect::<Vec<_>>();
            assert_eq!(modules(found), modules(expected), "{}, by {entry:?}", row.name);
            for (module, expected) in expected {
                let found = &found[module];
                for (found, expected) in found.iter().zip(expected) {
                    assert_eq!(found, expected, "{}, {module} by {entry:?}", row.name);
                }
                assert_eq!(found.len(), expected.len(), "{}, {module} by {entry:?}", row.name);
            }
        }
        told_alike(row, &ran);
    }
}

/// So that the test above cannot pass by each entry point ignoring its options.
#[test]
fn each_option_has_an_effect() {
    let items = |row: &Row| Entry::Command.run(row).items.expect("generated");
    let plain = items(&OPTIONS[0]);
    for row in &OPTIONS[1..] {
        // What is shown again is no item; `written` has a test of it.
        let is_shown = row.name == "visible in the crate";
        assert!(items(row) != plain || row.name.starts_with("levels") || is_shown, "{}", row.name);
    }
}

#[test]
fn the_same_fault_gives_the_same_diagnostics() {
    for row in FAULTS {
        let ran = by_each(row);
        for (entry, ran) in &ran {
            assert!(ran.items.is_none(), "{}, by {entry:?}: {}", row.name, ran.text);
        }
        assert!(!ran[0].1.problems.is_empty(), "{}", row.name);
        told_alike(row, &ran);
    }
}

/// Every entry point tells of each problem that the command has in its JSON, and of no other.
fn told_alike(row: &Row, ran: &[(Entry, Ran)]) {
    let problems = &ran[0].1.problems;
    for (entry, Ran { text, .. }) in ran {
        for problem in problems {
            let string = |name: &str| problem[name].as_str().unwrap_or_default();
            let code = string("code");
            // A build script writes no lock, and neither does the macro.
            let is_told = |what: &str| {
                assert!(text.contains(what), "{}, by {entry:?}: {what:?} in\n{text}", row.name);
            };
            is_told(&format!("[{code}]"));
            is_told(string("message"));
            if !problem["help"].is_null() {
                is_told(string("help"));
            }
            if problem["line"].is_u64() {
                is_told(&format!("{}:{}:{}", string("file"), problem["line"], problem["column"]));
            }
            let count = problems.iter().filter(|other| other["code"] == problem["code"]).count();
            let told = text.matches(&format!("[{code}]")).count();
            assert_eq!(told, count, "{}, by {entry:?}: {code} in\n{text}", row.name);
        }
        let told = entry::codes(text);
        let known: Vec<&str> = problems.iter().filter_map(|it| it["code"].as_str()).collect();
        let others: Vec<&String> = told
            .iter()
            .filter(|code| !known.contains(&code.as_str()))
            .filter(|code| !(*code == "W0012" && entry.only_reads_what_was_published()))
            .collect();
        assert_eq!(others, [""; 0], "{}, by {entry:?}:\n{text}", row.name);
    }
}

/// What this test does where it is run as a build script or by the compiler.
#[test]
fn as_an_entry_point() {
    entry::play();
}
