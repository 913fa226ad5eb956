//! A project file to begin with works as it is written.

use std::fs;
use std::path::Path;

use serde_json::Value as Json;

use crate::folder::{Folder, PETS};
use crate::material;

/// Generates by a project file, and again: nothing is stale.
fn works(folder: &Folder, project: &str) -> String {
    let run = folder.run(&format!("generate --config {project}")).ends(0);
    folder.run(&format!("generate --config {project} --check")).ends(0);
    run.stdout()
}

#[test]
fn a_crate_is_generated_by_the_file_as_it_is() {
    let folder = Folder::new();
    let told = folder.run("init pets.yaml").ends(0).stdout();
    assert!(told.contains("pets: 2 operation(s)\n  wrote codegen.toml\n"), "{told}");
    assert!(told.contains("now run `specwright generate --config codegen.toml`"), "{told}");
    let text = folder.read("codegen.toml");
    assert!(text.starts_with("#:schema codegen.schema.json\n"), "{text}");
    assert!(text.contains("# operations = [\"listPets\"]"), "{text}");
    works(&folder, "codegen.toml");
    assert!(folder.has("pets/Cargo.toml") && folder.has("pets.published.txt"));
    // The schema that the first line names holds for the file, which it would not for any other.
    let schema = folder.json("codegen.schema.json");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let table = |text: &str| -> Json {
        let table: toml::Table = text.parse().expect("TOML");
        serde_json::to_value(table).expect("JSON")
    };
    assert!(validator.is_valid(&table(&text)));
    for wrong in ["document = 1", "operations = 'a'", "received = 'odd'", "operation = ['a']"] {
        let key = wrong.split(' ').next().unwrap_or_default();
        let others: Vec<&str> = text.lines().filter(|it| !it.starts_with(key)).collect();
        assert!(!validator.is_valid(&table(&format!("{}\n{wrong}", others.join("\n")))), "{wrong}");
    }
    assert_eq!(folder.run("init --schema").ends(0).stdout(), folder.read("codegen.schema.json"));
}

#[test]
fn a_module_is_generated_where_there_is_a_crate() {
    let folder = Folder::new();
    folder.write("Cargo.toml", "[package]\nname = \"shop\"\n");
    folder.write("api/pets.yaml", PETS);
    folder.run("init api/pets.yaml").ends(0);
    works(&folder, "codegen.toml");
    assert!(folder.has("src/pets/mod.rs") && !folder.has("src/pets/Cargo.toml"));
    // A project file elsewhere names the document from there.
    folder.run("init api/pets.yaml --config spec/pets.toml").ends(0);
    assert!(folder.read("spec/pets.toml").contains("document = \"../api/pets.yaml\""));
    works(&folder, "spec/pets.toml");
}

#[test]
fn what_is_there_is_not_replaced() {
    let folder = Folder::new();
    folder.run("init pets.yaml").ends(0);
    for text in [folder.read("codegen.toml"), "# mine\n".to_owned()] {
        folder.write("codegen.toml", &text);
        let run = folder.run("init pets.yaml").ends(2);
        assert!(run.stderr().contains("the project file codegen.toml cannot be used"));
        assert_eq!(folder.read("codegen.toml"), text);
    }
    fs::remove_file(folder.0.path().join("codegen.toml")).expect("a file");
    folder.write("codegen.schema.json", "{\"mine\": true}\n");
    folder.run("init pets.yaml").ends(2);
    assert!(!folder.has("codegen.toml"), "nothing is written where anything is in the way");
}

#[test]
fn examples_that_contradict_give_an_overlay() {
    let folder = Folder::new();
    let example = "name: {type: string, example: 5}";
    folder.write("pets.yaml", &PETS.replacen("name: {type: string}", example, 1));
    let told = folder.run("init pets.yaml").ends(0).stdout();
    assert!(told.contains("wrote pets.overlay.yaml, which relaxes what 1 example(s)"), "{told}");
    assert!(folder.read("codegen.toml").contains("\noverlays = [\"pets.overlay.yaml\"]\n"));
    let told = works(&folder, "codegen.toml");
    assert!(told.contains("applied   2 corrections"), "{told}");
}

#[test]
fn what_cannot_be_read_is_left_out_and_said() {
    let folder = Folder::new();
    let dangling = "type: {$ref: '#/components/schemas/Gone'}";
    folder.write("pets.yaml", &PETS.replace("type: {type: string, enum: [cat, dog]}", dangling));
    let told = folder.run("init pets.yaml").ends(0).stdout();
    assert!(told.contains("left out 1 place(s) that cannot be read"), "{told}");
    assert!(folder.read("codegen.toml").contains("\nwarn = [\"unreadable\"]\n"));
    works(&folder, "codegen.toml");
    // What is wrong otherwise is for a person to mend.
    folder.write("pets.yaml", "openapi: 3.1.0\ninfo: [\n");
    folder.run("init pets.yaml --config other.toml").ends(1);
    assert!(!folder.has("other.toml"));
}

#[test]
fn a_large_description_has_its_tags_to_choose_from() {
    let folder = Folder::new();
    let mut text = "openapi: 3.1.0\ninfo: {title: Many, version: 1.0.0}\npaths:\n".to_owned();
    for index in 0..120 {
        let tag = if index % 3 == 0 { "Odd \\\"ones\\\"" } else { "Even" };
        text.push_str(&format!(
            "  /p{index}: {{get: {{operationId: get{index}, tags: [\"{tag}\"], responses: {{'204': {{description: D.}}}}}}}}\n"
        ));
    }
    folder.write("many.yaml", &text);
    folder.run("init many.yaml").ends(0);
    let project = folder.read("codegen.toml");
    assert!(project.contains("#     \"tag:Even\", # 80\n"), "{project}");
    // What is suggested can be taken: the lines without their marks.
    let lines = project.lines().map(|line| match line {
        "# operations = [" => "operations = [",
        "# ]" => "]",
        line if line.starts_with("#     \"tag:Odd") => &line[1..],
        line => line,
    });
    let chosen = lines.collect::<Vec<_>>().join("\n");
    folder.write("codegen.toml", &chosen);
    let told = works(&folder, "codegen.toml");
    assert!(told.contains("with 40 operations"), "{told}");
}

/// Real documents, each with what a project file says because of what it is.
const REAL: &[(&str, &str)] = &[
    // OpenAPI 3.2, without names.
    ("ogen-additional-operations32.yaml", "# operations = ["),
    // JSON of OpenAPI 3.0.
    ("readme-discriminators.json", "document = "),
    // Parts that cannot be read.
    ("heyapi-full31.yaml", "\nwarn = [\"unreadable\"]\n"),
    // Examples that contradict their schemas.
    ("meilisearch-api.json", "\noverlays = [\"meilisearch.overlay.yaml\"]\n"),
    // Files that refer to each other.
    ("multi/hatchet/openapi.yaml", "#     \"tag:"),
];

#[test]
fn real_descriptions_are_generated_by_the_file_as_it_is() {
    let Some(corpus) = material::corpus() else { return };
    let works = |document: &Path, says: &str| {
        let folder = Folder::new();
        folder.run_with("", &["init", &document.to_string_lossy()]).ends(0);
        let project = folder.read("codegen.toml");
        assert!(project.contains(says), "{}: {project}", document.display());
        let run = folder.run("generate --config codegen.toml --dry-run").ends(0);
        assert!(run.stdout().contains("would write "), "{}", run.stdout());
    };
    std::thread::scope(|scope| {
        for (document, says) in REAL {
            let document = corpus.join(document);
            scope.spawn(move || works(&document, says));
        }
    });
}
