//! Each code is given by a run of the command, means what it meant, and is explained.

use std::collections::BTreeSet;

use serde_json::Value as Json;
use specwright_codegen::diagnostic::Code;

use super::folder::Folder;

/// A run that gives a code: what the document says behind its head, the other files, the arguments.
struct Given {
    code: &'static str,
    document: String,
    files: &'static [(&'static str, &'static str)],
    arguments: &'static str,
}

const HEAD: &str = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n";

/// A whole document.
fn whole(code: &'static str, document: impl Into<String>) -> Given {
    Given { code, document: document.into(), files: &[], arguments: "check d.yaml" }
}

/// What stands behind the head of a document.
fn below(code: &'static str, text: &str) -> Given {
    whole(code, format!("{HEAD}{text}\n"))
}

/// The schemas of a document.
fn schemas(code: &'static str, text: &str) -> Given {
    below(code, &format!("components: {{schemas: {{{text}}}}}"))
}

/// What stands behind the description of an operation.
fn operation(code: &'static str, text: &str) -> Given {
    below(code, &format!("paths: {{/a: {{get: {{operationId: a, {text}}}}}}}"))
}

/// An overlay of an empty document.
fn overlay(code: &'static str, text: &'static [(&'static str, &'static str)]) -> Given {
    Given { files: text, arguments: "check d.yaml --overlay o.yaml", ..below(code, "paths: {}") }
}

/// Arguments beside an empty document.
fn called(code: &'static str, arguments: &'static str) -> Given {
    Given { arguments, ..below(code, "paths: {}") }
}

