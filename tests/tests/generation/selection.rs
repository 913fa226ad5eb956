//! What each selector selects: operations, webhooks, callbacks and components, and what is said of
//! one that selects nothing.

use specwright_codegen::slice::{Notation, slice};
use specwright_codegen::{Config, Input, Planned, Selection, plan};

const DOCUMENT: &str = "\
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      operationId: listPets
      tags: [Pets]
      responses: {'200': {description: All., content: {application/json: {schema: {$ref: '#/components/schemas/Pets'}}}}}
    post:
      operationId: addPet
      tags: [Pets, Admin]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
      responses: {'204': {description: Done.}}
      callbacks:
        onAdded:
          '{$request.body#/url}':
            post:
              requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Added'}}}}
              responses: {'204': {description: Done.}}
  /pets/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    delete:
      operationId: removePet
      tags: [Admin]
      responses: {'204': {description: Done.}}
  /health:
    get:
      operationId: 'tag:health'
      responses: {'200': {description: Well., content: {application/json: {schema: {$ref: '#/components/schemas/Health'}}}}}
webhooks:
  petLost:
    post:
      tags: [Alerts]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Lost'}}}}
      responses: {'204': {description: Done.}}
  petFound:
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Found'}}}}
      responses: {'204': {description: Done.}}
components:
  schemas:
    Pets: {type: object, properties: {data: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}
    Pet: {type: object, properties: {name: {type: string}}}
    Added: {type: object, properties: {at: {type: string}}}
    Health: {type: object, properties: {well: {type: boolean}}}
    Lost: {type: object, properties: {where: {type: string}}}
    Found: {type: object, properties: {where: {type: string}}}
    Alone: {type: object, properties: {with: {$ref: '#/components/schemas/Company'}}}
    Company: {type: object, properties: {name: {type: string}}}
";

fn config(document: &str, words: &[&str]) -> Config {
    let mut config = Config::new(Input::new("pets.yaml", document));
    config.selection = Selection::of(words.iter().copied());
    config
}

fn planned(words: &[&str]) -> Result<Planned, String> {
    plan(&config(DOCUMENT, words)).map_err(|failure| failure.to_string())
}

/// The operations and the objects of a plan.
fn told(planned: &Planned) -> (Vec<&str>, Vec<&str>) {
    let api = &planned.plan.api;
    let operations = api.operations.iter().map(|operation| operation.id.as_str()).collect();
    let mut types: Vec<&str> =
        api.types.iter().filter_map(|it| it.origin.pointer.rsplit('/').next()).collect();
    types.retain(|name| *name != "schema");
    types.sort_unstable();
    (operations, types)
}

type Row = (&'static [&'static str], &'static [&'static str], &'static [&'static str]);

/// Words, the operations that they select, and the components that these and they reach.
const ROWS: &[Row] = &[
    (&["listPets"], &["listPets"], &["Pet", "Pets"]),
    (&["*Pets"], &[], &[]),
    (&["GET /pets"], &["listPets"], &["Pet", "Pets"]),
    (&["delete /pets/*"], &["removePet"], &[]),
    (&["* /pets*"], &["listPets", "addPet", "removePet"], &["Added", "Pet", "Pets"]),
    (&["tag:Admin"], &["addPet", "removePet"], &["Added", "Pet"]),
    (&["tag:A*"], &["addPet", "removePet"], &["Added", "Lost", "Pet"]),
    // An `operationId` that reads like a tag is one all the same.
    (&["tag:health"], &["tag:health"], &["Health"]),
    (&["webhook:petLost"], &[], &["Lost"]),
    (&["webhook:*"], &[], &["Found", "Lost"]),
    (&["callback:onAdded"], &[], &["Added"]),
    (&["schema:Alone"], &[], &["Alone", "Company"]),
    (&["schema:*", "!schema:A*"], &[], &["Company", "Found", "Health", "Lost", "Pet", "Pets"]),
    (&["tag:Admin", "!removePet"], &["addPet"], &["Added", "Pet"]),
    (&["tag:Admin", "!callback:onAdded"], &["addPet", "removePet"], &["Pet"]),
    (&["!tag:Admin"], &["listPets", "tag:health"], &["Found", "Health", "Lost", "Pet", "Pets"]),
    // What is left out and reached from elsewhere is there.
    (
        &["!schema:Pet", "!schema:Alone"],
        &["listPets", "addPet", "removePet", "tag:health"],
        &["Added", "Company", "Found", "Health", "Lost", "Pet", "Pets"],
    ),
    (&[], &[], &[]),
];

