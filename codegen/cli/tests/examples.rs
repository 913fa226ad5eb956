//! `specwright examples`, run as a person runs it.

use std::fs;
use std::process::{Command, Output};

use serde_json::Value as Json;
use tempfile::TempDir;

const PETS: &str = "\
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      operationId: listPets
      parameters:
      - {name: limit, in: query, schema: {type: integer, maximum: 100}, example: 500}
      responses:
        '200':
          description: All pets.
          headers:
            X-Total: {schema: {type: integer}, example: 3}
          content:
            application/json:
              schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}
              examples:
                two: {value: [{name: Tom, type: cat}, {type: fish}]}
                shared: {$ref: '#/components/examples/None'}
                far: {externalValue: 'https://example.com/pets.json'}
      x-acme:
        examples:
        - response: |
            [
              {\"name\": \"Rex\", \"type\": \"dog\"},
              {\"name\": null}
            ]
        - response: curl https://example.com/pets
        - response: '[{\"name\": ...}]'
components:
  examples:
    None: {value: []}
    Forgotten: {value: 1}
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: {type: string, example: Tom}
        type: {type: string, enum: [cat, dog], examples: [cat]}
";

const VENDOR: &str = "--vendor x-acme/examples/response";

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Self(TempDir::new().expect("a temporary folder"));
        folder.write("pets.yaml", PETS);
        folder
    }

    /// A folder with a description whose schemas are these.
    fn of(schemas: &str) -> Self {
        let folder = Self::new();
        let head = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\ncomponents:\n  schemas:\n";
        folder.write("api.yaml", &format!("{head}{schemas}"));
        folder
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.path().join(name), text).expect("a file");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.path().join(name)).expect("a file")
    }

    /// Runs the command, and sees that it ends with a code.
    #[track_caller]
    fn run(&self, arguments: &str, code: i32) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_specwright"))
            .arg("examples")
            .args(arguments.split_whitespace())
            .current_dir(self.0.path())
            .output()
            .expect("the command runs");
        let run = Run(output);
        assert_eq!(run.0.status.code(), Some(code), "{}{}", run.stdout(), run.stderr());
        run
    }
}

struct Run(Output);

impl Run {
    fn stdout(&self) -> String {
        String::from_utf8_lossy(&self.0.stdout).into_owned()
    }

    fn stderr(&self) -> String {
        String::from_utf8_lossy(&self.0.stderr).into_owned()
    }

    #[track_caller]
    fn says(&self, words: &[&str]) {
        let said = format!("{}{}", self.stdout(), self.stderr());
        // How wide a column is says nothing.
        let narrow = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        for word in words {
            assert!(narrow(&said).contains(&narrow(word)), "{word:?} is not in:\n{said}");
        }
    }
}

#[test]
fn every_kind_is_found_and_counted() {
    let folder = Folder::new();
    let run = folder.run(&format!("pets.yaml {VENDOR}"), 1);
    run.says(&[
        "pets: 11 example(s), 4 hold, 3 contradict the description in 4 place(s)\n",
        "  schemas                    2   2 hold\n",
        "  media types                4   1 hold   1 contradict   2 skipped\n",
        "  parameters                 1   1 contradict\n",
        "  headers                    1   1 hold\n",
        "  x-acme/examples/response   3   1 contradict   2 skipped\n",
        "skipped: 1 elsewhere",
        "skipped: 1 among the components that nothing refers to",
        "skipped: 1 whose text is not JSON",
        "skipped: 1 whose text begins like JSON and is not",
    ]);
}

#[test]
fn a_contradiction_is_drawn_where_it_is() {
    let folder = Folder::new();
    let run = folder.run(&format!("pets.yaml {VENDOR}"), 1);
    run.says(&[
        "error[E0039]: the example contradicts its schema: 500 is greater than 100",
        "--> pets.yaml:8:82",
        "`maximum` stands at /paths/~1pets/get/parameters/0/schema",
        "the property `name` is missing",
        "--> pets.yaml:18:55",
        "`\"fish\"` is not one of `\"cat\"`, `\"dog\"`",
        "--> pets.yaml:18:62",
        // Within the text that a vendor extension holds.
        "expected a string, found null",
        "--> pets.yaml:26:24",
        "{\"name\": null}",
    ]);
}

#[test]
fn json_has_every_problem_and_its_place() {
    let folder = Folder::new();
    let run = folder.run(&format!("pets.yaml {VENDOR} --json"), 1);
    let whole: Json = serde_json::from_str(&run.stdout()).expect("JSON");
    assert_eq!(whole["status"], "invalid");
    let api = &whole["apis"][0];
    assert_eq!(api["examples"]["contradict"], 3);
    assert_eq!(api["examples"]["kinds"][0]["name"], "schemas");
    let problems = api["problems"].as_array().expect("a list");
    assert_eq!(problems.iter().filter(|problem| problem["severity"] == "error").count(), 4);
    assert_eq!(problems.iter().filter(|problem| problem["severity"] == "warning").count(), 4);
    assert_eq!(problems[0]["line"], 8);
    assert_eq!(problems[0]["pointer"], "/paths/~1pets/get/parameters/0/example");
}

