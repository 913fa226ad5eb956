//! What a call refuses before anything is sent, wherever the limit stands.

#[path = "requests/assertions.rs"]
mod assertions;
#[path = "requests/parameters.rs"]
mod parameters;
#[path = "requests/siblings.rs"]
mod siblings;

use serde_json::json;
use specwright::Operation;
use specwright_tests::cases::accept::{GetEitherAccept, requests as accept};
use specwright_tests::cases::annotations_behind_references as annotations;
use specwright_tests::cases::bodies_of_every_kind::requests::{
    SendForm, SendLimited, SendNullable,
};
use specwright_tests::cases::bodies_of_every_kind::{SendFormRequest, SendFormRequestNested};
use specwright_tests::cases::keywords_or_values::{KeywordOrInteger, Length, Round};
use specwright_tests::cases::parameters_and_forms::{self as written, requests as calls};
use specwright_tests::cases::parameters_in_every_style::requests::Styles;
use specwright_tests::cases::patterns;

/// The body of a request that lies in memory.
fn text(request: specwright::operation::Request) -> String {
    let body = request.body().as_bytes().expect("it lies in memory");
    String::from_utf8_lossy(body).into_owned()
}

fn refusals(items: &[&str]) -> Vec<String> {
    let request = items.iter().map(|item| (*item).to_owned()).collect();
    let invalid = SendLimited::new(&request).request().err();
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
        SendNullable::new(&request).request().map(text)
    };
    assert_eq!(body(None).expect("allowed"), "null");
    assert_eq!(body(Some("abc")).expect("allowed"), "\"abc\"");
    assert!(body(Some("abcd")).is_err());
    let read = |text: &'static str| {
        let response = specwright::http::Response::new(text.into());
        SendNullable::response(&response).expect("readable")
    };
    assert_eq!(read("null"), None);
    assert_eq!(read(r#"{"text": "t"}"#).map(|note| note.text), Some("t".to_owned()));
}

#[test]
fn a_cookie_cannot_begin_another() {
    let styles = Styles::new(&["s".to_owned()], &["l".to_owned()], 1).session("a;b=c d");
    let request = styles.request().expect("allowed");
    assert_eq!(request.headers()["cookie"], "session=a%3Bb%3Dc%20d");
}

#[test]
fn a_form_repeats_the_name_of_a_list_and_opens_an_object() {
    let nested = SendFormRequestNested::builder().b(3).build();
    let request = SendFormRequest::builder().a("x y").nested(nested).list(["1", "2"]).build();
    let request = SendForm::new().body(&request).request().expect("allowed");
    assert_eq!(text(request), "a=x%20y&nested%5Bb%5D=3&list=1&list=2");
}

/// What a call says that it can read.
fn accepted(call: impl Operation) -> Option<String> {
    let request = call.request().expect("allowed");
    let value = request.headers().get("accept")?;
    Some(value.to_str().expect("a text").to_owned())
}

#[test]
fn a_call_accepts_what_it_can_read() {
    let json = "application/json, application/problem+json";
    assert_eq!(accepted(accept::GetEither::new()).as_deref(), Some(json));
    let csv = "text/csv, application/problem+json";
    assert_eq!(accepted(accept::GetCsv::new()).as_deref(), Some(csv));
    assert_eq!(accepted(accept::GetPicture::new()).as_deref(), Some("image/png, image/jpeg"));
    let vendor = "application/vnd.parcels.v3+json";
    assert_eq!(accepted(accept::GetVendor::new()).as_deref(), Some(vendor));
    assert_eq!(accepted(accept::GetEvents::new()).as_deref(), Some("text/event-stream"));
    let either = "application/json, text/event-stream;q=0.9";
    assert_eq!(accepted(accept::Chat::new()).as_deref(), Some(either));
    assert_eq!(accepted(accept::DeleteNothing::new()), None);
}

#[test]
fn an_answer_that_can_have_no_body_is_read_as_none() {
    use specwright_tests::cases::answers_without_a_body::requests::{IsThere, Keep, KeepSuccess};
    let answer = |status: u16, body: &'static str| {
        let mut response = specwright::http::Response::new(body.into());
        *response.status_mut() = status.try_into().expect("a status");
        response
    };
    assert_eq!(IsThere::response(&answer(200, "")), Ok(()));
    assert_eq!(accepted(IsThere::new("a")), None);
    assert_eq!(Keep::response(&answer(204, "")), Ok(KeepSuccess::Status204));
    let kept = Keep::response(&answer(200, r#"{"id":"a"}"#));
    assert!(matches!(kept, Ok(KeepSuccess::Status200(thing)) if thing.id == "a"));
    let error = Keep::response(&answer(200, "")).expect_err("nothing is there");
    assert_eq!(error.to_string(), "the body is empty, although JSON is described");
}

#[test]
fn a_described_accept_is_the_callers() {
    let csv = accept::GetEither::new().accept(GetEitherAccept::TextCsv);
    assert_eq!(accepted(csv).as_deref(), Some("text/csv"));
}

#[test]
fn the_text_of_a_path_is_encoded_and_a_segment_is_more_than_a_value() {
    let path = |its: &str, x: &str, y: &str| {
        let call = accept::GetOddPath::new(its, x, y);
        call.request().map(|request| request.uri().path().to_owned())
    };
    assert_eq!(path("a b", "1", "2").as_deref(), Ok("/a%20b/%C3%BC/a%20b/1,2.json"));
    assert_eq!(path("{x}", "", ".").as_deref(), Ok("/a%20b/%C3%BC/%7Bx%7D/,..json"));
    for walks in ["", ".", ".."] {
        assert!(path(walks, "1", "2").is_err(), "{walks:?}");
    }
}

#[test]
fn a_keyword_or_value_is_one_type_and_each_place_has_limits_of_its_own() {
    // A component of the kind is another name for the type.
    let length: Length = KeywordOrInteger::Endless;
    let round = Round::builder().length(length).players(1).handicap(0).build();
    let refused = round.validate().expect_err("beyond the limits of two places");
    let pointers = refused.violations().iter().map(|violation| violation.pointer.as_str());
    assert_eq!(pointers.collect::<Vec<_>>(), ["/players", "/handicap"]);

    // A keyword that another place lists, or none, may leave, as of every open enum.
    let breaks = [KeywordOrInteger::Auto, 200.into()];
    let round = Round::builder().length(90).players("endless").handicap("new").breaks(breaks);
    let round = round.build();
    assert_eq!(round.validate(), Ok(()));
    let written =
        json!({"length": 90, "players": "endless", "handicap": "new", "breaks": ["auto", 200]});
    assert_eq!(serde_json::to_value(&round).expect("writable"), written);
    let read: Round = serde_json::from_value(written).expect("decodes");
    assert_eq!(read, round);
    assert_eq!(read.players, KeywordOrInteger::Endless);
}

/// The path and the query of a call, and a header of it.
fn target(call: impl Operation) -> String {
    call.request().expect("allowed").uri().to_string()
}

fn violations(call: impl Operation) -> Vec<String> {
    let invalid = call.request().err();
    let violations = invalid.iter().flat_map(|invalid| invalid.violations());
    violations.map(said).collect()
}

fn said(violation: &specwright::Violation) -> String {
    match violation.pointer.as_str() {
        "" => violation.message.clone(),
        pointer => format!("{pointer}: {}", violation.message),
    }
}

fn texts(items: &[&str]) -> Vec<String> {
    items.iter().map(|item| (*item).to_owned()).collect()
}

#[test]
fn a_form_is_written_as_its_encoding_says() {
    let person = || written::Person::builder().email("e").build();
    let form = written::SendFormRequest::builder()
        .joined(["a", "b,c"])
        .deep(written::SendFormRequestDeep::builder().x([1, 2]).build())
        .json(person())
        .path("a/b&c")
        .piped(["p", "q"])
        .xml("<a/>")
        .odd(["o"])
        .plain([person(), person()]);
    let request = calls::SendForm::new(&form.build()).request().expect("allowed");
    assert_eq!(
        text(request).replace("%5B", "[").replace("%5D", "]"),
        "joined=a,b%2Cc&deep[x][]=1&deep[x][]=2&json=%7B%22email%22%3A%22e%22%7D&path=a/b%26c\
         &piped=p%7Cq&xml=%3Ca%2F%3E&odd=o&plain[0][email]=e&plain[1][email]=e"
    );
    let form = written::SendFormRequest::builder().piped(["a|b"]).path("x".repeat(13)).build();
    assert_eq!(
        violations(calls::SendForm::new(&form)),
        ["/path: must have at most 12 characters, but has 13"]
    );
    let form = written::SendFormRequest::builder().piped(["a|b"]).build();
    assert_eq!(
        violations(calls::SendForm::new(&form)),
        ["/piped: must not have a `|` in an item, since that is what stands between two"]
    );
}

#[test]
fn a_body_of_text_has_limits() {
    let refused = |text: &str| violations(calls::SendNote::new(text));
    assert_eq!(refused("abc"), [] as [&str; 0]);
    assert_eq!(refused("a"), ["must have at least 2 characters, but has 1"]);
    assert_eq!(
        refused("ABCDE"),
        ["must have at most 4 characters, but has 5", "must match the pattern ^[a-z]+$",]
    );
}

/// Letters enough to hold up an engine that goes back until the end of days.
#[test]
fn a_pattern_is_judged_at_once_or_documented_as_unchecked() {
    let judged = |p: patterns::P| {
        let refused = p.validate().err();
        let violations = refused.iter().flat_map(|refused| refused.violations());
        violations.map(said).collect::<Vec<_>>()
    };
    let slow = format!("{}!", "a".repeat(10_000));
    let p = patterns::P::builder().slow(slow).build();
    assert_eq!(judged(p), ["/slow: must match the pattern ^(a+)+$"]);
    // What is meant in another dialect refuses nothing.
    let p = patterns::P::builder()
        .inline_flag("ABC")
        .posix("abc")
        .pcre_end("abc")
        .named("2026")
        .possessive("aa")
        .slashes("ABC")
        .back("aa")
        .letters("é")
        .lookbehind("cb")
        .build();
    assert_eq!(judged(p), [] as [&str; 0]);
    let p = patterns::P::builder().letters("5").lookbehind("ab").pcre_end("abcd").both("A").build();
    assert_eq!(
        judged(p),
        [
            "/pcre_end: must have at most 3 characters, but has 4",
            "/lookbehind: must match the pattern (?<!a)b$",
            "/letters: must match the pattern ^\\p{L}+$",
            "/both: must match the pattern ^[a-z]*$",
        ]
    );
}

/// What is read only behind a reference is not sent, wherever that is said.
#[test]
fn annotations_count_wherever_they_are_said() {
    let bug = annotations::Bug::builder().name("n").secret("s").word("w");
    let bug = bug.customer(annotations::Customer::builder().name("c").build()).build();
    assert_eq!(
        serde_json::to_value(&bug).expect("writable"),
        json!({"name": "n", "secret": "s", "word": "w", "customer": {"name": "c"}})
    );
}