#[test]
fn each_word_selects_what_it_names_and_what_that_reaches() {
    for (words, operations, types) in ROWS {
        if *words == ["*Pets"] {
            assert!(planned(words).is_err(), "a `*` stands at the end alone");
            continue;
        }
        let planned = planned(words).unwrap_or_else(|error| panic!("{words:?}: {error}"));
        assert_eq!(told(&planned), (operations.to_vec(), types.to_vec()), "{words:?}");
    }
}

#[test]
fn a_slice_has_what_the_same_words_select() {
    for (words, ..) in ROWS.iter().filter(|(words, ..)| *words != ["*Pets"]) {
        let whole = planned(words).expect("a plan").plan;
        let cut = slice(&config(DOCUMENT, words)).expect("a slice");
        let text = cut.text(Notation::Yaml).expect("a text");
        // What is left out of a slice is not there to be left out again; what stands for nothing else
        // in a slice of operations alone is all of it.
        let rest: Vec<&str> = words.iter().filter(|word| !word.starts_with('!')).copied().collect();
        if rest.is_empty() || rest.len() != words.len() {
            assert!(words.iter().any(|word| word.starts_with('!')) || words.is_empty());
            let everything = Config::new(Input::new("pets.yaml", text));
            let again = plan(&everything).expect("a plan").plan;
            let ids = |plan: &specwright_codegen::Plan| {
                plan.api.operations.iter().map(|it| it.id.clone()).collect::<Vec<_>>()
            };
            assert_eq!(ids(&again), ids(&whole), "{words:?}");
            continue;
        }
        let again = plan(&config(&text, &rest)).expect("a plan of the slice").plan;
        assert_eq!(again.dump().expect("text"), whole.dump().expect("text"), "{words:?}");
    }
}

#[test]
fn what_selects_nothing_is_refused_with_what_may_have_been_meant() {
    for (words, message, help) in [
        (&["listPet"][..], "there is no operation `listPet`", "did you mean `listPets`?"),
        (&["Pets"], "there is no operation `Pets`", "did you mean `tag:Pets`?"),
        (&["alone"], "there is no operation `alone`", "did you mean `schema:Alone`?"),
        (&["tag:petlost"], "no operation has the tag `petlost`", "did you mean `webhook:petLost`?"),
        (&["tag:Admins"], "no operation has the tag `Admins`", "did you mean `tag:Admin`?"),
        (&["PUT /pets"], "there is no operation `PUT /pets`", "did you mean `GET /pets`?"),
        (&["schema:Foud"], "there is no schema `Foud`", "did you mean `schema:Found`?"),
        (&["webhook:x*"], "there is no webhook `x*`", "`specwright check` lists the operations"),
        (&["callback:on"], "there is no callback `on`", "`specwright check` lists"),
        (&["!listPet"], "there is no operation `listPet`", "did you mean `!listPets`?"),
        (&["addPet", "!listPets"], "`!listPets` leaves nothing out", "remove it, or correct it"),
    ] {
        let error = planned(words).expect_err("nothing is selected");
        assert!(error.contains("E0023"), "{words:?}: {error}");
        assert!(error.contains(message), "{words:?}: {error}");
        assert!(error.contains(help), "{words:?}: {error}");
        let of_slice = slice(&config(DOCUMENT, words)).expect_err("no slice").to_string();
        assert_eq!(of_slice, error, "{words:?}");
    }
}

/// What was published and is described no more stays, whichever word selects it.
#[test]
fn what_is_gone_from_the_description_stays_selected() {
    for words in [&["removePet", "listPets"][..], &["* /pets*"], &["tag:Admin"], &["!addPet"]] {
        let before = plan(&config(DOCUMENT, words)).expect("a plan");
        let published = specwright_codegen::Published::of(&before.plan).render();
        let less = DOCUMENT.replace("removePet\n      tags: [Admin]", "other\n      tags: [Other]");
        let less =
            less.replace("  /pets/{id}:", "  /others/{id}:").replace("    delete:", "    put:");
        let mut config = config(&less, words);
        config.published = Some(Input::new("published.txt", published.clone()));
        let after = plan(&config).unwrap_or_else(|failure| panic!("{words:?}: {failure}"));
        let (operations, _) = told(&after);
        assert!(operations.contains(&"removePet"), "{words:?}: {operations:?}");
    }
}
