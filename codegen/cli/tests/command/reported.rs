//! What a run would do, the description that it compiles, and what it has no type for.

use serde_json::Value as Json;

use crate::folder::{Folder, PETS};

#[test]
fn a_dry_run_says_everything_and_writes_nothing() {
    let folder = Folder::new();
    let arguments = "generate pets.yaml --output api --published published.txt";
    let told = folder.run(&format!("{arguments} --dry-run")).ends(0).stdout();
    for line in ["would write api/mod.rs", "would write published.txt", "made      6 files"] {
        assert!(told.contains(line), "{line}: {told}");
    }
    assert!(!folder.has("api") && !folder.has("published.txt"));
    folder.run(arguments).ends(0);
    let told = folder.run(&format!("{arguments} --dry-run")).ends(0).stdout();
    assert!(told.contains("up to date") && !told.contains("would"), "{told}");
    folder.write("pets.yaml", &PETS.replace("enum: [cat, dog]", "enum: [cat]"));
    let before = folder.read("api/types.rs");
    folder.write("api/gone.rs", before.lines().next().expect("a stamp"));
    let told = folder.run(&format!("{arguments} --dry-run --accept-breaking")).ends(0).stdout();
    for line in ["would change api/types.rs", "would remove api/gone.rs"] {
        assert!(told.contains(line), "{line}: {told}");
    }
    assert_eq!(folder.read("api/types.rs"), before);
    // What would be refused is.
    folder.write("other/mod.rs", "mod mine;\n");
    folder.run("generate pets.yaml --output other --dry-run").ends(2);
    folder.run("generate pets.yaml --output api --dry-run --check").ends(2);
}

#[test]
fn the_description_that_is_compiled_is_written() {
    let folder = Folder::new();
    folder.write(
        "o.yaml",
        "overlay: 1.0.0\nactions:\n- target: $.components.schemas.Pet.properties\n  update: {age: {type: integer}}\n",
    );
    let chosen = "pets.yaml --operation listPets --overlay o.yaml";
    let generate = format!("generate {chosen} --output api --effective-document effective.yaml");
    let told = folder.run(&format!("{generate} --check")).ends(1).stdout();
    assert!(told.contains("effective.yaml is stale"), "{told}");
    let told = folder.run(&format!("{generate} --dry-run")).ends(0).stdout();
    assert!(told.contains("would write effective.yaml") && !folder.has("effective.yaml"), "{told}");
    folder.run(&generate).ends(0);
    let effective = folder.read("effective.yaml");
    assert!(effective.contains("age:") && !effective.contains("Owner"), "{effective}");
    assert_eq!(effective, folder.run(&format!("slice {chosen}")).ends(0).stdout());
    let types = folder.read("api/types.rs");
    let code = |text: &str| text.split_once('\n').expect("a stamp").1.to_owned();
    folder.run("generate effective.yaml --output again").ends(0);
    assert_eq!(code(&folder.read("again/types.rs")), code(&types));
    folder.run(&format!("{generate} --check")).ends(0);
    // Of one description, not of several.
    let entry = |name| {
        format!("[[generate]]\nname = '{name}'\ndocument = 'pets.yaml'\noutput = '{name}'\n")
    };
    folder.write("codegen.toml", &format!("{}{}", entry("a"), entry("b")));
    let run = folder.run("generate --config codegen.toml --effective-document e.yaml").ends(2);
    assert!(run.stderr().contains("codegen.toml lists several"), "{}", run.stderr());
    assert!(!folder.has("a"), "nothing is written");
}

const UNTYPED: &str = "openapi: 3.1.0
info: {title: Odd, version: 1.0.0}
paths:
  /odd/{id}:
    parameters: [{name: id, in: path, required: true, schema: {description: Anything.}}]
    post:
      operationId: addOdd
      requestBody: {content: {application/json: {schema: {}}}}
      responses:
        '200': {description: Done., content: {application/json: {schema: {type: array}}}}
        '400': {description: No., content: {application/json: {schema: {$ref: '#/components/schemas/Odd'}}}}
components:
  schemas:
    Base: {type: object, properties: {inherited: true}}
    Odd:
      allOf:
      - $ref: '#/components/schemas/Base'
      - type: object
        required: [undescribed]
        properties:
          typed: {type: string}
          meta: {type: object}
          lists: {type: array, items: {type: array, items: {}}}
          mixed: {enum: [a, 1]}
          perhaps: {anyOf: [{type: object}, {type: 'null'}]}
          all: {type: [string, 'null', boolean, number, integer, array, object]}
";

