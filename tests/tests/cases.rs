//! One directory a feature: `cases/<name>/input.yaml`, and what has to come of it:
//! `plan.json` and `expected.rs`, which is compiled, or `expected.err`.
//!
//! `overlay.yaml` beside the input is applied to it; other files there are those it refers to;
//! `strict` in the first line's comment makes what cannot be read an error, and `lenient`
//! lets received properties be missing; each line of `customised.txt` is a statement of how the Rust is
//! customised, with the word for what it is about before it.

use std::fs;
use std::path::Path;

use specwright_codegen::diagnostic::{Located, Style, draw_all};
use specwright_codegen::{
    Config, Customisation, Failure, Input, Levels, Plan, Statement, Strictness, generate_file,
};
use specwright_tests::golden::assert_goldens;

include!(concat!(env!("OUT_DIR"), "/case_tests.rs"));

fn check(name: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(name);
    let read = |file: &str| fs::read_to_string(folder.join(file)).ok();
    let content = read("input.yaml").or_else(|| read("input.json")).expect("an input");
    let first = content.lines().next().unwrap_or_default().to_owned();
    let mut config = Config::new(Input::new("input.yaml", content));
    if !first.contains("strict") {
        config.levels = Levels::skipping();
    }
    if first.contains("lenient") {
        config.received = Strictness::Lenient;
    }
    for line in read("customised.txt").unwrap_or_default().lines() {
        let (about, text) = line.split_once(' ').expect("a word and a statement");
        let mut all = Customisation::ALL.into_iter();
        let about = all.find(|known| known.name() == about).expect("a word");
        let added = config.customising.add(&Statement::of_text(about, text));
        added.unwrap_or_else(|reason| panic!("{name}: {reason}"));
    }
    config.command = "cargo xtask bless".to_owned();
    config.files = Some(specwright_codegen::folder::beside(&folder.join("input.yaml")));
    config.overlays.extend(read("overlay.yaml").map(|text| Input::new("overlay.yaml", text)));

    match generate_file(&config) {
        Ok((text, planned)) => {
            assert!(!folder.join("expected.err").exists(), "{name} has to fail");
            let dump = planned.plan.dump().expect("a plan can be dumped");
            let read_back = Plan::read(&dump).expect("a dump can be read back");
            assert!(read_back == planned.plan, "{name}: the plan changed on the way");
            let mut report = String::new();
            for note in &planned.notes {
                report += &format!("{}\n", Located::new(note, &planned.texts));
            }
            if !planned.warnings.is_empty() {
                report += &draw_all(&planned.warnings, &planned.texts, Style::Plain);
                report.push('\n');
            }
            let path = folder.join("report.txt");
            let report = (!report.is_empty() || path.exists()).then_some((&*path, &*report));
            let (plan, expected) = (folder.join("plan.json"), folder.join("expected.rs"));
            let goldens = [(&*expected, &*text), (&*plan, &*dump)].into_iter().chain(report);
            assert_goldens(&goldens.collect::<Vec<_>>());
        }
        Err(Failure::Bug(bug)) => panic!("{name}: {}", bug.reason),
        Err(failure) => {
            assert!(!folder.join("expected.rs").exists(), "{name} has to be generated: {failure}");
            assert_goldens(&[(&folder.join("expected.err"), &format!("{failure}\n"))]);
        }
    }
}
