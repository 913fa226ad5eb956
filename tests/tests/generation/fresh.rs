//! What is checked in is what the generator writes now, and it always writes the same.

use std::fs;

use specwright_codegen::project::{Mode, Project, project_schema};
use specwright_codegen::{Plan, generate};
use specwright_tests::golden::{assert_goldens, difference};
use specwright_tests::spec;

#[test]
fn generated_code_is_fresh() {
    let project = Project::load(&spec::root().join("spec/codegen.toml")).expect("the project file");
    for job in &project.jobs {
        let outcome = job.run(Mode::Check).unwrap_or_else(|error| panic!("{error}"));
        let files = outcome.output.files.iter();
        let shown: String = files
            .map(|(name, text)| {
                let path = job.output.join(name);
                let before = fs::read_to_string(&path).unwrap_or_default();
                difference(&path.display().to_string(), &before, text)
            })
            .collect();
        assert!(
            outcome.difference.is_empty(),
            "{}: {:?}; run `cargo xtask codegen`\n{shown}",
            job.name,
            outcome.difference
        );
    }
}

/// Editors complete and check our own project file by it.
#[test]
fn the_schema_of_project_files_is_fresh() {
    let path = spec::root().join("spec/codegen.schema.json");
    assert_goldens(&[(&path, &project_schema())]);
    let project = fs::read_to_string(spec::root().join("spec/codegen.toml")).expect("a file");
    assert!(project.starts_with("#:schema codegen.schema.json\n"), "{project}");
}

#[test]
fn two_runs_write_the_same_bytes() {
    let config = spec::fine_tuning();
    let first = generate(&config).expect("generated");
    let second = generate(&config).expect("generated");
    assert_eq!(first.files, second.files);
    assert_eq!(first.published.render(), second.published.render());
    assert_eq!(first.plan.dump().expect("dumped"), second.plan.dump().expect("dumped"));
}

#[test]
fn a_plan_is_dumped_and_read_back() {
    let plan = generate(&spec::fine_tuning()).expect("generated").plan;
    let dump = plan.dump().expect("dumped");
    assert!(Plan::read(&dump).expect("read back") == plan, "the plan changed on the way");
}