#[test]
fn what_is_any_json_is_listed_with_its_reason() {
    let folder = Folder::new();
    folder.write("odd.yaml", UNTYPED);
    for command in ["generate odd.yaml --output api", "check odd.yaml"] {
        let told = folder.run(&format!("{command} --report-untyped")).ends(0).stdout();
        let json = folder.run(&format!("{command} --report-untyped --json")).ends(0).stdout();
        let json: Json = serde_json::from_str(&json).expect("JSON");
        let schema: Json =
            serde_json::from_str(include_str!("../../report.schema.json")).expect("JSON");
        let validator = jsonschema::validator_for(&schema).expect("a schema");
        assert!(validator.is_valid(&json), "{:?}", validator.iter_errors(&json).next());
        let all = json["apis"][0]["untyped"].as_array().expect("an array").clone();
        let row = |it: &Json| {
            ["item", "part", "rust", "pointer", "reason"]
                .map(|name| it[name].as_str().unwrap_or_default().to_owned())
        };
        let found: Vec<[String; 5]> = all.iter().map(row).collect();
        let schemas = "/components/schemas";
        let operation = "/paths/~1odd~1{id}/post";
        for (item, part, rust, pointer, reason) in [
            (
                "Odd::inherited",
                "field",
                "Value",
                format!("{schemas}/Base/properties/inherited"),
                "the schema `true` allows anything",
            ),
            (
                "Odd::meta",
                "field",
                "Map<String, Value>",
                format!("{schemas}/Odd/allOf/1/properties/meta"),
                "an object that says nothing of its properties",
            ),
            (
                "Odd::lists",
                "field",
                "Vec<Vec<Value>>",
                format!("{schemas}/Odd/allOf/1/properties/lists/items/items"),
                "an empty schema allows anything",
            ),
            (
                "Odd::perhaps",
                "field",
                "Map<String, Value>",
                format!("{schemas}/Odd/allOf/1/properties/perhaps/anyOf/0"),
                "an object that says nothing of its properties",
            ),
            (
                "Odd::undescribed",
                "field",
                "Value",
                format!("{schemas}/Odd/properties/undescribed"),
                "it is `required`, and no `properties` describes it",
            ),
            (
                "Odd::mixed",
                "field",
                "Value",
                format!("{schemas}/Odd/allOf/1/properties/mixed"),
                "an enum of several kinds of values is any JSON",
            ),
            (
                "Odd::all",
                "field",
                "Value",
                format!("{schemas}/Odd/allOf/1/properties/all"),
                "no one type comes of `type`",
            ),
            (
                "add_odd",
                "parameter `id`",
                "Value",
                "/paths/~1odd~1{id}/parameters/0/schema".to_owned(),
                "a schema without a `type` allows anything",
            ),
            (
                "add_odd",
                "body",
                "Value",
                format!("{operation}/requestBody/content/application~1json/schema"),
                "an empty schema allows anything",
            ),
            (
                "add_odd",
                "response 200",
                "Vec<Value>",
                format!("{operation}/responses/200/content/application~1json/schema"),
                "an array that says nothing of its `items`",
            ),
        ] {
            let expected = [item, part, rust, &pointer, reason].map(str::to_owned);
            assert!(found.contains(&expected), "{expected:?} in {found:#?}");
            assert!(
                told.contains(&format!(
                    "{item}, {part}: {rust}\n              {pointer}: {reason}"
                )),
                "{told}"
            );
        }
        assert!(!found.iter().any(|row| row[0].contains("typed")), "{found:?}");
        assert!(told.contains(&format!("untyped   {} places are any JSON", found.len())), "{told}");
        let without = folder.run(&format!("{command} --json")).ends(0).stdout();
        assert!(!without.contains("untyped"));
    }
}

/// What is wrong in the structure, in a reference and in what is selected is told of at once.
#[test]
fn faults_of_all_kinds_are_told_of_together() {
    let folder = Folder::new();
    let faulty = PETS
        .replace(
            "type: {type: string, enum: [cat, dog]}",
            "type: {$ref: '#/components/schemas/Gone'}",
        )
        .replace(
            "  /owners:\n    get:\n",
            "  /others: {gett: {responses: {}}}\n  /owners:\n    get:\n",
        );
    folder.write("pets.yaml", &faulty);
    for command in ["generate pets.yaml --output api", "check pets.yaml", "slice pets.yaml"] {
        let words = "--operation listPets --operation listPet --operation tag:x";
        let run = folder.run(&format!("{command} {words}")).ends(1);
        let told = run.stderr();
        for code in [
            "error[E0028]",
            "error[E0024]",
            "error[E0023]: there is no operation `listPet`",
            "the tag `x`",
        ] {
            assert!(told.contains(code), "{command}: {code} in\n{told}");
        }
        assert!(!told.contains("note["), "{command}: {told}");
    }
}
