//! The command `specwright`, run as a person runs it.

mod codes;
mod crates;
mod diff;
mod folder;
mod follow;
mod hands_off;
mod init;
mod json;
mod layout;
mod levels;
mod published;
mod reported;
mod reports;
mod same_options;
mod shell;
mod slice;
mod versions;
mod written;

// What the tests of the workspace find real documents by, of which these need the folder alone.
#[allow(dead_code, unreachable_pub, reason = "the module is that of all tests")]
#[path = "../../../../tests/src/material.rs"]
mod material;

use std::fs;
use std::path::Path;

use self::folder::{Folder, PETS};

/// The description with a reference that leads nowhere.
fn dangling() -> String {
    PETS.replace("#/components/schemas/Owner'", "#/components/schemas/Ownr'")
}

#[test]
fn a_module_is_written_and_stays_fresh() {
    let folder = Folder::new();
    let run = folder.run("generate pets.yaml --output src/api").ends(0);
    assert!(run.stdout().contains("wrote src/api/mod.rs"), "{}", run.stdout());
    assert!(folder.read("src/api/types.rs").contains("pub struct Pet"));
    assert!(folder.read("src/api/operations.rs").contains("pub fn list_pets"));
    assert!(!folder.has("src/api/Cargo.toml"));
    let again = folder.run("generate pets.yaml --output src/api").ends(0);
    assert!(again.stdout().contains("up to date"));
    folder.run("generate pets.yaml --output src/api --check").ends(0);
}

#[test]
fn a_command_to_run_can_be_copied_into_a_shell() {
    let folder = Folder::new();
    let entry = "[[generate]]\nname = 'p'\ndocument = '../pets.yaml'\noutput = 'api'\n";
    folder.write("it's mine/codegen.toml", entry);
    let arguments = ["generate", "--check", "--config", "it's mine/codegen.toml"];
    let run = folder.run_with("", &arguments).ends(1);
    let command = r#"specwright generate --config "it's mine/codegen.toml""#;
    assert!(run.stdout().contains(&format!("run `{command}`")), "{}", run.stdout());
    let arguments = ["generate", "pets.yaml", "--output", "a b", "--check"];
    let run = folder.run_with("", &arguments).ends(1);
    let command = "specwright generate pets.yaml --output 'a b'";
    assert!(run.stdout().contains(&format!("run `{command}`")), "{}", run.stdout());
}

#[test]
fn check_names_what_is_stale_and_the_command_to_run() {
    let folder = Folder::new();
    let missing = folder.run("generate pets.yaml --output api --check").ends(1);
    assert!(missing.stdout().contains("missing: api/mod.rs"));
    assert!(!folder.has("api"), "a check writes nothing");
    folder.run("generate pets.yaml --output api").ends(0);
    let types = folder.read("api/types.rs");
    folder.write("api/types.rs", &types.replace("pub struct Pet", "pub struct Cat"));
    folder.write("api/gone.rs", types.lines().next().expect("a stamp"));
    let stale = folder.run("generate pets.yaml --check --output api").ends(1);
    for line in [
        "stale: api/types.rs",
        "obsolete: api/gone.rs",
        "run `specwright generate pets.yaml --output api`",
    ] {
        assert!(stale.stdout().contains(line), "{line}: {}", stale.stdout());
    }
    assert!(!stale.stdout().contains("api/mod.rs"));
    folder.run("generate pets.yaml --output api").ends(0);
    assert_eq!(folder.read("api/types.rs"), types);
    assert!(!folder.has("api/gone.rs"));
}

#[test]
fn foreign_files_are_left_alone() {
    let folder = Folder::new();
    folder.write("api/mine.rs", "//! Mine.\n");
    folder.write("api/notes.txt", "notes");
    folder.run("generate pets.yaml --output api").ends(0);
    assert_eq!(folder.read("api/mine.rs"), "//! Mine.\n");
    assert_eq!(folder.read("api/notes.txt"), "notes");
    folder.write("other/types.rs", "//! Mine, too.\n");
    folder
        .run("generate pets.yaml --output other")
        .complains(2, &["other/types.rs was not written by specwright", "move it"]);
    assert_eq!(folder.read("other/types.rs"), "//! Mine, too.\n");
    assert!(!folder.has("other/mod.rs"), "nothing is written where something is in the way");
    folder.write("pkg/Cargo.toml", "[package]\n");
    folder
        .run("generate pets.yaml --output pkg --crate pkg")
        .complains(2, &["Cargo.toml was not written"]);
}

