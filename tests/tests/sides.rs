//! Who sets a property: `readOnly`, `writeOnly`, and what is received leniently.

use serde_json::{from_value, json, to_value};
use specwright_tests::cases::{read_only_and_write_only as sides, received_leniently as lenient};

#[test]
fn what_the_server_sets_need_not_be_sent() {
    let user = sides::User::builder().name("n").password("long enough").build();
    assert_eq!(user.validate(), Ok(()));
    let written = to_value(&user).expect("writable");
    assert_eq!(written, json!({"name": "n", "password": "long enough"}));
}

#[test]
fn what_the_client_sets_need_not_be_received_and_has_to_be_sent() {
    let answer = json!({"id": "u1", "name": "n", "seen": null});
    let user: sides::User = from_value(answer.clone()).expect("decodes");
    assert_eq!(user.id.as_deref(), Some("u1"));
    assert_eq!(to_value(&user).expect("writable"), answer);
    let refused = user.validate().expect_err("the password is not there");
    let violations = refused.violations();
    assert_eq!((violations.len(), violations[0].pointer.as_str()), (1, "/password"));
}

#[test]
fn leniently_only_a_tag_is_needed() {
    let answer: lenient::Answer = from_value(json!({"pet": {"kind": "kitten"}})).expect("decodes");
    assert_eq!(to_value(&answer).expect("writable"), json!({"pet": {"kind": "kitten"}}));
    let error = from_value::<lenient::Answer>(json!({"pet": {}})).expect_err("no tag");
    assert!(error.to_string().contains("/pet/kind"), "{error}");

    let mut cat = lenient::Cat::builder().kind("cat").name("Tom").build();
    assert_eq!(cat.validate(), Ok(()));
    cat.name = None;
    let refused = cat.validate().expect_err("a name has to be sent");
    assert_eq!(refused.violations()[0].pointer, "/name");
}