fn given() -> Vec<Given> {
    let aliases: String = (1..=30)
        .map(|index| format!("a{index}: &a{index} [*a{0}, *a{0}, *a{0}, *a{0}]\n", index - 1))
        .collect();
    let examples =
        |code, text: &str| Given { arguments: "examples d.yaml --verbose", ..schemas(code, text) };
    vec![
        whole("E0001", "openapi: 4.0.0\n"),
        whole("E0002", "openapi: 3.1\n"),
        whole("E0003", "swagger: '2.0'\n"),
        whole("E0004", "info: {}\n"),
        whole("E0005", "{\"openapi\": \"3.1.0\",}"),
        whole("E0006", "openapi: 3.1.0\ninfo: {title: [}\n"),
        whole("E0007", "# \"openapi\": to be written\n"),
        whole("E0008", format!("{HEAD}---\na: 1\n")),
        whole("E0009", "{\"openapi\": \"3.1.0\", \"a\": 1e999}"),
        below("E0010", "paths: {[a]: 1}"),
        below("E0011", &format!("paths: {{{}: {{}}}}", "a".repeat(5_000))),
        below("E0012", "paths: {}\npaths: {}"),
        whole("E0013", format!("{{\"openapi\": \"3.1.0\", \"a\": {}{}}}", "[".repeat(300), "]".repeat(300))),
        below("E0014", "x-a: &a {b: *a}"),
        below("E0015", &format!("a0: &a0 [x, x, x, x]\n{aliases}")),
        below("E0016", "x-a: {<<: 5}"),
        overlay("E0017", &[("o.yaml", "overlay: 2.0.0\nactions: []\n")]),
        overlay("E0018", &[("o.yaml", "overlay: 1.0.0\nactions: [{target: $.info}]\n")]),
        overlay("E0019", &[("o.yaml", "overlay: 1.0.0\nactions: [{target: '$[', remove: true}]\n")]),
        overlay("E0020", &[("o.yaml", "overlay: 1.0.0\nactions: [{target: $.x, remove: true}]\n")]),
        schemas("E0022", "A: {$ref: ../b.yaml}"),
        called("E0023", "check d.yaml --operation b"),
        schemas("E0024", "A: {$ref: '#/components/schemas/B'}"),
        schemas("E0025", "A: {$ref: b.yaml}"),
        below("E0026", "paths: {/a: {$ref: '#/paths/~1b'}, /b: {$ref: '#/paths/~1a'}}"),
        below("E0027", "paths: []"),
        below("E0028", "paths: {/a: {gett: {responses: {}}}}"),
        operation("E0030", "tags: 5, responses: {}"),
        called("E0031", "check e.yaml"),
        Given {
            files: &[("p.toml", "[[generate]]\nname = 5\n")],
            ..called("E0032", "generate --config p.toml")
        },
        Given { files: &[("l", "{\"Pet\": 5}")], ..called("E0033", "check d.yaml --published l") },
        Given { files: &[("p", "[]")], ..called("E0041", "check d.yaml --published p") },
        Given {
            files: &[("a.toml", "[[accepted]]\nkind = 'type-added'\n")],
            ..called("E0043", "diff d.yaml d.yaml --accepted a.toml")
        },
        Given {
            files: &[("a.toml", "[[accepted]]\nkind = 'type-added'\nitem = 'A'\nreason = 'b'\n")],
            ..called("E0044", "diff d.yaml d.yaml --accepted a.toml")
        },
        examples("E0039", "A: {type: string, example: 5}"),
        called("E0045", "check d.yaml --runtime-path super::a"),
        called("E0042", "check d.yaml --pages b=off"),
        below("E0040", "paths: {/a/../b: {get: {responses: {}}}}"),
        schemas("W0001", "A: {properties: {a: string}}"),
        schemas("W0002", "A: {type: string, minLength: a}"),
        schemas("W0003", "A: {type: date}"),
        below("W0004", "components: {securitySchemes: {A: {type: nonsense}}}"),
        below(
            "W0005",
            "components: {parameters: {A: {in: query, name: a, schema: {type: string}, examples: {a: {externalValue: x}}}}}",
        )
        .with("examples d.yaml --verbose"),
        examples("W0006", "A: {not: {type: string}, example: a}")
            .with("examples d.yaml --suggest-overlay o.yaml"),
        schemas("W0009", "A: {type: null}"),
        schemas("W0010", "A: {type: string, pattern: '(?i)^abc$'}"),
        operation(
            "W0011",
            "responses: {}, parameters: \
             [{in: header, name: X-A, style: spaceDelimited, schema: {type: string}}]",
        ),
        whole("W0013", "openapi: 3.1.0\ninfo: {title: T}\n"),
        called("E0034", "check d.yaml --deny elephants"),
        called("E0035", "check d.yaml --allow E0006"),
        schemas(
            "N0001",
            "A: {oneOf: [{type: object, required: [k], properties: {k: {const: a}}}, \
             {type: object, required: [k], properties: {k: {const: b}}}]}",
        ),
        schemas(
            "N0002",
            "A: {allOf: [{properties: {a: {type: string}}}, {properties: {a: {type: integer}}}]}",
        ),
        below("N0003", "paths: {/a: {get: {responses: {}}}}"),
        schemas("N0004", "a-b: {type: object}, a_b: {type: object}"),
        schemas("N0005", "A: {type: object, properties: {a: {}}, not: {properties: {a: {const: 1}}}}"),
        schemas(
            "N0006",
            "A: {type: object, properties: {k: {type: string}}, discriminator: {propertyName: k}}",
        ),
        schemas("N0007", "A: {enum: [1, a, true]}"),
        schemas(
            "N0008",
            "A: {allOf: [{oneOf: [{type: string}, {type: integer}]}, \
             {oneOf: [{type: boolean}, {type: integer}]}]}",
        ),
        schemas(
            "N0009",
            "A: {type: object, properties: {a: {readOnly: true}, b: {}}, \
             anyOf: [{required: [a]}, {required: [b]}]}",
        ),
        operation("N0010", "responses: {'200': {description: d, content: {text/event-stream: {}}}}"),
        below("N0011", "paths: {'/a/{b}': {get: {operationId: a, responses: {}}}}"),
        operation(
            "N0012",
            "responses: {'400': {description: d, content: {application/json: {}, text/csv: {}}}}",
        ),
        operation(
            "N0013",
            "responses: {}, requestBody: {content: {multipart/form-data: {schema: \
             {type: object, properties: {a: {type: string}}}, encoding: {a: {style: form}}}}}",
        ),
        below("N0014", "components: {securitySchemes: {A: {type: mutualTLS}}}"),
        schemas("N0015", "A: {type: array, items: {$ref: '#/components/schemas/A'}}"),
        schemas("N0016", "A: {anyOf: [{type: string}, {type: integer}, {$ref: '#/components/schemas/A'}]}"),
        below("W0008", "servers: [{url: 'https://{a}.example'}]"),
        operation(
            "N0018",
            "responses: {}, requestBody: {content: {multipart/form-data: {schema: \
             {type: object, properties: {a: {}}}}}}",
        ),
        operation(
            "N0019",
            "responses: {}, requestBody: {content: {multipart/form-data: {schema: \
             {type: object, properties: {a: {type: string, format: binary}}}, \
             encoding: {a: {headers: {X-A: {schema: {type: string}}}}}}}}",
        ),
        operation("N0020", "security: [{a: []}], responses: {}"),
        operation(
            "N0021",
            "responses: {}, parameters: \
             [{in: header, name: Authorization, schema: {type: string}}]",
        ),
        operation(
            "N0022",
            "responses: {}, requestBody: {content: {application/json: {schema: \
             {type: object, properties: {}}}}}",
        ),
        operation(
            "N0023",
            "responses: {}, requestBody: {content: {application/xml: {schema: {type: object}}}}",
        ),
        operation(
            "N0026",
            "responses: {'204': {description: d, content: {application/json: {schema: {}}}}}",
        ),
        schemas("N0024", "A: {type: integer, enum: ['0', '1']}"),
        schemas(
            "N0025",
            "A: {oneOf: [{type: object, properties: {a: {type: string}, b: {type: string}}}, \
             {type: object, properties: {a: {type: string}}}]}",
        ),
        operation(
            "N0027",
            "responses: {}, parameters: [{in: query, name: a, style: deepObject, schema: \
             {type: object, properties: {b: {type: array, items: {type: object}}}}}]",
        ),
        operation(
            "N0028",
            "responses: {}, parameters: [{in: path, name: a, required: true, schema: {type: string}}]",
        ),
        operation(
            "N0029",
            "responses: {}, parameters: \
             [{in: query, name: a, content: {application/xml: {schema: {type: object}}}}]",
        ),
        operation(
            "N0030",
            "responses: {}, parameters: \
             [{in: header, name: X-A, allowReserved: true, schema: {type: string}}]",
        ),
        below(
            "N0031",
            "webhooks: {paid: {post: {parameters: [{name: X-A, in: header, schema: {type: string}}]}}}",
        ),
        operation("N0032", "tags: [a, b], responses: {}"),
        operation(
            "N0038",
            "parameters: [{name: cursor, in: query, schema: {type: string}}], responses: {'200': \
             {description: It., content: {application/json: {schema: {type: object, properties: \
             {data: {type: array, items: {}}, next_cursor: {type: string}}}}}}}",
        ),
        called("E0046", "check d.yaml --type A=B"),
        called("E0047", "check d.yaml --rename A=B"),
        schemas("E0048", "A: {type: object, additionalProperties: {$ref: '#/components/schemas/B'}, \
                 properties: {b: {}}}, B: {type: string}").with("check d.yaml --type B=b::B"),
        schemas("N0039", "A: {type: string, maxLength: 5}").with("check d.yaml --type /components/schemas/A=b::B"),
        schemas(
            "N0040",
            "A: {type: object, additionalProperties: {type: string, format: date}, properties: {b: \
             {type: string, format: date}}}",
        )
        .with("check d.yaml --format date=b::B"),
        below("N0033", "components: {parameters: {A: {name: a, in: query, schema: {type: string}}}}"),
        schemas("N0034", "A: {type: string, maxLenght: 5}"),
        schemas("N0036", "A: {type: integer, maxLength: 5}"),
        below("N0042", "paths: {/a: {get: {responses: {4XX: {description: a}, 4xx: {description: b}}}}}"),
        schemas("N0043", "A: {type: object, required: [b]}"),
        operation(
            "N0044",
            "responses: {'200': {description: d, content: {application/json: {schema: {type: string}}}}}",
        ),
        operation("N0045", "responses: {'200': {description: d}}"),
        schemas("N0041", "A: {$defs: {B: {type: string}}, type: array, items: {$ref: '#/$defs/B'}}"),
        schemas(
            "N0037",
            "A: {type: object, required: [k], properties: {k: {const: a}}}, B: {discriminator: \
             {propertyName: k, mapping: {a: A, c: C}}, oneOf: [{$ref: '#/components/schemas/A'}, \
             {type: object, required: [k], properties: {k: {const: b}}}]}",
        ),
        below("N0035", "paths: {'/a/{b}': {get: {parameters: [{in: path, name: b, schema: {}}]}}}"),
        schemas("N0017", &format!("A: {0}{{}}{1}", "{type: array, items: ".repeat(40), "}".repeat(40))),
    ]
}

