//! What is checked in is what the generator writes now, and it always writes the same.

use std::process::Command;

use specwright_codegen::project::{Mode, Project};
use specwright_codegen::{Plan, generate};
use specwright_tests::spec;

#[test]
fn generated_code_is_fresh() {
    let project = Project::load(&spec::root().join("spec/codegen.toml")).expect("the project file");
    for job in &project.jobs {
        let outcome = job.run(Mode::Check).unwrap_or_else(|error| panic!("{error}"));
        assert!(
            outcome.difference.is_empty(),
            "{}: {:?}; run `cargo xtask codegen`",
            job.name,
            outcome.difference
        );
    }
}

#[test]
fn two_runs_write_the_same_bytes() {
    let config = spec::fine_tuning();
    let first = generate(&config).expect("generated");
    let second = generate(&config).expect("generated");
    assert_eq!(first.files, second.files);
    assert_eq!(first.lock, second.lock);
    assert_eq!(first.plan.dump().expect("dumped"), second.plan.dump().expect("dumped"));
}

#[test]
fn a_plan_is_dumped_and_read_back() {
    let plan = generate(&spec::fine_tuning()).expect("generated").plan;
    let dump = plan.dump().expect("dumped");
    assert!(Plan::read(&dump).expect("read back") == plan, "the plan changed on the way");
}

/// The stages know no more than they are meant to.
#[test]
fn rooms_keep_to_themselves() {
    let output = Command::new("git")
        .args([
            "grep",
            "-l",
            "-E",
            "openapiv3|quote!|prettyplease|std::fs",
            "--",
            "codegen/src/*.rs",
        ])
        .current_dir(spec::root())
        .output();
    let Ok(output) = output else {
        eprintln!("skipped: git does not run here");
        return;
    };
    let listed = String::from_utf8_lossy(&output.stdout).into_owned();
    for file in listed.lines() {
        let text = std::fs::read_to_string(spec::root().join(file)).expect("a source file");
        let code = || text.lines().filter(|line| !line.trim_start().starts_with("//"));
        let uses = |word: &str| code().any(|line| line.contains(word));
        let within = |modules: &[&str]| modules.iter().any(|module| file.contains(module));
        assert!(!uses("openapiv3") || within(&["/read", "/lower"]), "{file} knows openapiv3");
        assert!(!uses("quote!") || within(&["/emit"]), "{file} makes tokens");
        assert!(!uses("prettyplease::") || within(&["/render"]), "{file} prints");
        assert!(
            !uses("fs::")
                || within(&["/output", "/project", "/build_script", "/folder", "/cli", "/main"]),
            "{file} touches files"
        );
    }
}
