//! The command `specwright`, run as a person runs it.

use std::fs;
use std::path::Path;
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
      responses:
        '200':
          description: All pets.
          content:
            application/json:
              schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}
  /owners:
    get:
      operationId: listOwners
      responses:
        '200':
          description: All owners.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Owner'}
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: {type: string}
        type: {type: string, enum: [cat, dog]}
    Owner:
      type: object
      properties:
        name: {type: string}
";

/// The description with a reference that leads nowhere.
fn dangling() -> String {
    PETS.replace("#/components/schemas/Owner'", "#/components/schemas/Ownr'")
}

/// A folder with the description, in which the command is run.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Self(TempDir::new().expect("a temporary folder"));
        folder.write("pets.yaml", PETS);
        folder
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.path().join(name))
            .unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn has(&self, name: &str) -> bool {
        self.0.path().join(name).exists()
    }

    fn json(&self, name: &str) -> Json {
        serde_json::from_str(&self.read(name)).expect("JSON")
    }

    fn run(&self, arguments: &str) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_specwright"))
            .args(arguments.split_whitespace())
            .current_dir(self.0.path())
            .env_remove("NO_COLOR")
            .output()
            .expect("the command runs");
        Run(output)
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
    fn ends(self, code: i32) -> Self {
        let said = format!("{}{}", self.stdout(), self.stderr());
        assert_eq!(self.0.status.code(), Some(code), "{said}");
        self
    }

    #[track_caller]
    fn complains(self, code: i32, words: &[&str]) -> Self {
        let run = self.ends(code);
        for word in words {
            assert!(run.stderr().contains(word), "{word:?} is not in:\n{}", run.stderr());
        }
        run
    }

    #[track_caller]
    fn json(&self) -> Json {
        serde_json::from_str(&self.stdout())
            .unwrap_or_else(|error| panic!("{error}: {}", self.stdout()))
    }
}

#[test]
fn a_module_is_written_and_stays_fresh() {
    let folder = Folder::new();
    let run = folder.run("generate pets.yaml --output src/api").ends(0);
    assert!(run.stdout().contains("changed src/api/mod.rs"), "{}", run.stdout());
    assert!(folder.read("src/api/types.rs").contains("pub struct Pet"));
    assert!(folder.read("src/api/operations.rs").contains("pub async fn list_pets"));
    assert!(!folder.has("src/api/Cargo.toml"));
    let again = folder.run("generate pets.yaml --output src/api").ends(0);
    assert!(again.stdout().contains("every file was as it should be"));
    folder.run("generate pets.yaml --output src/api --check").ends(0);
}

#[test]
fn check_names_what_is_stale_and_the_command_to_run() {
    let folder = Folder::new();
    let missing = folder.run("generate pets.yaml --output api --check").ends(1);
    assert!(missing.stdout().contains("stale: api/mod.rs"));
    assert!(!folder.has("api"), "a check writes nothing");
    folder.run("generate pets.yaml --output api").ends(0);
    let types = folder.read("api/types.rs");
    folder.write("api/types.rs", &types.replace("pub struct Pet", "pub struct Cat"));
    folder.write("api/gone.rs", types.lines().next().expect("a stamp"));
    let stale = folder.run("generate pets.yaml --check --output api").ends(1);
    for line in [
        "stale: api/types.rs",
        "left over: api/gone.rs",
        "run `specwright generate pets.yaml --output api`",
    ] {
        assert!(stale.stdout().contains(line), "{line}: {}", stale.stdout());
    }
    assert!(!stale.stdout().contains("stale: api/mod.rs"));
    folder.run("generate pets.yaml --output api").ends(0);
    assert_eq!(folder.read("api/types.rs"), types);
    assert!(!folder.has("api/gone.rs"));
}

#[test]
fn a_crate_has_a_manifest_of_its_own() {
    let folder = Folder::new();
    folder
        .run("generate pets.yaml --output out/pets --crate pets-api --runtime ../runtime")
        .ends(0);
    let cargo = folder.read("out/pets/Cargo.toml");
    for line in [
        "# @generated by `specwright generate` from pets.yaml. Do not edit.\n",
        "name = \"pets-api\"\n",
        "edition = \"2024\"\n",
        "default-features = false\n",
        "features = [\"client\"]\n",
    ] {
        assert!(cargo.contains(line), "{line:?} is not in:\n{cargo}");
    }
    assert!(cargo.contains("runtime\"\n") && cargo.contains("path = \"../../../"), "{cargo}");
    assert!(folder.read("out/pets/src/lib.rs").contains("mod types;"));
    folder.run("generate pets.yaml --output t --crate t --types-only --runtime ^0.1").ends(0);
    let cargo = folder.read("t/Cargo.toml");
    assert!(cargo.contains("version = \"^0.1\"\n") && !cargo.contains("client"), "{cargo}");
    assert!(!folder.has("t/src/operations.rs"));
}

