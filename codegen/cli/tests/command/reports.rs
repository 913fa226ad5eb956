//! The forms of what `specwright diff` reports: several at once, each as it is published to be.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use quick_junit::{NonSuccessKind, Report, TestCaseStatus};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use crate::folder::{Folder, PETS};

/// A folder with a newer description, in which a name is a number and an animal is new.
fn folder() -> Folder {
    let folder = Folder::new();
    let new = PETS.replace("name: {type: string}", "name: {type: integer}");
    folder.write("new.yaml", &new.replace("[cat, dog]", "[cat, dog, fish]"));
    folder
}

const ACCEPTED: &str = "\
[[accepted]]
kind = 'property-type-changed'
item = 'Pet::name'
reason = 'Pets are numbered.'

[[accepted]]
kind = 'property-type-changed'
item = 'Owner::name'
reason = 'So are owners.'
";

#[test]
fn every_form_is_written_at_once() {
    let folder = folder();
    let run = folder
        .run("diff pets.yaml new.yaml --json --markdown=d.md --html d.html --junit d.xml --present 1.4.2 --fail-on major")
        .ends(1);
    let printed: Json = serde_json::from_str(&run.stdout()).expect("JSON");
    assert_eq!(printed["next_version"], "2.0.0");
    assert_eq!(printed["present_version"], "1.4.2");
    assert!(folder.read("d.md").starts_with("## 2.0.0\n"));
    assert!(folder.read("d.html").starts_with("<!doctype html>\n"));
    assert!(folder.read("d.xml").starts_with("<?xml"));
    // What is there is replaced by the next report, and the text is printed where nothing else is.
    let run = folder
        .run("diff pets.yaml pets.yaml --json=d.json --markdown=d.md --html d.html --junit d.xml")
        .ends(0);
    assert!(run.stdout().contains("nothing changed"), "{}", run.stdout());
    assert_eq!(folder.json("d.json")["changes"], serde_json::json!([]));
    folder.run("diff pets.yaml new.yaml --json --markdown").complains(2, &["--json=FILE"]);
    folder.run("diff pets.yaml new.yaml --github --json").complains(2, &["stdout takes one form"]);
}

#[test]
fn what_is_no_report_is_left_alone() {
    let folder = folder();
    folder.write("mine.html", "<!doctype html>\n<p>Mine.\n");
    folder.write("CHANGELOG.md", "# Changelog\n");
    for arguments in ["--html mine.html", "--markdown=CHANGELOG.md", "--junit pets.yaml"] {
        let before = listed(&folder);
        folder.run(&format!("diff pets.yaml new.yaml {arguments}")).complains(2, &["E0031"]);
        assert_eq!(listed(&folder), before, "{arguments}");
    }
}

fn listed(folder: &Folder) -> Vec<String> {
    ["mine.html", "CHANGELOG.md", "pets.yaml"].map(|name| folder.read(name)).to_vec()
}

#[test]
fn the_json_is_as_its_published_schema_says() {
    let folder = folder();
    folder.write("accepted.toml", ACCEPTED);
    let schema = folder.run("diff --schema").ends(0).stdout();
    assert_eq!(schema, include_str!("../../diff.schema.json"));
    let schema: Json = serde_json::from_str(&schema).expect("JSON");
    assert!(jsonschema::meta::is_valid(&schema), "no schema");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    folder.run("generate pets.yaml --output api --published published.txt").ends(0);
    for arguments in [
        "pets.yaml new.yaml",
        "new.yaml pets.yaml --fresh",
        "pets.yaml new.yaml --accepted accepted.toml --present 0.1.0",
        "published.txt new.yaml",
        "published.txt published.txt",
        "pets.yaml pets.yaml --types-only",
    ] {
        let run = folder.run(&format!("diff {arguments} --json")).ends(0);
        let report: Json = serde_json::from_str(&run.stdout()).expect("JSON");
        let faults: Vec<String> = validator.iter_errors(&report).map(|it| it.to_string()).collect();
        assert_eq!(faults, [""; 0], "{report:#}");
    }
    assert!(!validator.is_valid(&serde_json::json!({"changes": []})));
}

#[test]
fn places_are_those_of_json_too() {
    let folder = Folder::new();
    let description = |of: &str| {
        format!(
            "{{\n  \"openapi\": \"3.1.0\",\n  \"info\": {{\"title\": \"T\", \"version\": \"1\"}},\n  \"components\": {{\"schemas\": {{\n    \"A\": {{\"type\": \"object\", \"properties\": {{\"b\": {{\"type\": \"{of}\"}}}}}}\n  }}}}\n}}\n"
        )
    };
    folder.write("old.json", &description("string"));
    folder.write("new.json", &description("integer"));
    let run = folder.run("diff old.json new.json --json").ends(0);
    let report: Json = serde_json::from_str(&run.stdout()).expect("JSON");
    assert_eq!(report["changes"][0]["old_place"], "old.json:5:49");
    assert_eq!(report["changes"][0]["new_place"], "new.json:5:49");
}

