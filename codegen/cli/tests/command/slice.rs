//! What a slice is, and what it never takes the place of.

use crate::folder::Folder;

const OPERATION: &str = "--operation listPets";

#[test]
fn a_slice_goes_to_stdout_in_the_notation_of_the_document() {
    let folder = Folder::new();
    let yaml = folder.run(&format!("slice pets.yaml {OPERATION}")).ends(0).stdout();
    assert!(yaml.starts_with("openapi: "), "{yaml}");
    folder.write("slice.yaml", &yaml);
    folder.run("generate slice.yaml --output api").ends(0);
    folder.run("slice slice.yaml --output slice.json").ends(0);
    let json = folder.run("slice slice.json").ends(0).stdout();
    assert!(json.starts_with("{\n  \"openapi\""), "{json}");
}

#[test]
fn a_file_is_written_and_stays_fresh() {
    let folder = Folder::new();
    let run = folder.run(&format!("slice pets.yaml {OPERATION} --output cut.yaml --check")).ends(1);
    assert!(run.stdout().contains("cut.yaml is stale"), "{}", run.stdout());
    assert!(!folder.has("cut.yaml"), "a check writes nothing");
    let run = folder.run(&format!("slice pets.yaml {OPERATION} -o cut.yaml")).ends(0);
    assert!(run.stdout().contains("wrote cut.yaml"), "{}", run.stdout());
    let run = folder.run(&format!("slice pets.yaml {OPERATION} -o cut.yaml --check")).ends(0);
    assert!(run.stdout().contains("cut.yaml is up to date"), "{}", run.stdout());
}

#[test]
fn nothing_foreign_is_replaced() {
    let folder = Folder::new();
    folder.write("mine.yaml", "name: mine\n");
    let run = folder.run(&format!("slice pets.yaml {OPERATION} -o mine.yaml")).ends(2);
    assert!(run.stderr().contains("mine.yaml"), "{}", run.stderr());
    assert_eq!(folder.read("mine.yaml"), "name: mine\n");
    // Not even a description, where it is the one that is read.
    let before = folder.read("pets.yaml");
    folder.run(&format!("slice pets.yaml {OPERATION} -o pets.yaml")).ends(2);
    assert_eq!(folder.read("pets.yaml"), before);
}

#[test]
fn what_is_not_there_is_said() {
    let folder = Folder::new();
    let run = folder.run("slice pets.yaml --operation listPet").ends(1);
    assert!(
        run.stderr().contains("E0023") && run.stderr().contains("listPets"),
        "{}",
        run.stderr()
    );
    let run = folder.run("slice gone.yaml").ends(2);
    assert!(run.stderr().contains("gone.yaml"), "{}", run.stderr());
}
