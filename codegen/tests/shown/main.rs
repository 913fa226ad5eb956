//! Every public item that a person calls stands in an example that is compiled: in its own
//! documentation, or where a reader of it looks next, which is that of its type, of its module or
//! of the crate.

mod examples;
mod exceptions;
mod items;

use std::collections::BTreeSet;
use std::path::Path;

use self::exceptions::Exception;
use self::items::{Item, items};

#[test]
fn every_item_of_the_runtime_is_shown() {
    let lib = "../runtime/src/lib.rs";
    let front = [Path::new("../runtime/README.md")];
    assert_shown(&items(Path::new(lib), &front), exceptions::RUNTIME, exceptions::INNER);
}

#[test]
fn every_item_of_the_generator_is_shown() {
    assert_shown(&items(Path::new("src/lib.rs"), &[]), exceptions::CODEGEN, exceptions::STAGES);
}

/// Says what is not shown and is no exception, and which exceptions are none any more.
fn assert_shown(items: &[Item], exceptions: &[Exception], modules: &[Exception]) {
    assert!(items.len() > 50, "the sources are elsewhere: {}", items.len());
    let within = |item: &Item, (module, _): &Exception| {
        item.path.strip_prefix(module).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    };
    let is_excepted = |item: &&Item| modules.iter().any(|module| within(item, module));
    let missing: BTreeSet<&str> = items
        .iter()
        .filter(|item| !is_excepted(item) && !item.is_shown())
        .map(|item| item.path.as_str())
        .collect();
    let allowed: BTreeSet<&str> = exceptions.iter().map(|(path, _)| *path).collect();
    let unknown: Vec<_> = missing.difference(&allowed).collect();
    assert!(unknown.is_empty(), "{} items stand in no example: {unknown:#?}", unknown.len());
    let stale: Vec<_> = allowed.difference(&missing).collect();
    assert!(stale.is_empty(), "exceptions that are none any more: {stale:#?}");
    let unused = modules.iter().find(|module| !items.iter().any(|item| within(item, module)));
    assert!(unused.is_none(), "a module that is not there: {unused:?}");
}
