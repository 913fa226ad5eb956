//! Where the code stands, who can name it, and what a crate has of its workspace: the code itself
//! stays as it is.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use quote::ToTokens;
use specwright_codegen::config::LAYOUTS;

use crate::folder::Folder;

const TAGGED: &str = "openapi: 3.1.0
info: {title: Shop, version: 1.0.0}
paths:
  /pets:
    get:
      operationId: listPets
      tags: [Pet Store]
      responses: {'200': {description: All., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
  /orders:
    post:
      operationId: addOrder
      tags: [Orders]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
      responses: {'200': {description: Done., content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}}
components:
  schemas:
    Pet: {type: object, properties: {kind: {$ref: '#/components/schemas/Kind'}}}
    Order: {type: object, required: [kind], properties: {kind: {$ref: '#/components/schemas/Kind'}, note: {type: string}}}
    Kind: {type: string, enum: [cat, dog]}
";

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("shop.yaml", TAGGED);
    folder
}

/// The files below a folder.
fn files(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            match path.is_dir() {
                true => waiting.push(path),
                false => {
                    let name = path.strip_prefix(folder).expect("within").to_string_lossy();
                    found.insert(name.replace('\\', "/"));
                }
            }
        }
    }
    found
}

/// Every item of every file, whichever that is, but for what holds files and modules together.
fn items(folder: &Path) -> BTreeSet<String> {
    let mut items = BTreeSet::new();
    for name in files(folder) {
        let text = fs::read_to_string(folder.join(&name)).expect("a file");
        let file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut waiting = file.items;
        while let Some(item) = waiting.pop() {
            match item {
                syn::Item::Use(_) => {}
                syn::Item::Mod(module) => {
                    waiting.extend(module.content.into_iter().flat_map(|(_, items)| items));
                }
                item => {
                    items.insert(item.to_token_stream().to_string());
                }
            }
        }
    }
    items
}

#[test]
fn a_layout_moves_items_and_changes_none() {
    let folder = folder();
    let api = folder.0.path().join("api");
    folder.run("generate shop.yaml --output api").ends(0);
    let (plain, by_module) = (items(&api), files(&api));
    assert!(plain.len() > 10, "{plain:?}");
    for layout in LAYOUTS {
        folder.run(&format!("generate shop.yaml --output api --layout {layout}")).ends(0);
        assert_eq!(items(&api), plain, "{layout}");
        let check = format!("generate shop.yaml --output api --layout {layout} --check");
        folder.run(&check).ends(0);
        let found = files(&api);
        let has = |names: &[&str]| names.iter().all(|name| found.contains(*name));
        match layout {
            "modules" => assert_eq!(found, by_module),
            "file" => assert_eq!(found, BTreeSet::from(["mod.rs".to_owned()])),
            "items" => assert!(
                has(&["types/pet.rs", "types/kind.rs", "operations/add_order.rs", "wire/pet.rs"]),
                "{found:?}"
            ),
            _ => assert!(
                has(&[
                    "types/pet_store.rs",
                    "types/orders.rs",
                    "types/common.rs",
                    "operations/orders.rs",
                    "requests/pet_store.rs",
                ]),
                "{found:?}"
            ),
        }
        // By the project file it is the same.
        folder.write(
            "codegen.toml",
            &format!(
                "command = 'specwright generate'\n[[generate]]\nname = 'shop'\ndocument = 'shop.yaml'\n\
                 output = 'api'\nlayout = '{layout}'\n"
            ),
        );
        folder.run("generate --config codegen.toml --check").ends(0);
    }
    assert!(folder.read("api/types/common.rs").contains("pub enum Kind"));
    folder.run("generate shop.yaml --output api --layout folders").ends(2);
}

#[test]
fn a_crate_has_of_its_workspace_what_is_asked_for() {
    let folder = folder();
    let generate = "generate shop.yaml --output shop --crate shop";
    folder
        .run(&format!(
            "{generate} --runtime workspace --inherit edition --inherit license --inherit version"
        ))
        .ends(0);
    let cargo = folder.read("shop/Cargo.toml");
    let about = "[package]\nname = \"shop\"\nversion.workspace = true\nedition.workspace = true\n\
                 rust-version = ";
    assert!(cargo.contains(about) && cargo.contains("\nlicense.workspace = true\n"), "{cargo}");
    let table: toml::Table = cargo.parse().expect("TOML");
    let runtime = &table["dependencies"]["specwright"];
    assert_eq!(runtime["workspace"].as_bool(), Some(true), "{cargo}");
    assert!(runtime.get("default-features").is_none(), "{cargo}");
    let project = "[[generate]]\nname = 'shop'\ndocument = 'shop.yaml'\noutput = 'shop'\ncrate = 'shop'\n\
                   runtime = 'workspace'\n";
    folder.write(
        "codegen.toml",
        &format!("command = 'specwright generate'\n{project}inherit = ['edition', 'license', 'version']\n"),
    );
    folder.run("generate --config codegen.toml --check").ends(0);
    // Its version is not for a generation to set.
    let run = folder.run("generate --config codegen.toml --bump").ends(2);
    assert!(run.stderr().contains("E0045"), "{}", run.stderr());
    let run = folder.run(&format!("{generate} --inherit versions")).ends(2);
    assert!(run.stderr().contains("did you mean `version`?"), "{}", run.stderr());
    folder.write("codegen.toml", &format!("{project}inherit = ['x']\n"));
    let run = folder.run("generate --config codegen.toml").ends(2);
    assert!(run.stderr().contains("`x` is no key that is inherited"), "{}", run.stderr());
}