/// The codes that no run of the command gives, and why.
const NEVER: &[(&str, &str)] = &[
    ("E0021", "the command is built with overlays"),
    ("E0029", "no schema is known that can be translated and not be read"),
    ("W0007", "it was given for locks of names, which are converted now"),
    ("W0012", "the command writes the file; the other entry points give it"),
    ("E0036", "a system that gives no thread would end the test as well"),
    ("E0037", "the entry point of build scripts alone gives it"),
    ("E0038", "a bug that is known is mended"),
];

impl Given {
    fn with(self, arguments: &'static str) -> Self {
        Self { arguments, ..self }
    }

    /// The codes of the problems and notes that a run gives.
    fn codes(&self) -> BTreeSet<String> {
        let folder = Folder::new();
        folder.write("d.yaml", &self.document);
        for (name, text) in self.files {
            folder.write(name, text);
        }
        // What is wrong with a comparison is drawn, whatever is printed of it.
        if self.arguments.starts_with("diff") {
            let said = folder.run(self.arguments).stderr();
            let is_said = |number: &&str| said.contains(&format!("[{number}]"));
            let all = Code::ALL.iter().map(|code| code.number());
            return all.filter(is_said).map(str::to_owned).collect();
        }
        let run = folder.run(&format!("{} --json", self.arguments));
        let api = &run.json()["apis"][0];
        let all = [&api["problems"], &api["report"]["notes"]];
        let all = all.into_iter().filter_map(Json::as_array).flatten();
        all.filter_map(|problem| Some(problem["code"].as_str()?.to_owned())).collect()
    }
}