#[test]
fn operations_are_chosen_by_their_id() {
    let folder = Folder::new();
    folder.run("generate pets.yaml --output api --operation listPets").ends(0);
    let types = folder.read("api/types.rs");
    assert!(types.contains("pub struct Pet") && !types.contains("pub struct Owner"));
    folder
        .run("generate pets.yaml --output api --operation listPets --operation listOwners")
        .ends(0);
    assert!(folder.read("api/types.rs").contains("pub struct Owner"));
    folder
        .run("generate pets.yaml --output api --operation listPet")
        .complains(1, &["there is no operation `listPet`", "did you mean `listPets`?"]);
}

#[test]
fn overlays_are_applied_in_order() {
    let folder = Folder::new();
    let overlay = |title: &str| {
        format!(
            "overlay: 1.0.0\ninfo: {{title: t, version: 1.0.0}}\n\
             actions:\n- target: $.info\n  description: A test.\n  update: {{title: {title}}}\n"
        )
    };
    folder.write("one.yaml", &overlay("One"));
    folder.write("two.yaml", &overlay("Two"));
    let run = folder.run("check pets.yaml --overlay one.yaml --overlay two.yaml").ends(0);
    assert!(run.stdout().starts_with("pets: Two 1.0.0\n"), "{}", run.stdout());
    assert!(run.stdout().contains("2 corrections"));
    folder.run("check pets.yaml --overlay three.yaml").complains(2, &["overlay three.yaml"]);
}

#[test]
fn what_was_published_is_read_and_written() {
    let folder = Folder::new();
    folder.run("generate pets.yaml --output api --published published.txt").ends(0);
    let line = "enum PetType {\"pointer\":\"/components/schemas/Pet/properties/type\"";
    assert!(folder.read("published.txt").contains(line));
    // A component of the same name comes, and yields.
    let grown = PETS.replace("    Owner:\n", "    PetType: {type: object}\n    Owner:\n");
    folder.write("pets.yaml", &grown);
    folder.run("generate pets.yaml --output api --published published.txt").ends(0);
    let published = folder.read("published.txt");
    assert!(published.contains(line), "{published}");
    assert!(published.contains("\ntype PetType2 = "));
    folder.write("published.txt", "[1]");
    folder
        .run("generate pets.yaml --output api --published published.txt")
        .complains(2, &["published.txt"]);
}

#[test]
fn a_project_file_stands_for_the_arguments() {
    let folder = Folder::new();
    folder.write(
        "spec/codegen.toml",
        "[[generate]]\nname = \"pets\"\ndocument = \"../pets.yaml\"\noutput = \"../api\"\n\
         manifest = \"../pets.json\"\n\
         [[generate]]\nname = \"crate\"\ndocument = \"../pets.yaml\"\noutput = \"../pkg\"\n\
         crate = \"pets-api\"\nruntime = \"../rt\"\nfunctions = \"never\"\n",
    );
    folder.run("generate --config spec/codegen.toml").ends(0);
    assert!(folder.has("api/operations.rs") && folder.has("pets.json"));
    assert!(
        folder.read("pkg/Cargo.toml").contains("path = \"../rt\""),
        "{}",
        folder.read("pkg/Cargo.toml")
    );
    folder.write("api/mod.rs", "");
    let stale = folder.run("generate --config spec/codegen.toml --check").ends(1);
    assert!(stale.stdout().contains("run `specwright generate --config spec/codegen.toml`"));
    folder
        .run("generate pets.yaml --config spec/codegen.toml")
        .complains(2, &["cannot be used with"]);
    folder.write("spec/codegen.toml", "[[generate]]\nname = \"pets\"\ncolour = 1\n");
    folder.run("generate --config spec/codegen.toml").complains(2, &["colour"]);
}

#[test]
fn what_cannot_be_read_is_left_out_unless_it_must_not_be() {
    let folder = Folder::new();
    folder.write("pets.yaml", &dangling());
    folder
        .run("generate pets.yaml --output api")
        .complains(1, &["error[E0024]:", "Ownr", "Owner", "pets.yaml:", "`unreadable` to `warn`"]);
    assert!(!folder.has("api"));
    folder
        .run("generate pets.yaml --output api --warn unreadable")
        .complains(0, &["warning[E0024]:", "Ownr"]);
    assert!(folder.read("api/types.rs").contains("pub struct Pet"));
}