#[test]
fn crates_are_called_as_cargo_allows() {
    let folder = Folder::new();
    let with = |name: &str| folder.run(&format!("generate pets.yaml --output x --crate {name}"));
    with("9lives").complains(2, &["begins with a letter"]);
    with("a.b").complains(2, &["'.'"]);
    with("../x").complains(2, &["begins with a letter"]);
    with("match").complains(2, &["keyword"]);
    with("specwright").complains(2, &["the name is taken"]);
    assert!(!folder.has("x"));
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
    assert!(run.stdout().contains("corrected 2 time(s)"));
    folder.run("check pets.yaml --overlay three.yaml").complains(2, &["overlay three.yaml"]);
}

#[test]
fn the_manifest_says_what_is_called_what() {
    let folder = Folder::new();
    folder.run("generate pets.yaml --output p --crate pets-api --manifest p/manifest.json").ends(0);
    let manifest = folder.json("p/manifest.json");
    assert_eq!(manifest["schemas"]["/components/schemas/Pet"], "pets_api::Pet");
    assert_eq!(manifest["schemas"]["/components/schemas/Pet/properties/type"], "pets_api::PetType");
    assert_eq!(manifest["operations"]["/paths/~1pets/get"], "pets_api::list_pets");
    assert_eq!(manifest["members"]["pets_api::Pet"]["type"], "r#type");
    assert_eq!(manifest["guesses"], Json::Array(Vec::new()));
    folder.write("p/manifest.json", "{}");
    let stale = folder
        .run("generate pets.yaml --output p --crate pets-api --manifest p/manifest.json --check")
        .ends(1);
    assert!(stale.stdout().contains("stale: p/manifest.json"));
}

#[test]
fn the_lock_is_read_and_written() {
    let folder = Folder::new();
    folder.run("generate pets.yaml --output api --lock names.lock").ends(0);
    assert_eq!(folder.json("names.lock")["PetType"], "/components/schemas/Pet/properties/type");
    // A component of the same name comes, and yields.
    let grown = PETS.replace("    Owner:\n", "    PetType: {type: object}\n    Owner:\n");
    folder.write("pets.yaml", &grown);
    folder.run("generate pets.yaml --output api --lock names.lock").ends(0);
    let lock = folder.json("names.lock");
    assert_eq!(lock["PetType"], "/components/schemas/Pet/properties/type");
    assert_eq!(lock["PetType2"], "/components/schemas/PetType");
    folder.write("names.lock", "[1]");
    folder.run("generate pets.yaml --output api --lock names.lock").complains(2, &["names.lock"]);
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
    folder.run("generate pets.yaml --output api").complains(0, &["warning:", "Ownr"]);
    assert!(folder.read("api/types.rs").contains("pub struct Pet"));
    folder
        .run("generate pets.yaml --output strict --strict")
        .complains(1, &["error:", "Ownr", "Owner", "pets.yaml:"]);
    assert!(!folder.has("strict"));
}

#[test]
fn check_reports_and_writes_nothing() {
    let folder = Folder::new();
    let run = folder.run("check pets.yaml --operation listPets").ends(0);
    assert!(run.stdout().contains("read      pets.yaml with 1 operation(s)"), "{}", run.stdout());
    assert!(run.stdout().contains("GET /pets (listPets)"));
    assert_eq!(fs::read_dir(folder.0.path()).expect("the folder").count(), 1);
    folder.write("pets.yaml", &dangling());
    folder.run("check pets.yaml --strict").complains(1, &["Ownr"]);
}

#[test]
fn json_is_one_object_whatever_happens() {
    let folder = Folder::new();
    let written = folder.run("generate pets.yaml --output api --json").ends(0);
    assert_eq!(written.json()["status"], "ok");
    let api = &written.json()["apis"][0];
    assert_eq!(api["report"]["planned"]["structs"], 2);
    assert_eq!(api["files"]["changed"][0], "api/mod.rs");
    assert_eq!(written.stderr(), "");
    folder.write("pets.yaml", &dangling());
    let refused = folder.run("check pets.yaml --strict --json").ends(1).json();
    assert_eq!(refused["status"], "at-fault");
    let problem = &refused["apis"][0]["problems"][0];
    assert_eq!(problem["severity"], "error");
    assert_eq!(problem["file"], "pets.yaml");
    assert_eq!(problem["line"], 21);
    let missing = folder.run("check nobody.yaml --json").ends(2).json();
    assert_eq!(missing["status"], "misused");
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
    folder.write("names.lock", "{\n  \"Pet\": 5\n}\n");
    folder
        .run("generate pets.yaml --output x --lock names.lock")
        .complains(2, &["no lock of names", "names.lock:2:10", "expected a string"]);
    folder.write("project.toml", "[[generate]]\nnam = \"pets\"\n");
    folder
        .run("generate --config project.toml")
        .complains(2, &["unknown field `nam`", "project.toml:2:1"]);
    let help = folder.run("generate --help").ends(0).stdout();
    for flag in ["--crate", "--runtime", "--manifest", "--lock", "--check", "--json", "--config"] {
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