#[test]
fn what_the_crate_alone_can_name_is_shown_to_it_alone() {
    let folder = folder();
    folder.run("generate shop.yaml --output api --visible-in-crate").ends(0);
    let root = folder.read("api/mod.rs");
    assert!(root.contains("pub(crate) use self::types::*;"), "{root}");
    assert!(root.contains("pub(crate) mod requests;"), "{root}");
    assert!(!root.contains("pub use") && !root.contains("pub mod"), "{root}");
}

#[test]
fn the_runtime_is_named_by_its_path_everywhere() {
    let folder = folder();
    folder.run("generate shop.yaml --output api --runtime-path crate::rt").ends(0);
    let api = folder.0.path().join("api");
    let mut count = 0;
    for name in files(&api) {
        let text = folder.read(&format!("api/{name}"));
        let code = text.split_once('\n').expect("a stamp").1;
        assert!(!code.contains("specwright::"), "{name}: {code}");
        count += code.matches("crate::rt::").count();
    }
    assert!(count > 10, "{count}");
}

#[test]
fn what_belongs_to_a_tag_stands_behind_its_feature() {
    let folder = folder();
    folder.write(
        "shop.yaml",
        &format!("{TAGGED}    Alone: {{type: object, properties: {{a: {{type: string}}}}}}\n"),
    );
    folder.run("generate shop.yaml --output shop --crate shop --tag-features").ends(0);
    let table: toml::Table = folder.read("shop/Cargo.toml").parse().expect("TOML");
    let features = table["features"].as_table().expect("features");
    let default: Vec<&str> = features["default"]
        .as_array()
        .expect("an array")
        .iter()
        .filter_map(|it| it.as_str())
        .collect();
    assert_eq!(default, ["charset", "pattern", "rustls", "tag-orders", "tag-pet-store"]);
    assert!(features["tag-orders"].as_array().expect("an array").is_empty());
    // What each item of a kind stands behind, by its name.
    let gates = |file: &str| -> Vec<(String, String)> {
        let parsed = syn::parse_file(&folder.read(file)).expect("Rust");
        let named = parsed.items.into_iter().filter_map(|item| match item {
            syn::Item::Struct(it) => Some((it.ident.to_string(), it.attrs)),
            syn::Item::Enum(it) => Some((it.ident.to_string(), it.attrs)),
            syn::Item::Fn(it) => Some((it.sig.ident.to_string(), it.attrs)),
            _ => None,
        });
        let gate = |attributes: Vec<syn::Attribute>| {
            let gate = attributes.iter().find(|it| it.path().is_ident("cfg"));
            gate.map(|it| it.to_token_stream().to_string()).unwrap_or_default()
        };
        named.map(|(name, attributes)| (name, gate(attributes))).collect()
    };
    let one = |tag: &str| format!("# [cfg (feature = \"tag-{tag}\")]");
    let any = "# [cfg (any (feature = \"tag-orders\" , feature = \"tag-pet-store\"))]".to_owned();
    let mut types = gates("shop/src/types.rs");
    types.sort();
    let expected = [
        ("Alone", String::new()),
        ("Kind", any),
        ("Order", one("orders")),
        ("Pet", one("pet-store")),
    ];
    assert_eq!(types, expected.map(|(name, gate)| (name.to_owned(), gate)));
    let wire = folder.read("shop/src/wire.rs");
    assert!(wire.contains("\n#[cfg(feature = \"tag-pet-store\")]\nwire::record!(Pet {"), "{wire}");
    let functions = gates("shop/src/operations.rs");
    assert!(functions.contains(&("add_order".to_owned(), one("orders"))), "{functions:?}");
    folder.run("generate shop.yaml --output shop --crate shop --tag-features --check").ends(0);
}
