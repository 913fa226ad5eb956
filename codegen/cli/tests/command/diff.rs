//! What the step from one description to another means, as the command tells it.

use std::process::Command;

use serde_json::Value as Json;

use crate::folder::{Folder, PETS};

/// A folder with a second description.
fn folder(new: &str) -> Folder {
    let folder = Folder::new();
    folder.write("new.yaml", new);
    folder
}

fn json(folder: &Folder, arguments: &str) -> Json {
    let run = folder.run(&format!("diff {arguments} --json")).ends(0);
    serde_json::from_str(&run.stdout()).expect("JSON")
}

/// The kinds of the changes, with what each means for the Rust.
fn kinds(diff: &Json) -> Vec<String> {
    let changes = diff["changes"].as_array().expect("changes");
    let kind = |change: &Json| {
        format!(
            "{} {}",
            change["rust"].as_str().expect("a verdict"),
            change["kind"].as_str().expect("a kind")
        )
    };
    changes.iter().map(kind).collect()
}

#[test]
fn nothing_changed() {
    let as_json =
        r#"{"openapi": "3.1.0", "info": {"title": "Pets", "version": "1.0.0"}, "paths": {}}"#;
    let folder = folder(PETS);
    let run = folder.run("diff pets.yaml new.yaml --fail-on minor").ends(0);
    assert!(run.stdout().contains("nothing changed"), "{}", run.stdout());
    folder.write("a.json", as_json);
    folder.write("a.yaml", "openapi: 3.1.0\ninfo: {title: Pets, version: 1.0.0}\npaths: {}\n");
    assert_eq!(kinds(&json(&folder, "a.json a.yaml")), [""; 0]);
}

#[test]
fn an_addition_and_what_is_forced() {
    let folder = folder(&PETS.replace("required: [name]", "required: [name, type]"));
    let diff = json(&folder, "pets.yaml new.yaml");
    assert_eq!(kinds(&diff), ["patch property-became-required"]);
    folder.write("new.yaml", &PETS.replace("name: {type: string}", "name: {type: integer}"));
    let diff = json(&folder, "pets.yaml new.yaml");
    assert_eq!(kinds(&diff), ["major property-type-changed", "major property-type-changed"]);
    let change = &diff["changes"][0];
    assert_eq!(change["old_place"], "pets.yaml:33:15");
    assert_eq!(change["before"], "String");
    assert_eq!(change["after"], "i64");
    assert_eq!(change["missed"][0], "field Owner::name: Option<String>");
    assert_eq!(change["wire"], "answer-unreadable");
    folder.run("diff pets.yaml new.yaml --fail-on major").ends(1);
    let run = folder.run("diff pets.yaml new.yaml --present 1.4.2").ends(0);
    assert!(run.stdout().contains("major: after 1.4.2 comes 2.0.0"), "{}", run.stdout());
}

#[test]
fn what_has_to_break_is_told_from_what_the_published_file_would_spare() {
    let text = PETS.replace("name: {type: string}", "name: {type: integer}");
    let folder = folder(&text.replacen("enum: [cat, dog]", "enum: [cat]", 1));
    let necessities = |arguments: &str| {
        let diff = json(&folder, arguments);
        let changes = diff["changes"].as_array().expect("changes").clone();
        let one =
            |change: &Json| Some(format!("{} {}", change["kind"], change["necessity"].as_str()?));
        let mut all: Vec<String> = changes.iter().filter_map(one).collect();
        all.sort();
        all.dedup();
        all.join(", ").replace('"', "")
    };
    let forced = "property-type-changed forced";
    assert_eq!(necessities("pets.yaml new.yaml"), forced);
    assert_eq!(
        necessities("pets.yaml new.yaml --fresh"),
        format!("{forced}, value-removed avoidable")
    );
    let text = folder.run("diff pets.yaml new.yaml --fresh").ends(0).stdout();
    assert!(text.contains("  major avoidable value-removed: "), "{text}");
    folder.run("generate pets.yaml --output a --published old.txt").ends(0);
    folder.run("generate new.yaml --output b --published new.txt").ends(0);
    assert_eq!(necessities("old.txt new.yaml"), forced);
    assert_eq!(necessities("old.txt new.txt"), "");
}

#[test]
fn the_step_back_has_the_mirrored_kinds() {
    let folder = folder(&PETS.replace("enum: [cat, dog]", "enum: [cat, dog, fish]"));
    assert_eq!(kinds(&json(&folder, "pets.yaml new.yaml")), ["minor value-added"]);
    assert_eq!(kinds(&json(&folder, "new.yaml pets.yaml")), ["minor value-removed"]);
}

