//! Every example of this repository's own description.

use specwright_examples::{ExampleKind, Suggest, examine, instances};
use specwright_fidelity::Verdict;
use specwright_fidelity::judge::judge;
use specwright_tests::components::ask;
use specwright_tests::spec;

#[test]
fn every_example_holds() {
    let examined = examine(&spec::fine_tuning(), &[], Suggest::Overlay).expect("read");
    let problems: Vec<_> = examined.problems.iter().map(|problem| &problem.diagnostic).collect();
    assert!(problems.is_empty(), "{problems:#?}");
    assert!(examined.suggestion.is_none(), "nothing is left to be relaxed");
    assert!(examined.tally.hold >= 52, "{:?}", examined.tally);
    assert_eq!(examined.tally.hold, examined.tally.examples);
}

/// Without its corrections the description contradicts itself, as the overlay says it does.
#[test]
fn without_the_corrections_they_do_not() {
    let mut config = spec::fine_tuning();
    config.overlays.clear();
    let examined = examine(&config, &[], Suggest::Nothing).expect("read");
    assert!(examined.tally.contradict >= 6, "{:?}", examined.tally);
    let said: Vec<&str> =
        examined.problems.iter().map(|problem| problem.diagnostic.message.as_str()).collect();
    let missing = ["error", "finished_at", "trained_tokens", "hyperparameters", "seed", "status"];
    for property in missing {
        let sentence = format!("the property `{property}` is missing");
        assert!(said.iter().any(|said| said.contains(&sentence)), "{property}: {said:#?}");
    }
}

#[test]
fn the_types_decode_every_example_and_give_it_back() {
    let config = spec::fine_tuning();
    let is_component = |pointer: &str| pointer.matches('/').count() == 3;
    let found = instances(&config, &[], is_component).expect("read").of_types;
    let of_media: Vec<_> =
        found.iter().filter(|instance| instance.example.starts_with("/paths/")).collect();
    assert!(of_media.len() >= 28, "{of_media:#?}");
    for instance in of_media {
        let verdict = judge(&instance.value, &ask(&instance.schema, &instance.value));
        assert_eq!(verdict, Verdict::Unchanged, "{}", instance.example);
    }
}

#[test]
fn each_kind_is_found() {
    let judged = specwright_examples::judged(&spec::fine_tuning(), &[]).expect("read");
    for origin in [ExampleKind::Media, ExampleKind::Schema] {
        assert!(judged.iter().any(|one| one.example.origin == origin), "{origin:?}");
    }
}
