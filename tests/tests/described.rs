//! Types that say what a description says in roundabout ways, by what they read and write.

use specwright::operation::Operation;
use specwright::wire::{self, Wire};
use specwright::{Tuple, json};
use specwright_tests::cases::all_of_intersected::{BaseState, Lenient, Narrow, NarrowInner, Tree};
use specwright_tests::cases::names_with_braces::Sent;
use specwright_tests::cases::newest_parameters::{SearchQ, requests::Search};
use specwright_tests::cases::null_without_quotes::Box as Nulls;
use specwright_tests::cases::properties_under_conditions::{Payment, PaymentDetail};
use specwright_tests::cases::tuples::{Expression, Point, Shape, Tree as PairTree};

/// What comes of a text that is read and written again.
fn again<T: Wire>(text: &str) -> String {
    let value: T = json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let copy = value.clone();
    assert_eq!(value, copy, "{text}");
    String::from_utf8(json::to_vec(&copy).expect("writable")).expect("UTF-8")
}

fn fault<T: Wire>(text: &str) -> String {
    let error = json::from_str::<T>(text).expect_err(text);
    format!("{}: {}", error.pointer().unwrap_or_default(), error.reason())
}

fn violations<T: Wire>(text: &str) -> Vec<String> {
    let value: T = json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let invalid = wire::validate(&value).err();
    let violations = invalid.iter().flat_map(|invalid| invalid.violations());
    violations.map(|violation| format!("{}: {}", violation.pointer, violation.message)).collect()
}

