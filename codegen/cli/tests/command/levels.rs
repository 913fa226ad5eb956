//! Notes have places, and each code can be denied, warned of or allowed, by each of its names.

use serde_json::json;

use super::folder::{Folder, PETS};

/// The description with two notes and a warning.
fn noted() -> Folder {
    let folder = Folder::new();
    let schemas =
        "    Owner:\n      not: {properties: {age: {const: 1}}}\n      minProperties: a\n";
    let text = PETS.replace("    Owner:\n", schemas).replace("      operationId: listPets\n", "");
    folder.write("pets.yaml", &text);
    folder
}

#[test]
fn notes_are_a_line_for_each_kind_and_with_their_places_where_they_are_asked_for() {
    let folder = noted();
    let brief = folder.run("check pets.yaml").ends(0).stdout();
    for kind in [
        "  noted     1 renamed: 1 operation-named (N0003)\n              N0003: ",
        "            1 unsupported: 1 assertion-unchecked (N0005)\n              N0005: `not` is not checked\n",
    ] {
        assert!(brief.contains(kind), "{brief}");
    }
    assert!(!brief.contains("pets.yaml:"), "{brief}");
    let line =
        "N0005: `not` is not checked\n                pets.yaml:30:7 (/components/schemas/Owner)\n";
    for arguments in ["check pets.yaml --verbose", "generate pets.yaml --output api --verbose"] {
        let whole = folder.run(arguments).ends(0).stdout();
        assert!(whole.contains("  noted     1 renamed: 1 operation-named (N0003)\n"), "{whole}");
        assert!(whole.contains(line), "{whole}");
    }
    let json = folder.run("check pets.yaml --json").ends(0).json();
    let expected = json!({
        "severity": "note", "code": "N0005", "name": "assertion-unchecked", "group": "unsupported",
        "message": "`not` is not checked", "help": null,
        "file": "pets.yaml", "line": 30, "column": 7, "pointer": "/components/schemas/Owner",
    });
    assert_eq!(json["apis"][0]["report"]["notes"][1], expected);
    folder.run("generate pets.yaml --output api --manifest pets.json").ends(0);
    let expected = json!({
        "code": "N0005", "kind": "unsupported", "pointer": "/components/schemas/Owner",
        "message": "`not` is not checked",
    });
    assert_eq!(folder.json("pets.json")["notes"][1], expected);
}

/// What is so at many places is a line with how many those are, and what was written stands last.
#[test]
fn notes_of_one_cause_are_one_line() {
    let folder = Folder::new();
    let mut text =
        "openapi: 3.1.0\ninfo: {title: Many, version: '1'}\ncomponents:\n  schemas:\n".to_owned();
    for index in 0..40 {
        text.push_str(&format!(
            "    A{index}: {{type: object, not: {{properties: {{a: {{const: 1}}}}}}}}\n"
        ));
    }
    for index in 0..15 {
        text.push_str(&format!("    B{index}: {{type: string, odd{index}: 1}}\n"));
    }
    folder.write("many.yaml", &text);
    let told = folder.run("generate many.yaml --output api").ends(0).stdout();
    assert!(told.contains("              40 times N0005: `not` is not checked\n"), "{told}");
    assert!(told.contains("              and 6 more; `--verbose` lists all\n"), "{told}");
    assert!(!told.contains("many.yaml:"), "{told}");
    assert!(told.ends_with("wrote api/types.rs\n"), "{told}");
    assert!(told.lines().count() < 40, "{told}");
    let told = folder.run("check many.yaml --verbose").ends(0).stdout();
    let places = told.matches("                many.yaml:").count();
    assert_eq!(places, 55, "{told}");
}

/// A node that an overlay wrote stands in its text, and is one of the document.
#[test]
fn a_note_of_what_an_overlay_says_has_its_line_and_the_pointer_of_the_document() {
    let folder = noted();
    let action =
        "- target: $.components.schemas\n  update: {Odd: {not: {properties: {a: {const: 1}}}}}\n";
    folder.write("o.yaml", &format!("overlay: 1.0.0\nactions:\n{action}"));
    folder.write("f.yaml", "F: {type: object, not: {properties: {a: {const: 1}}}}\n");
    let text = folder.read("pets.yaml") + "    F: {$ref: 'f.yaml#/F'}\n";
    folder.write("pets.yaml", &text);
    let options = "--overlay o.yaml --manifest pets.json --verbose";
    let run = folder.run(&format!("generate pets.yaml --output api {options}")).ends(0);
    for line in [
        "                o.yaml:4:17 (/components/schemas/Odd)\n",
        "                f.yaml:1:4 (/F)\n",
    ] {
        assert!(run.stdout().contains(line), "{line}: {}", run.stdout());
    }
    let notes = folder.json("pets.json")["notes"].to_string();
    for pointer in ["\"/components/schemas/Odd\"", "\"f.yaml#/F\""] {
        assert!(notes.contains(pointer), "{pointer}: {notes}");
    }
}

