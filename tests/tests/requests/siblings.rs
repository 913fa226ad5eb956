//! What is described behind references, in parts of an `allOf` and in nested values leaves as what is
//! described at once.

use specwright::Operation;
use specwright::serde_json::from_str;
use specwright_tests::cases::siblings_behind_references as api;
use specwright_tests::cases::siblings_behind_references::requests;

use super::{text, texts, violations};

fn point(x: i64, y: i64) -> api::Point {
    api::Point::builder().x(x).y(y).build()
}

fn header(request: &specwright::operation::Request, name: &str) -> String {
    request.headers()[name].to_str().expect("a text").to_owned()
}

#[test]
#[allow(deprecated, reason = "the schema behind the reference is")]
fn a_pattern_behind_a_reference_holds_in_every_place() {
    let call = requests::Patterned::new("abc").x_code("x").code("abcd").codes(["a", "bc"]);
    let request = call.request().expect("allowed");
    assert_eq!(request.uri().to_string(), "/patterned/abc?codes=a,bc");
    assert_eq!(header(&request, "x-code"), "x");
    assert_eq!(header(&request, "cookie"), "code=abcd");
    let pattern = "must match the pattern ^([a-z]+)+$";
    let call = requests::Patterned::new(&format!("{}1", "a".repeat(28)))
        .x_code("x y")
        .code("abcde")
        .codes(["a", "B"]);
    assert_eq!(
        violations(call),
        [
            format!("/path/code: {pattern}"),
            format!("/header/X-Code: {pattern}"),
            "/cookie/code: must have at most 4 characters, but has 5".to_owned(),
            format!("/query/codes/1: {pattern}"),
        ]
    );
}

#[test]
fn a_content_is_written_in_its_media_type_whatever_it_holds() {
    let nested = api::ContentXNested::builder().point(point(1, 2)).note("ü\n\"").build();
    let call = requests::Content::new(&point(1, 2))
        .list([point(3, 4)])
        .x_nested(nested)
        .token("a;b, \"c\"")
        .n(3);
    let request = call.request().expect("allowed");
    assert_eq!(
        request.uri().to_string(),
        "/content/%7B%22x%22%3A1%2C%22y%22%3A2%7D?list=%5B%7B%22x%22%3A3%2C%22y%22%3A4%7D%5D&n=3"
    );
    assert_eq!(header(&request, "x-nested"), r#"{"point":{"x":1,"y":2},"note":"\u00fc\n\""}"#);
    assert_eq!(header(&request, "cookie"), "token=%22a%3Bb%2C%20%5C%22c%5C%22%22");
    let call = requests::Content::new(&point(1, 2)).n(0);
    assert_eq!(violations(call), ["/query/n: must be at least 1, but is 0"]);
}

#[test]
fn delimiters_are_apart_from_the_data_in_paths_headers_and_cookies() {
    let call = requests::Joined::new(&texts(&["a,b", "c d"]))
        .x_list(["a", "\"b,c\""])
        .ids(["1", "2;x"])
        .flat([("a", "b,c"), ("k=", "v")])
        .point(point(1, -2))
        .reserved(["/a?b", "c,d&e"]);
    let request = call.request().expect("allowed");
    assert_eq!(
        request.uri().to_string(),
        "/joined/;path=a%2Cb,c%20d?point=x,1,y,-2&reserved=/a?b,c%2Cd%26e"
    );
    assert_eq!(header(&request, "x-list"), "a,\"b,c\"");
    assert_eq!(header(&request, "cookie"), "ids=1; ids=2%3Bx; flat=a,b%2Cc,k%3D,v");
    // A header has no other way to write it.
    let call = requests::Joined::new(&texts(&["a"])).x_list(["a,b", "c"]);
    assert_eq!(
        violations(call),
        ["/header/X-List: must not have a comma in an item, since that is what stands between two"]
    );
}

#[test]
fn what_is_deep_keeps_its_places() {
    let deep = r#"{"list": [["a", "b&"]], "point": {"x": 1}, "text": "a/b?c=&[]"}"#;
    let call = requests::DeepCall::new()
        .f(from_str::<api::Deep>(deep).expect("JSON"))
        .u(api::DeepU::Point(point(5, 6)))
        .s("t");
    let request = call.request().expect("allowed");
    assert_eq!(
        request.uri().query(),
        Some(
            "f%5Blist%5D%5B0%5D%5B%5D=a&f%5Blist%5D%5B0%5D%5B%5D=b%26&f%5Bpoint%5D%5Bx%5D=1\
             &f%5Btext%5D=a/b?c=%26%5B%5D&u%5Bx%5D=5&u%5By%5D=6&s=t"
        )
    );
    let call = requests::DeepCall::new().u(api::DeepU::String("plain".to_owned()));
    assert_eq!(call.request().expect("allowed").uri().query(), Some("u=plain"));
}

#[test]
fn a_form_behind_a_reference_is_written_as_its_encoding_says() {
    let body = r#"{"id": "ab", "point": {"x": 1, "y": 2}, "codes": ["ab", "c"],
        "nested": {"a": [1, 2]}, "path": "/a&b=c+d e", "deep": {"list": [["p"]]}, "more": "m&"}"#;
    let body: api::FormBody = from_str(body).expect("JSON");
    assert_eq!(
        text(requests::Form::new(&body).request().expect("allowed")),
        "id=ab&point=x,1,y,2&codes=ab%20c&nested=%7B%22a%22%3A%5B1%2C2%5D%7D&path=/a%26b=c%2Bd%20e\
         &deep%5Blist%5D%5B0%5D%5B%5D=p&more=m%26"
    );
    let body: api::FormBody = from_str(r#"{"id": "a"}"#).expect("JSON");
    assert_eq!(
        violations(requests::Form::new(&body)),
        ["/id: must have at least 2 characters, but has 1"]
    );
}

#[test]
fn assertions_hold_behind_references() {
    let violated = |body: &str| {
        let body: api::Thing = from_str(body).expect("JSON");
        violations(requests::AssertThings::new(&body))
    };
    for valid in [
        r#"{"tags": ["main", "x"], "map": {"a": 1}, "closed": {"x": 1, "z": 2}}"#,
        // Numbers are worth the same wherever they stand.
        r#"{"fixed": {"a": [1.0, null]}}"#,
        // What the server alone says is demanded of nobody else.
        r#"{"secret": "ab"}"#,
    ] {
        assert_eq!(violated(valid), [""; 0], "{valid}");
    }
    for (invalid, place) in [
        (r#"{"tags": ["x"]}"#, "/tags"),
        (r#"{"tags": ["main", "main"]}"#, "/tags"),
        (r#"{"map": {"ab": 1}}"#, "/map/ab"),
        (r#"{"map": {"a": 1, "b": 1, "c": 3}}"#, "/map"),
        (r#"{"pick": "off"}"#, "/pick"),
        (r#"{"fixed": {"a": [null, 1]}}"#, "/fixed"),
        (r#"{"closed": {"x": 1}}"#, "/closed"),
        (r#"{"secret": "B"}"#, "/secret"),
    ] {
        let violated = violated(invalid);
        assert!(
            matches!(violated.as_slice(), [one] if one.starts_with(&format!("{place}: "))),
            "{invalid}: {violated:?}"
        );
    }
}
