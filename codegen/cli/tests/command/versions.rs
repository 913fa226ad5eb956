//! The version of a crate, by what its generations mean.

use crate::folder::{Folder, PETS};

const GENERATE: &str = "generate pets.yaml --crate pets --output pets --published published.txt";

fn version(folder: &Folder) -> String {
    let cargo = folder.read("pets/Cargo.toml");
    let line = cargo.lines().find(|line| line.starts_with("version")).expect("a version");
    line.to_owned()
}

#[test]
fn a_version_is_kept_unless_it_is_to_follow_the_step() {
    let folder = Folder::new();
    folder.run(&format!("{GENERATE} --bump")).ends(0);
    assert_eq!(version(&folder), "version = \"0.1.0\"");
    let released = folder.read("pets/Cargo.toml").replacen("0.1.0", "1.4.2", 1);
    folder.write("pets/Cargo.toml", &released);
    // What a person released stays, and so does a generation that means nothing.
    folder.run(&format!("{GENERATE} --check")).ends(0);
    folder.run(&format!("{GENERATE} --bump")).ends(0);
    assert_eq!(version(&folder), "version = \"1.4.2\"");

    let more =
        PETS.replace("name: {type: string}", "name: {type: string}\n        seed: {type: integer}");
    folder.write("pets.yaml", &more);
    folder.run(&format!("{GENERATE} --bump")).ends(0);
    assert_eq!(version(&folder), "version = \"1.5.0\"");
    folder.run(&format!("{GENERATE} --bump")).ends(0);
    assert_eq!(version(&folder), "version = \"1.5.0\"");

    folder.write("pets.yaml", &more.replace("name: {type: string}", "name: {type: integer}"));
    folder.run(GENERATE).ends(0);
    assert_eq!(version(&folder), "version = \"1.5.0\"");
    folder.write("pets.yaml", &more.replace("name: {type: string}", "name: {type: boolean}"));
    folder.run(&format!("{GENERATE} --bump")).ends(0);
    assert_eq!(version(&folder), "version = \"2.0.0\"");
}
