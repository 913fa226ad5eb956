//! What a call refuses before anything is sent, wherever the limit stands.

#[path = "requests/siblings.rs"]
mod siblings;

use std::collections::BTreeMap;

use serde_json::json;
use specwright::Operation;
use specwright_tests::cases::accept::{GetEitherAccept, requests as accept};
use specwright_tests::cases::annotations_behind_references as annotations;
use specwright_tests::cases::assertions;
use specwright_tests::cases::bodies_of_every_kind::requests::{
    SendForm, SendLimited, SendNullable,
};
use specwright_tests::cases::bodies_of_every_kind::{SendFormRequest, SendFormRequestNested};
use specwright_tests::cases::keywords_or_values::{KeywordOrInteger, Length, Round};
use specwright_tests::cases::parameters_and_forms::{self as written, requests as parameters};
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
fn a_parameter_with_a_content_is_written_in_its_media_type_in_every_place() {
    let scope = written::SearchScope::builder().user(123).build();
    let filter = || written::Filter::builder().r#type("é").price(1.5).build();
    let prefs = written::SearchPrefs::builder().dark(true).build();
    let call = parameters::Search::new(&scope)
        .filter(filter())
        .x_filter(filter())
        .x_text("plain text")
        .prefs(prefs)
        .plain("hello world")
        .xml("<a/>");
    let request = call.request().expect("allowed");
    assert_eq!(
        request.uri().to_string(),
        "/search/%7B%22user%22%3A123%7D?filter=%7B%22type%22%3A%22%C3%A9%22%2C%22price%22%3A1.5%7D\
         &plain=hello%20world&xml=%3Ca%2F%3E"
    );
    let header = |name: &str| request.headers()[name].to_str().expect("a text").to_owned();
    assert_eq!(header("x-filter"), r#"{"type":"\u00e9","price":1.5}"#);
    assert_eq!(header("x-text"), "plain text");
    assert_eq!(header("cookie"), "prefs=%7B%22dark%22%3Atrue%7D");
    let long = parameters::Search::new(&scope).plain("x".repeat(21));
    assert_eq!(violations(long), ["/query/plain: must have at most 20 characters, but has 21"]);
}

#[test]
fn what_stands_between_items_is_no_part_of_any() {
    let flat = BTreeMap::from([("R,".to_owned(), "1,2".to_owned())]);
    let call = parameters::FindTerms::new()
        .terms(["a", "b", "c,d"])
        .spaced(["x", "y,z"])
        .piped(["p", "q r"])
        .flat(flat)
        .listed(["m", "n,o;p"])
        .again(["s", "t|u"]);
    let request = call.request().expect("allowed");
    assert_eq!(
        request.uri().query(),
        Some(
            "terms=a,b,c%2Cd&spaced=x%20y%2Cz&piped=p%7Cq%20r&flat=R%2C,1%2C2&again=s&again=t%7Cu"
        )
    );
    assert_eq!(request.headers()["cookie"], "listed=m,n%2Co%3Bp");
    // What cannot be told apart on the wire does not leave.
    let spaced = parameters::FindTerms::new().spaced(["a b"]).piped(["c|d"]);
    assert_eq!(
        violations(spaced),
        [
            "/query/spaced: must not have a blank in an item, since that is what stands between two",
            "/query/piped: must not have a `|` in an item, since that is what stands between two",
        ]
    );
}

#[test]
fn what_stands_in_lists_is_named_by_its_place() {
    let person = |email: &str, id: &str| written::Person::builder().email(email).id(id).build();
    let plain = |call| target(call).replace("%5B", "[").replace("%5D", "]");
    let people = [person("x", "1"), person("z", "2")];
    let filter = written::FindPeopleFilter::builder().or(people.clone()).build();
    let inner = written::FindPeopleParamsInner::builder().a(1).build();
    let params = written::FindPeopleParams::builder().list(["a", "b"]).inner(inner).build();
    let page = written::FindPeoplePage::builder().size(5).build();
    let call = parameters::FindPeople::new()
        .page(page)
        .products(["a", "c"])
        .people(people)
        .filter(filter)
        .params(params)
        .rows(vec![vec![1, 2], vec![3]]);
    assert_eq!(
        plain(call),
        "/people?page[size]=5&products[]=a&products[]=c\
         &people[0][email]=x&people[0][id]=1&people[1][email]=z&people[1][id]=2\
         &filter[or][0][email]=x&filter[or][0][id]=1&filter[or][1][email]=z&filter[or][1][id]=2\
         &list=a&list=b&inner=%7B%22a%22%3A1%7D&rows=[1%2C2],[3]"
    );
}

#[test]
fn reserved_characters_stay_where_they_may() {
    let call = parameters::GetFile::new("quotes/h2g2.txt:1@2&x=%2F#").x_path("a/b");
    let request = call.request().expect("allowed");
    assert_eq!(request.uri().to_string(), "/file?path=quotes/h2g2.txt:1@2%26x=%2F%23");
    assert_eq!(request.headers()["x-path"], "a/b");
}

#[test]
fn a_parameter_whose_style_is_impossible_is_sent_in_that_of_its_place() {
    let call = parameters::GetRanges::new(&texts(&["a", "b"])).sizes(["c", "d"]);
    let request = call.request().expect("allowed");
    assert_eq!(request.uri().query(), Some("sizes=c&sizes=d"));
    assert_eq!(request.headers()["range"], "a,b");
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
    let request = parameters::SendForm::new(&form.build()).request().expect("allowed");
    assert_eq!(
        text(request).replace("%5B", "[").replace("%5D", "]"),
        "joined=a,b%2Cc&deep[x][]=1&deep[x][]=2&json=%7B%22email%22%3A%22e%22%7D&path=a/b%26c\
         &piped=p%7Cq&xml=%3Ca%2F%3E&odd=o&plain[0][email]=e&plain[1][email]=e"
    );
    let form = written::SendFormRequest::builder().piped(["a|b"]).path("x".repeat(13)).build();
    assert_eq!(
        violations(parameters::SendForm::new(&form)),
        ["/path: must have at most 12 characters, but has 13"]
    );
    let form = written::SendFormRequest::builder().piped(["a|b"]).build();
    assert_eq!(
        violations(parameters::SendForm::new(&form)),
        ["/piped: must not have a `|` in an item, since that is what stands between two"]
    );
}

#[test]
fn a_body_of_text_has_limits() {
    let refused = |text: &str| violations(parameters::SendNote::new(text));
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

/// What an object with one property is refused for.
fn asserted(name: &str, value: serde_json::Value) -> Vec<String> {
    let object = serde_json::Value::from_iter([(name, value)]);
    let read: assertions::Asserted = serde_json::from_value(object.clone()).expect("readable");
    assert_eq!(serde_json::to_value(&read).expect("writable"), object);
    let refused = read.validate().err();
    let violations = refused.iter().flat_map(|refused| refused.violations());
    violations.map(said).collect()
}

#[test]
fn assertions_that_need_another_schema_are_checked() {
    let none: [&str; 0] = [];
    assert_eq!(asserted("tags", json!(["other", "main"])), none);
    assert_eq!(
        asserted("tags", json!(["other"])),
        ["/tags: must have at least 1 item of which each must be one of \"main\""]
    );
    assert_eq!(asserted("scores", json!([1.5, 5.0, 6.5])), none);
    for few_or_many in [json!([1.5, 5.0]), json!([5.0, 6.0, 7.0, 8.0])] {
        assert_eq!(
            asserted("scores", few_or_many),
            ["/scores: must have from 2 to 3 items of which each must be at least 5"]
        );
    }
    assert_eq!(asserted("mixed", json!([1, {"id": 2}])), none);
    assert_eq!(
        asserted("mixed", json!([1, {"name": 2}])),
        [
            "/mixed: must have at least 1 item of which each must be an object and have the property id"
        ]
    );
    assert_eq!(asserted("name", json!("user")), none);
    assert_eq!(asserted("name", json!("root")), ["/name: must not be one of \"root\", \"admin\""]);
    assert_eq!(asserted("word", json!("a-x-")), none);
    assert_eq!(asserted("word", json!("x-a")), ["/word: must not match the pattern ^x-"]);
    assert_eq!(asserted("port", json!(1)), none);
    assert_eq!(asserted("port", json!(0)), ["/port: must not be one of 0"]);
    assert_eq!(asserted("any", json!([1])), none);
    assert_eq!(asserted("any", json!("a")), ["/any: must not be a string"]);
}

#[test]
fn limits_of_any_json_are_those_of_its_kind() {
    for valid in [json!("ab"), json!([1]), json!({"a": 1}), json!(5), json!(null)] {
        assert_eq!(asserted("open", valid), [] as [&str; 0]);
    }
    let refused = |value| asserted("open", value).len();
    assert_eq!([json!("a"), json!([]), json!({})].map(refused), [1, 1, 1]);
}

#[test]
fn what_an_object_has_to_have_beside_something_else_is_checked() {
    let none: [&str; 0] = [];
    assert_eq!(asserted("payment", json!({"name": "n"})), none);
    assert_eq!(asserted("payment", json!({"card": "c", "name": "n", "date": "d"})), none);
    assert_eq!(
        asserted("payment", json!({"card": "c", "date": "d"})),
        ["/payment: must have the properties name, date beside card"]
    );
    assert_eq!(asserted("either", json!({"a": "1"})), none);
    assert_eq!(asserted("either", json!({"b": "1", "c": 2})), none);
    assert_eq!(
        asserted("either", json!({"a": "1", "b": "1"})),
        ["/either: must not have the properties a, b"]
    );
    assert_eq!(
        asserted("either", json!({})),
        ["/either: must have at least 1 property, but has 0"]
    );
    assert_eq!(asserted("labels", json!({"from": "a", "to": "b"})), none);
    assert_eq!(
        asserted("labels", json!({"from": "a", "id": "b", "X": "c"})),
        [
            "/labels: must have the property to beside from",
            "/labels/X: has a name that must match the pattern ^[a-z]+$",
            "/labels/id: has a name that must not be one of \"id\"",
        ]
    );
}

#[test]
fn what_has_to_be_there_together_is_checked() {
    let none: [&str; 0] = [];
    for whole in [
        json!({"mail": null}),
        json!({"phone": "1", "prefix": "2"}),
        json!({"mail": "m", "phone": "1"}),
    ] {
        assert_eq!(asserted("contact", whole), none);
    }
    for part in [json!({}), json!({"phone": "1"}), json!({"prefix": "2"})] {
        assert_eq!(
            asserted("contact", part),
            ["/contact: must have the property mail, or have the properties phone, prefix"]
        );
    }
    for one in
        [json!({"url": "u"}), json!({"file": "f"}), json!({"url": "u", "file": "f", "name": "n"})]
    {
        assert_eq!(asserted("source", one), none);
    }
    for both_or_none in
        [json!({"note": "n"}), json!({"url": "u", "file": "f"}), json!({"file": "f", "name": "n"})]
    {
        assert_eq!(asserted("source", both_or_none).len(), 1);
    }
    // What the server sets is not asked for, nor whether a second variant holds by it.
    for sent in [json!({"name": "n"}), json!({"path": "p"}), json!({"name": "n", "path": "p"})] {
        assert_eq!(asserted("stored", sent), none);
    }
    assert_eq!(
        asserted("stored", json!({})),
        ["/stored: must have the property name, or have the property path"]
    );
}

#[test]
fn limits_beside_a_reference_are_checked_whatever_it_refers_to() {
    let none: [&str; 0] = [];
    assert_eq!(asserted("some", json!({"a": "1", "b": "2"})), none);
    assert_eq!(
        asserted("some", json!({"a": "1"})),
        ["/some: must have at least 2 properties, but has 1"]
    );
    assert_eq!(
        asserted("few", json!({"a": "1", "b": "2"})),
        ["/few: must have at most 1 property, but has 2"]
    );
    assert_eq!(asserted("variant", json!("abc")), none);
    assert_eq!(asserted("variant", json!(1)), none);
    assert_eq!(
        asserted("variant", json!("ab")),
        ["/variant: must have at least 3 characters, but has 2"]
    );
    assert_eq!(asserted("forbidden", json!({"a": "1"})), none);
    assert_eq!(
        asserted("forbidden", json!({"b": "1"})),
        ["/forbidden: must not have the property b"]
    );
}

#[test]
fn constants_of_any_json_are_checked() {
    let none: [&str; 0] = [];
    assert_eq!(asserted("whole", json!({"b": null, "a": [1, 2.5]})), none);
    assert_eq!(asserted("whole", json!({"a": [1]})).len(), 1);
    assert_eq!(asserted("list", json!([1, "two"])), none);
    assert_eq!(asserted("list", json!([1])).len(), 1);
    for listed in [json!({"kind": "x"}), json!([1]), json!(5)] {
        assert_eq!(asserted("one", listed), none);
    }
    assert_eq!(asserted("one", json!({"kind": "y"})).len(), 1);
}

/// No undeclared property can be set where no schema allows one.
#[test]
fn unevaluated_properties_are_closed() {
    let closed = assertions::Closed::builder().id("i").more("m").build();
    assert_eq!(format!("{closed:?}"), "Closed { id: \"i\", more: \"m\" }");
}
