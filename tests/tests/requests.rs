//! What a call refuses before anything is sent, wherever the limit stands.

use specwright::Operation;
use specwright::operation::ResponseBody;
use specwright_tests::cases::bodies_of_every_kind::requests::{
    SendForm, SendLimited, SendNullable,
};
use specwright_tests::cases::bodies_of_every_kind::{SendFormRequest, SendFormRequestNested};
use specwright_tests::cases::parameters_in_every_style::StylesParams;
use specwright_tests::cases::parameters_in_every_style::requests::Styles;

/// The body of a request that lies in memory.
fn text(request: specwright::operation::Request) -> String {
    let body = request.body().as_bytes().expect("it lies in memory");
    String::from_utf8_lossy(body).into_owned()
}

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

#[test]
fn a_null_where_a_body_may_be_null() {
    let body = |request: Option<&str>| {
        let request = request.map(str::to_owned);
        SendNullable { request: &request }.request().map(text)
    };
    assert_eq!(body(None).expect("allowed"), "null");
    assert_eq!(body(Some("abc")).expect("allowed"), "\"abc\"");
    assert!(body(Some("abcd")).is_err());
    let read = |text: &'static str| {
        let response = specwright::http::Response::new(text.into());
        <<SendNullable<'_> as Operation>::Success as ResponseBody>::read(&response)
            .expect("readable")
    };
    assert_eq!(read("null"), None);
    assert_eq!(read(r#"{"text": "t"}"#).map(|note| note.text), Some("t".to_owned()));
}

#[test]
fn a_cookie_cannot_begin_another() {
    let params = StylesParams::builder().session("a;b=c d").build();
    let styles =
        Styles { simple: &["s".to_owned()], label: &["l".to_owned()], matrix: 1, params: &params };
    let request = styles.request().expect("allowed");
    assert_eq!(request.headers()["cookie"], "session=a%3Bb%3Dc%20d");
}

#[test]
fn a_form_repeats_the_name_of_a_list_and_opens_an_object() {
    let nested = SendFormRequestNested::builder().b(3).build();
    let request = SendFormRequest::builder().a("x y").nested(nested).list(["1", "2"]).build();
    let request = SendForm { request: Some(&request) }.request().expect("allowed");
    assert_eq!(text(request), "a=x%20y&nested%5Bb%5D=3&list=1&list=2");
}
