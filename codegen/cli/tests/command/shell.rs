//! What shells complete, what the manual says, and what a hook runs.

use std::fs;
use std::path::Path;

use crate::folder::Folder;

/// The commands, as the help lists them.
const COMMANDS: [&str; 9] =
    ["generate", "init", "diff", "slice", "check", "examples", "explain", "completions", "man"];

#[test]
fn each_shell_completes_each_command() {
    let folder = Folder::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = folder.run(&format!("completions {shell}")).ends(0).stdout();
        for word in COMMANDS.iter().chain(&["report-untyped", "effective-document"]) {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    folder.run("completions cmd").ends(2);
}

#[test]
fn the_manual_has_a_page_for_each_command() {
    let folder = Folder::new();
    let page = folder.run("man").ends(0).stdout();
    assert!(page.contains(".TH specwright 1"), "{page}");
    for command in COMMANDS {
        assert!(page.contains(&format!("specwright\\-{command}(1)")), "{command}: {page}");
        let page = folder.run(&format!("man {command}")).ends(0).stdout();
        assert!(page.contains(&format!(".TH specwright-{command} 1")), "{page}");
    }
    assert!(folder.run("man generate").stdout().contains("effective\\-document"));
    let run = folder.run("man generat").ends(2);
    assert!(run.stderr().contains("there is no command `generat`"), "{}", run.stderr());
}

/// The hooks call the command as it can be called.
#[test]
fn each_hook_runs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let hooks = fs::read_to_string(root.join(".pre-commit-hooks.yaml")).expect("the hooks");
    let folder = Folder::new();
    folder.run("init pets.yaml").ends(0);
    folder.run("generate --config codegen.toml").ends(0);
    let values = |key: &str| -> Vec<String> {
        let lines = hooks.lines().filter_map(|line| line.trim().strip_prefix(key));
        lines.map(|value| value.trim_matches(['[', ']', ' ']).replace(',', "")).collect()
    };
    let (entries, arguments) = (values("entry: specwright "), values("args: "));
    assert_eq!((entries.len(), arguments.len()), (2, 2));
    for (entry, arguments) in entries.iter().zip(arguments) {
        folder.run(&format!("{entry} {arguments}")).ends(0);
    }
    // And the first fails where something is stale.
    folder.write("pets/src/types.rs", "");
    folder.run(&format!("{} --config codegen.toml", entries[0])).ends(1);
}
