//! What `generate` is told changes what is compared: so `diff` takes every option that decides the Rust.

use std::collections::BTreeSet;

use crate::folder::Folder;

/// A description in which each option has an effect.
const DESCRIPTION: &str = "\
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
tags: [{name: Pets}]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [Pets]
      parameters: [{name: after, in: query, schema: {type: string}}]
      responses:
        '200':
          description: All pets.
          content:
            application/json:
              schema: {type: array, items: {$ref: '../parts/pet.yaml'}}
  /owner:
    get:
      operationId: getOwner
      responses:
        '200':
          description: The owner.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Owner'}
components:
  schemas:
    Owner:
      type: object
      required: [born, sex, pet]
      properties:
        born: {type: string, format: date}
        sex: {type: string, enum: [f, m]}
        pet: {$ref: '../parts/pet.yaml'}
";

const PET: &str =
    "title: Pet\ntype: object\nrequired: [name]\nproperties: {name: {type: string}}\n";

/// What an option of `generate` is to `diff`.
#[derive(Clone, Copy)]
enum Effect {
    /// It decides the Rust: with these arguments the Rust is another.
    Decides(&'static str),
    /// It is about what is read and told, by these arguments.
    Told(&'static str),
    /// It is about the files that are written, or about one side: `diff` has no use for it.
    Elsewhere,
}

use Effect::{Decides, Elsewhere, Told};

/// Every option of `generate`.
const OPTIONS: [(&str, Effect); 39] = [
    ("accept-breaking", Elsewhere),
    ("allow", Told("--allow annotation-unused")),
    ("attribute", Told("--attribute Owner=allow(dead_code)")),
    ("behind", Decides("--behind Owner::pet=Arc")),
    // What is compared is a crate with all its features, as its user may name the runtime and the items.
    ("behind-features", Elsewhere),
    ("bump", Elsewhere),
    ("check", Elsewhere),
    ("closed", Decides("--closed OwnerSex")),
    ("color", Told("--color never")),
    ("config", Elsewhere),
    ("crate", Elsewhere),
    ("deny", Told("--deny unknown-type")),
    ("dependency", Elsewhere),
    ("derive", Decides("--derive Pet=Eq")),
    ("dry-run", Elsewhere),
    ("effective-document", Elsewhere),
    ("format", Decides("--format date=days::Date")),
    ("help", Elsewhere),
    ("inherit", Elsewhere),
    ("json", Elsewhere),
    ("layout", Elsewhere),
    ("lenient", Decides("--lenient")),
    ("manifest", Elsewhere),
    ("operation", Decides("--operation getOwner")),
    ("output", Elsewhere),
    ("overlay", Decides("--overlay more.overlay.yaml")),
    ("pages", Decides("--pages listPets=parameter=after,items=,next=last:/name")),
    // The older side is what was published.
    ("published", Elsewhere),
    ("rename", Decides("--rename Owner=Keeper")),
    ("report-untyped", Elsewhere),
    ("root", Told("")),
    ("runtime", Elsewhere),
    ("runtime-path", Elsewhere),
    ("tag-features", Elsewhere),
    ("type", Decides("--type Owner::born=days::Date")),
    // Both sides are types alone, whatever was published.
    ("types-only", Told("--types-only")),
    ("verbose", Elsewhere),
    ("visible-in-crate", Elsewhere),
    ("warn", Told("--warn unreadable")),
];

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("api/pets.yaml", DESCRIPTION);
    folder.write("parts/pet.yaml", PET);
    folder.write(
        "more.overlay.yaml",
        "overlay: 1.0.0\ninfo: {title: More, version: '1'}\nactions:\n\
         - {target: $.components.schemas.Owner.properties, update: {more: {type: string}}}\n",
    );
    folder
}

#[test]
fn every_option_of_a_generation_is_looked_at() {
    let help = folder().run("generate --help").ends(0).stdout();
    let named = help.lines().filter_map(|line| {
        let line = line.trim_start();
        let line = line.strip_prefix("-v, ").or(line.strip_prefix("-o, ")).unwrap_or(line);
        let line = line.strip_prefix("-h, ").unwrap_or(line).strip_prefix("--")?;
        let is_of_a_name = |sign: char| sign.is_ascii_lowercase() || sign == '-';
        line.split(|sign| !is_of_a_name(sign)).next().filter(|name| !name.is_empty())
    });
    let named: BTreeSet<&str> = named.collect();
    assert_eq!(named, OPTIONS.iter().map(|(name, _)| *name).collect());
}

#[test]
fn what_decides_the_rust_of_a_generation_decides_what_is_compared() {
    let folder = folder();
    let generate = "generate api/pets.yaml --root . --output api/src --published";
    folder.run(&format!("{generate} plain.txt")).ends(0);
    for (name, effect) in OPTIONS {
        let compare = |old: &str, arguments: &str| {
            folder.run(&format!("diff {old} api/pets.yaml --root . --fail-on minor {arguments}"))
        };
        match effect {
            Decides(arguments) => {
                let published = format!("{name}.txt");
                folder.run(&format!("{generate} {published} {arguments}")).ends(0);
                let said = compare(&published, arguments).ends(0).stdout();
                assert!(said.contains("nothing changed"), "{name}: {said}");
                compare("plain.txt", &format!("{arguments} --fresh")).ends(1);
            }
            Told(arguments) => {
                compare("plain.txt", arguments).ends(0);
            }
            Elsewhere => {}
        }
    }
}
