//! A crate that uses the build script and the macro, built by cargo: a file that the description
//! refers to makes both generate again, nothing is built without a change, and cargo shows what is
//! wrong as it is drawn.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

const DOCUMENT: &str = "openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
components:
  schemas:
    Pet:
      type: object
      properties:
        owner: {$ref: 'owner.yaml#/Owner'}
        age: {type: string, minLength: a}
";

const OWNER: &str = "Owner: {type: object, properties: {name: {type: string}}}\n";

const MAIN: &str = "#![allow(dead_code)]
mod built { include!(concat!(env!(\"OUT_DIR\"), \"/pets.rs\")); }
mod expanded { specwright::generate!(\"pets.yaml\", types_only); }
fn by_build_script(owner: &built::Owner) -> Option<&String> { owner.name.as_ref() }
fn by_macro(owner: &expanded::Owner) -> Option<&String> { owner.name.as_ref() }
fn main() {}
";

/// A crate in a folder of its own, whose dependencies are kept for the next run.
struct Crate(PathBuf);

impl Crate {
    fn new() -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rebuilt");
        let it = Self(folder);
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let root = root.canonicalize().expect("the repository");
        let of = |name: &str| root.join(name).to_string_lossy().replace('\\', "/");
        it.write(
            "Cargo.toml",
            &format!(
                "[package]\nname = \"rebuilt\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n\
                 [dependencies]\nspecwright = {{ path = \"{}\", default-features = false, features = [\"macros\"] }}\n\
                 [build-dependencies]\nspecwright-codegen = {{ path = \"{}\" }}\n",
                of("runtime"),
                of("codegen"),
            ),
        );
        it.write("Cargo.lock", &fs::read_to_string(root.join("Cargo.lock")).expect("a lock"));
        it.build_script("write_or_exit()");
        it.write("src/main.rs", MAIN);
        it.write("pets.yaml", DOCUMENT);
        it.write("owner.yaml", OWNER);
        it
    }

    fn build_script(&self, end: &str) {
        let call = format!("specwright_codegen::build(\"pets.yaml\").types_only().{end}");
        self.write("build.rs", &format!("fn main() {{ {call}; }}\n"));
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    /// What cargo says, and whether it was content.
    fn build(&self) -> (String, bool) {
        let output = Command::new(env!("CARGO"))
            .args(["build", "--offline", "--verbose"])
            .current_dir(&self.0)
            .env("CARGO_TARGET_DIR", self.0.join("target"))
            .env("CARGO_TERM_COLOR", "never")
            .env("RUST_BACKTRACE", "0")
            .output()
            .expect("cargo runs");
        (String::from_utf8_lossy(&output.stderr).into_owned(), output.status.success())
    }

    #[track_caller]
    fn builds(&self) -> String {
        let (said, is_built) = self.build();
        assert!(is_built, "{said}");
        said
    }

    #[track_caller]
    fn fails(&self, words: &[&str]) -> String {
        let (said, is_built) = self.build();
        assert!(!is_built, "{said}");
        for word in words {
            assert!(said.contains(word), "{word:?} is not in:\n{said}");
        }
        said
    }
}

#[test]
fn what_changed_is_built_again_and_what_is_wrong_is_shown() {
    let it = Crate::new();
    let said = it.builds();
    let keyword = "warning[W0002]: `minLength` must be a count, not a string; it is ignored";
    let by_build_script = format!("warning: rebuilt@0.0.0: pets.yaml:9:40: {keyword}");
    assert!(said.contains(&by_build_script), "{said}");
    assert!(said.lines().any(|line| line.trim() == keyword), "the macro warns, too: {said}");
    assert!(said.contains("--> src/main.rs:3:38"), "{said}");

    let again = it.builds();
    assert!(again.contains("Fresh rebuilt v0.0.0"), "{again}");

    // A file that the description refers to says something else: both see it.
    it.write("owner.yaml", &OWNER.replace("name", "title"));
    it.fails(&["no field `name` on type `&built::", "no field `name` on type `&expanded::"]);
    it.write("owner.yaml", OWNER);
    it.builds();

    it.write("pets.yaml", &DOCUMENT.replace("#/Owner", "#/Ownr"));
    let expected = [
        "  error[E0024]: the reference `owner.yaml#/Ownr` refers to nothing\n",
        "--> pets.yaml:8:16\n",
        "8 |         owner: {$ref: 'owner.yaml#/Ownr'}\n",
        "= help: did you mean `#/Owner`?\n",
    ];
    it.fails(&expected);
    it.build_script("write().unwrap()");
    let unwrapped = it.fails(&expected[1..]);
    assert!(!unwrapped.contains("info: {title: Pets"), "{unwrapped}");
}
