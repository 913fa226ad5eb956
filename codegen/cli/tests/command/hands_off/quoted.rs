//! A file that is no description is not quoted.

use super::project;
use crate::folder::{Folder, PETS};

const SECRET: &str = "hunter2";

/// Files that anybody may have beside a description, each in a form that fails in another way.
const NEIGHBOURS: [(&str, &str); 12] = [
    (".env", "# mine\nKEY=hunter2\nOTHER=x\n"),
    ("quoted.env", "A=1\nKEY=\"hunter2\nhunter2: [hunter2"),
    ("secrets.yaml", "password: hunter2\nhunter2: 1\n"),
    ("nested.yaml", "hunter2: {hunter2: hunter2, type: hunter2, $ref: hunter2}\n"),
    ("twice.yaml", "hunter2: 1\nhunter2: 2\n"),
    ("broken.yaml", "a: 1\n  hunter2: [hunter2\n"),
    ("tagged.yaml", "!hunter2!x hunter2: *hunter2\n"),
    ("secrets.json", "{\"hunter2\": \"hunter2\", \"hunter2\": hunter2}"),
    ("twice.json", "{\"hunter2\": 1, \"hunter2\": 2}"),
    ("list.yaml", "- hunter2\n- {hunter2: hunter2}\n"),
    ("key.pem", "-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----\n"),
    ("kinds.yaml", "#\n{description: {hunter2: hunter2}, minimum: hunter2, items: hunter2}\n"),
];

#[track_caller]
fn is_silent(folder: &Folder, arguments: &str) -> String {
    let run = folder.run(arguments);
    let said = format!("{}{}", run.stdout(), run.stderr());
    assert!(!said.contains(SECRET), "`{arguments}`:\n{said}");
    run.stderr()
}

#[test]
fn neighbours_are_not_quoted() {
    let owner = "schema: {$ref: '#/components/schemas/Owner'}";
    for (name, text) in NEIGHBOURS {
        // They lead to what is in a list or an object, or to nothing.
        for fragment in ["", "#/0", "#/hunter", "#/description"] {
            let folder = Folder::new();
            folder.write(name, text);
            for place in [
                format!("schema: {{$ref: './{name}{fragment}'}}"),
                format!("{owner}\n              examples: {{a: {{$ref: './{name}{fragment}'}}}}"),
            ] {
                folder.write("pets.yaml", &PETS.replace(owner, &place));
                for arguments in [
                    "check pets.yaml",
                    "generate pets.yaml --output api --warn unreadable --json",
                    "examples pets.yaml --verbose --suggest-overlay",
                ] {
                    is_silent(&folder, arguments);
                }
            }
        }
        let folder = Folder::new();
        folder.write(name, text);
        let broken = PETS.replace("'#/components/schemas/Owner'", &format!("./{name}"));
        folder.write("pets.yaml", &broken);
        let said = is_silent(&folder, "check pets.yaml");
        if said.contains("cannot be read, at") || said.contains("is no part") {
            assert!(said.contains(&format!("{name}:")), "the line is told:\n{said}");
        }
    }
}

/// A path item, a parameter, a response and a body are read by other code than a schema.
#[test]
fn neighbours_are_not_quoted_wherever_they_are_referred_to() {
    for (name, text) in NEIGHBOURS {
        for place in [
            format!("paths:\n  /a: {{$ref: './{name}'}}"),
            format!(
                "paths:\n  /a: {{get: {{parameters: [{{$ref: './{name}'}}], responses: {{}}}}}}"
            ),
            format!("paths:\n  /a: {{get: {{responses: {{'200': {{$ref: './{name}'}}}}}}}}"),
            format!(
                "paths:\n  /a: {{post: {{requestBody: {{$ref: './{name}'}}, responses: {{}}}}}}"
            ),
            format!(
                "components: {{schemas: {{A: {{allOf: [{{$ref: './{name}'}}, {{type: object}}]}}}}}}"
            ),
            format!(
                "components: {{schemas: {{A: {{oneOf: [{{$ref: './{name}'}}, {{type: string}}]}}}}}}"
            ),
            format!("components: {{securitySchemes: {{A: {{$ref: './{name}'}}}}}}"),
        ] {
            let folder = Folder::new();
            folder.write(name, text);
            let head = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n";
            folder.write("pets.yaml", &format!("{head}{place}\n"));
            is_silent(&folder, "check pets.yaml");
            is_silent(&folder, "check pets.yaml --json");
        }
    }
}

#[test]
fn what_a_project_file_names_is_not_quoted() {
    for (name, text) in NEIGHBOURS {
        let folder = Folder::new();
        folder.write(name, text);
        for field in ["published = \"X\"", "overlays = [\"X\"]", "document = \"X\""] {
            let field = field.replace('X', name);
            let entry = project(&format!("output = \"api\"\n{field}"));
            let entry = match field.starts_with("document") {
                true => entry.replace("document = \"pets.yaml\"\n", ""),
                false => entry,
            };
            folder.write("codegen.toml", &entry);
            let said = is_silent(&folder, "generate --config codegen.toml");
            assert!(said.contains(name), "{name}: {said}");
        }
        is_silent(&folder, &format!("check {name}"));
        is_silent(&folder, &format!("check pets.yaml --published {name}"));
        is_silent(&folder, &format!("check pets.yaml --overlay {name}"));
        is_silent(&folder, &format!("generate --config {name}"));
    }
}

#[test]
fn a_neighbour_that_is_a_description_is_quoted() {
    let folder = Folder::new();
    folder.write("pets.yaml", &PETS.replace("#/components/schemas/Owner", "owner.yaml#/Ownr"));
    folder.write("owner.yaml", "Owner: {type: object}\n");
    folder.run("check pets.yaml").complains(1, &["did you mean `#/Owner`?"]);
    folder.write("pets.yaml", &PETS.replace("#/components/schemas/Owner", "owner.yaml#/Owner"));
    folder.write("owner.yaml", "Owner:\n  type: object\n  required: 5\n");
    folder.run("check pets.yaml").complains(0, &["owner.yaml:3:", "required: 5"]);
    folder.write("owner.yaml", "openapi: 3.1.0\nOwner: {type: object\n");
    folder.run("check pets.yaml").complains(1, &["owner.yaml:", "this is not YAML"]);
}
