//! Which variant of a union bytes mean, what goes back, and what is refused before it is sent.

use serde_json::{Value, json};
use specwright::{Wire, json as wire_json};
use specwright_tests::cases::{
    base_and_its_children as family, constants_as_tags as constants, enums_with_names as enums,
    limits_of_variants as limits, mappings_and_tags as tags, properties_by_pattern as patterns,
    unions_without_a_tag as untagged,
};

/// Reads a value, and sees that it goes back as it came.
#[track_caller]
fn read<T: Wire>(text: &str) -> T {
    let value: T = wire_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let back: Value = serde_json::from_str(&written(&value)).expect("JSON");
    assert_eq!(back, serde_json::from_str::<Value>(text).expect("JSON"), "{value:?}");
    value
}

fn written<T: Wire>(value: &T) -> String {
    String::from_utf8(wire_json::to_vec(value).expect("writable")).expect("UTF-8")
}

/// What is wrong with a value that was read, each with its place.
#[track_caller]
fn violations<T: Wire>(text: &str) -> Vec<String> {
    match specwright::wire::validate(&read::<T>(text)) {
        Ok(()) => Vec::new(),
        Err(invalid) => invalid.violations().iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn a_value_is_held_against_what_any_variant_allows() {
    let kept = [
        r#"{"ranges":1}"#,
        r#"{"ranges":105}"#,
        r#"{"halves":-2.5}"#,
        r#"{"halves":2.5}"#,
        r#"{"lists":[]}"#,
        r#"{"lists":["a","b"]}"#,
        r#"{"items":[1,3]}"#,
        r#"{"items":[7,9]}"#,
        r#"{"maps":{}}"#,
        r#"{"maps":{"a":"","b":"","c":""}}"#,
        r#"{"text":"AB"}"#,
        r#"{"text":"abcdef"}"#,
        r#"{"listed_or_short":"automatic"}"#,
        r#"{"listed_or_short":"abc"}"#,
        r#"{"any_text":"as long as it likes"}"#,
        r#"{"kind_around":"ab"}"#,
        r#"{"kind_around":"xyz"}"#,
        r#"{"both":true}"#,
        r#"{"both":false}"#,
        r#"{"yes":true}"#,
        r#"{"named":5}"#,
        r#"{"named":500}"#,
        r#"{"keyword":"auto"}"#,
        r#"{"keyword":-1}"#,
        r#"{"keyword":12}"#,
        r#"{"perhaps":null}"#,
        r#"{"perhaps":8}"#,
        r#"{"beside":"12"}"#,
        r#"{"beside":"ab"}"#,
        r#"{"beside":true}"#,
        r#"{"nested":7}"#,
        r#"{"nested":100}"#,
    ];
    for text in kept {
        assert_eq!(violations::<limits::Limits>(text), Vec::<String>::new(), "{text}");
    }
    let broken = [
        (
            r#"{"ranges":20}"#,
            "/ranges must be at least 1 and be at most 10, or be at least 100 and be at most 110, but is 20",
        ),
        (r#"{"halves":0.5}"#, "/halves must be at most -1, or be more than 1, but is 0.5"),
        (
            r#"{"lists":["a"]}"#,
            "/lists must have at most 0 items, or have at least 2 items, but has 1",
        ),
        (
            r#"{"items":[1,7]}"#,
            "/items must hold values of which each must be at most 3, or hold values of which each must be at least 7, but has 2",
        ),
        (
            r#"{"maps":{"a":"","b":""}}"#,
            "/maps must have at most 1 property, or have at least 3 properties, but has 2",
        ),
        (
            r#"{"text":"abc"}"#,
            "/text must have at most 2 characters, or have at least 5 characters and match the pattern ^[a-z]+$, but has 3",
        ),
        (
            r#"{"listed_or_short":"manual"}"#,
            "/listed_or_short must have at most 3 characters, or be one of \"automatic\", but has 6",
        ),
        (
            r#"{"kind_around":"abc"}"#,
            "/kind_around must have at most 2 characters, or match the pattern ^x, but has 3",
        ),
        (r#"{"yes":false}"#, "/yes must be one of true, but is false"),
        (r#"{"named":50}"#, "/named must be at most 9, or be at least 100, but is 50"),
        (r#"{"keyword":5}"#, "/keyword must be at most 0, or be at least 10, but is 5"),
        (r#"{"perhaps":5}"#, "/perhaps must be at most 3, or be at least 7, but is 5"),
        (
            r#"{"beside":"A"}"#,
            "/beside must match the pattern ^[0-9]+$, or match the pattern ^[a-z]+$, but has 1",
        ),
        (
            r#"{"nested":8}"#,
            "/nested must be at least 100, or be at most 3, or be one of 7, but is 8",
        ),
    ];
    for (text, message) in broken {
        assert_eq!(violations::<limits::Limits>(text), [message], "{text}");
    }
}

#[test]
fn an_object_says_by_its_properties_which_variant_it_is() {
    use untagged::{Alike, ByKind, Nested, State, Telling};
    assert!(matches!(read(r#"{"first":"a","common":1}"#), Telling::First(_)));
    assert!(matches!(read(r#"{"second":"b","common":1}"#), Telling::Second(_)));
    assert!(matches!(read(r#"{"must":"c","first":"a","common":1}"#), Telling::Must(_)));
    assert!(matches!(read(r#"{"common":1,"fifth":"e"}"#), Telling::Referred(_)));
    assert!(matches!(read(r#"{"third":"c","fourth":"d"}"#), Telling::TitledOne(_)));
    assert!(matches!(read(r#"{"fourth":"d","fifth":"e"}"#), Telling::Referred(_)));
    assert!(matches!(read("{}"), Telling::First(_)));
    assert!(matches!(read(r#""text""#), Telling::String(_)));
    assert!(matches!(read(r#"{"id":"a"}"#), ByKind::IdString(_)));
    assert!(matches!(read(r#"{"id":7}"#), ByKind::IdInteger(_)));
    assert!(matches!(read(r#"{"id":"a"}"#), Alike::Wide(_)));
    assert!(matches!(read(r#"{"kind":"x","a":"1"}"#), Nested::X(_)));
    assert!(matches!(read(r#"{"c":"1"}"#), Nested::Object(untagged::NestedObject::C(_))));
    // A value of a state that is not listed says no less what it is a state of.
    assert!(matches!(read(r#"{"color":"blue"}"#), State::Color(_)));
    assert!(matches!(read(r#"{"shape":"round","more":1}"#), State::Shape(_)));
    // Any JSON stays what it was.
    for text in ["1", "1.0", "null", "[1]", r#"{"a":1}"#, "18446744073709551615"] {
        assert_eq!(written(&read::<untagged::Anything>(text)), text);
    }
}

#[test]
fn a_property_is_of_the_schema_that_its_name_says() {
    use patterns::{Beside, Closed, Holder};
    let none: [&str; 0] = [];
    assert_eq!(violations::<Holder>(r#"{"settings":{"dark":true,"x-note":"hello"}}"#), none);
    assert_eq!(
        violations::<Holder>(r#"{"settings":{"x-a":true}}"#),
        ["/settings/x-a must be a string, but is a boolean"]
    );
    assert_eq!(
        violations::<Holder>(r#"{"settings":{"a":"b"}}"#),
        ["/settings/a must be a boolean, but is a string"]
    );
    let message = "/settings/x-a must have at most 5 characters, but has 6";
    assert_eq!(violations::<Holder>(r#"{"settings":{"x-a":"abcdef"}}"#), [message]);
    assert_eq!(violations::<Closed>(r#"{"id":1,"x-a":"b","n-c":{"a":1}}"#), none);
    let message =
        "/y has a name that must match the pattern ^x-, or match the pattern ^n-, but has 1";
    assert_eq!(violations::<Closed>(r#"{"y":"b"}"#), [message]);
    assert_eq!(violations::<Holder>(r#"{"one_type":{"a":"abc","b":"abcd"}}"#), none);
    let message = "/one_type/a must have at most 3 characters, but has 4";
    assert_eq!(violations::<Holder>(r#"{"one_type":{"a":"abcd"}}"#), [message]);
    // What no pattern speaks of may be anything.
    assert_eq!(violations::<Holder>(r#"{"free":{"a":{"a":1},"B":{"a":"x"},"C":[1],"D":5}}"#), none);
    assert_eq!(
        violations::<Holder>(r#"{"free":{"a":5}}"#),
        ["/free/a must be an object, but is an integer"]
    );
    assert_eq!(violations::<Holder>(r#"{"every":{"a":1,"B":2}}"#), none);
    assert_eq!(violations::<Beside>(r#"{"id":1,"x-a":"bc","d":[]}"#), none);
    assert_eq!(
        violations::<Beside>(r#"{"id":1,"x-a":"b","x-b":1,"D":1}"#),
        [
            "/D has a name that must match the pattern ^[a-z-]+$",
            "/x-a must have at least 2 characters, but has 1",
            "/x-b must be a string, but is an integer",
        ]
    );
    assert_eq!(violations::<Holder>(r#"{"listed":{"a":1,"b":2}}"#), none);
    let message = "/listed/c has a name that must be one of \"a\", \"b\", but has 1";
    assert_eq!(violations::<Holder>(r#"{"listed":{"c":1}}"#), [message]);
    assert_eq!(violations::<Holder>(r#"{"referred":{"ab":[]}}"#), none);
    let message = "/referred/a has a name that must have at least 2 characters, but has 1";
    assert_eq!(violations::<Holder>(r#"{"referred":{"a":[]}}"#), [message]);
}

#[test]
fn a_base_is_one_of_its_children() {
    use family::{Cat, Condition, Dog, IsTrue, Owner, Pet};
    assert!(matches!(read(r#"{"petType":"Cat","hunts":true}"#), Pet::Cat(_)));
    assert!(matches!(read(r#"{"petType":"dog","bark":"w"}"#), Pet::Dog(_)));
    assert!(matches!(read(r#"{"petType":"big","bark":"w"}"#), Pet::Dog(_)));
    assert!(matches!(read(r#"{"petType":"Puppy","bark":"w","weeks":3}"#), Pet::Puppy(_)));
    assert!(matches!(read(r#"{"petType":"lizard","name":"L"}"#), Pet::Lizard(_)));
    // What is no child that is known, and what is not what its name says.
    assert!(matches!(read(r#"{"petType":"Bird","name":"B","wings":2}"#), Pet::Base(_)));
    assert!(matches!(read(r#"{"petType":"dog","name":"mute"}"#), Pet::Base(_)));
    let pet: Pet = read(r#"{"petType":"Cat","name":"Tom"}"#);
    assert_eq!(pet.name().map(String::as_str), Some("Tom"));
    // A child is sent under its own name.
    assert_eq!(written(&Cat::builder().hunts(true).build()), r#"{"petType":"Cat","hunts":true}"#);
    assert_eq!(written(&IsTrue::builder().build()), r#"{"operator":"isTrue"}"#);
    let dog = Dog::builder().pet_type("Cat").bark("w").build();
    let refused = specwright::wire::validate(&dog).expect_err("another's name").to_string();
    assert_eq!(refused, "invalid: /petType must be one of \"dog\", \"big\", but has 3");
    assert!(matches!(read(r#"{"operator":"eq","value":"1"}"#), Condition::Eq(_)));
    assert!(matches!(read(r#"{"operator":"isTrue"}"#), Condition::IsTrue(_)));
    let owner: Owner = read(r#"{"pet":{"petType":"Cat","hunts":true}}"#);
    assert!(matches!(owner.pet, Some(Pet::Cat(_))));
}

#[test]
fn an_integer_has_the_name_that_the_description_gives_it() {
    use enums::{Constants, Holder, HolderInUnion, Names, Plain, Varnames};
    let holder: Holder = read(r#"{"plain":-1,"level":1,"list":[1,0,5],"again":"a","in_union":5}"#);
    assert_eq!(holder.plain, Plain::Minus1);
    assert_eq!(holder.level, Some(Varnames::SwitchedOn));
    assert_eq!(holder.list, Some(vec![Constants::Dm, Constants::GuildText, Constants::N5]));
    assert_eq!(holder.again, Some(Names::Alpha));
    assert!(matches!(holder.in_union, Some(HolderInUnion::Integer(_))));
    // One that is not listed is kept where it arrives, and not sent.
    let unknown: Holder = read(r#"{"plain":7}"#);
    assert_eq!(unknown.plain, Plain::Other(7));
    let message = ["/plain must be one of 0, 1, -1, but is 7"];
    assert_eq!(violations::<Holder>(r#"{"plain":7}"#), message);
    assert_eq!(i64::from(Plain::Minus1), -1);
}

#[test]
fn what_is_listed_against_its_type_is_read_and_sent_as_the_type() {
    use enums::Holder;
    for (text, sent) in [
        (
            r#"{"plain":0,"as_text":"1","as_other":1.5}"#,
            r#"{"plain":0,"as_text":1,"as_other":"1.5"}"#,
        ),
        (
            r#"{"plain":0,"as_text":0,"as_other":true}"#,
            r#"{"plain":0,"as_text":0,"as_other":"true"}"#,
        ),
    ] {
        let holder: Holder = wire_json::from_str(text).expect("both kinds are read");
        assert_eq!(written(&holder), sent);
        specwright::wire::validate(&holder).expect("it is listed");
    }
    assert!(wire_json::from_str::<Holder>(r#"{"plain":"0"}"#).is_err());
    assert!(wire_json::from_str::<Holder>(r#"{"plain":0,"as_text":"x"}"#).is_err());
}

#[test]
fn a_mapping_counts_before_what_tags_list() {
    use tags::{Defaulted, Event, Mapped, Params};
    assert!(matches!(read(r#"{"kind":"c","x":"a"}"#), Mapped::C(_)));
    assert!(matches!(read(r#"{"kind":"d","x":1}"#), Mapped::D(_)));
    assert!(matches!(read(r#"{"kind":"d","patterns":["a"]}"#), Params::D(_)));
    assert!(matches!(read(r#"{"mode":"slow","type":"made"}"#), Event::Made(_)));
    assert!(matches!(read(r#"{"mode":"other","type":"gone"}"#), Event::Gone(_)));
    assert!(matches!(read(r#"{"sort":"known","a":"1"}"#), Defaulted::Known(_)));
    assert!(matches!(read(r#"{"sort":"else","b":"1"}"#), Defaulted::Rest(_)));
    // Its tag names one variant, which it is not, and another one has another name.
    assert!(wire_json::from_str::<Params>(r#"{"kind":"c","patterns":["a"]}"#).is_err());
    let error = wire_json::from_str::<Params>(r#"{"kind":"c"}"#).expect_err("it is none");
    assert!(error.to_string().contains("/model"), "{error}");
    assert_eq!(json!(read::<Params>(r#"{"kind":"e"}"#)), json!({"kind": "e"}));
}

/// Each value of a tag that is a boolean or an integer is of its own variant, whatever else is in
/// the object and wherever the tag stands in it; one that is no variant's is of none.
#[test]
fn a_boolean_or_an_integer_tells_the_variant_as_a_string_does() {
    use constants::{
        Animal, Answer, Beside, Mapped, Mixed, Nullable, Numbered, Partly, Ranged, Second, Shape,
    };
    assert!(matches!(read(r#"{"ok":true,"data":"d"}"#), Answer::Success(_)));
    assert!(matches!(read(r#"{"data":"d","ok":false}"#), Answer::Failure(_)));
    assert!(matches!(read(r#"{"error":"e","ok":false}"#), Answer::Failure(_)));
    assert!(matches!(read(r#"{"done":true,"at":1}"#), Partly::DoneTrue(_)));
    assert!(matches!(read(r#"{"left":1,"at":1}"#), Partly::Left(_)));
    assert!(matches!(read(r#"{"left":1,"done":false}"#), Partly::Left(_)));
    assert!(matches!(read(r#"{"kind":1,"r":1.5}"#), Numbered::Circle(_)));
    assert!(matches!(read(r#"{"side":1.5,"kind":2}"#), Numbered::Kind2(_)));
    assert!(matches!(read(r#"{"kind":3}"#), Numbered::Object(_)));
    assert!(matches!(read(r#"{"kind":-4,"side":2.5}"#), Numbered::Object(_)));
    assert!(matches!(read(r#"{"kind":5}"#), Numbered::Other(_)));
    assert!(matches!(read(r#"{"kind":1.5}"#), Numbered::Other(_)));
    assert!(matches!(read(r#"{"kind":18446744073709551616}"#), Numbered::Other(_)));
    assert!(matches!(read(r#"{"v":"one"}"#), Mixed::One(_)));
    assert!(matches!(read(r#"{"v":1,"c":"c"}"#), Mixed::V1(_)));
    assert!(matches!(read(r#"{"v":2,"a":"a"}"#), Mixed::C(_)));
    assert!(matches!(read(r#"{"v":true,"a":"a"}"#), Mixed::C(_)));
    assert!(matches!(read(r#"{"v":"1"}"#), Mixed::Other(_)));
    assert!(matches!(read(r#"{"v":false}"#), Mixed::Other(_)));
    assert!(matches!(
        read(r#"{"final":false,"type":"message","a":"a"}"#),
        Second::MessageFinalFalse(_)
    ));
    assert!(matches!(read(r#"{"type":"message","final":true}"#), Second::MessageFinalTrue(_)));
    assert!(matches!(read(r#"{"size":2,"a":"a"}"#), Mapped::Large(_)));
    assert!(matches!(read(r#"{"a":"a","size":1}"#), Mapped::Small(_)));
    assert!(matches!(read(r#"{"sides":4,"name":"n"}"#), Shape::Square(_)));
    assert!(matches!(read(r#"{"sides":5,"name":"n"}"#), Shape::Base(_)));
    assert!(matches!(read(r#"{"n":2}"#), Nullable::N2(_)));
    assert!(matches!(read(r#"{"n":null,"a":"a"}"#), Nullable::NMinus1(_)));
    assert!(matches!(read(r#"{"lives":9,"kind":1}"#), Animal::Cat(_)));
    assert!(matches!(read(r#"{"lives":1,"kind":2}"#), Animal::Dog(_)));
    assert!(matches!(read(r#"{"level":5}"#), Ranged::Low(_)));
    assert!(matches!(read(r#"{"level":6}"#), Ranged::High(_)));
    assert!(matches!(read(r#"{"code":7,"why":"w"}"#), Beside::Code(_)));
    assert!(matches!(read(r#"{"code":8,"why":"w"}"#), Beside::Other(_)));
    // An integer is the same however it is written.
    for one in ["1.0", "1e0", "10e-1", "0.1E1"] {
        let text = format!(r#"{{"kind":{one},"r":1.5}}"#);
        let value: Numbered = wire_json::from_str(&text).expect("a value");
        assert!(matches!(value, Numbered::Circle(_)), "{one}");
        assert_eq!(written(&value), r#"{"kind":1,"r":1.5}"#);
    }
    let refused = [
        (r#"{}"#, "the required property is missing, which names the variant"),
        (r#"{"ok":"true"}"#, r#"invalid value: "true", expected a boolean that names the variant"#),
        (r#"{"ok":1}"#, "invalid value: 1, expected a boolean that names the variant"),
    ];
    for (text, reason) in refused {
        let error = wire_json::from_str::<Answer>(text).expect_err(text).to_string();
        assert!(error.starts_with(&format!("at /ok: {reason}")), "{error}");
    }
    let error = wire_json::from_str::<Numbered>(r#"{"kind":"1"}"#).expect_err("a text").to_string();
    assert!(error.contains("expected an integer that names the variant"), "{error}");
    let error = wire_json::from_str::<Numbered>(r#"{"kind":2}"#).expect_err("no side").to_string();
    assert!(error.starts_with("at /side: the required property is missing (in the variant \"2\")"));
}

/// A string may be another one than was described, as in a string enum; there is no integer beside the
/// one, and nothing of another kind.
#[test]
fn a_constant_that_was_received_with_another_value_is_sent_where_it_is_a_string() {
    use constants::Level;
    assert_eq!(violations::<Level>(r#"{"at":3,"name":"level"}"#), Vec::<String>::new());
    assert_eq!(violations::<Level>(r#"{"at":3,"name":"storey"}"#), Vec::<String>::new());
    assert_eq!(violations::<Level>(r#"{"at":4,"name":"level"}"#), ["/at must be 3, but is 4"]);
    assert_eq!(
        violations::<Level>(r#"{"at":"3","name":1}"#),
        [r#"/at must be 3, but is "3""#, r#"/name must be "level", but is 1"#]
    );
}