#[test]
fn what_is_disproved_is_relaxed_by_an_overlay_that_bites() {
    let folder = Folder::new();
    folder
        .run(&format!("pets.yaml {VENDOR} --suggest-overlay relaxed.yaml"), 1)
        .says(&["suggested 5 action(s), by which 3 more example(s) hold", "wrote relaxed.yaml"]);
    let overlay = folder.read("relaxed.yaml");
    for line in [
        "- target: \"$.paths['/pets'].get.parameters[0].schema\"\n",
        "  update: {\"maximum\":500}\n",
        "- target: \"$.components.schemas.Pet.required\"\n",
        "  update: {\"enum\":[\"fish\"]}\n",
        "Evidence: the example at /paths/~1pets/get/responses/200/content/application~1json/examples/two/value, there /1",
    ] {
        assert!(overlay.contains(line), "{line:?} is not in:\n{overlay}");
    }
    folder.run(&format!("pets.yaml {VENDOR} --overlay relaxed.yaml"), 0).says(&["0 contradict"]);
    // What is mended already needs nothing, and a file that was suggested is written again.
    folder
        .run(&format!("pets.yaml {VENDOR} --overlay relaxed.yaml --suggest-overlay more.yaml"), 0)
        .says(&["suggested nothing"]);
    folder.run(&format!("pets.yaml {VENDOR} --suggest-overlay relaxed.yaml"), 1);
    assert_eq!(folder.read("relaxed.yaml"), overlay);
}

#[test]
fn without_a_file_the_overlay_goes_to_stdout() {
    let folder = Folder::new();
    let run = folder.run("pets.yaml --suggest-overlay", 1);
    assert!(run.stdout().starts_with("# Suggested by `specwright examples`"), "{}", run.stdout());
    assert!(run.stderr().contains("suggested 3 action(s)"), "{}", run.stderr());
}

#[test]
fn a_persons_overlay_is_left_alone() {
    let folder = Folder::new();
    folder.write("mine.yaml", "overlay: 1.0.0\ninfo: {title: t, version: '1'}\nactions:\n- {target: $.info, update: {title: Mine}}\n");
    let mine = folder.read("mine.yaml");
    folder.run("pets.yaml --suggest-overlay mine.yaml", 2).says(&["choose another file"]);
    folder
        .run("pets.yaml --overlay mine.yaml --suggest-overlay mine.yaml", 2)
        .says(&["it is applied already"]);
    assert_eq!(folder.read("mine.yaml"), mine);
}

#[test]
fn vendors_can_stand_in_the_project_file() {
    let folder = Folder::new();
    let project = |examples: &str| {
        format!(
            "[[generate]]\nname = \"pets\"\ndocument = \"pets.yaml\"\noutput = \"api\"\nexamples = {examples}\n"
        )
    };
    folder.write("codegen.toml", &project("[\"x-acme/examples/response\"]"));
    folder.run("--config codegen.toml", 1).says(&["x-acme/examples/response   3"]);
    folder.write("codegen.toml", &project("[\"acme\"]"));
    folder.run("--config codegen.toml", 2).says(&["vendor extension"]);
    folder.run("pets.yaml --vendor acme", 2).says(&["vendor extension"]);
    // One that leads nowhere is told by its zero.
    folder.run("pets.yaml --vendor x-acme/sample", 1).says(&["x-acme/sample 0"]);
}

#[test]
fn schemas_that_go_in_a_cycle_are_judged() {
    let folder = Folder::of(
        "    A: {$ref: '#/components/schemas/B', example: 1}\n\
         \u{20}   B: {allOf: [{$ref: '#/components/schemas/A'}, {type: string}]}\n\
         \u{20}   C: {properties: {c: {$ref: '#/components/schemas/C'}}, type: object, example: {c: {c: 1}}}\n\
         \u{20}   D: {$ref: '#/components/schemas/D', example: 1}\n",
    );
    let run = folder.run("api.yaml", 1);
    run.says(&["3 example(s), 1 hold, 2 contradict", "expected a string, found an integer"]);
    run.says(&["expected an object, found an integer"]);
    folder.run("api.yaml --suggest-overlay relaxed.yaml", 1);
    folder.run("api.yaml --overlay relaxed.yaml", 0);
}

/// Siblings of `$ref` hold as if they stood beside it, as in the generated types.
#[test]
fn siblings_of_references_count() {
    let folder = Folder::of(
        "    A: {$ref: '#/components/schemas/B', maxLength: 2, examples: [ab, abc, 1]}\n    B: {type: string}\n",
    );
    folder.run("api.yaml", 1).says(&["3 example(s), 1 hold, 2 contradict", "more than 2"]);
}

