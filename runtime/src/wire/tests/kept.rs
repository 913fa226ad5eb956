//! What arrives is kept: names that come again, constants that are another value, nulls; and what
//! clones, compares and shows it.

use super::*;

struct Typed {
    a: Option<i64>,
    rest: BTreeMap<String, i64>,
}

wire::record!(Typed { _: constant_integer("v", 1), a: optional("a"), ..rest, });

macro_rules! wide {
    ($($field:ident $name:literal)*) => {
        /// More properties than a word has bits.
        struct Wide { $($field: Option<i64>,)* extra: Extra }
        /// The same, closed.
        struct WideClosed { $($field: Option<i64>,)* nulls: Nulls }
        wire::record!(Wide { $($field: optional($name).nullable(),)* ..extra, }, nullable);
        wire::record!(WideClosed { $($field: optional($name).nullable(),)* ..nulls, }, nullable);
        const NAMES: &[&str] = &[$($name),*];
    };
}

wide! {
    p0 "p0" p1 "p1" p2 "p2" p3 "p3" p4 "p4" p5 "p5" p6 "p6" p7 "p7" p8 "p8" p9 "p9" p10 "p10"
    p11 "p11" p12 "p12" p13 "p13" p14 "p14" p15 "p15" p16 "p16" p17 "p17" p18 "p18" p19 "p19"
    p20 "p20" p21 "p21" p22 "p22" p23 "p23" p24 "p24" p25 "p25" p26 "p26" p27 "p27" p28 "p28"
    p29 "p29" p30 "p30" p31 "p31" p32 "p32" p33 "p33" p34 "p34" p35 "p35" p36 "p36" p37 "p37"
    p38 "p38" p39 "p39" p40 "p40" p41 "p41" p42 "p42" p43 "p43" p44 "p44" p45 "p45" p46 "p46"
    p47 "p47" p48 "p48" p49 "p49" p50 "p50" p51 "p51" p52 "p52" p53 "p53" p54 "p54" p55 "p55"
    p56 "p56" p57 "p57" p58 "p58" p59 "p59" p60 "p60" p61 "p61" p62 "p62" p63 "p63" p64 "p64"
    p65 "p65" p66 "p66" p67 "p67" p68 "p68" p69 "p69" p70 "p70"
}

#[test]
fn the_last_value_of_a_constant_counts() {
    let again = |text: &str| written(&read_from::<Leaf>(text));
    assert_eq!(again(r#"{"type":"leaf"}"#), r#"{"type":"leaf"}"#);
    assert_eq!(again(r#"{"type":"x","type":"leaf"}"#), r#"{"type":"leaf"}"#);
    assert_eq!(again(r#"{"type":"x","type":1}"#), r#"{"type":1}"#);
    assert_eq!(again(r#"{"type":"leaf","type":1}"#), r#"{"type":1}"#);
    assert_eq!(again(r#"{"type":1,"e":1,"e":2,"type":"leaf"}"#), r#"{"type":"leaf","e":1,"e":2}"#);
    assert_eq!(again(r#"{"type":1,"type":"leaf","type":2,"e":1}"#), r#"{"type":2,"e":1}"#);
}

#[test]
fn a_constant_is_written_once_whatever_a_map_holds() {
    let mut typed = read_from::<Typed>(r#"{"v":1,"b":2}"#);
    typed.rest.insert("v".to_owned(), 3);
    typed.rest.insert("a".to_owned(), 4);
    assert_eq!(written(&typed), r#"{"v":1,"b":2}"#);
    assert_eq!(refusal::<Typed>(r#"{"v":2}"#), "at /v: invalid value: 2, expected 1");
    assert_eq!(written(&read_from::<Typed>(r#"{"v":1.0,"b":1,"b":2}"#)), r#"{"v":1,"b":2}"#);
}

#[test]
fn a_null_is_kept_of_every_property() {
    for (index, name) in NAMES.iter().enumerate() {
        for text in [format!("{{\"{name}\":null}}"), format!("{{\"{name}\":1,\"{name}\":null}}")] {
            let alone = format!("{{\"{name}\":null}}");
            let (wide, closed) = (read_from::<Wide>(&text), read_from::<WideClosed>(&text));
            assert_eq!((written(&wide), written(&closed)), (alone.clone(), alone.clone()));
            assert_eq!((written(&wide.clone()), written(&closed.clone())), (alone.clone(), alone));
            assert!(wide.is_null(name) && closed.is_null(name));
            assert_ne!(wide, Wide::blank());
            assert_ne!(closed, WideClosed::blank());
            assert_eq!(format!("{wide:?}"), format!("Wide {{ {name}: null }}"));
            let other = NAMES[(index + 1) % NAMES.len()];
            assert!(!wide.is_null(other) && !closed.is_null(other));
        }
        let text = format!("{{\"{name}\":null,\"{name}\":1}}");
        let (wide, closed) = (read_from::<Wide>(&text), read_from::<WideClosed>(&text));
        let alone = format!("{{\"{name}\":1}}");
        assert_eq!((written(&wide), written(&closed)), (alone.clone(), alone.clone()));
        assert_eq!(wide, read_from::<Wide>(&alone));
        assert_eq!(closed, read_from::<WideClosed>(&alone));
    }
}

/// A property that has a value is not null, whatever it was before.
#[test]
fn a_value_counts_for_more_than_a_null_before_it() {
    let mut wide = Wide::blank();
    assert!(wide.set_null("p3") && wide.set_null("p70") && !wide.set_null("none"));
    (wide.p3, wide.p70) = (Some(1), Some(2));
    let other = read_from::<Wide>(r#"{"p3":1,"p70":2}"#);
    assert_eq!(written(&wide), written(&other));
    assert_eq!(wide, other);
    let mut closed = WideClosed::blank();
    assert!(closed.set_null("p3") && closed.set_null("p70"));
    (closed.p3, closed.p70) = (Some(1), Some(2));
    assert_eq!(closed, read_from::<WideClosed>(r#"{"p3":1,"p70":2}"#));
}

#[test]
fn copies_are_the_same() {
    for text in [
        r#"{"x":1,"a":{"y":"s","open":[1],"map":{"k":{"x":2}}},"list":[{"x":1},3,null,"s"],"e":{}}"#,
        r#"{"y":"","a":null,"list":null,"open":null}"#,
        r#"{"x":1,"tagged":{"type":"leaf","text":null,"e":1e400}}"#,
        "7",
    ] {
        let value = read_from::<Ambiguous>(text);
        let copy = value.clone();
        assert_eq!(copy, value);
        assert_eq!(format!("{copy:?}"), format!("{value:?}"));
        assert_eq!(written(&copy), written(&value));
    }
    assert_ne!(read_from::<Ambiguous>(r#"{"x":1}"#), read_from::<Ambiguous>(r#"{"x":2}"#));
    assert_ne!(read_from::<Ambiguous>(r#"{"x":1}"#), read_from::<Ambiguous>(r#"{"x":1,"e":1}"#));
    assert_eq!(
        read_from::<Ambiguous>(r#"{"x":1,"e":1,"f":2}"#),
        read_from::<Ambiguous>(r#"{"f":2,"x":1,"e":1}"#)
    );
}