#[test]
fn a_published_file_is_a_side() {
    let new = PETS.replace("      required: [name]\n", "");
    let folder = folder(&new.replacen("        name: {type: string}\n", "", 1));
    folder.run("generate pets.yaml --output api --published published.txt").ends(0);
    let diff = json(&folder, "published.txt new.yaml");
    assert!(kinds(&diff).contains(&"major property-removed".to_owned()), "{diff}");
    assert_eq!(kinds(&json(&folder, "published.txt published.txt")), [""; 0]);
}

#[test]
fn a_revision_is_a_side() {
    let folder = Folder::new();
    let git = |arguments: &[&str]| {
        let ran = Command::new("git")
            .args(["-c", "user.name=A", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false"])
            .args(arguments)
            .current_dir(folder.0.path())
            .status();
        assert!(ran.expect("git").success());
    };
    git(&["init", "-q"]);
    git(&["add", "pets.yaml"]);
    git(&["commit", "-q", "-m", "Pets"]);
    folder.write("pets.yaml", &PETS.replace("enum: [cat, dog]", "enum: [cat, dog, fish]"));
    assert_eq!(kinds(&json(&folder, "HEAD:pets.yaml pets.yaml")), ["minor value-added"]);
    folder.run("diff HEAD:nothing.yaml pets.yaml").complains(2, &["HEAD:nothing.yaml", "E0031"]);
    folder.run("diff --output:pets.yaml pets.yaml").complains(2, &["--output"]);
}

#[test]
fn it_is_an_entry_of_a_changelog() {
    let folder = folder(&PETS.replace("enum: [cat, dog]", "enum: [cat, dog, fish]"));
    let run = folder.run("diff pets.yaml new.yaml --markdown --present 0.2.0").ends(0);
    let expected = "## 0.2.1\n\n### Added, or discouraged\n\n- `PetType::Fish`: An enum lists a value more. Programs compile, and mean something else.\n\nFor the Rust this step is minor.\n";
    assert_eq!(run.stdout(), expected);
}

#[test]
fn it_is_annotations_of_a_pull_request() {
    let folder = folder(&PETS.replace("name: {type: string}", "name: {type: integer}"));
    let run = folder.run("diff pets.yaml new.yaml --github").ends(0);
    let first =
        "::error file=new.yaml,line=33,col=15,title=major%3A property-type-changed::Owner::name: ";
    assert!(run.stdout().starts_with(first), "{}", run.stdout());
}

#[test]
fn a_generation_says_what_it_means_for_who_depends_on_it() {
    let folder = Folder::new();
    let generate = "generate pets.yaml --output api --published published.txt";
    let first = folder.run(generate).ends(0).stdout();
    assert!(!first.contains("for the Rust"), "{first}");
    folder.write("pets.yaml", &PETS.replace("name: {type: string}", "name: {type: integer}"));
    let told = folder.run(generate).ends(0).stdout();
    assert!(told.contains("  published major for the Rust\n            major property-type-changed: Owner::name (String -> i64)\n"), "{told}");
}

#[test]
fn a_generation_that_changes_nothing_says_nothing() {
    let folder = Folder::new();
    let servers = "paths:\n";
    let with = PETS.replacen(servers, "servers: [{url: 'https://pets.example'}]\npaths:\n", 1);
    let with = with.replace("enum: [cat, dog]}", "enum: [cat, dog], default: cat}");
    folder.write("pets.yaml", &with);
    let generate = "generate pets.yaml --output api --published published.txt";
    folder.run(generate).ends(0);
    for arguments in [generate.to_owned(), format!("{generate} --check")] {
        let told = folder.run(&arguments).ends(0).stdout();
        assert!(!told.contains("for the Rust"), "{told}");
    }
    assert_eq!(kinds(&json(&folder, "published.txt pets.yaml")), [""; 0]);
    // What is added is told alone.
    folder.write(
        "pets.yaml",
        &with.replace("default: cat}", "default: cat}\n        age: {type: integer}"),
    );
    let told = folder.run(generate).ends(0).stdout();
    assert!(told.contains("  published minor for the Rust\n            minor property-added: Pet::age\n            changed"), "{told}");
}

#[test]
fn the_kinds_are_listed_whole() {
    let listed = Folder::new().run("diff --list-kinds").ends(0).stdout();
    let type_changed = "\
property-type-changed
  A property is of another type.
  Verdicts: major or patch for the Rust; an answer may not be read; a request may be refused; may be silent.
  For example: `integer` is `string`.
  The step back: property-type-changed.
";
    assert!(listed.contains(type_changed), "{listed}");
    assert_eq!(listed.lines().count(), 5 * specwright_codegen::diff::CATALOGUE.len());
    let listed = Folder::new().run("diff --list-kinds --json").ends(0).stdout();
    let listed: Json = serde_json::from_str(&listed).expect("JSON");
    let first = &listed[0];
    assert_eq!(first["kind"], "operation-added");
    assert_eq!(first["mirror"], "operation-removed");
    assert_eq!(first["rust"], serde_json::json!(["minor", "patch"]));
}