#[test]
fn check_reports_and_writes_nothing() {
    let folder = Folder::new();
    let run = folder.run("check pets.yaml --operation listPets").ends(0);
    assert!(run.stdout().contains("read      pets.yaml with 1 operation\n"), "{}", run.stdout());
    assert!(run.stdout().contains("GET /pets (listPets)"));
    assert_eq!(fs::read_dir(folder.0.path()).expect("the folder").count(), 1);
    folder.write("pets.yaml", &dangling());
    folder.run("check pets.yaml").complains(1, &["Ownr"]);
}

#[test]
fn files_that_are_none_are_said_to_be() {
    let folder = Folder::new();
    folder
        .run("check pet.yaml")
        .complains(2, &["the document pet.yaml cannot be used", "did you mean pets.yaml?"]);
    folder.write("docs/x.yaml", PETS);
    folder.run("check docs").complains(2, &["not the folder that it is in"]);
    fs::write(folder.0.path().join("latin.yaml"), b"openapi: 3.1.0 # \xe9").expect("a file");
    folder.run("check latin.yaml").complains(2, &["UTF-8"]);
}

#[test]
fn faulty_texts_are_drawn() {
    let folder = Folder::new();
    folder.write("old.json", "{\"swagger\": \"2.0\", \"info\": {}}");
    folder.run("check old.json").complains(1, &["Swagger 2.0", "swagger2openapi", "old.json:1:1"]);
    folder.write("broken.yaml", "openapi: 3.1.0\ninfo: {title: [}\n");
    folder.run("check broken.yaml").complains(1, &["broken.yaml:2:1", "info: {title: [}", "^"]);
}

#[test]
fn colours_come_when_they_are_asked_for() {
    let folder = Folder::new();
    folder.write("old.json", "{\"swagger\": \"2.0\"}");
    let escape = "\u{1b}[";
    assert!(
        !folder.run("check old.json").ends(1).stderr().contains(escape),
        "stderr is no terminal"
    );
    assert!(folder.run("check old.json --color always").ends(1).stderr().contains(escape));
    assert!(!folder.run("--color never check old.json").ends(1).stderr().contains(escape));
    folder.run("check old.json --color mauve").complains(2, &["mauve"]);
}

#[test]
fn a_misuse_is_explained() {
    let folder = Folder::new();
    folder.run("generate pets.yaml").complains(2, &["--output"]);
    folder.run("generate --output x").complains(2, &["DOCUMENT"]);
    folder.run("generate pets.yaml --output x --runtime 1").complains(2, &["--crate"]);
    folder.write("file", "");
    folder.run("generate pets.yaml --output file").complains(2, &["output folder file"]);
    let crated = "generate pets.yaml --output x --crate x --runtime nope";
    folder.run(crated).complains(2, &["nope", "neither a version requirement nor a folder"]);
    folder.write("published.txt", "{\n  \"Pet\": 5\n}\n");
    folder
        .run("generate pets.yaml --output x --published published.txt")
        .complains(2, &["not a lock of names", "published.txt:2:10", "expected a string"]);
    folder.write("project.toml", "[[generate]]\nnam = \"pets\"\n");
    folder
        .run("generate --config project.toml")
        .complains(2, &["unknown field `nam`", "project.toml:2:1"]);
    let help = folder.run("generate --help").ends(0).stdout();
    for flag in
        ["--crate", "--runtime", "--manifest", "--published", "--check", "--json", "--config"]
    {
        assert!(help.contains(flag), "{flag}");
    }
}

#[test]
fn two_runs_give_the_same_bytes() {
    let folder = Folder::new();
    folder.run("generate pets.yaml --output a --manifest a.json").ends(0);
    folder.run("generate pets.yaml --output b --manifest b.json").ends(0);
    assert_eq!(folder.read("a.json"), folder.read("b.json"));
    let names = |name: &str| -> Vec<_> {
        let mut names: Vec<_> = fs::read_dir(folder.0.path().join(name))
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name())
            .collect();
        names.sort();
        names
    };
    assert_eq!(names("a"), names("b"));
    for name in names("a") {
        let path = |folder: &str| Path::new(folder).join(&name).to_string_lossy().into_owned();
        assert_eq!(folder.read(&path("a")), folder.read(&path("b")));
    }
}
