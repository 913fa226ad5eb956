//! Properties that are set by their names.

use super::*;
use crate::wire::set_property;

struct Outer {
    inner: Inner,
    extra: Extra,
}

struct Inner {
    must: String,
    may: Option<i64>,
    null: Option<i64>,
    extra: Extra,
}

wire::record!(Outer { inner: required("inner"), ..extra, });

wire::record!(Inner {
    must: required("must"),
    may: optional("may"),
    null: nullable("null"),
    ..extra,
});

#[test]
fn nothing_stays_of_the_value_that_was_there() {
    let mut outer = read_from::<Outer>(r#"{"inner":{"must":"a","may":1,"null":null,"x":2}}"#);
    let value = RawJson::of(r#"{"must":"b"}"#);
    set_property(&mut outer, "inner".to_owned(), value);
    assert_eq!(written(&outer), r#"{"inner":{"must":"b"}}"#);
    assert_eq!((outer.inner.may, outer.inner.null), (None, None));
    assert!(outer.inner.extra.is_empty() && outer.inner.must == "b");
}