/// Texts that would be markup, script or the end of one, in each place that a report quotes.
const HOSTILE: &str = "</script><script>alert(1)</script><!--<img src=x onerror=alert(1)>&amp;";

#[test]
fn nothing_of_a_description_is_markup_or_script() {
    let folder = Folder::new();
    let quoted = |text: &str| serde_json::to_string(text).expect("a string");
    let new = PETS
        .replace("[cat, dog]", &format!("[cat, dog, {}]", quoted(HOSTILE)))
        .replace("operationId: listPets", &format!("operationId: {}", quoted(HOSTILE)))
        .replace(
            "        name: {type: string}\n        type",
            &format!("        {}: {{type: string}}\n        type", quoted(HOSTILE)),
        );
    folder.write("new<script>.yaml", &new);
    folder.write(
        "accepted.toml",
        &format!("[[accepted]]\nkind = 'value-added'\nitem = 'x'\nreason = {}\n", quoted(HOSTILE)),
    );
    let arguments = ["diff", "pets.yaml", "new<script>.yaml", "--html", "d.html", "--json"];
    let run = folder.run_with("", &arguments).ends(0);
    let page = folder.read("d.html");
    let template = include_str!("../../src/cli/diff/report.html");
    let count = |text: &str, of: &str| text.matches(of).count();
    for markup in ["<script", "</script", "<!--", "<img", "onerror=", "&amp;"] {
        let of_data =
            if markup == "onerror=" { count(&page, markup) - count(template, markup) } else { 0 };
        assert_eq!(count(&page, markup) - of_data, count(template, markup), "{markup}");
    }
    let (_, behind) = page.split_once("id=\"report\">").expect("the data");
    let (data, _) = behind.split_once("</script>").expect("its end");
    assert!(!data.contains(['<', '>', '&']), "{data}");
    let data: Json = serde_json::from_str(data).expect("JSON");
    let printed: Json = serde_json::from_str(&run.stdout()).expect("JSON");
    assert_eq!(data["diff"], printed);
    assert!(printed.to_string().contains("onerror"), "nothing hostile is told of: {printed}");
    // Both sides of what changed are there as Rust.
    let declared = data["declared"].as_array().expect("an array");
    let pet = declared.iter().find(|it| it["owner"] == "PetType").expect("the enum");
    assert!(
        pet["before"]
            .as_str()
            .expect("Rust")
            .starts_with("pub enum PetType {\n    Cat,\n    Dog,\n")
    );
}

#[test]
fn the_page_lets_nothing_run_but_what_is_its_own() {
    let page = include_str!("../../src/cli/diff/report.html");
    let within = |open: &str, close: &str| {
        let (_, behind) = page.split_once(open).expect("it begins");
        behind.split_once(close).expect("it ends").0
    };
    let policy = within("Content-Security-Policy\" content=\"", "\">");
    for (directive, text) in [
        ("style-src", within("<style>", "</style>")),
        ("script-src", within("<script>", "</script>")),
    ] {
        let hash = STANDARD.encode(Sha256::digest(text.as_bytes()));
        assert!(policy.contains(&format!("{directive} 'sha256-{hash}'")), "{directive}: {hash}");
    }
    assert!(policy.starts_with("default-src 'none';"), "{policy}");
    for from_outside in ["http:", "https:", "src=", "@import", "url("] {
        let found = page.matches(from_outside).count();
        assert_eq!(found, 0, "{from_outside} asks a network");
    }
    for unsafe_way in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("] {
        assert!(!page.contains(unsafe_way), "{unsafe_way} makes markup of text");
    }
}

#[test]
fn junit_fails_what_the_step_fails_for() {
    let folder = folder();
    let accepted: String = ACCEPTED.split("\n\n").take(1).collect();
    folder.write("accepted.toml", &accepted);
    let run = |arguments: &str, code| {
        folder.run(&format!("diff pets.yaml new.yaml --junit d.xml {arguments}")).ends(code);
        Report::deserialize_from_str(&folder.read("d.xml")).expect("JUnit")
    };
    let statuses = |report: &Report| -> Vec<String> {
        let cases = report.test_suites.iter().flat_map(|suite| &suite.test_cases);
        let status = |status: &TestCaseStatus| match status {
            TestCaseStatus::Success { .. } => "passes",
            TestCaseStatus::NonSuccess { kind: NonSuccessKind::Failure, .. } => "fails",
            TestCaseStatus::NonSuccess { .. } => "errs",
            TestCaseStatus::Skipped { .. } => "is skipped",
        };
        cases.map(|case| format!("{} {}", case.name.as_str(), status(&case.status))).collect()
    };
    assert_eq!(
        statuses(&run("--fail-on major --accepted accepted.toml", 1)),
        [
            "property-type-changed: Owner::name fails",
            "property-type-changed: Pet::name is skipped",
            "value-added: PetType::Fish passes",
        ]
    );
    let lenient = statuses(&run("", 0));
    assert!(lenient.iter().all(|status| status.ends_with("passes")), "{lenient:?}");
    let silent = statuses(&run("--fail-on silent", 1));
    assert!(silent.contains(&"value-added: PetType::Fish fails".to_owned()), "{silent:?}");
}

