//! What a call refuses before anything is sent, wherever the limit stands.

use specwright::Operation;
use specwright_tests::cases::bodies_of_every_kind::requests::SendLimited;

fn refusals(items: &[&str]) -> Vec<String> {
    let request = items.iter().map(|item| (*item).to_owned()).collect();
    let invalid = SendLimited { request: &request }.request().err();
    let violations = invalid.iter().flat_map(|invalid| invalid.violations());
    violations.map(|violation| format!("{:?}: {}", violation.pointer, violation.message)).collect()
}

#[test]
fn limits_of_a_body_that_is_a_list() {
    assert_eq!(refusals(&["a", "b"]), [] as [&str; 0]);
    assert_eq!(
        refusals(&["a", "", "c"]),
        [
            "\"\": must have at most 2 items, but has 3",
            "\"/1\": must have at least 1 character, but has 0",
        ]
    );
}
