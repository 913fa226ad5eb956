//! What a program does not ask for is not compiled: neither the modules of the runtime, nor the crates
//! behind them, by the features that are turned on.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use specwright_tests::spec;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, Item, Lit, Meta, Token};

/// What turns on what, as the manifest says it.
fn closed(features: &[&str]) -> BTreeSet<String> {
    let manifest = std::fs::read_to_string(spec::root().join("runtime/Cargo.toml"));
    let manifest: toml::Table = manifest.expect("a manifest").parse().expect("TOML");
    let mut open: Vec<String> = features.iter().map(|name| (*name).to_owned()).collect();
    let mut closed = BTreeSet::new();
    while let Some(feature) = open.pop() {
        let Some(others) = manifest["features"].get(&feature) else { continue };
        if closed.insert(feature) {
            let others = others.as_array().into_iter().flatten().filter_map(|it| it.as_str());
            open.extend(others.map(str::to_owned));
        }
    }
    closed
}

/// Whether a condition holds; of what is no feature, no module of the runtime depends.
fn holds(condition: &Meta, on: &BTreeSet<String>) -> bool {
    match condition {
        Meta::List(list) => {
            let all = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
            let mut all = all.expect("conditions").into_iter();
            match list.path.get_ident().map(ToString::to_string).as_deref() {
                Some("any") => all.any(|it| holds(&it, on)),
                Some("all") => all.all(|it| holds(&it, on)),
                Some("not") => !all.any(|it| holds(&it, on)),
                other => panic!("{other:?}"),
            }
        }
        Meta::NameValue(pair) => {
            assert!(pair.path.is_ident("feature"), "{:?}", pair.path);
            on.contains(&text(&pair.value))
        }
        Meta::Path(path) => {
            assert!(path.is_ident("test"), "{path:?}");
            false
        }
    }
}

fn text(value: &Expr) -> String {
    match value {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => text.value(),
        other => panic!("{other:?}"),
    }
}

/// Whether an item is compiled, and where the file of a module is, if it says so.
fn judged(attributes: &[Attribute], on: &BTreeSet<String>) -> (bool, Option<String>) {
    let is_on = attributes.iter().filter(|it| it.path().is_ident("cfg")).all(|it| {
        let condition: Meta = it.parse_args().expect("a condition");
        holds(&condition, on)
    });
    let path = attributes.iter().find(|it| it.path().is_ident("path"));
    (is_on, path.map(|it| text(&it.meta.require_name_value().expect("a path").value)))
}

/// The files that a file brings in by its modules, itself included.
fn files(file: &Path, folder: &Path, on: &BTreeSet<String>, found: &mut BTreeSet<PathBuf>) {
    found.insert(file.to_owned());
    let source = std::fs::read_to_string(file).unwrap_or_else(|_| panic!("{}", file.display()));
    for item in syn::parse_file(&source).expect("Rust").items {
        let Item::Mod(module) = item else { continue };
        let (is_on, path) = judged(&module.attrs, on);
        if !is_on || module.content.is_some() {
            continue;
        }
        let name = module.ident.to_string();
        let below = folder.join(&name);
        let beside = file.parent().expect("a folder");
        let candidates = match path {
            Some(path) => vec![beside.join(path)],
            None => vec![folder.join(format!("{name}.rs")), below.join("mod.rs")],
        };
        let module = candidates.iter().find(|it| it.is_file());
        let module = module.unwrap_or_else(|| panic!("{candidates:?}"));
        let is_root = module.file_name().is_some_and(|it| it == "mod.rs");
        let folder = if is_root { module.parent().expect("a folder") } else { &below };
        files(module, folder, on, found);
    }
}

/// The files of the runtime that are compiled with these features, below `src`.
fn compiled(features: &[&str]) -> BTreeSet<String> {
    let source = spec::root().join("runtime/src");
    let mut found = BTreeSet::new();
    files(&source.join("lib.rs"), &source, &closed(features), &mut found);
    found.iter().map(|path| below(&source, path)).collect()
}

