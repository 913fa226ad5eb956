//! The pages of lists: what is asked for, in which order, and what becomes of each odd page.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_core::Stream;
use specwright::client::CallOptions;
use specwright::{Error, PageErrorKind};
use specwright_tests::cases::lists_with_pages as cases;
use specwright_tests::server::{Part, Server, Step, answer, response, say};

use crate::doors::{KEY, configured};

const JSON: [(&str, &str); 1] = [("content-type", "application/json")];

fn page(body: &str) -> Step {
    answer(200, &JSON, body)
}

/// What items came, in a word each.
fn told(item: Result<cases::Parcel, Error>) -> String {
    match item {
        Ok(parcel) => parcel.id,
        Err(Error::Item(error)) => {
            format!("item {} in line {} {}", error.index(), error.line(), error.error())
        }
        Err(Error::Page(error)) => format!("{:?} {:?}", error.kind(), error.cursor()),
        Err(error) => format!("{:?}", error.status()),
    }
}

macro_rules! all {
    ($items:expr) => {{
        let mut items = $items;
        let mut all = Vec::new();
        while let Some(item) = items.next().await {
            all.push(told(item));
        }
        assert!(items.next().await.is_none(), "it is over");
        all
    }};
}

fn targets(server: &Server) -> Vec<String> {
    let path = |target: String| target.strip_prefix("/v1").map(str::to_owned).unwrap_or(target);
    server.seen().into_iter().map(|seen| path(seen.target)).collect()
}