#[test]
fn each_code_is_given_by_a_run_or_cannot_be() {
    let given = given();
    for one in &given {
        let codes = one.codes();
        assert!(codes.contains(one.code), "{}: {codes:?}", one.code);
    }
    let mut known: BTreeSet<&str> = given.iter().map(|given| given.code).collect();
    for (code, _) in NEVER {
        assert!(known.insert(code), "{code} is given, and said not to be");
    }
    let all: BTreeSet<&str> = Code::ALL.iter().map(|code| code.number()).collect();
    assert_eq!(known, all);
}

/// A number that somebody has written down keeps its meaning: lines are added, none is changed.
#[test]
fn codes_never_change_their_meaning() {
    let expected = include_str!("codes.txt");
    let found = Folder::new().run("explain --list").ends(0).stdout();
    assert_eq!(found, expected, "codes.txt may grow, and that is all");
}

#[test]
fn a_code_is_explained() {
    let folder = Folder::new();
    for code in ["E0024", "e0024", "dangling-reference"] {
        let told = folder.run(&format!("explain {code}")).ends(0).stdout();
        for part in ["E0024 dangling-reference (unreadable)\n", "## What to do", "$ref: "] {
            assert!(told.contains(part), "{part}: {told}");
        }
    }
    folder
        .run("explain E002")
        .complains(2, &["error[E0034]: there is no code `E002`", "did you mean `E0"]);
    folder.run("explain elephants").complains(2, &["explain --list"]);
    folder.run("explain").complains(2, &["CODE"]);
}

#[test]
fn a_problem_is_drawn_with_its_code() {
    let folder = Folder::new();
    folder.write("old.json", "{\"swagger\": \"2.0\"}");
    folder.run("check old.json").complains(1, &["error[E0003]: this is Swagger 2.0"]);
}
