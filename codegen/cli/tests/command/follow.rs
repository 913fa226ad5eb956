//! The workflow that people copy: what it has the command do is done, without a network.

use std::process::Command;

use crate::folder::{Folder, PETS};

const WORKFLOW: &str = include_str!("../../../../docs/follow.yml");

#[test]
fn each_call_of_the_workflow_runs() {
    let folder = Folder::new();
    folder.write("openapi.yaml", PETS);
    folder.write(
        "codegen.toml",
        "[[generate]]\nname = 'pets'\ndocument = 'openapi.yaml'\noutput = 'pets'\n\
         crate = 'pets'\npublished = 'published.txt'\n",
    );
    folder.run("generate --config codegen.toml").ends(0);
    for arguments in ["init -q", "add .", "-c user.name=a -c user.email=a@b commit -qm a"] {
        let ran =
            Command::new("git").args(arguments.split(' ')).current_dir(folder.0.path()).status();
        assert!(ran.expect("git").success(), "git {arguments}");
    }
    let more =
        PETS.replace("name: {type: string}", "name: {type: string}\n        seed: {type: integer}");
    folder.write("openapi.yaml", &more);
    let calls = WORKFLOW.lines().filter_map(|line| line.trim().strip_prefix("specwright "));
    let mut count = 0;
    for call in calls {
        let call = call.replace("\"HEAD:$DESCRIPTION\"", "HEAD:openapi.yaml");
        folder.run(&call.replace("\"$DESCRIPTION\"", "openapi.yaml")).ends(0);
        count += 1;
    }
    assert_eq!(count, 2, "calls of the workflow");
    assert!(folder.read("report.md").contains("seed"), "{}", folder.read("report.md"));
    assert!(folder.read("report.json").contains("\"rust\": \"minor\""));
    assert!(folder.read("pets/Cargo.toml").contains("version = \"0.1.1\""));
}

const CHECK: &str = include_str!("../../../../docs/check.yml");

/// Each call of the workflow that looks at pull requests, on one that is fine and one that breaks.
#[test]
fn what_is_stale_or_breaks_fails_the_check() {
    let folder = Folder::new();
    folder.write("openapi.yaml", PETS);
    folder.write(
        "codegen.toml",
        "[[generate]]\nname = 'pets'\ndocument = 'openapi.yaml'\noutput = 'pets'\n",
    );
    folder.run("generate --config codegen.toml").ends(0);
    for arguments in ["init -q", "add .", "-c user.name=a -c user.email=a@b commit -qm a"] {
        let ran =
            Command::new("git").args(arguments.split(' ')).current_dir(folder.0.path()).status();
        assert!(ran.expect("git").success(), "git {arguments}");
    }
    let calls = CHECK.lines().filter_map(|line| line.trim().strip_prefix("specwright "));
    let calls: Vec<String> = calls
        .map(|call| call.replace("\"origin/$GITHUB_BASE_REF:$DESCRIPTION\"", "HEAD:openapi.yaml"))
        .map(|call| call.replace("\"$DESCRIPTION\"", "openapi.yaml"))
        .collect();
    assert_eq!(calls.len(), 2, "calls of the workflow");
    calls.iter().for_each(|call| drop(folder.run(call).ends(0)));
    folder.write("openapi.yaml", &PETS.replace("name: {type: string}", "name: {type: integer}"));
    calls.iter().for_each(|call| drop(folder.run(call).ends(1)));
}