#[tokio::test]
async fn items_of_all_pages_come_one_by_one_and_no_page_is_asked_for_ahead() {
    let server = Server::start([
        page(r#"{"data":[{"id":"a","weight":1},{"id":"b","weight":2}],"has_more":true}"#),
        page(r#"{"data":[{"id":"c&d","weight":3}],"has_more":true,"new":0}"#),
        page(r#"{"data":[],"has_more":false}"#),
    ]);
    let client = configured(server.url()).build().expect("a client");
    let mut items = cases::list_parcels(&client).limit(2).items();
    assert_eq!((server.seen().len(), items.cursor()), (0, None));
    let mut ids = Vec::new();
    for asked in [1, 1, 2] {
        ids.push(items.next().await.expect("an item").expect("a parcel").id);
        assert_eq!(server.seen().len(), asked);
    }
    assert_eq!(ids, ["a", "b", "c&d"]);
    assert!(items.next().await.is_none() && items.next().await.is_none());
    assert_eq!(
        targets(&server),
        ["/parcels?limit=2", "/parcels?limit=2&after=b", "/parcels?limit=2&after=c%26d"]
    );
}

#[tokio::test]
async fn pages_are_replies_and_the_options_of_the_call_are_those_of_each() {
    let server = Server::start([
        answer(200, &[("x-request-id", "r1")], br#"{"items":[],"meta":{"next_page_token":"t"}}"#),
        answer(200, &[("x-request-id", "r2")], br#"{"items":[{"id":"a","weight":1}]}"#),
    ]);
    let client = configured(server.url()).build().expect("a client");
    let name = http::HeaderName::from_static("x-team");
    let options = CallOptions::new().header(name, http::HeaderValue::from_static("blue"));
    let mut pages = cases::list_depots(&client).with(options.query("q", "1")).pages();
    let first = pages.next().await.expect("a page").expect("a reply");
    assert_eq!(first.items.as_ref().map(Vec::len), Some(0));
    assert_eq!(
        (first.http_headers()["x-request-id"].to_str().ok(), pages.cursor()),
        (Some("r1"), Some("t"))
    );
    let second = pages.next().await.expect("an empty page is not the end").expect("a reply");
    assert_eq!(second.items.as_ref().map(Vec::len), Some(1));
    assert!(pages.next().await.is_none() && pages.cursor().is_none());
    assert_eq!(targets(&server), ["/depots?q=1", "/depots?q=1&page_token=t"]);
    assert!(server.seen().iter().all(|seen| seen.header("x-team") == Some("blue")));
}

#[tokio::test]
async fn an_item_that_is_not_as_described_is_an_error_of_its_own() {
    let bad = "{\"has_more\":true,\n\"data\":[{\"id\":\"a\",\"weight\":1},\n{\"id\":\"b\",\"weight\":\"x\"},{\"id\":\"c\"}]}";
    let good = r#"{"data":[{"id":"d","weight":1}],"has_more":false}"#;
    let server = Server::start([page(bad), page(good), page(bad), page(good)]);
    let client = configured(server.url()).build().expect("a client");
    let found = all!(cases::list_parcels(&client).items());
    assert_eq!((found[0].as_str(), found.len(), found[3].as_str()), ("a", 4, "d"));
    assert!(found[1].starts_with("item 1 in line 3 at /weight: "), "{}", found[1]);
    assert!(found[2].starts_with("item 2 in line 3 "), "{}", found[2]);
    // As a whole the page cannot be read, and the one after it can.
    let mut pages = cases::list_parcels(&client).pages();
    let first = pages.next().await.expect("a page").expect_err("not as described");
    assert!(matches!(first, Error::Decode(_)), "{first}");
    assert!(pages.next().await.expect("a page").is_ok() && pages.next().await.is_none());
    assert_eq!(targets(&server)[3], "/parcels?after=c");
}

#[tokio::test]
async fn what_never_ends_is_an_error_and_so_is_more_of_which_nothing_says_what_asks_for_it() {
    let first = r#"{"data":[{"id":"a","weight":1}],"has_more":true}"#;
    let other = r#"{"data":[{"id":"b","weight":1}],"has_more":true}"#;
    let server = Server::start([
        page(first),
        page(other),
        page(first),
        page(first),
        page(r#"{"data":[],"has_more":true}"#),
        page("[1,2]"),
        page("[1,2]"),
    ]);
    let client = configured(server.url()).build().expect("a client");
    let found = all!(cases::list_parcels(&client).items());
    assert_eq!(found, ["a", "b", "a", "Repeated Some(\"a\")"]);
    assert_eq!(all!(cases::list_parcels(&client).items()), ["a", "Missing None"]);
    // A server that ignores the offset.
    let mut items = cases::list_routes(&client).items();
    let mut found = Vec::new();
    while let Some(item) = items.next().await {
        found.push(item.map_err(
            |error| matches!(&error, Error::Page(it) if it.kind() == PageErrorKind::Repeated),
        ));
    }
    assert_eq!(found, [Ok(1), Ok(2), Ok(1), Ok(2), Err(true)]);
}

#[tokio::test]
async fn a_call_that_fails_ends_the_list_where_it_can_be_taken_up_again() {
    let server = Server::start([
        page(r#"{"data":[{"id":"a","weight":1}],"has_more":true}"#),
        // The item that the next page is asked for by has been deleted.
        answer(404, &JSON, br#"{"error":"no such parcel"}"#),
        page(r#"{"data":[{"id":"b","weight":1}],"has_more":false}"#),
        page(r#"{"data":[{"id":"c","weight":1}],"has_more":false}"#),
    ]);
    let client = configured(server.url()).build().expect("a client");
    let mut items = cases::list_parcels(&client).items();
    assert_eq!(told(items.next().await.expect("an item")), "a");
    assert_eq!(told(items.next().await.expect("an error")), "Some(404)");
    assert!(items.next().await.is_none());
    let cursor = items.cursor().expect("where it failed").to_owned();
    assert_eq!(all!(cases::list_parcels(&client).items().from_cursor(cursor)), ["b"]);
    // What an argument begins with is where the list begins.
    assert_eq!(all!(cases::list_parcels(&client).after("b").items()), ["c"]);
    assert_eq!(targets(&server)[1..], ["/parcels?after=a", "/parcels?after=a", "/parcels?after=b"]);
}

#[tokio::test]
async fn a_page_that_was_begun_is_asked_for_once_more() {
    let server = Server::start([
        page(r#"{"data":[{"id":"a","weight":1}],"has_more":true}"#),
        page(r#"{"data":[{"id":"b","weight":1},{"id":"c","weight":1}],"has_more":false}"#),
    ]);
    let client = configured(server.url()).build().expect("a client");
    let mut items = cases::list_parcels(&client).items();
    assert_eq!(items.next().await.expect("an item").expect("a parcel").id, "a");
    assert_eq!(items.cursor(), Some("a"));
    assert_eq!(items.next().await.expect("an item").expect("a parcel").id, "b");
    assert_eq!(items.cursor(), Some("a"), "`c` is still to come");
    assert_eq!(items.next().await.expect("an item").expect("a parcel").id, "c");
    assert_eq!(items.cursor(), None);
}

#[tokio::test]
async fn each_page_is_asked_for_again_where_a_call_is() {
    let server = Server::start([
        page(r#"{"data":[{"id":"a","weight":1}],"has_more":true}"#),
        answer(429, &[("retry-after", "0.2")], b"{}"),
        say(vec![Part::Reset]),
        page(r#"{"data":[{"id":"b","weight":1}],"has_more":false}"#),
    ]);
    let client = configured(server.url()).build().expect("a client");
    let begun = Instant::now();
    assert_eq!(all!(cases::list_parcels(&client).items()), ["a", "b"]);
    assert!(begun.elapsed() >= Duration::from_millis(200), "Retry-After is heeded");
    assert_eq!(targets(&server)[1..], ["/parcels?after=a"; 3]);
}

#[tokio::test]
async fn numbers_and_links_are_followed() {
    let server = Server::start([
        page("[1,2]"),
        page("[3]"),
        page("[]"),
        page(r#"{"drivers":["x"],"total_pages":2}"#),
        page(r#"{"drivers":["y"],"total_pages":2}"#),
        answer(
            200,
            &[("link", "</v1/scans?page=2&per_page=1>; rel=\"next\"")],
            br#"[{"id":"a","weight":1}]"#,
        ),
        page(r#"[{"id":"b","weight":1}]"#),
        page(r#"{"results":[{"id":"a","weight":1}],"nextPageUrl":"?cursor=z"}"#),
        page(r#"{"results":[{"id":"b","weight":1}],"nextPageUrl":""}"#),
        page(
            r#"{"results":[{"id":"a","weight":1}],"nextPageUrl":"https://elsewhere.example/returns"}"#,
        ),
    ]);
    let client = configured(server.url()).build().expect("a client");
    let mut routes = cases::list_routes(&client).offset(5).items();
    for expected in [Some(1), Some(2), Some(3), None] {
        assert_eq!(routes.next().await.transpose().expect("no error"), expected);
    }
    let mut drivers = cases::list_drivers(&client).items();
    for expected in [Some("x"), Some("y"), None] {
        assert_eq!(drivers.next().await.transpose().expect("no error").as_deref(), expected);
    }
    assert_eq!(all!(cases::list_scans(&client).per_page(1).items()), ["a", "b"]);
    assert_eq!(all!(cases::list_returns(&client).items()), ["a", "b"]);
    let left = all!(cases::list_returns(&client).items());
    assert_eq!(left, ["a", "OtherServer Some(\"https://elsewhere.example/returns\")"]);
    assert_eq!(
        targets(&server),
        [
            "/routes?offset=5",
            "/routes?offset=7",
            "/routes?offset=8",
            "/drivers",
            "/drivers?page=2",
            "/scans?per_page=1",
            "/scans?page=2&per_page=1",
            "/returns",
            "/returns?cursor=z",
            "/returns",
        ]
    );
}

/// They are streams for the adapters of others, and end as streams do.
#[tokio::test]
async fn pages_and_items_are_streams() {
    async fn all<S: Stream + Unpin>(mut stream: S) -> Vec<S::Item> {
        let mut all = Vec::new();
        while let Some(item) = poll_fn(|context| Pin::new(&mut stream).poll_next(context)).await {
            all.push(item);
        }
        all
    }
    let server = Server::start([
        page(r#"{"data":[{"id":"a","weight":1}],"has_more":true}"#),
        page(r#"{"data":[{"id":"b","weight":"x"},{"id":"c","weight":1}],"has_more":false}"#),
    ]);
    let client = configured(server.url()).build().expect("a client");
    let items = all(cases::list_parcels(&client).items()).await;
    assert_eq!(items.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true]);
    let server = Server::start([page(r#"{"data":[{"id":"a","weight":1}],"has_more":false}"#)]);
    let client = configured(server.url()).build().expect("a client");
    assert_eq!(all(cases::list_parcels(&client).pages()).await.len(), 1);
}

/// Names that say it in other words: what asks for the next page, or its URL; the parameter's own name;
/// a number.
#[tokio::test]
async fn what_asks_for_the_next_page_may_be_called_otherwise() {
    let server = Server::start([
        Step::Answer(Arc::new(|seen| {
            let url = format!(
                "http://{}/v1/versions?cursor=z&after=2",
                seen.header("host").expect("a host")
            );
            let body = format!(r#"{{"versions":["a"],"pagination":{{"next_page":"{url}"}}}}"#);
            vec![Part::Bytes(response(200, &JSON, body.as_bytes()))]
        })),
        page(r#"{"versions":["b"],"pagination":{"next_page":null}}"#),
        page(r#"{"versions":["a"],"pagination":{"next_page":"t/1"}}"#),
        page(r#"{"versions":["b"],"pagination":{}}"#),
        page(r#"{"rows":["a"],"next_page":true,"cursor":"c"}"#),
        page(r#"{"rows":["b"],"next_page":false,"cursor":"d"}"#),
        page(r#"{"results":["a"],"from":9,"next":7}"#),
        page(r#"{"results":["b"],"from":7,"next":null}"#),
        page(r#"{"data":["a"],"done":false,"iterator":"i1"}"#),
        page(r#"{"data":["b"],"done":true,"iterator":"i2"}"#),
    ]);
    let client = configured(server.url()).build().expect("a client");
    let lists = [
        cases::list_versions(&client).items(),
        cases::list_versions(&client).items(),
        cases::list_usages(&client).items(),
        cases::list_tasks(&client).items(),
        cases::list_attempts(&client).items(),
    ];
    for mut items in lists {
        for expected in [Some("a"), Some("b"), None] {
            let item = items.next().await.transpose().expect("no error");
            assert_eq!(item.as_deref(), expected);
        }
    }
    assert_eq!(
        targets(&server),
        [
            "/versions",
            "/versions?cursor=z&after=2",
            "/versions",
            "/versions?cursor=t%2F1",
            "/usages",
            "/usages?cursor=c",
            "/tasks",
            "/tasks?from=7",
            "/attempts",
            "/attempts?iterator=i1",
        ]
    );
}

#[tokio::test]
async fn no_credential_that_a_page_repeats_is_shown() {
    let url = format!("https://elsewhere.example/?key={KEY}");
    let body =
        format!("{{\"results\":[{{\"id\":1,\"weight\":\"{KEY}\"}}],\"nextPageUrl\":\"{url}\"}}");
    let server = Server::start([page(&body)]);
    let client = configured(server.url()).build().expect("a client");
    let mut items = cases::list_returns(&client).items();
    let mut errors = 0;
    while let Some(item) = items.next().await {
        let error = item.expect_err("nothing is as it should be");
        assert!(!format!("{error} {error:?}").contains(KEY), "{error:?}");
        errors += 1;
    }
    assert_eq!(errors, 2);
}

#[tokio::test]
async fn arguments_that_break_a_limit_are_the_only_item() {
    let server = Server::start([page("[]")]);
    let client = configured(server.url()).build().expect("a client");
    let mut items = cases::list_routes(&client).offset(-1).items();
    assert!(matches!(items.next().await, Some(Err(Error::Invalid(_)))));
    assert!(items.next().await.is_none());
    assert!(server.seen().is_empty());
}

#[test]
fn callers_without_a_runtime_iterate() {
    let more = r#"{"data":[{"id":"a","weight":1},{"id":"b","weight":"x"}],"has_more":true}"#;
    let last = r#"{"data":[{"id":"c","weight":1}],"has_more":false}"#;
    let server = Server::start([
        page(more),
        page(last),
        page(more),
        page(last),
        page(more),
        answer(404, &JSON, b"{}"),
    ]);
    let client = configured(server.url()).build().expect("a client");
    let found: Vec<String> = cases::list_parcels(&client).items().wait().map(told).collect();
    assert_eq!((found[0].as_str(), found.len(), found[2].as_str()), ("a", 3, "c"));
    let pages: Vec<bool> =
        cases::list_parcels(&client).pages().wait().map(|page| page.is_ok()).collect();
    assert_eq!(pages, [false, true]);
    let mut items = cases::list_parcels(&client).items();
    while let Some(item) = items.wait_next() {
        drop(item);
    }
    assert_eq!(items.cursor(), Some("b"));
}
