//! The public items as data, beside what the generated Rust has: of the fine-tuning endpoint, whose
//! surface a review reads line by line, and of every case.

use std::collections::BTreeSet;
use std::fs;

use specwright_codegen::surface::{Item, Kind};
use specwright_codegen::{
    Config, Contents, Input, Levels, Plan, Surface, folder, generate_file, plan,
};
use specwright_tests::golden::{assert_goldens, difference};
use specwright_tests::{material, spec};

use super::witness::{self, Source};

#[test]
fn of_the_fine_tuning_endpoint_is_as_expected() {
    let planned = plan(&spec::fine_tuning()).expect("planned");
    let surface = Surface::of(&planned.plan, Contents::Whole);
    let golden = spec::root().join("tests/public-api.txt");
    assert_goldens(&[(&golden, &surface.render())]);
}

#[test]
fn of_the_fine_tuning_endpoint_lists_what_the_code_has() {
    let planned = plan(&spec::fine_tuning()).expect("planned");
    let surface = Surface::of(&planned.plan, Contents::Whole);
    let folder = spec::root().join("runtime/src/generated/fine_tuning");
    assert_eq!(told_apart("fine_tuning", &surface, &Source::of_folder(&folder)), "");
}

#[test]
fn of_every_case_lists_what_the_code_has() {
    let folder = spec::root().join("tests/cases");
    let entries = fs::read_dir(folder).expect("the cases");
    let mut cases: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    cases.sort();
    let mut differences = String::new();
    let mut held = 0;
    for case in cases {
        let Ok(dump) = fs::read_to_string(case.join("plan.json")) else { continue };
        let plan = Plan::read(&dump).expect("a plan");
        let text = fs::read_to_string(case.join("expected.rs")).expect("the expected Rust");
        let surface = Surface::of(&plan, Contents::Whole);
        let name = case.file_name().unwrap_or_default().to_string_lossy();
        differences += &told_apart(&name, &surface, &Source::of_file(&text));
        held += 1;
    }
    assert!(held > 50, "the cases were not found");
    assert!(differences.is_empty(), "{differences}");
}

/// Of real documents those up to a length, since an unoptimised generator takes seconds for larger
/// ones.
#[test]
fn of_real_documents_lists_what_the_code_has() {
    let Some(corpus) = material::corpus() else { return };
    let most = material::thoroughness().choose(150_000, 700_000);
    let mut differences = String::new();
    let mut held = 0;
    for entry in fs::read_dir(corpus).expect("a folder") {
        let path = entry.expect("an entry").path();
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let length = path.metadata().expect("a file").len();
        if !matches!(ending, "json" | "yaml" | "yml") || length > most {
            continue;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let content = fs::read_to_string(&path).expect("text");
        let mut config = Config::new(Input::new(name.clone(), content));
        config.levels = Levels::skipping();
        config.files = Some(folder::beside(&path));
        let Ok((text, planned)) = generate_file(&config) else { continue };
        let surface = Surface::of(&planned.plan, config.contents);
        differences += &told_apart(&name, &surface, &Source::of_file(&text));
        held += 1;
    }
    assert!(held > 0, "the corpus has no small document");
    assert!(differences.is_empty(), "{differences}");
}

#[test]
fn what_it_lacks_or_has_too_much_is_told() {
    let planned = plan(&spec::fine_tuning()).expect("planned");
    let surface = Surface::of(&planned.plan, Contents::Whole);
    let folder = spec::root().join("runtime/src/generated/fine_tuning");
    let source = Source::of_folder(&folder);
    for index in 0..surface.items.len() {
        let mut less = surface.clone();
        let item = less.items.remove(index);
        let told = told_apart("less", &less, &source);
        assert!(told.contains(&format!("\n+{item}\n")), "{told}");
    }
    let mut more = surface.clone();
    more.items.push(Item::new("Nobody", Kind::Enum));
    assert!(told_apart("more", &more, &source).contains("\n-enum Nobody\n"));
}

/// What a surface lists and the code has not (`-`), and the other way round (`+`).
fn told_apart(name: &str, surface: &Surface, source: &Source) -> String {
    let listed: BTreeSet<String> = surface.items.iter().map(ToString::to_string).collect();
    assert_eq!(listed.len(), surface.items.len(), "{name}: an item is listed twice");
    let lines =
        |lines: &BTreeSet<String>| lines.iter().map(|line| format!("{line}\n")).collect::<String>();
    difference(name, &lines(&listed), &lines(&witness::lines(source)))
}

/// What the macros of the runtime add, as [`witness`] has it, is what they add.
#[test]
fn the_macros_add_what_the_witness_says() {
    for (file, added) in witness::ADDED {
        let text = fs::read_to_string(spec::root().join("runtime/src").join(file)).expect(file);
        let (_, macros) = text.split_once("macro_rules!").expect("a macro");
        let found: Vec<String> = macros.lines().filter_map(public_item).collect();
        assert_eq!(found, *added, "{file}");
    }
}

/// What a line of a macro adds: a public function, or an implementation for the type. What stands
/// beside the macros is not indented.
fn public_item(line: &str) -> Option<String> {
    let item = line.trim_start();
    if item.len() == line.len() {
        return None;
    }
    if let Some(rest) = item.strip_prefix("pub fn ") {
        return Some(rest.split(['(', '<']).next()?.to_owned());
    }
    let (of, rest) = item.strip_prefix("impl")?.split_once(" for ")?;
    if of.contains("<$type>") {
        return Some("From<$type> for i64".to_owned());
    }
    let (of, is_of_type) = (of.trim_end_matches("<'de>"), rest.starts_with('$'));
    // Parameters of the implementation.
    let of = of.strip_prefix('<').and_then(|rest| rest.split_once("> ")).map_or(of, |(_, of)| of);
    let of = of.trim();
    // The last step of the path, and its arguments.
    let (path, arguments) = of.rsplit_once('<').map_or((of, None), |(path, rest)| {
        let last = rest.rsplit("::").next().unwrap_or_default();
        let lent = if rest.starts_with('&') { rest } else { last };
        (path, Some(lent))
    });
    let name = path.rsplit("::").next()?.trim();
    let arguments = arguments.map(|arguments| format!("<{arguments}"));
    is_of_type.then(|| format!("{name}{}", arguments.unwrap_or_default()))
}
