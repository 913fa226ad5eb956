//! Files are written below a root only.

use super::*;

/// A repository, with a folder and a file beside it.
fn repository() -> Folder {
    let folder = Folder::new();
    folder.write("repository/.git/HEAD", "ref: refs/heads/main\n");
    folder.write("repository/spec/pets.yaml", PETS);
    folder
}

#[test]
fn a_project_file_reaches_its_repository_only() {
    let folder = repository();
    let config = "generate --config repository/spec/codegen.toml";
    for more in [
        "output = \"../../out\"",
        "output = \"../api\"\nmanifest = \"../../victim.json\"",
        "output = \"../api\"\npublished = \"../../published.txt\"",
        "output = \"../new/../../out\"",
        "output = \"../../out\"\ncrate = \"out\"",
    ] {
        folder.write("repository/spec/codegen.toml", &project(more));
        refuses(&folder, config, &["is outside", "--root"]);
        folder.run(&format!("{config} --root .")).ends(0);
        folder.run(&format!("{config} --root repository")).complains(2, &["is outside"]);
        for written in ["out", "victim.json", "published.txt", "repository/api"] {
            let path = folder.0.path().join(written);
            let _ = fs::remove_dir_all(&path).or_else(|_| fs::remove_file(&path));
        }
    }
    for more in ["output = \"../.git\"", "output = \"x\"\nmanifest = \"../.git/hooks/m.json\""] {
        folder.write("repository/spec/codegen.toml", &project(more));
        refuses(&folder, config, &["the repository itself"]);
    }
    folder.write("repository/spec/codegen.toml", &project("output = \"../runtime/api\""));
    folder.run(config).ends(0);
    assert!(folder.has("repository/runtime/api/mod.rs"));
}

#[test]
fn arguments_reach_the_repository_of_the_current_folder() {
    let folder = repository();
    let refuses = |arguments: &str| {
        let before = listed(folder.0.path());
        folder.run_in("repository/spec", arguments).complains(2, &["is outside", "--root"]);
        assert_eq!(listed(folder.0.path()), before, "{arguments}");
    };
    let absolute = folder.0.path().join("out");
    refuses("generate pets.yaml --output ../../out");
    refuses(&format!("generate pets.yaml --output {}", absolute.display()));
    refuses("generate pets.yaml --output api --manifest ../../m.json");
    refuses("generate pets.yaml --output api --published ../../m.lock");
    refuses("examples pets.yaml --suggest-overlay ../../o.yaml");
    folder.run_in("repository/spec", "generate pets.yaml --output ../api").ends(0);
    folder.run_in("repository/spec", "generate pets.yaml --output ../../out --root ../..").ends(0);
    assert!(folder.has("repository/api/mod.rs") && folder.has("out/mod.rs"));
}

#[test]
fn a_workspace_is_a_root_and_a_crate_without_one_too() {
    let folder = Folder::new();
    folder.write("a/Cargo.toml", "[workspace]\nmembers = [\"b\"]\n");
    folder.write("a/b/Cargo.toml", "[package]\nname = \"b\"\n");
    folder.write("c/Cargo.toml", "[package]\nname = \"c\"\n");
    folder.write("c/spec/pets.yaml", PETS);
    folder.write("a/b/pets.yaml", PETS);
    folder.run_in("a/b", "generate pets.yaml --output ../api").ends(0);
    folder.run_in("a/b", "generate pets.yaml --output ../../api").complains(2, &["is outside"]);
    folder.run_in("c/spec", "generate pets.yaml --output ../src/api").ends(0);
    folder.run_in("c/spec", "generate pets.yaml --output ../../api").complains(2, &["is outside"]);
}

#[test]
fn without_a_repository_the_folder_itself_is_the_root() {
    let folder = Folder::new();
    folder.write("a/b/pets.yaml", PETS);
    folder.run_in("a/b", "generate pets.yaml --output api").ends(0);
    folder.run_in("a/b", "generate pets.yaml --output ../api").complains(2, &["is outside"]);
    folder.write("a/b/codegen.toml", &project("output = \"../api\""));
    folder.run_in("a/b", "generate --config codegen.toml").complains(2, &["is outside"]);
    // Of elsewhere, it cannot reach the current folder.
    folder.write("c/keep.txt", PRECIOUS);
    folder.write("a/b/codegen.toml", &project("output = \"../../c\""));
    folder.run_in("c", "generate --config ../a/b/codegen.toml").complains(2, &["is outside"]);
    // Below the current folder, it can.
    folder.run("generate --config a/b/codegen.toml").ends(0);
    folder.run("generate pets.yaml --output x --root nowhere").complains(2, &["the root nowhere"]);
}