/// Where a file is below a folder, in the spelling of a URL.
fn below(folder: &Path, file: &Path) -> String {
    let steps = file.strip_prefix(folder).expect("below the folder").components();
    steps.map(|it| it.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The files that a feature adds to those of others.
fn added(by: &[&str], to: &[&str]) -> BTreeSet<String> {
    let (with, without) = (compiled(&[to, by].concat()), compiled(to));
    assert!(with.is_superset(&without));
    with.difference(&without).cloned().collect()
}

#[test]
fn a_module_is_compiled_by_who_asks_for_it() {
    let begin_with = |files: &BTreeSet<String>, starts: &[&str]| {
        for file in files {
            assert!(starts.iter().any(|start| file.starts_with(start)), "{file}");
        }
        for start in starts {
            assert!(files.iter().any(|file| file.starts_with(start)), "nothing of {start}");
        }
    };
    // Of another API's client, nothing is OpenAI's, and nothing is for training, lines, or webhooks.
    let client = compiled(&["client", "pattern", "rustls"]);
    let others = ["openai", "generated", "lines", "webhooks", "mock", "tower"];
    let foreign: Vec<_> =
        client.iter().filter(|file| others.iter().any(|it| file.starts_with(it))).collect();
    assert!(foreign.is_empty(), "{foreign:?}");
    assert!(client.contains("client/pages/pager.rs") && client.contains("client/wait.rs"));
    // Types alone have no calls, and so neither pages nor waits.
    let types = compiled(&[]);
    assert!(types.iter().all(|file| !file.starts_with("client") && !file.starts_with("operation")));
    begin_with(&added(&["training"], &[]), &["generated", "lines", "openai/training", "places"]);
    begin_with(&added(&["lines"], &["client"]), &["lines"]);
    begin_with(&added(&["webhooks"], &["client"]), &["webhooks.rs"]);
    let openai = added(&["openai"], &["client"]);
    begin_with(&openai, &["generated", "openai/"]);
    assert!(openai.iter().all(|file| !file.contains("training")), "{openai:?}");
    // The wait for a job is of the client, and the job is a type without it.
    let job = added(&["client"], &["openai", "operations"]);
    assert!(job.contains("openai/job.rs"), "{job:?}");
}

/// The walk finds what rustc would compile: all of it, with all features.
#[test]
fn every_file_is_compiled_by_some_feature() {
    let manifest = std::fs::read_to_string(spec::root().join("runtime/Cargo.toml"));
    let manifest: toml::Table = manifest.expect("a manifest").parse().expect("TOML");
    let features = manifest["features"].as_table().expect("features");
    let features: Vec<&str> = features.keys().map(String::as_str).collect();
    let found = compiled(&features);
    let source = spec::root().join("runtime/src");
    let mut open = vec![source.clone()];
    let mut all = BTreeSet::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            match path.is_dir() {
                true if path.file_name().is_some_and(|it| it == "tests") => {}
                true => open.push(path),
                false if path.file_name().is_some_and(|it| it == "tests.rs") => {}
                false => drop(all.insert(below(&source, &path))),
            }
        }
    }
    assert_eq!(found, all);
}

/// The crates that the runtime is built with.
fn crates(features: &str) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "-p", "specwright", "--edges", "normal", "--prefix", "none"])
        .args(["--format", "{p}", "--locked", "--offline", "--no-default-features"])
        .args(["--features", features])
        .current_dir(spec::root())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).expect("text");
    lines.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

#[test]
fn a_crate_is_built_for_who_asks_for_it() {
    let of_webhooks = ["hmac", "sha2"];
    let client = crates("client,openai,pattern,training");
    assert!(client.contains("reqwest") && of_webhooks.iter().all(|it| !client.contains(*it)));
    let webhooks = crates("webhooks");
    assert!(!webhooks.contains("reqwest") && of_webhooks.iter().all(|it| webhooks.contains(*it)));
    // To check training data takes no more than to read it.
    assert_eq!(crates("training"), crates(""));
    assert_eq!(crates("openai"), crates(""));
}
