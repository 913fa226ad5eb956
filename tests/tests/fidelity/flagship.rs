//! Every component of the fine-tuning operations.

use specwright_codegen::analysis::Direction;
use specwright_codegen::api::Naming;
use specwright_codegen::plan;
use specwright_fidelity::{Description, Effort, fidelity, rejection};
use specwright_tests::components::{TABLE, ask};
use specwright_tests::fidelity::corrected;
use specwright_tests::spec;

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
