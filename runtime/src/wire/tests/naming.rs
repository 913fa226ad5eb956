//! Which variant an object means by the names of its properties.

use super::*;

/// Open objects of which nothing is required, but of one.
enum Loose {
    First(LooseFirst),
    Second(LooseSecond),
    Must(LooseMust),
    Other(Value),
}

struct LooseFirst {
    a: Option<i64>,
    common: Option<i64>,
    extra: Extra,
}

struct LooseSecond {
    b: Option<i64>,
    c: Option<i64>,
    common: Option<i64>,
    extra: Extra,
}

struct LooseMust {
    a: i64,
    common: Option<i64>,
    extra: Extra,
}

wire::union!(Loose {
    First: variant("First", &[Object]),
    Second: variant("Second", &[Object]),
    Must: variant("Must", &[Object]),
});

wire::record!(LooseFirst { a: optional("a"), common: optional("common"), ..extra, });

wire::record!(LooseSecond { b: optional("b"), c: optional("c"), common: optional("common"), ..extra, });

wire::record!(LooseMust { a: required("a"), common: optional("common"), ..extra, });

#[test]
fn an_object_is_of_the_variant_that_declares_what_it_has() {
    let read = |text: &str| {
        let value = read_from::<Loose>(text);
        let value_of = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
        assert_eq!(value_of(&written(&value)), value_of(text));
        value
    };
    assert!(matches!(read("{}"), Loose::First(_)));
    assert!(matches!(read(r#"{"common":1}"#), Loose::First(_)));
    assert!(matches!(read(r#"{"b":1,"common":1}"#), Loose::Second(_)));
    assert!(matches!(read(r#"{"x":1,"c":1,"b":1,"common":1}"#), Loose::Second(_)));
    // Both declare it, and one requires it.
    assert!(matches!(read(r#"{"a":1,"common":1}"#), Loose::Must(_)));
    assert!(matches!(read(r#"{"a":"no integer","b":1}"#), Loose::Second(_)));
}

/// Variants with a tag that hold each other.
enum Named {
    Tall(Tall),
    Wide(Wide),
    Other(Value),
}

struct Tall {
    kind: String,
    height: i64,
    inner: Option<Box<Named>>,
    list: Option<Vec<Named>>,
    extra: Extra,
}

struct Wide {
    kind: String,
    width: i64,
    inner: Option<Box<Named>>,
    list: Option<Vec<Named>>,
    extra: Extra,
}

wire::union!(Named {
    Tall: tag("type", &["tall"]).or_named_otherwise(),
    Wide: tag("type", &["wide"]).or_named_otherwise(),
});

wire::record!(Tall {
    kind: required("type"),
    height: required("height"),
    inner: optional("inner"),
    list: optional("list"),
    ..extra,
});

wire::record!(Wide {
    kind: required("type"),
    width: required("width"),
    inner: optional("inner"),
    list: optional("list"),
    ..extra,
});

#[test]
fn an_object_that_its_tag_names_wrongly_is_what_its_names_say() {
    let inner = r#"{"type":"tall","height":1,"inner":{"width":2,"type":"tall"}}"#;
    let text = format!(r#"{{"type":"tall","inner":{inner},"width":3,"list":[{inner},{inner}]}}"#);
    let value = read_from::<Named>(&text);
    let Named::Wide(wide) = &value else { panic!("{value:?}") };
    assert!(matches!(wide.inner.as_deref(), Some(Named::Tall(_))));
    let value_of = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
    assert_eq!(value_of(&written(&value)), value_of(&text));
    // What is no other variant, either, is refused as what its tag says.
    assert!(refusal::<Named>(r#"{"type":"tall","depth":1}"#).contains("/height"));
    assert!(
        refusal::<Named>(r#"{"type":"tall","height":1,"inner":{"type":"wide"}}"#)
            .contains("/inner/width")
    );
}

/// Variants whose tags are constants.
enum Fixed {
    Tall(FixedTall),
    Wide(FixedWide),
    Other(Value),
}

struct FixedTall {
    height: i64,
    extra: Extra,
}

struct FixedWide {
    width: i64,
    extra: Extra,
}

wire::union!(Fixed { Tall: tag("type", &["tall"]), Wide: tag("type", &["wide"]) });

wire::record!(FixedTall { _: constant("type", "tall"), height: required("height"), ..extra, });

wire::record!(FixedWide { _: constant("type", "wide"), width: required("width"), ..extra, });

#[test]
fn an_object_under_the_name_of_one_variant_is_never_one_whose_name_is_a_constant() {
    assert!(refusal::<Fixed>(r#"{"type":"tall","width":1}"#).contains("/height"));
    let width = r#"{"type":"wide","width":1}"#;
    assert!(matches!(read_from::<Fixed>(width), Fixed::Wide(_)));
}

/// However deep tags are wrong, and however many, a text is read in steps of its length.
#[test]
fn tags_that_name_wrongly_in_each_other() {
    use crate::wire::DecodeBudget;
    use crate::wire::read::read;
    use crate::wire::reading::Reading;
    for depth in [1, 3, 10, 30, 60, 100] {
        for (before, after) in [("\"type\":\"tall\",", ""), ("", ",\"type\":\"tall\"")] {
            let deep = (0..depth).fold("{}".to_owned(), |inner, _| {
                format!("{{{before}\"width\":1,\"inner\":{inner}{after}}}")
            });
            let deep = deep.replace("{}", &format!("{{{before}\"width\":1{after}}}"));
            let list = format!("[{}]", vec![deep.as_str(); 20].join(","));
            for text in [&deep, &list] {
                let mut reading = Reading::of(text, DecodeBudget::default());
                let result = if text.starts_with('[') {
                    let mut all = Vec::<Named>::blank();
                    read(&mut reading, &mut all.slot())
                } else {
                    let mut one = Named::blank();
                    read(&mut reading, &mut one.slot())
                };
                drop(result);
                let (steps, most) = (reading.text.steps(), 12 * text.len());
                assert!(steps <= most, "{steps} steps for {} bytes at {depth}", text.len());
            }
        }
    }
}