#[test]
fn every_array_that_a_tuple_allows_comes_back() {
    let shape = |rest: &str| format!(r#"{{"entry":[1,"a"],"closed":[]{rest}}}"#);
    for rest in [
        "",
        r#","nested":[["a",{"b":[1.5]}],["a",null]]"#,
        r#","open":["a"]"#,
        r#","open":["a",true]"#,
        r#","open":["a",false,1.5,2.5]"#,
        r#","any":[]"#,
        r#","any":["a"]"#,
        r#","any":["other",{"x":1,"y":null},null,[1]]"#,
        r#","nullable":["a",null]"#,
        r#","nullable":["a",5,null]"#,
        r#","nullable":["a",5,"b"]"#,
        r#","maybe":null"#,
        r#","maybe":[[1.5,2.5]]"#,
        r#","ends":[]"#,
        r#","ends":["a"]"#,
        r#","more":["a","b","c","d"]"#,
        r#","many":[1,2,3,4,5,6,7,8,9,10,11,12,"a"]"#,
        r#","narrow":["ab","c"]"#,
    ] {
        assert_eq!(again::<Shape>(&shape(rest)), shape(rest));
        assert_eq!(violations::<Shape>(&shape(rest)), [] as [&str; 0], "{rest}");
    }
    let closed = r#"{"entry":[1,"a"],"closed":["a",[1.5,2.5]]}"#;
    assert_eq!(again::<Shape>(closed), closed);
    // What a description closes is ignored as it arrives.
    assert_eq!(again::<Shape>(r#"{"entry":[1,"a",3],"closed":["a",[1.5,2.5],5]}"#), closed);
}

#[test]
fn an_item_that_has_to_be_there_is_missed_with_its_place() {
    assert_eq!(
        fault::<Shape>(r#"{"entry":[1],"closed":[]}"#),
        "/entry/1: the required item is missing"
    );
    assert_eq!(
        fault::<Shape>(r#"{"entry":[1,2],"closed":[]}"#),
        "/entry/1: invalid type: integer `2`, expected a string"
    );
    assert_eq!(fault::<Point>("[]"), "/0: the required item is missing");
    assert_eq!(fault::<Point>("{}"), ": invalid type: map, expected an array");
}

#[test]
fn the_limits_of_an_item_are_those_of_its_position() {
    assert_eq!(
        violations::<Shape>(
            r#"{"entry":[1,"long"],"closed":["a",[-1,-1]],"open":["a",true,9,10],"narrow":["a","b"]}"#
        ),
        [
            "/entry/1: must have at most 3 characters, but has 4",
            "/closed/1/0: must be at least 0, but is -1",
            "/open/3: must be at most 9, but is 10",
            "/narrow/0: must have at least 2 characters, but has 1",
        ]
    );
    assert_eq!(
        violations::<Shape>(
            r#"{"entry":[1,"a"],"closed":[],"more":["a"],"nested":[["a",1],["a",1]]}"#
        ),
        [
            "/nested: must have unique items, but 0 and 1 are equal",
            "/more: must have at least 4 items, but has 1",
        ]
    );
}

#[test]
fn an_item_that_follows_a_missing_one_does_not_leave() {
    let closed = Tuple::from((None, Some((1.0, 2.0))));
    let shape = Shape::builder().entry((1, "a".to_owned())).closed(closed).build();
    let invalid = wire::validate(&shape).expect_err("a gap");
    let told: Vec<String> = invalid.violations().iter().map(|it| it.to_string()).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("is required, since an item follows it"), "{told:?}");
}

#[test]
fn expressions_of_tuples_nest() {
    let text = r#"["all",["all",true,"a"],["all",false,["all","b","c"]]]"#;
    assert_eq!(again::<Expression>(text), text);
    let text = r#"{"pair":["a",{"pair":["b"]}]}"#;
    assert_eq!(again::<PairTree>(text), text);
}

#[test]
fn what_two_parts_of_a_schema_say_holds() {
    let text = r#"{"name":"Ann","count":6,"state":"off","inner":{"a":"1","deep":{"x":1,"y":2},"b":"2"},"tags":["abc"],"link":{"id":"1"},"clash":5}"#;
    assert_eq!(again::<Narrow>(text), text);
    assert_eq!(violations::<Narrow>(text), [] as [&str; 0]);
    assert_eq!(
        violations::<Narrow>(
            r#"{"name":"too long","count":8,"inner":{"a":"","b":""},"tags":[],"pairs":{"a":"b"}}"#
        ),
        [
            "/name: must have at most 5 characters, but has 8",
            "/count: must be a multiple of 3, but is 8",
            "/tags: must have at least 1 item, but has 0",
            "/pairs/a: must have at least 2 characters, but has 1",
        ]
    );
    assert_eq!(
        fault::<Narrow>(r#"{"name":"a","inner":{"a":"1"}}"#),
        "/inner/b: the required property is missing"
    );
    // The same type where a part only says more about the other.
    let narrow: Narrow = json::from_str(text).expect("readable");
    let _: &NarrowInner = &narrow.inner;
    let tree: Tree =
        json::from_str(r#"{"child":{"child":{"size":1}},"size":2}"#).expect("readable");
    let child: Option<&Tree> = tree.child.as_deref();
    assert!(child.is_some_and(|child| child.child.is_some()));
    let _ = BaseState::Gone;
}

#[test]
fn properties_under_a_condition_are_read() {
    let text = r#"{"kind":"card","amount":0,"number":"1","detail":"d","currency":"EUR"}"#;
    assert_eq!(again::<Payment>(text), text);
    let payment: Payment =
        json::from_str(r#"{"kind":"cash","detail":5,"change":{"coins":2}}"#).expect("readable");
    assert_eq!(payment.detail, Some(PaymentDetail::Integer(5)));
}

#[test]
fn a_null_without_quotation_marks_is_a_null() {
    let text = r#"{"name":null,"limit":null,"plain":null,"only":null}"#;
    assert_eq!(again::<Nulls>(text), text);
}

#[test]
fn names_with_braces_are_sent_as_they_are() {
    let text = r#"{"open{":"1","close}":"2","{Self}":"3","a\nb\t\u0007c":4,"/^[a-z]{2,36}$/":"5","{id}":"6","{{":"7","":"8","more":"9"}"#;
    assert_eq!(again::<Sent>(text), text);
    assert_eq!(
        violations::<Sent>(&text.replace("\"6\"", "\"long\"")),
        ["/{id}: must have at most 3 characters, but has 4"]
    );
}

#[test]
fn a_whole_query_string_is_its_properties() {
    let q = SearchQ::builder().text("a b&c").page(2).build();
    let request = Search::new(&q).session("s").request().expect("valid");
    assert_eq!(request.uri().to_string(), "/search?text=a%20b%26c&page=2");
    assert_eq!(request.headers()["cookie"], "session=s");
}

#[test]
fn a_null_that_one_part_allows_stays_where_that_part_stands_alone() {
    assert_eq!(again::<Lenient>(r#"{"top":null}"#), r#"{"top":null}"#);
}
