//! The words for a stranger hold: what the guide and the READMEs show is code that is compiled
//! elsewhere, what their commands print is what they print, and their links lead somewhere.
//!
//! `SPECWRIGHT_BLESS=1` writes what is printed, and what is shown, into them.

mod blocks;
mod console;
mod links;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use self::blocks::{Doctests, FRONT_PAGE_ENDS, refreshed};

/// The repository.
fn root() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2);
    folder.expect("the folder of the repository").to_owned()
}

/// The pages of the guide, relative to the repository.
fn guide() -> Vec<PathBuf> {
    let folder = Path::new("docs/guide/src");
    let entries = fs::read_dir(root().join(folder)).expect("the guide");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    let mut pages: Vec<_> = names.map(|name| folder.join(name)).collect();
    pages.sort();
    assert!(pages.len() > 10, "the guide is elsewhere");
    pages
}

/// What else a stranger reads.
fn readmes() -> Vec<PathBuf> {
    let crates = ["", "codegen", "codegen/cli", "codegen/examples", "codegen/macros"];
    let crates = crates.into_iter().chain(["codegen/proof", "examples", "pattern", "runtime"]);
    crates.map(|folder| Path::new(folder).join("README.md")).collect()
}

fn read(path: &Path) -> String {
    let text = fs::read_to_string(root().join(path));
    text.unwrap_or_else(|error| panic!("{}: {error}", path.display())).replace("\r\n", "\n")
}

/// Compares a page with what it should be, or makes it that.
fn hold(path: &Path, expected: &str) {
    let found = read(path);
    if found == expected {
        return;
    }
    if env::var_os("SPECWRIGHT_BLESS").is_some() {
        fs::write(root().join(path), expected).expect("a page that can be written");
        return;
    }
    let lines = found.lines().chain([""]).zip(expected.lines().chain([""])).enumerate();
    let differing = lines.filter(|(_, (found, expected))| found != expected);
    let told = differing.take(3).map(|(number, (found, expected))| {
        format!("{}:{}\n  says      {found}\n  should be {expected}\n", path.display(), number + 1)
    });
    panic!(
        "{}`SPECWRIGHT_BLESS=1 cargo test -p specwright-cli --test guide` accepts it",
        told.collect::<String>()
    );
}

#[test]
fn what_the_guide_shows_is_compiled_and_prints_what_it_says() {
    for page in guide() {
        hold(&page, &refreshed(&page, &read(&page), Doctests::None));
    }
}

#[test]
fn what_the_readmes_show_is_compiled() {
    for page in readmes() {
        let is_front = page == Path::new("README.md");
        let doctests = if is_front { Doctests::FirstHalf } else { Doctests::All };
        hold(&page, &refreshed(&page, &read(&page), doctests));
    }
}

/// So that who comes by the crate and who comes by the repository are told the same.
#[test]
fn the_front_page_of_the_runtime_is_the_first_half_of_the_readme() {
    let front = read(Path::new("runtime/README.md"));
    let whole = read(Path::new("README.md"));
    let (half, _) = whole.split_once(FRONT_PAGE_ENDS).expect("where the first half ends");
    let expected = format!("{}\n", half.trim_end());
    hold(Path::new("runtime/README.md"), &expected);
    assert!(env::var_os("SPECWRIGHT_BLESS").is_some() || front == expected);
}

#[test]
fn every_page_is_in_the_summary_once() {
    let summary = read(Path::new("docs/guide/src/SUMMARY.md"));
    for page in guide() {
        let name = page.file_name().and_then(|name| name.to_str()).expect("a name");
        let expected = usize::from(name != "SUMMARY.md");
        assert_eq!(summary.matches(&format!("({name})")).count(), expected, "{name}");
    }
}

#[test]
fn every_link_leads_somewhere() {
    let others = ["ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"];
    let pages = guide().into_iter().chain(readmes()).chain(others.map(PathBuf::from));
    let dead: Vec<String> = pages.flat_map(|page| links::dead(&page, &read(&page))).collect();
    assert_eq!(dead, [""; 0]);
}

/// The program of the first hour is compiled from what the commands of its page write.
/// A file that was moved is looked for in vain where prose still has it.
#[test]
fn every_path_in_prose_is_there() {
    let maps = ["ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md"].map(PathBuf::from);
    let pages = guide().into_iter().chain(readmes()).chain(maps);
    let missing: Vec<String> = pages
        .flat_map(|page| {
            let paths = links::paths(&read(&page));
            let gone = paths.into_iter().filter(|path| !root().join(path).exists());
            gone.map(|path| format!("{}: {path}", page.display())).collect::<Vec<_>>()
        })
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn the_first_hour_ends_with_what_its_commands_write() {
    let page = read(Path::new("docs/guide/src/first-hour.md"));
    let commands: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("$ ")).collect();
    let folder = console::folder();
    for command in &commands {
        console::run(command, folder.path());
    }
    let written = ["codegen.toml", "codegen.schema.json", "stations.published.txt", "src/stations"];
    for name in written {
        assert!(commands.len() > 3 && folder.path().join(name).exists(), "{name} is not written");
    }
    let modules = fs::read_dir(folder.path().join("src/stations")).expect("a folder");
    let modules = modules.map(|it| Path::new("src/stations").join(it.expect("a file").file_name()));
    for name in modules.chain(written[..3].iter().map(PathBuf::from)) {
        let expected = fs::read_to_string(folder.path().join(&name)).expect("text");
        hold(&Path::new("examples/first-hour").join(name), &expected);
    }
}

/// What a user would have generated is what is checked in, and stands in the guide.
#[test]
fn the_generated_example_is_fresh() {
    let words = "specwright generate --config examples/checked-in/codegen.toml --check";
    let printed = console::run(words, &root());
    assert!(printed.contains("up to date"), "`cargo xtask examples --bless` mends it:\n{printed}");
}
