//! The file of published items: what keeps it, what is wrong with one, how two branches merge it.

use std::process::Command;

use crate::folder::{Folder, PETS};

const GENERATE: &str = "generate pets.yaml --output api --published published.txt";

/// A folder in which the description was generated once.
fn published() -> Folder {
    let folder = Folder::new();
    folder.run(GENERATE).ends(0);
    folder
}

#[test]
fn what_the_description_drops_stays_and_is_discouraged() {
    let folder = published();
    let without = PETS.replace("        type: {type: string, enum: [cat, dog]}\n", "");
    folder.write("pets.yaml", &without);
    folder.run(GENERATE).ends(0);
    let types = folder.read("api/types.rs");
    let kept =
        "#[deprecated = \"the description has this no more\"]\n    pub r#type: Option<PetType>,";
    assert!(types.contains(kept), "{types}");
    // The next major version is without it.
    folder.run(&format!("{GENERATE} --accept-breaking")).ends(0);
    assert!(!folder.read("api/types.rs").contains("PetType"));
    assert!(!folder.read("published.txt").contains("PetType"));
}

#[test]
fn one_item_is_given_up_and_no_other() {
    let folder = published();
    folder.write("pets.yaml", &PETS.replace("enum: [cat, dog]", "enum: [cat]"));
    folder.run(&format!("{GENERATE} --accept-breaking=PetType::Dog")).ends(0);
    let published = folder.read("published.txt");
    assert!(
        published.contains("PetType::Cat") && !published.contains("PetType::Dog"),
        "{published}"
    );
}

#[test]
fn what_is_deselected_goes() {
    let folder = published();
    folder.run(&format!("{GENERATE} --operation listPets")).ends(0);
    let published = folder.read("published.txt");
    assert!(published.contains("\nfn list_pets "), "{published}");
    assert!(!published.contains("list_owners") && !published.contains("Owner"), "{published}");
    // One that the description has no more is none that is not selected.
    folder.write(
        "pets.yaml",
        &PETS.replace("  /pets:\n", "  /beasts:\n").replace("listPets", "listBeasts"),
    );
    folder.run(&format!("{GENERATE} --operation listPets")).ends(0);
    assert!(folder.read("api/operations.rs").contains("#[deprecated"));
}

#[test]
fn an_unchanged_description_changes_no_byte() {
    let folder = published();
    let before = folder.read("published.txt");
    folder.run(&format!("{GENERATE} --check")).ends(0);
    // In any order, and with remarks.
    let mut lines: Vec<&str> = before.lines().skip(3).collect();
    lines.reverse();
    let head: Vec<&str> = before.lines().take(3).collect();
    let mixed = format!("{}\n# A remark.\n\n{}\n", head.join("\n"), lines.join("\n"));
    folder.write("published.txt", &mixed);
    folder.run(GENERATE).ends(0);
    assert_eq!(folder.read("published.txt"), before);
}

#[test]
fn what_is_wrong_with_the_file_is_told_with_its_place() {
    let folder = published();
    let good = folder.read("published.txt");
    let line = good.lines().find(|line| line.starts_with("field Pet::name")).expect("the field");
    for (bad, place, said) in [
        (good.replace("version 1", "version 2"), "published.txt:3:9", "of version 2"),
        (good.replace("version 1\n", ""), "published.txt:1:1", "of which version"),
        (format!("{good}{line}\n"), "published.txt:", "stands here again"),
        (
            good.replace("field Pet::name: String", "field Pet::name: i64"),
            "published.txt:",
            "by hand",
        ),
        (
            good.replace("\"expr\":\"PetType\"", "\"expr\":\"PetTyp\""),
            "published.txt:",
            "no type of this API",
        ),
        (good.replace("struct Pet {", "struct Pat {"), "published.txt:", "there is no type `Pet`"),
        (format!("{good}nonsense\n"), "published.txt:", "begins with the kind"),
        (format!("{good}struct Cat\n"), "published.txt:", "expected JSON"),
        (format!("{good}struct Cat {{\"a\"\n"), "published.txt:", "this is not JSON"),
        ("<<<<<<< ours\n".to_owned() + &good, "published.txt:1:1", "does not begin as one"),
    ] {
        folder.write("published.txt", &bad);
        folder.run(GENERATE).complains(2, &[place, said, "E0041"]);
        assert_eq!(folder.read("published.txt"), bad, "nothing is written");
    }
}

#[test]
fn two_branches_that_each_add_something_merge() {
    let folder = published();
    folder.write(".gitattributes", "published.txt merge=union\n");
    let git = |arguments: &[&str]| {
        let ran = Command::new("git")
            .args(["-c", "user.name=A", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false"])
            .args(arguments)
            .current_dir(folder.0.path())
            .output()
            .expect("git");
        assert!(ran.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
    };
    let commit = |message: &str| {
        git(&["add", "published.txt", ".gitattributes"]);
        git(&["commit", "-q", "-m", message]);
    };
    git(&["init", "-q", "-b", "main"]);
    commit("Publish");
    // Next to each other, too.
    let add = |names: &[&str]| {
        let properties: String =
            names.iter().map(|name| format!("        {name}: {{type: string}}\n")).collect();
        let anchor = "        name: {type: string}\n        type:";
        let with = format!("        name: {{type: string}}\n{properties}        type:");
        folder.write("pets.yaml", &PETS.replace(anchor, &with));
        folder.run(GENERATE).ends(0);
    };
    git(&["checkout", "-q", "-b", "one"]);
    add(&["nick"]);
    commit("One");
    git(&["checkout", "-q", "main"]);
    git(&["checkout", "-q", "-b", "other"]);
    add(&["nose"]);
    commit("Other");
    git(&["merge", "-q", "one", "-m", "Both"]);
    add(&["nick", "nose"]);
    let published = folder.read("published.txt");
    assert!(published.contains("Pet::nick") && published.contains("Pet::nose"), "{published}");
}
