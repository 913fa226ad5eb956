//! The options, and how each entry point is asked for them.

use specwright_codegen::Build;

/// The files of a row, what stands in the project file, and the arguments of each entry point.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    /// Instead of those of every row, or beside them.
    pub(crate) files: &'static [(&'static str, &'static str)],
    pub(crate) command: &'static str,
    pub(crate) project: &'static str,
    pub(crate) build: fn(Build) -> Build,
    pub(crate) invocation: &'static str,
}

/// The files of every row.
pub(crate) const FILES: &[(&str, &str)] = &[
    (
        "d.yaml",
        "openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      operationId: listPets
      description: |
        Lists \"pets\", and more.

        It ends.
      parameters: [{name: color, in: query, schema: {type: string}}]
      responses:
        '200':
          description: All pets.
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}
  /owners:
    post:
      operationId: addOwner
      requestBody: {content: {application/json: {schema: {$ref: 'owner.yaml#/Owner'}}}}
      responses: {'204': {description: Done.}}
components:
  schemas:
    Pet:
      type: object
      required: [name, kind]
      properties:
        name: {type: string, description: 'What it is `called`.', maxLength: 5}
        born: {type: string, format: date-time}
        kind: {type: string, enum: [cat, dog]}
        food: {oneOf: [{type: string}, {type: integer}]}
    Odd: {type: string, minLength: a}
",
    ),
    (
        "owner.yaml",
        "Owner:\n  type: object\n  required: [name]\n  properties: {name: {type: string}, pets: {type: integer}}\n",
    ),
    (
        "o.yaml",
        "overlay: 1.0.0\nactions:\n- target: $.components.schemas.Pet.properties\n  update: {age: {type: integer}}\n",
    ),
    ("published.txt", "{\n  \"PetKind2\": \"/components/schemas/Pet/properties/kind\"\n}\n"),
];

