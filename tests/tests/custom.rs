//! Types of the user's in place of those of a description: on the wire, in calls, refused.

use std::fs;
use std::net::Ipv4Addr;
use std::path::Path;

use http::StatusCode;
use serde_json::{Value, json};
use specwright::operation::{self, Operation, ResponseBody};
use specwright::{DecodeError, json};
use specwright_codegen::{Config, Customisation, Input, Published, Statement};
use specwright_tests::cases::types_of_the_user as api;
use specwright_tests::custom::{Code, Money, Stamp, Unit};

fn order() -> Value {
    json!({
        "at": "2026-01-01T00:00:00Z",
        "price": {"amount": 3, "unit": "Euro"},
        "paid": null,
        "from": "10.0.0.1",
        "port": 8080,
        "seen": ["10.0.0.2", null],
        "prices": {"a": {"amount": 4, "unit": "yen"}},
        "code": "more than three letters",
        "tags": ["b"],
        "window": ["2026-01-01T00:00:00Z", "10.0.0.3"],
        "loose": ["no time"],
        "where": "10.0.0.4",
        "undeclared": 1,
    })
}

fn read(value: &Value) -> Result<api::Order, DecodeError> {
    json::from_str(&value.to_string())
}

fn stamp(text: &str) -> Stamp {
    Stamp::try_from(text.to_owned()).unwrap()
}

