//! The modules of the compiler and of the runtime know no more than they are meant to: the
//! arrows between them are data, and any other is a fault.

mod arrows;
mod tables;

use std::fs;
use std::path::{Path, PathBuf};

use self::arrows::{Source, arrows, faults};
use self::tables::{CODEGEN, Known, OUTSIDE, RUNTIME};

/// The files below a folder, each by the path of its module.
fn sources(folder: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root.join(&folder)).expect("a folder of sources") {
            let entry = entry.expect("an entry");
            let path = folder.join(entry.file_name());
            if entry.file_type().expect("a kind of file").is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(root.join(&path)).expect("a source file");
                found.push(Source::new(&path, &text));
            }
        }
    }
    assert!(found.len() > 20, "{folder} is not where the sources are");
    found.sort_by(|one, other| one.module.cmp(&other.module));
    found
}

fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "arrows that are not in the table:\n{}", faults.join("\n"));
}

#[test]
fn the_compiler_has_no_other_arrows() {
    assert_none(&faults(&sources("src"), CODEGEN, OUTSIDE));
}

#[test]
fn the_runtime_has_no_other_arrows() {
    assert_none(&faults(&sources("../runtime/src"), RUNTIME, &[]));
}

/// A module only names modules that stand above it, so that no arrows lead in a cycle.
#[test]
fn the_tables_have_no_cycles() {
    for table in [CODEGEN, RUNTIME] {
        for (index, (name, known)) in table.iter().enumerate() {
            for other in *known {
                let above = table[..index].iter().any(|(above, _)| above == other);
                assert!(above, "`{name}` may know `{other}`, which does not stand above it");
            }
        }
    }
}

/// No arrow of a table is there for nothing.
#[test]
fn every_arrow_of_the_tables_is_needed() {
    for (folder, table) in [("src", CODEGEN), ("../runtime/src", RUNTIME)] {
        let sources = sources(folder);
        let needed = arrows(&sources, table);
        for (name, known) in table {
            for other in *known {
                assert!(needed.contains_key(&(*name, *other)), "{name} -> {other}");
            }
        }
    }
}

/// A document speaks no language of ours, since we have none among the extensions of vendors.
#[test]
fn no_keyword_is_internal() {
    for source in sources("src") {
        let literal = source.literals.iter().find(|literal| literal.contains("x-specwright"));
        assert!(literal.is_none(), "{} has {literal:?}", source.module.join("::"));
    }
}

/// Each of these sources has a fault, or none, as the test says.
#[test]
fn an_arrow_too_many_is_found_in_whichever_way_it_is_written() {
    const TABLE: &[Known] =
        &[("pointer", &[]), ("read", &["pointer"]), ("read::gate", &[]), ("lower", &["read"])];
    const OUTSIDE: &[Known] = &[("quote", &["read"]), ("std::fs", &["read"])];
    let of = |path: &str, text: &str| faults(&[Source::new(Path::new(path), text)], TABLE, OUTSIDE);
    let faulty = [
        ("read.rs", "use crate::lower::lower;", "read -> lower"),
        ("read/a/b.rs", "use crate::{pointer::Pointer, lower::{self, x}};", "read -> lower"),
        ("read/a.rs", "fn f() { super::super::lower::lower() }", "read -> lower"),
        ("read/a.rs", "fn f() { use crate::lower as l; }", "read -> lower"),
        ("read/a.rs", "fn f(x: Vec<crate::lower::T>) -> impl crate::lower::U {}", "read -> lower"),
        ("read/a.rs", "fn f() { vec![crate::lower::x()] }", "read -> lower"),
        ("read/mod.rs", "mod a { mod b { use super::super::super::lower; } }", "read -> lower"),
        ("lower.rs", "use crate::read; fn f() { read::gate::check() }", "lower -> read::gate"),
        ("lower.rs", "use crate::read::gate as g; fn f() {}", "lower -> read::gate"),
        ("lower.rs", "use crate::Config;", "lower -> the root"),
        ("lower.rs", "use crate::*;", "lower -> the root"),
        ("unheard.rs", "", "`unheard` is not in the table"),
        ("lower.rs", "fn f() { quote! { a } }", "lower -> quote"),
        ("lower.rs", "use {quote as q, std::{fs, io}};", "lower -> quote"),
        ("lower.rs", "use std::{fs::File, io};", "lower -> std::fs"),
        ("lower.rs", "use std::fs; fn f() { fs::read() }", "lower -> std::fs"),
        ("lower.rs", "fn f() { ::std::fs::read() }", "lower -> std::fs"),
        ("lower.rs", "impl crate::{", "cannot be read"),
    ];
    for (path, text, fault) in faulty {
        let found = of(path, text);
        assert!(found.iter().any(|found| found.contains(fault)), "{text}: {found:?}");
    }
    let sound = [
        ("lower.rs", "use crate::read; fn f() { read::x() }"),
        ("read/a.rs", "pub(in crate::read) fn f() { quote! { crate::lower::x } }"),
        ("read/a.rs", "use super::b; use self::c::d; use crate::pointer::{self, P};"),
        ("read.rs", "#[cfg(test)] mod tests { use crate::lower; fn f() { crate::lower::x() } }"),
        ("lower.rs", "//! [`crate::pointer`] \nfn f() { let quoted = \"crate::pointer\"; }"),
        ("lower.rs", "macro_rules! m { () => { $crate::pointer::x() } }"),
        ("lib.rs", "pub use self::lower::lower;"),
    ];
    for (path, text) in sound {
        assert_eq!(of(path, text), [""; 0], "{text}");
    }
}