/// A description whose operations have tags.
const TAGGED: &str = "openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      operationId: listPets
      tags: [Pets]
      responses: {'200': {description: All., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
    post:
      operationId: addPet
      tags: [Keeping Pets]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/NewPet'}}}}
      responses: {'204': {description: Done., headers: {X-A: {schema: {$ref: '#/components/schemas/Kind'}}}}}
components:
  schemas:
    Pet: {type: object, required: [kind], properties: {kind: {$ref: '#/components/schemas/Kind'}}}
    NewPet: {type: object, required: [kind], properties: {kind: {$ref: '#/components/schemas/Kind'}}}
    Kind: {type: string, enum: [cat, dog]}
";

const NOTHING: Row =
    Row { name: "", files: &[], command: "", project: "", build: |it| it, invocation: "" };

/// Documents that are generated, and the options for them.
pub(crate) const OPTIONS: &[Row] = &[
    Row { name: "the defaults", ..NOTHING },
    Row {
        name: "operations",
        command: "--operation listPets",
        project: "operations = ['listPets']",
        build: |it| it.operations(["listPets"]),
        invocation: "operations = [\"listPets\"]",
        ..NOTHING
    },
    Row {
        name: "selectors",
        command: "--operation schema:* --operation !schema:Odd --operation list*",
        project: "operations = ['schema:*', '!schema:Odd', 'list*']",
        build: |it| it.operations(["schema:*", "!schema:Odd", "list*"]),
        invocation: "operations = [\"schema:*\", \"!schema:Odd\", \"list*\"]",
        ..NOTHING
    },
    Row {
        name: "overlays",
        command: "--overlay o.yaml",
        project: "overlays = ['o.yaml']",
        build: |it| it.overlay("o.yaml"),
        invocation: "overlays = [\"o.yaml\"]",
        ..NOTHING
    },
    Row {
        name: "a root",
        files: &[("owner.yaml", "Owner: {$ref: './owner.yaml#/Other'}\nOther: {type: object}\n")],
        command: "--root .",
        project: "root = '.'",
        build: |it| it.root("."),
        invocation: "root = \".\"",
    },
    Row {
        name: "types only",
        command: "--types-only",
        project: "functions = 'never'",
        build: |it| it.types_only(),
        invocation: "types_only",
        ..NOTHING
    },
    Row {
        name: "behind features",
        command: "--behind-features",
        project: "functions = 'behind-features'",
        build: |it| it.behind_features(),
        invocation: "behind_features",
        ..NOTHING
    },
    Row {
        name: "features of tags",
        files: &[("d.yaml", TAGGED)],
        command: "--tag-features",
        project: "tag-features = true",
        build: |it| it.tag_features(),
        invocation: "tag_features",
    },
    Row {
        name: "the runtime elsewhere",
        command: "--runtime-path crate::rt",
        project: "runtime-path = 'crate::rt'",
        build: |it| it.runtime_path("crate::rt"),
        invocation: "runtime_path = \"crate::rt\"",
        ..NOTHING
    },
    Row {
        name: "visible in the crate",
        command: "--visible-in-crate",
        project: "visibility = 'crate'",
        build: |it| it.visible_in_crate(),
        invocation: "visible_in_crate",
        ..NOTHING
    },
    Row {
        name: "lenient",
        command: "--lenient",
        project: "received = 'lenient'",
        build: |it| it.lenient(),
        invocation: "lenient",
        ..NOTHING
    },
    Row {
        name: "published",
        command: "--published published.txt",
        project: "published = 'published.txt'",
        build: |it| it.published("published.txt"),
        invocation: "published = \"published.txt\"",
        ..NOTHING
    },
    Row {
        name: "pages",
        command: "--pages listPets=items=,next=link",
        project: "pages = {listPets = 'items=,next=link'}",
        build: |it| it.pages("listPets", "items=,next=link"),
        invocation: "pages = [\"listPets=items=,next=link\"]",
        ..NOTHING
    },
    Row {
        name: "types of the user's",
        command: "--type Pet=crate::Pet",
        project: "types = {Pet = 'crate::Pet'}",
        build: |it| it.replace("Pet", "crate::Pet"),
        invocation: "types = [\"Pet=crate::Pet\"]",
        ..NOTHING
    },
    Row {
        name: "types of the user's for formats",
        command: "--format date-time=jiff::Timestamp",
        project: "formats = {date-time = 'jiff::Timestamp'}",
        build: |it| it.format("date-time", "jiff::Timestamp"),
        invocation: "formats = [\"date-time=jiff::Timestamp\"]",
        ..NOTHING
    },
    Row {
        name: "renamed items",
        command: "--rename Pet=Animal --rename Pet::kind=species --rename PetKind::Cat=Tiger --rename list_pets=animals --rename list_pets::color=coat",
        project: "renames = {Pet = 'Animal', 'Pet::kind' = 'species', 'PetKind::Cat' = 'Tiger', list_pets = 'animals', 'list_pets::color' = 'coat'}",
        build: |it| {
            it.rename("Pet", "Animal")
                .rename("Pet::kind", "species")
                .rename("PetKind::Cat", "Tiger")
                .rename("list_pets", "animals")
                .rename("list_pets::color", "coat")
        },
        invocation: "renames = [\"Pet=Animal\", \"Pet::kind=species\", \"PetKind::Cat=Tiger\", \"list_pets=animals\", \"list_pets::color=coat\"]",
        ..NOTHING
    },
    Row {
        name: "derives",
        command: "--derive unions=Eq --derive structs=Hash,Ord --derive Pet=Eq",
        project: "derives = {unions = 'Eq', structs = 'Hash,Ord', Pet = 'Eq'}",
        build: |it| it.derive("unions", "Eq").derive("structs", "Hash,Ord").derive("Pet", "Eq"),
        invocation: "derives = [\"unions=Eq\", \"structs=Hash,Ord\", \"Pet=Eq\"]",
        ..NOTHING
    },
    Row {
        name: "attributes",
        command: "--attribute *=must_use",
        project: "attributes = {'*' = 'must_use'}",
        build: |it| it.attribute("*", "must_use"),
        invocation: "attributes = [\"*=must_use\"]",
        ..NOTHING
    },
    Row {
        name: "closed enums",
        command: "--closed PetKind",
        project: "closed = ['PetKind']",
        build: |it| it.closed("PetKind"),
        invocation: "closed = [\"PetKind\"]",
        ..NOTHING
    },
    Row {
        name: "fields behind a pointer",
        command: "--behind Pet::kind=Arc",
        project: "behind = {'Pet::kind' = 'Arc'}",
        build: |it| it.behind("Pet::kind", "Arc"),
        invocation: "behind = [\"Pet::kind=Arc\"]",
        ..NOTHING
    },
    Row {
        name: "levels: a warning is not told of",
        command: "--allow keyword-ignored --warn W0003 --deny unsupported",
        project: "allow = ['keyword-ignored']\nwarn = ['W0003']\ndeny = ['unsupported']",
        build: |it| it.allow("keyword-ignored").warn("W0003").deny("unsupported"),
        invocation: "allow = [\"keyword-ignored\"], warn = [\"W0003\"], deny = [\"unsupported\"]",
        ..NOTHING
    },
    Row {
        name: "what cannot be read is left out",
        files: &[("owner.yaml", "Pet: {type: string}\n")],
        command: "--warn unreadable",
        project: "warn = ['unreadable']",
        build: |it| it.warn("unreadable"),
        invocation: "warn = [\"unreadable\"]",
    },
    Row {
        name: "all at once",
        command: "--operation listPets --overlay o.yaml --types-only --lenient --published published.txt",
        project: "operations = ['listPets']\noverlays = ['o.yaml']\nfunctions = 'never'\n\
                  received = 'lenient'\npublished = 'published.txt'",
        build: |it| {
            it.operations(["listPets"])
                .overlay("o.yaml")
                .types_only()
                .lenient()
                .published("published.txt")
        },
        invocation: "operations = [\"listPets\"], overlays = [\"o.yaml\"], types_only, lenient, published = \"published.txt\"",
        ..NOTHING
    },
];

/// What is wrong with a document, with a file beside it, or with an option.
pub(crate) const FAULTS: &[Row] = &[
    Row {
        name: "dangling references are refused by default",
        files: &[("owner.yaml", "Pet: {type: string}\n")],
        ..NOTHING
    },
    Row { name: "no YAML", files: &[("d.yaml", "openapi: 3.1.0\ninfo: {title: [}\n")], ..NOTHING },
    Row { name: "no description", files: &[("d.yaml", "secret: 1\n")], ..NOTHING },
    Row {
        name: "a reference out of the folder",
        files: &[("owner.yaml", "Owner: {$ref: '../x.yaml'}\n")],
        ..NOTHING
    },
    Row {
        name: "a reference out of the root",
        files: &[("owner.yaml", "Owner: {$ref: '../x.yaml'}\n")],
        command: "--root .",
        project: "root = '.'",
        build: |it| it.root("."),
        invocation: "root = \".\"",
    },
    Row {
        name: "an unknown operation",
        command: "--operation listPet",
        project: "operations = ['listPet']",
        build: |it| it.operations(["listPet"]),
        invocation: "operations = [\"listPet\"]",
        ..NOTHING
    },
    Row {
        name: "selectors of nothing",
        command: "--operation schema:Pat --operation !listPets",
        project: "operations = ['schema:Pat', '!listPets']",
        build: |it| it.operations(["schema:Pat", "!listPets"]),
        invocation: "operations = [\"schema:Pat\", \"!listPets\"]",
        ..NOTHING
    },
    Row {
        name: "no path of the runtime",
        command: "--runtime-path super::rt",
        project: "runtime-path = 'super::rt'",
        build: |it| it.runtime_path("super::rt"),
        invocation: "runtime_path = \"super::rt\"",
        ..NOTHING
    },
    Row {
        name: "pages of an unknown operation",
        command: "--pages listPet=off",
        project: "pages = {listPet = 'off'}",
        build: |it| it.pages("listPet", "off"),
        invocation: "pages = [\"listPet=off\"]",
        ..NOTHING
    },
    Row {
        name: "pages that the operation has not",
        command: "--pages listPets=parameter=after,items=,next=offset",
        project: "pages = {listPets = 'parameter=after,items=,next=offset'}",
        build: |it| it.pages("listPets", "parameter=after,items=,next=offset"),
        invocation: "pages = [\"listPets=parameter=after,items=,next=offset\"]",
        ..NOTHING
    },
    Row {
        name: "a type that is not there is replaced",
        command: "--type Pett=crate::Pet",
        project: "types = {Pett = 'crate::Pet'}",
        build: |it| it.replace("Pett", "crate::Pet"),
        invocation: "types = [\"Pett=crate::Pet\"]",
        ..NOTHING
    },
    Row {
        name: "a name that something else has",
        command: "--rename Pet=Odd",
        project: "renames = {Pet = 'Odd'}",
        build: |it| it.rename("Pet", "Odd"),
        invocation: "renames = [\"Pet=Odd\"]",
        ..NOTHING
    },
    Row {
        name: "a parameter that is not there is renamed",
        command: "--rename list_pets::colour=coat",
        project: "renames = {'list_pets::colour' = 'coat'}",
        build: |it| it.rename("list_pets::colour", "coat"),
        invocation: "renames = [\"list_pets::colour=coat\"]",
        ..NOTHING
    },
    Row {
        name: "a derive that a type cannot have",
        command: "--derive Pet=Copy",
        project: "derives = {Pet = 'Copy'}",
        build: |it| it.derive("Pet", "Copy"),
        invocation: "derives = [\"Pet=Copy\"]",
        ..NOTHING
    },
    Row {
        name: "a type that is no enum is closed",
        command: "--closed Pet",
        project: "closed = ['Pet']",
        build: |it| it.closed("Pet"),
        invocation: "closed = [\"Pet\"]",
        ..NOTHING
    },
    Row {
        name: "a type of the user's without its crate",
        command: "--format date-time=Timestamp",
        project: "formats = {date-time = 'Timestamp'}",
        build: |it| it.format("date-time", "Timestamp"),
        invocation: "formats = [\"date-time=Timestamp\"]",
        ..NOTHING
    },
    Row {
        name: "an action without effect",
        files: &[("o.yaml", "overlay: 1.0.0\nactions: [{target: $.x, remove: true}]\n")],
        command: "--overlay o.yaml",
        project: "overlays = ['o.yaml']",
        build: |it| it.overlay("o.yaml"),
        invocation: "overlays = [\"o.yaml\"]",
    },
    Row {
        name: "a missing overlay",
        command: "--overlay oo.yaml",
        project: "overlays = ['oo.yaml']",
        build: |it| it.overlay("oo.yaml"),
        invocation: "overlays = [\"oo.yaml\"]",
        ..NOTHING
    },
    Row {
        name: "no lock",
        files: &[("published.txt", "{\n  \"Pet\": 5\n}\n")],
        command: "--published published.txt",
        project: "published = 'published.txt'",
        build: |it| it.published("published.txt"),
        invocation: "published = \"published.txt\"",
    },
    Row {
        name: "a denied warning",
        command: "--deny warnings",
        project: "deny = ['warnings']",
        build: |it| it.deny("warnings"),
        invocation: "deny = [\"warnings\"]",
        ..NOTHING
    },
    Row {
        name: "a denied note beside a warning",
        files: &[(
            "owner.yaml",
            "Owner: {type: object, properties: {name: {type: string}}, not: {properties: {a: {const: 1}}}}\n",
        )],
        command: "--deny N0005",
        project: "deny = ['N0005']",
        build: |it| it.deny("N0005"),
        invocation: "deny = [\"N0005\"]",
    },
    Row {
        name: "a level that cannot be set",
        command: "--allow not-yaml",
        project: "allow = ['not-yaml']",
        build: |it| it.allow("not-yaml"),
        invocation: "allow = [\"not-yaml\"]",
        ..NOTHING
    },
];
