//! What stands in the path, the query, a header or a cookie, each written as its description says.

use std::collections::BTreeMap;

use specwright::Operation;
use specwright_tests::cases::parameters_and_forms::{self as written, requests as calls};

use super::{target, texts, violations};

#[test]
fn a_parameter_with_a_content_is_written_in_its_media_type_in_every_place() {
    let scope = written::SearchScope::builder().user(123).build();
    let filter = || written::Filter::builder().r#type("é").price(1.5).build();
    let prefs = written::SearchPrefs::builder().dark(true).build();
    let call = calls::Search::new(&scope)
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
    let long = calls::Search::new(&scope).plain("x".repeat(21));
    assert_eq!(violations(long), ["/query/plain: must have at most 20 characters, but has 21"]);
}

#[test]
fn what_stands_between_items_is_no_part_of_any() {
    let flat = BTreeMap::from([("R,".to_owned(), "1,2".to_owned())]);
    let call = calls::FindTerms::new()
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
    let spaced = calls::FindTerms::new().spaced(["a b"]).piped(["c|d"]);
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
    let call = calls::FindPeople::new()
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
    let call = calls::GetFile::new("quotes/h2g2.txt:1@2&x=%2F#").x_path("a/b");
    let request = call.request().expect("allowed");
    assert_eq!(request.uri().to_string(), "/file?path=quotes/h2g2.txt:1@2%26x=%2F%23");
    assert_eq!(request.headers()["x-path"], "a/b");
}

#[test]
fn a_parameter_whose_style_is_impossible_is_sent_in_that_of_its_place() {
    let call = calls::GetRanges::new(&texts(&["a", "b"])).sizes(["c", "d"]);
    let request = call.request().expect("allowed");
    assert_eq!(request.uri().query(), Some("sizes=c&sizes=d"));
    assert_eq!(request.headers()["range"], "a,b");
}