#[test]
fn a_code_is_named_by_its_number_its_name_or_its_group() {
    let folder = noted();
    for code in ["N0005", "assertion-unchecked", "unsupported", "notes"] {
        folder.run(&format!("check pets.yaml --deny {code}")).complains(1, &["error[N0005]"]);
        let warned = folder.run(&format!("check pets.yaml --warn {code}"));
        let warned = warned.complains(0, &["warning[N0005]", "pets.yaml:30:7"]);
        assert!(!warned.stdout().contains("unsupported"), "{}", warned.stdout());
        let allowed = folder.run(&format!("check pets.yaml --allow {code} --verbose")).ends(0);
        assert!(!allowed.stdout().contains("N0005") && !allowed.stderr().contains("N0005"));
    }
    for code in ["W0002", "keyword-ignored", "warnings"] {
        folder.run(&format!("check pets.yaml --deny {code}")).complains(1, &["error[W0002]"]);
        let allowed = folder.run(&format!("check pets.yaml --allow {code}")).ends(0);
        assert_eq!(allowed.stderr(), "");
    }
    let arguments = "generate pets.yaml --output api --deny notes --allow N0005 --warn N0003";
    folder.run(arguments).complains(0, &["warning[N0003]"]);
}

#[test]
fn a_level_of_nothing_is_an_error() {
    let folder = noted();
    folder
        .run("check pets.yaml --deny unsuported")
        .complains(2, &["error[E0034]", "did you mean `unsupported`?"]);
    folder.run("check pets.yaml --allow E0012").complains(2, &["error[E0035]", "`allow`"]);
    // Everything that is wrong with the arguments is said at once.
    folder
        .run("check pest.yaml --deny x --overlay nothing.yaml")
        .complains(2, &["pest.yaml", "did you mean pets.yaml", "`x`", "overlay nothing.yaml"]);
}

#[test]
fn a_project_file_sets_levels_and_the_command_adds_to_them() {
    let folder = noted();
    let project = |keys: &str| {
        let text = format!(
            "[[generate]]\nname = \"pets\"\ndocument = \"pets.yaml\"\noutput = \"api\"\n{keys}\n"
        );
        folder.write("codegen.toml", &text);
    };
    project("deny = [\"unsupported\"]");
    folder.run("generate --config codegen.toml").complains(1, &["error[N0005]"]);
    project("deny = [\"unsupported\"]\nwarn = [\"N0005\"]\nallow = [\"warnings\"]");
    let run = folder.run("generate --config codegen.toml").complains(0, &["warning[N0005]"]);
    assert!(!run.stderr().contains("W0002"), "{}", run.stderr());
    folder.run("generate --config codegen.toml --deny N0003").complains(1, &["error[N0003]"]);
    project("deny = [\"N0005\",\n  \"unsuported\"]");
    folder
        .run("generate --config codegen.toml")
        .complains(2, &["error[E0034]", "codegen.toml:6:3", "did you mean `unsupported`?"]);
}

#[test]
fn what_would_be_ignored_beside_a_project_file_is_an_error() {
    let folder = Folder::new();
    folder.write("codegen.toml", "[[generate]]\n");
    for option in [
        "pets.yaml",
        "--lenient",
        "--types-only",
        "--behind-features",
        "--published l",
        "--output api",
        "--crate a",
        "--runtime ^1",
        "--manifest m.json",
        "--overlay o.yaml",
        "--operation a",
    ] {
        let run = folder.run(&format!("generate --config codegen.toml {option}"));
        run.complains(2, &["cannot be used with"]);
    }
    for option in ["pets.yaml", "--overlay o.yaml", "--vendor x-a", "--suggest-overlay"] {
        let run = folder.run(&format!("examples --config codegen.toml {option}"));
        run.complains(2, &["cannot be used with"]);
    }
}
