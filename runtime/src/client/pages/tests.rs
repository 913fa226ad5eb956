use http::HeaderValue;

use super::*;

fn page(text: &str, plan: &PagePlan) -> Page {
    Page::of(&Bytes::copy_from_slice(text.as_bytes()), plan).expect("a page")
}

fn after(text: &str, plan: &PagePlan, position: i64) -> After {
    page(text, plan).after(plan, position, &HeaderMap::new())
}

fn cursor(text: &str) -> After {
    After::Cursor(text.to_owned())
}

#[test]
fn items_are_the_texts_of_the_page_with_their_lines() {
    let plan = PagePlan::cursor("/result/da~1ta", "cursor", "/next");
    let mut found = page("{\"result\":\n {\"da/ta\": [ {\"a\":1e400},\n2 ]}}", &plan);
    assert_eq!(found.next(), Some((Bytes::from_static(b"{\"a\":1e400}"), 2)));
    assert_eq!(found.next(), Some((Bytes::from_static(b"2"), 3)));
    assert_eq!((found.count, found.has_more(), found.next()), (2, false, None));
    for empty in
        ["{}", "{\"result\":{}}", "{\"result\":{\"da/ta\":null}}", "{\"result\":{\"da/ta\":[]}}"]
    {
        assert_eq!(page(empty, &plan).count, 0, "{empty}");
    }
    for none in ["{\"result\":{\"da/ta\":{}}}", "{", ""] {
        assert!(Page::of(&Bytes::copy_from_slice(none.as_bytes()), &plan).is_err(), "{none}");
    }
    assert_eq!(page("[1,2]", &PagePlan::link("")).count, 2);
}

#[test]
fn a_cursor_is_a_string_or_a_number_of_the_page() {
    let plan = PagePlan::cursor("/data", "cursor", "/meta/next");
    assert_eq!(after(r#"{"meta":{"next":"a\/b"}}"#, &plan, 0), cursor("a/b"));
    assert_eq!(after(r#"{"meta":{"next":17}}"#, &plan, 0), cursor("17"));
    for end in [r#"{"meta":{"next":""}}"#, r#"{"meta":{"next":null}}"#, r#"{"meta":null}"#, "{}"] {
        assert_eq!(after(end, &plan, 0), After::End, "{end}");
    }
    let (done, plan) = (plan.done("/done"), plan.more("/more"));
    assert_eq!(after(r#"{"more":false,"meta":{"next":"a"}}"#, &plan, 0), After::End);
    assert_eq!(after(r#"{"more":true,"meta":{"next":null}}"#, &plan, 0), After::Missing);
    assert_eq!(after(r#"{"done":true,"meta":{"next":"a"}}"#, &done, 0), After::End);
    assert_eq!(after(r#"{"done":false,"meta":{"next":"a"}}"#, &done, 0), cursor("a"));
    assert_eq!(after(r#"{"done":false,"meta":{"next":null}}"#, &done, 0), After::Missing);
}

#[test]
fn the_last_item_asks_for_what_comes_after_it() {
    let plan = PagePlan::last_item("/data", "after", "/id").more("/has_more");
    let more = r#"{"data":[{"id":"a"},{"id":"b","odd":[]}],"has_more":true}"#;
    assert_eq!(after(more, &plan, 0), cursor("b"));
    assert_eq!(after(r#"{"data":[{"id":"a"}],"has_more":false}"#, &plan, 0), After::End);
    assert_eq!(after(r#"{"data":[],"has_more":true}"#, &plan, 0), After::Missing);
    assert_eq!(after(r#"{"data":[{}],"has_more":true}"#, &plan, 0), After::Missing);
    // Nothing is said: the page after the last one is empty.
    assert_eq!(after(r#"{"data":[{"id":"a"}]}"#, &plan, 0), cursor("a"));
    assert_eq!(after(r#"{"data":[]}"#, &plan, 0), After::End);
}

#[test]
fn numbers_go_on_until_a_page_is_empty_or_a_total_is_reached() {
    let plan = PagePlan::offset("/data", "offset");
    assert_eq!(after(r#"{"data":[1,2]}"#, &plan, 4), cursor("6"));
    assert_eq!(after(r#"{"data":[]}"#, &plan, 4), After::End);
    let plan = plan.total("/total");
    assert_eq!(after(r#"{"data":[1,2],"total":6}"#, &plan, 4), After::End);
    assert_eq!(after(r#"{"data":[1,2],"total":7}"#, &plan, 4), cursor("6"));
    let plan = PagePlan::number("/data", "page", 1).more("/more");
    assert_eq!(after(r#"{"data":[1],"more":true}"#, &plan, 3), cursor("4"));
    assert_eq!(after(r#"{"data":[],"more":true}"#, &plan, 3), cursor("4"));
    assert_eq!(after(r#"{"data":[1],"more":false}"#, &plan, 3), After::End);
    for (first, pages, expected) in [(0, 4, After::End), (1, 4, cursor("4")), (1, 3, After::End)] {
        let plan = PagePlan::number("/data", "page", first).total("/pages");
        let text = format!("{{\"data\":[1],\"pages\":{pages}}}");
        assert_eq!(after(&text, &plan, 3), expected, "{first} {pages}");
    }
}

#[test]
fn links_are_told_by_their_relation() {
    let of = |values: &[&'static str]| {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(LINK, HeaderValue::from_static(value));
        }
        next_of_links(&headers)
    };
    let both = "<https://a.example/x?page=1,2>; rel=\"prev\", </x?page=3>; title=\"a, <b>; rel=next\"; rel=\"last next\"";
    assert_eq!(of(&[both]).as_deref(), Some("/x?page=3"));
    assert_eq!(of(&["</a>; REL=Next"]).as_deref(), Some("/a"));
    assert_eq!(of(&["</a>; rel=prev", "</b>;rel=next"]).as_deref(), Some("/b"));
    for none in ["", "</a>; rel=nextish", "</a>", "<", "rel=next"] {
        assert_eq!(of(&[none]), None, "{none}");
    }
}
