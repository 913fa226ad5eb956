//! The compiler's word on a report, and that it can be another.

use specwright_codegen::diff::Diff;
use specwright_evolution::regenerate::{Description, compared, publish_then_regenerate};
use specwright_evolution::workshop::workshop;
use specwright_proof::{Proof, prove};

const OLD: &str = "openapi: 3.1.0
info: {title: Pets, version: '1'}
paths: {}
components:
  schemas:
    Pet: {type: object, required: [name, age], properties: {name: {type: string}, age: {type: integer}}}
";

fn tried(change: impl Fn(&mut Diff)) -> Proof {
    let old = Description::new(OLD);
    let new = Description::new(OLD.replace("age: {type: integer}", "age: {type: string}"));
    let mut diff = compared(&old, &new).expect("compared");
    change(&mut diff);
    let (old, new) = publish_then_regenerate(&old, &new).expect("generated");
    let workshop = workshop("prove").expect("a folder");
    prove(&workshop, &old.surface, [old.code, new.code], &diff).expect("proven")
}

#[test]
fn the_compiler_agrees_and_can_disagree() {
    let proof = tried(|_| {});
    assert!(proof.holds() && !proof.agreed.is_empty(), "{proof:?}");
    // The builder needs its setter.
    assert_eq!(proof.by_it.len(), 1, "{proof:?}");
    let silent = tried(|diff| diff.changes.clear());
    assert_eq!(silent.unreported.len(), proof.agreed.len() + 1, "{silent:?}");
    let loud = tried(|diff| diff.changes[0].missed.push("field Pet::name: String".to_owned()));
    assert_eq!(loud.unfounded.iter().collect::<Vec<_>>(), ["field Pet::name: String"]);
}
