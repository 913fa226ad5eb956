//! What is printed for machines (`--json`), and the schema of it.

use serde_json::Value as Json;

use super::dangling;
use super::folder::{self, Folder};

#[test]
fn json_is_one_object_whatever_happens() {
    let folder = Folder::new();
    let written = folder.run("generate pets.yaml --output api --json").ends(0);
    assert_eq!(written.json()["status"], "ok");
    let api = &written.json()["apis"][0];
    assert_eq!(api["report"]["planned"]["structs"], 2);
    assert_eq!(api["files"]["changed"][0], "api/mod.rs");
    assert_eq!(written.stderr(), "");
    folder.write("pets.yaml", &dangling());
    let refused = folder.run("check pets.yaml --json").ends(1).json();
    assert_eq!(refused["status"], "invalid");
    let problem = &refused["apis"][0]["problems"][0];
    assert_eq!(problem["severity"], "error");
    assert_eq!(problem["file"], "pets.yaml");
    assert_eq!(problem["line"], 21);
    let missing = folder.run("check nobody.yaml --json").ends(2).json();
    assert_eq!(missing["status"], "usage-error");
}

/// Every other test that asks for `--json` holds what it gets against the schema as well.
#[test]
fn the_schema_of_json_is_printed_and_refuses_what_it_does_not_name() {
    let folder = Folder::new();
    let printed: Json =
        serde_json::from_str(&folder.run("--json-schema").ends(0).stdout()).expect("JSON");
    assert_eq!(printed, folder::schema());
    let validator = jsonschema::validator_for(&printed).expect("a schema");
    let mut json = folder.run("examples pets.yaml --json").ends(0).json();
    json["apis"][0]["problems"] = serde_json::json!([{"severity": "error", "message": "old"}]);
    assert!(!validator.is_valid(&json));
    json["apis"][0]["problems"] = Json::Array(Vec::new());
    assert!(validator.is_valid(&json));
    json["apis"][0]["mood"] = Json::from("calm");
    assert!(!validator.is_valid(&json));
    folder.run("--json-schema check pets.yaml").complains(2, &["stands alone"]);
    folder.run("--color never").complains(2, &["a command is required"]);
}