#[test]
fn fields_are_of_the_users_types_and_come_back_as_they_were() {
    let order_read = read(&order()).unwrap();
    let at: Stamp = order_read.at.clone();
    assert_eq!(at, stamp("2026-01-01T00:00:00Z"));
    let price: &Money = &order_read.price;
    assert_eq!(*price, Money { amount: 3, unit: Unit::Euro });
    let (from, port, seen): (Ipv4Addr, Option<u16>, &[Option<Ipv4Addr>]) =
        (order_read.from, order_read.port, &order_read.seen);
    assert_eq!((from, port), (Ipv4Addr::new(10, 0, 0, 1), Some(8080)));
    assert_eq!(seen, [Some(Ipv4Addr::new(10, 0, 0, 2)), None]);
    let tags: &Option<Vec<Code>> = &order_read.tags;
    assert_eq!(*tags, Some(vec![Code("b".to_owned())]));
    assert_eq!(order_read.window.1, Ipv4Addr::new(10, 0, 0, 3));
    assert!(matches!(order_read.r#where, Some(api::Where::String(host)) if host.octets()[3] == 4));
    assert_eq!((order_read.paid.as_ref(), order_read.is_null("paid")), (None, true));
    assert_eq!(serde_json::to_value(&order_read).unwrap(), order());
    assert_eq!(order_read, order_read.clone());
    assert!(format!("{order_read:?}").contains("from: 10.0.0.1"));
}

#[test]
fn what_the_users_types_refuse_is_told_at_its_place_in_their_words() {
    for (pointer, value, expected) in [
        ("/at", json!("soon"), "at /at: soon is no time"),
        ("/from", json!("10"), "at /from: invalid IPv4 address syntax"),
        ("/seen/1", json!("x"), "at /seen/1: invalid IPv4 address syntax"),
        ("/price/amount", json!("x"), "at /price/amount: invalid type: string \"x\", expected i64"),
        ("/prices/a/amount", json!(1.5), "at /prices/a/amount: invalid type: floating point"),
        ("/port", json!(70_000), "at /port: invalid value: integer `70000`, expected u16"),
        ("/window/0", json!("soon"), "at /window/0: soon is no time"),
        ("/price", json!(null), "at /price: invalid type: null"),
    ] {
        let mut order = order();
        *order.pointer_mut(pointer).unwrap() = value;
        let error = read(&order).unwrap_err();
        assert!(error.to_string().starts_with(expected), "{error}");
        assert_eq!(error.pointer(), Some(expected[3..].split(": ").next().unwrap()));
    }
    let mut missing = order();
    missing.as_object_mut().unwrap().remove("from");
    let error = read(&missing).unwrap_err().to_string();
    assert!(error.starts_with("at /from: the required property is missing"), "{error}");
}

#[test]
fn limits_of_a_replaced_type_are_not_checked() {
    let order = read(&order()).unwrap();
    assert_eq!(order.code.0.len(), 23);
    assert!(specwright::wire::validate(&order).is_ok());
}

#[test]
fn calls_send_the_users_types() {
    let since = stamp("2026-01-01T00:00:00Z");
    let call = api::requests::ListOrders::new(&since, &Ipv4Addr::LOCALHOST)
        .until(stamp("T1"))
        .hosts([Ipv4Addr::new(1, 1, 1, 1), Ipv4Addr::new(2, 2, 2, 2)]);
    let request = call.request().unwrap();
    assert_eq!(
        request.uri().to_string(),
        "/orders/2026-01-01T00%3A00%3A00Z?from=127.0.0.1&until=T1&hosts=1.1.1.1&hosts=2.2.2.2"
    );
    let price = Money { amount: 5, unit: Unit::Other("yen".to_owned()) };
    let request = api::requests::Pay::new(&price).request().unwrap();
    assert_eq!(request.body().as_bytes(), Some(&b"{\"amount\":5,\"unit\":\"yen\"}"[..]));
}

fn answer(status: u16, body: &str) -> operation::Response {
    let status = StatusCode::from_u16(status).unwrap();
    http::Response::builder().status(status).body(body.to_owned().into()).unwrap()
}

#[test]
fn answers_are_of_the_users_types() {
    type Success = <api::requests::ListOrders as Operation>::Success;
    let read = |body: &str| Success::read(&answer(200, body));
    let prices: Vec<Money> = read("[{\"amount\":1,\"unit\":\"Euro\"}]").unwrap();
    assert_eq!(prices, [Money { amount: 1, unit: Unit::Euro }]);
    let error = read("[{\"amount\":1,\"unit\":2}]").unwrap_err();
    assert_eq!(error.pointer(), Some("/0"), "{error}");
    assert!(read("null").is_err());
    let failure =
        api::requests::ListOrdersFailure::read(&answer(404, "{\"amount\":1,\"unit\":\"x\"}"));
    assert!(matches!(
        failure,
        Ok(api::requests::ListOrdersFailure::Status404(Money { amount: 1, .. }))
    ));
}

#[test]
fn items_are_called_as_the_user_calls_them_and_sent_as_described() {
    use specwright_tests::cases::renamed_items::{self as api, JobStatus, JobTarget};

    let target = api::JobTargetObject::builder().url("u").build();
    let task = api::Task::builder().state(JobStatus::Waiting).kind("k").target(target).build();
    assert!(matches!(task.target, Some(JobTarget::Address(_))));
    let text = r#"{"status":"queued","type":"k","target":{"url":"u"}}"#;
    assert_eq!(serde_json::to_string(&task).unwrap(), text);
    assert_eq!(json::from_str::<api::Task>(text).unwrap(), task);
    assert_eq!(<api::requests::Submit as Operation>::ID, "createJob");
}

#[test]
fn parameters_are_called_as_the_user_calls_them_and_sent_as_described() {
    use specwright_tests::cases::renamed_items::requests::GetJob;

    let call = GetJob::new("t1", "a b").kind("k").header_kind("h");
    let request = call.request().unwrap();
    assert_eq!(request.uri(), "/jobs/t1?filter%5Bx%5D=a%20b&type=k");
    assert_eq!(request.headers()["type"], "h");
}

#[test]
fn a_parameter_is_renamed_to_what_it_can_be_called() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/renamed_items");
    let text = fs::read_to_string(folder.join("input.yaml")).unwrap();
    for (of, to, told) in [
        ("get_job::idd", "x", "`get_job` has no parameter `idd`"),
        (
            "get_job::id",
            "filter_x",
            "`get_job::id` cannot be called `filter_x`, as something else is",
        ),
        ("get_job::id", "client", "cannot be called `client`, which has a meaning of its own"),
        ("get_job::type", "timeout", "cannot be called `timeout`, which has a meaning of its own"),
        ("get_job::type", "client", ""),
        ("get_job::type", "Self", "cannot be called `Self`"),
    ] {
        let mut config = Config::new(Input::new("input.yaml", text.as_str()));
        config.customising.add(&Statement::new(Customisation::Rename, of, to)).unwrap();
        let failed = specwright_codegen::plan(&config).err().map(|failure| failure.to_string());
        let failed = failed.unwrap_or_default();
        assert!(
            failed.contains(told) && failed.is_empty() == told.is_empty(),
            "{of}={to}: {failed}"
        );
    }
}

/// Who states what cannot be done is told what can.
#[test]
fn a_refused_statement_says_what_to_state_instead() {
    let text = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\ncomponents:\n  schemas:\n    Size:\n      type: \
                object\n      properties: {weight: {type: number}, at: {type: string, format: date-time}, on: \
                {type: string}}\n";
    for (about, of, what, told) in [
        (Customisation::Format, "date-tiem", "jiff::Timestamp", "did you mean `date-time`?"),
        (Customisation::Derive, "Size", "Eq", "or state it of a kind such as `structs`"),
        (Customisation::Rename, "Size::at", "on", "choose another name"),
    ] {
        let mut config = Config::new(Input::new("input.yaml", text));
        config.customising.add(&Statement::new(about, of, what)).unwrap();
        let failed = specwright_codegen::plan(&config).err().map(|failure| failure.to_string());
        let failed = failed.unwrap_or_default();
        assert!(failed.contains(told), "{of}={what}: {failed}");
    }
}

#[test]
fn types_derive_what_the_user_asks_for() {
    use std::collections::{BTreeSet, HashSet};

    use specwright_tests::cases::derived_and_closed as api;

    let read = |text: &str| json::from_str::<api::Node>(text).unwrap();
    let one = read(r#"{"name":"a","color":"red","u":1,"v":2,"at":{"x":1,"y":2},"any":null}"#);
    let other = read(r#"{"color":"red","v":2,"u":1,"name":"a","any":null,"at":{"x":1,"y":2}}"#);
    assert_eq!(one, other);
    let all: HashSet<api::Node> = [one.clone(), other].into();
    assert_eq!(all.len(), 1);
    let point: api::Point = *one.at.unwrap();
    let points: BTreeSet<api::Point> = [point, point].into();
    assert_eq!(points.len(), 1);
}

#[test]
fn a_closed_enum_refuses_what_is_not_listed_at_its_place() {
    use specwright_tests::cases::derived_and_closed::{Color, Node};

    let read = |text: &str| json::from_str::<Node>(text);
    let text =
        r#"{"name":"a","color":"green","colors":["red"],"parent":{"name":"b","color":"red"}}"#;
    let node = read(text).unwrap();
    match node.color {
        Color::Red => panic!("it is green"),
        Color::Green => {}
    }
    assert_eq!(serde_json::to_string(&node.clone()).unwrap(), text);
    assert_eq!(node.parent.as_ref().map(|parent| parent.color), Some(Color::Red));
    assert_eq!((Color::Red.as_str(), "red".parse()), ("red", Ok(Color::Red)));
    let said = "invalid value: string \"blue\", expected one of \"red\", \"green\"";
    for (from, to, pointer) in [("green", "blue", "/color"), ("[\"red", "[\"blue", "/colors/0")] {
        let error = read(&text.replacen(from, to, 1)).unwrap_err();
        assert_eq!((error.pointer(), error.reason()), (Some(pointer), said));
    }
    assert_eq!("blue".parse::<Color>().unwrap_err().reason(), said);
    let parent = std::sync::Arc::clone(node.parent.as_ref().unwrap());
    let child = Node::builder().name("c").color(Color::Red).parent((*parent).clone()).build();
    assert_eq!(child.parent, Some(parent));
}

/// A case as it is planned, customised or not, after what was published.
fn published_by(case: &str, is_customised: bool, published: Option<&str>) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(case);
    let read = |file: &str| fs::read_to_string(folder.join(file)).unwrap();
    let mut config = Config::new(Input::new("input.yaml", read("input.yaml")));
    for line in read("customised.txt").lines().filter(|_| is_customised) {
        let (about, text) = line.split_once(' ').unwrap();
        let mut all = Customisation::ALL.into_iter();
        let about = all.find(|known| known.name() == about).unwrap();
        config.customising.add(&Statement::of_text(about, text)).unwrap();
    }
    config.published = published.map(|text| Input::new("published.txt", text));
    Published::of(&specwright_codegen::plan(&config).unwrap().plan).render()
}

#[test]
fn what_the_user_calls_otherwise_goes_without_a_ghost() {
    let before = published_by("renamed_items", false, None);
    let after = published_by("renamed_items", true, Some(&before));
    assert_eq!(after, published_by("renamed_items", true, None));
    assert!(before.contains("struct Job {") && !after.contains("struct Job {"), "{after}");
}

#[test]
fn what_the_user_replaces_goes_with_what_it_alone_led_to() {
    let before = published_by("types_of_the_user", false, None);
    let after = published_by("types_of_the_user", true, Some(&before));
    assert!(before.contains("struct MoneyUnit {") && !after.contains("MoneyUnit"), "{after}");
    assert!(after.contains("type Money = crate::custom::Money {"), "{after}");
    // And what was replaced comes back where nothing is stated any more.
    let again = published_by("types_of_the_user", false, Some(&after));
    assert!(again.contains("struct Money {") && !again.contains("custom::"), "{again}");
}

#[test]
fn what_is_stated_is_published_and_read_again() {
    for case in ["types_of_the_user", "renamed_items", "derived_and_closed"] {
        let once = published_by(case, true, None);
        assert_eq!(published_by(case, true, Some(&once)), once, "{case}");
    }
    let closed = published_by("derived_and_closed", true, None);
    let open = published_by("derived_and_closed", false, Some(&closed));
    for stated in [r#""openness":"Closed""#, r#""derives":["Eq","Hash"]"#] {
        assert!(closed.contains(stated) && !open.contains(stated), "{stated}: {closed}");
    }
}