#[test]
fn references_that_lead_nowhere_are_not_held_against_an_example() {
    let folder = Folder::of("    A: {$ref: '#/components/schemas/Nobody', example: 1}\n");
    folder.run("api.yaml", 0).says(&["whose schema cannot be followed"]);
    folder
        .run("api.yaml --deny example-skipped", 1)
        .says(&["`#/components/schemas/Nobody` refers to nothing"]);
}

#[test]
fn what_would_take_for_ever_is_given_up() {
    let mut schemas = String::from(
        "    L40: {type: string}\n    Top: {$ref: '#/components/schemas/L0', example: 1}\n",
    );
    for level in 0..40 {
        let next = level + 1;
        let subschema = format!("{{$ref: '#/components/schemas/L{next}'}}");
        schemas.push_str(&format!("    L{level}: {{anyOf: [{subschema}, {subschema}]}}\n"));
    }
    let folder = Folder::of(&schemas);
    folder.run("api.yaml --verbose", 0).says(&["it would take too long"]);
    // A pattern takes steps in proportion to the text, whatever it says.
    let evil = format!("    Evil: {{pattern: '^(a|a|aa)+$', example: '{}!'}}\n", "a".repeat(40));
    Folder::of(&evil).run("api.yaml", 1).says(&["1 contradict"]);
}

#[test]
fn who_sends_decides_what_has_to_be_there() {
    let folder = Folder::new();
    let body = |example: &str| {
        format!(
            "{{application/json: {{schema: {{$ref: '#/components/schemas/User'}}, example: {example}}}}}"
        )
    };
    let text = |request: &str, response: &str| {
        format!(
            "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths:\n  /users:\n    post:\n      \
             requestBody: {{content: {}}}\n      responses:\n        '200': {{description: d, content: {}}}\n\
             components:\n  schemas:\n    User:\n      allOf:\n      - required: [id, secret]\n      \
             - properties: {{id: {{type: integer, readOnly: true}}, secret: {{type: string, writeOnly: true}}}}\n      \
             example: {{}}\n",
            body(request),
            body(response)
        )
    };
    folder.write("api.yaml", &text("{secret: s}", "{id: 1}"));
    folder.run("api.yaml", 0).says(&["3 example(s), 3 hold"]);
    folder.write("api.yaml", &text("{id: 1}", "{secret: s}"));
    folder.run("api.yaml", 1).says(&["`secret` is missing", "`id` is missing"]);
}

#[test]
fn schemas_in_other_files_are_judged_and_not_relaxed() {
    let folder = Folder::new();
    folder.write("pet.yaml", "type: object\nrequired: [name]\nexample: {}\n");
    folder.write(
        "api.yaml",
        "openapi: 3.1.0\ninfo: {title: t, version: '1'}\ncomponents:\n  schemas:\n    Pet: {$ref: pet.yaml}\n",
    );
    folder.run("api.yaml --suggest-overlay relaxed.yaml", 1).says(&[
        "--> pet.yaml:3:10",
        "`required` stands at pet.yaml#/",
        "this cannot be relaxed",
        "another file",
        "suggested nothing",
    ]);
}

#[test]
fn the_text_of_a_value_is_no_value() {
    let folder = Folder::new();
    let text = PETS.replace("{value: []}", "{value: '[]'}");
    folder.write("pets.yaml", &text);
    folder.run("pets.yaml --suggest-overlay relaxed.yaml", 1).says(&[
        "expected an array, found a string",
        "the string holds JSON: write it as the value that it is",
        "no fault of the schema",
    ]);
}

/// A schema that says nothing of the type takes strings, too, but means what it describes.
#[test]
fn a_vendors_text_is_what_its_schema_is_of() {
    let folder = Folder::of(
        "    A: {required: [a], x-acme: '{\"b\": 1}'}\n    B: {type: string, x-acme: '{\"b\": 1}'}\n\
         \u{20}   C: {x-acme: curl}\n    D: {maxLength: 3, type: string, x-acme: '[1]'}\n    E: {type: string, enum: [a], x-acme: '[1]'}\n",
    );
    folder.run("api.yaml --vendor x-acme", 1).says(&[
        "5 example(s), 2 hold, 2 contradict",
        "the property `a` is missing",
        "`\"[1]\"` is not one of `\"a\"`",
    ]);
}

#[test]
fn what_is_no_description_is_refused() {
    let folder = Folder::new();
    folder.write("old.json", "{\"swagger\": \"2.0\"}");
    folder.run("old.json", 1).says(&["Swagger 2.0"]);
    folder.run("pets", 2).says(&["the document pets cannot be used"]);
    folder.write("stale.yaml", "overlay: 1.0.0\nactions:\n- {target: $.nothing, remove: true}\n");
    folder.run("pets.yaml --overlay stale.yaml", 1).says(&["selects nothing"]);
}