#[test]
fn what_is_accepted_is_shown_apart_and_fails_nothing() {
    let folder = folder();
    folder.write("accepted.toml", ACCEPTED);
    folder.run("diff pets.yaml new.yaml --fail-on major").ends(1);
    let run =
        folder.run("diff pets.yaml new.yaml --fail-on major --accepted accepted.toml").ends(0);
    let text = run.stdout();
    let (others, accepted) = text.split_once("\naccepted\n").expect("a part of its own");
    assert!(!others.contains("Pet::name") && accepted.contains("Pet::name"), "{text}");
    assert!(accepted.contains("    accepted: Pets are numbered.\n"), "{text}");
    // It is a major step all the same.
    assert!(text.contains("for the Rust this step is major"), "{text}");
    folder.run("diff pets.yaml new.yaml --fail-on minor --accepted accepted.toml").ends(1);
    let run = folder.run("diff pets.yaml new.yaml --github --accepted accepted.toml").ends(0);
    assert!(!run.stdout().contains("Pet::name"), "{}", run.stdout());
    // One change by its fingerprint.
    let run = folder.run("diff pets.yaml new.yaml --json").ends(0);
    let report: Json = serde_json::from_str(&run.stdout()).expect("JSON");
    let fingerprint = report["changes"][0]["fingerprint"].as_str().expect("a fingerprint");
    let entry = format!("[[accepted]]\nfingerprint = '{fingerprint}'\nreason = 'Looked at.'\n");
    folder.write("accepted.toml", &entry);
    let run = folder.run("diff pets.yaml new.yaml --json --accepted accepted.toml").ends(0);
    let report: Json = serde_json::from_str(&run.stdout()).expect("JSON");
    let accepted = report["changes"].as_array().expect("changes").iter();
    assert_eq!(accepted.filter(|change| change["accepted"] == "Looked at.").count(), 1);
}

#[test]
fn what_accepts_nothing_is_an_error_with_its_place() {
    let folder = folder();
    folder.write("accepted.toml", &ACCEPTED.replace("'Owner::name'", "'Owners::name'"));
    let run = folder.run("diff pets.yaml new.yaml --accepted accepted.toml");
    let run =
        run.complains(2, &["E0044", "accepted.toml:6:1", "did you mean the item `Owner::name`"]);
    // The report is there all the same.
    assert!(run.stdout().contains("property-type-changed: Owner::name"), "{}", run.stdout());
    for (text, words) in [
        ("[[accepted]]\nkind = 'x'\nitem = 'a'\nreason = 'b'\n", ["accepted.toml:1:1", "`x`"]),
        (
            "[[accepted]]\nkind = 'value-aded'\nitem = 'a'\nreason = 'b'\n",
            ["`value-added`", "E0043"],
        ),
        ("[[accepted]]\nkind = 'value-added'\nreason = 'b'\n", ["`fingerprint`", "E0043"]),
        ("[[accepted]]\nfingerprint = 'a'\nreason = ' '\n", ["`reason`", "E0043"]),
        ("[[accepted]]\nfingerprint = 'a'\n\nfoo = 5\n", ["accepted.toml:4:1", "unknown field"]),
        ("secret = 5\n", ["no file of accepted changes", "accepted.toml:1"]),
    ] {
        folder.write("accepted.toml", text);
        let run =
            folder.run("diff pets.yaml new.yaml --accepted accepted.toml").complains(2, &words);
        assert!(!run.stderr().contains("secret"), "{}", run.stderr());
    }
    folder
        .run("diff pets.yaml new.yaml --accepted none.toml")
        .complains(2, &["E0031", "none.toml"]);
}

#[test]
fn a_correction_that_the_description_has_overtaken_is_named() {
    let folder = Folder::new();
    let overlay = "overlay: 1.0.0\nactions:\n- target: $.components.schemas.Pet.properties.name\n  update: {type: integer}\n";
    folder.write("o.yaml", overlay);
    folder.write("new.yaml", &PETS.replace("name: {type: string}", "name: {type: integer}"));
    let run = folder.run("diff pets.yaml new.yaml --overlay o.yaml").ends(0);
    let said = run.stderr();
    for word in ["it has no effect any more: remove it", "o.yaml:3:11", "warning"] {
        assert!(said.contains(word), "{word:?} is not in:\n{said}");
    }
    // Of the pet nothing changed: it was corrected before.
    assert!(!run.stdout().contains("Pet::name"), "{}", run.stdout());
    folder
        .run("generate new.yaml --overlay o.yaml --output api")
        .complains(1, &["E0020", "o.yaml:3:11", "remove it"]);
    // Where both need it, nothing is said.
    let run = folder.run("diff pets.yaml pets.yaml --overlay o.yaml").ends(0);
    assert_eq!(run.stderr(), "");
}
