//! Every component of the fine-tuning endpoint.

use serde_json::Value;
use specwright::fine_tuning::*;
use specwright_codegen::analysis::Direction;
use specwright_codegen::api::Naming;
use specwright_codegen::plan;
use specwright_fidelity::{Answer, Description, Effort, fidelity, rejection};
use specwright_tests::fidelity::{answer, corrected};
use specwright_tests::spec;

/// The place of a component, whose name may be another than its type's.
macro_rules! pointer {
    ($type:ident) => {
        concat!("/components/schemas/", stringify!($type))
    };
    ($type:ident $name:literal) => {
        concat!("/components/schemas/", $name)
    };
}

/// Each component's type, by the name that Rust gives it; with the description's where that is
/// another.
macro_rules! table {
    ($($type:ident $(= $name:literal)?)*) => {
        &[$((pointer!($type $($name)?), answer::<$type>)),*]
    };
}

type Row = (&'static str, fn(&Value) -> Answer);

const TABLE: &[Row] = table! {
    CreateFineTuningJobRequest ErrorResponse EvalItem EvalItemContent EvalItemContentArray
    EvalItemContentItem EvalItemContentOutputText EvalItemContentText EvalItemInputImage
    FineTuneDpoHyperparameters = "FineTuneDPOHyperparameters"
    FineTuneDpoMethod = "FineTuneDPOMethod" FineTuneMethod
    FineTuneReinforcementHyperparameters FineTuneReinforcementMethod
    FineTuneSupervisedHyperparameters FineTuneSupervisedMethod FineTuningIntegration FineTuningJob
    GraderLabelModel GraderMulti GraderMultiGrader GraderPython GraderScoreModel GraderStringCheck
    GraderTextSimilarity InputAudio InputTextContent Metadata PromptCacheBreakpointConfig
    ReasoningEffort
};

fn ask(pointer: &str, value: &Value) -> Answer {
    let row = TABLE.iter().find(|(known, _)| *known == pointer);
    row.map_or_else(|| Answer::crashed("not in the table"), |(_, answer)| answer(value))
}

fn description() -> Description {
    Description::new(&corrected(&spec::fine_tuning()), [])
}

fn pointers() -> Vec<String> {
    TABLE.iter().map(|(pointer, _)| (*pointer).to_owned()).collect()
}

#[test]
fn the_table_is_whole() {
    let planned = plan(&spec::fine_tuning()).expect("a plan");
    let types =
        planned.plan.api.types.iter().filter(|kind| kind.origin.naming == Naming::Component);
    let mut planned: Vec<&str> = types.map(|kind| kind.origin.pointer.as_str()).collect();
    planned.sort_unstable();
    let listed: Vec<&str> = TABLE.iter().map(|(pointer, _)| *pointer).collect();
    assert_eq!(listed, planned);
}

#[test]
fn nothing_is_lost() {
    let found =
        fidelity(&description(), &pointers(), &mut ask, &Effort::of(3_000)).expect("proven");
    let total = found.total();
    println!("{total:?}");
    assert!(found.failures.is_empty(), "{:#?}", found.failures);
    assert_eq!(found.skipped, []);
    assert!(total.valid >= 900, "{total:?}");
    assert_eq!(total.kept, total.valid);
    // Every kind of instance was there.
    assert_eq!(found.kinds.len(), Effort::of(0).kinds.len());
}

#[test]
fn nothing_forbidden_leaves() {
    let planned = plan(&spec::fine_tuning()).expect("a plan").plan;
    let sent = planned.api.ids().map(|id| (planned.api.get(id), planned.facts.direction(id)));
    let sent: Vec<String> = sent
        .filter(|(kind, direction)| {
            kind.origin.naming == Naming::Component && *direction != Direction::Received
        })
        .map(|(kind, _)| kind.origin.pointer.clone())
        .collect();
    assert!(sent.len() > 20, "{sent:?}");
    let found = rejection(&description(), &sent, &mut ask, &Effort::of(1_000)).expect("proven");
    println!("{:?} {:?}", found.kinds, found.open);
    let (faults, refused) = found.total();
    assert!(found.failures.is_empty(), "{:#?}", found.failures);
    assert!(faults > 1_000 && refused == faults, "{refused} of {faults}");
}
