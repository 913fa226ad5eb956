use std::cell::RefCell;
use std::rc::Rc;

use super::*;
use crate::wire::{self, Extra};

struct Line {
    n: i64,
    many: Option<Vec<Line>>,
    extra: Extra,
}

wire::record!(Line {
    n: required("n").limits(&[at_most(50)]),
    many: optional("many"),
    ..extra,
});

/// What is found of a text: each fault as it is shown, behind its kind.
fn found(text: &str) -> Vec<String> {
    let faults = check::<Line, _>(text.as_bytes()).map(|fault| fault.expect("no reader fails"));
    faults.map(|fault| format!("{:?} {fault}", fault.kind())).collect()
}

#[test]
fn sound_lines_have_no_faults_however_they_end() {
    for sound in
        ["", "\n\n", "{\"n\":1}", "{\"n\":1}\n", "\u{feff}{\"n\":1}\r\n \r\n{\"n\":2,\"new\":[]}\n"]
    {
        assert_eq!(found(sound), [""; 0], "{sound:?}");
    }
}

#[test]
fn every_fault_of_every_line_has_its_place() {
    let text = "{\"n\":1}\n{\"n\":}\n\n  {\"n\":true}\n{}\n{\"n\":1,\"many\":[{\"n\":99},{\"n\":5},{\"n\":98}]}\n[1]\n{\"n\":1";
    let faults: Vec<LineFault> =
        check::<Line, _>(text.as_bytes()).map(|fault| fault.expect("no reader fails")).collect();
    let places: Vec<_> =
        faults.iter().map(|it| (it.line(), it.column(), it.pointer(), it.kind())).collect();
    use LineFaultKind::{Json, Limit, Value};
    assert_eq!(
        places,
        [
            (2, 6, None, Json),
            (4, 8, Some("/n"), Value),
            (5, 1, Some("/n"), Value),
            (6, 21, Some("/many/0/n"), Limit),
            (6, 38, Some("/many/2/n"), Limit),
            (7, 1, Some(""), Value),
            (8, 6, None, Json),
        ],
        "{faults:#?}"
    );
}

#[test]
fn a_line_that_is_too_long_is_one_fault_and_the_next_one_is_read() {
    let long = format!("{{\"n\":1,\"x\":\"{}\"}}\n{{\"n\":99}}\n{{\"n\":1}}", "x".repeat(100));
    let mut checked = check::<Line, _>(long.as_bytes()).max_line(50);
    let kinds: Vec<_> =
        checked.by_ref().map(|it| it.map(|it| (it.line(), it.kind())).expect("read")).collect();
    assert_eq!(kinds, [(1, LineFaultKind::TooLong), (2, LineFaultKind::Limit)]);
    assert_eq!((checked.lines(), checked.values()), (3, 2));
    // As long as is allowed, without and with what ends it.
    for (text, faults) in [("{\"n\":1}", 0), ("{\"n\":1}\n", 0), ("{\"n\":10}", 1)] {
        assert_eq!(check::<Line, _>(text.as_bytes()).max_line(7).count(), faults, "{text:?}");
    }
}

#[test]
fn values_are_looked_at_with_their_lines_and_a_reader_that_fails_ends_it() {
    let seen = Rc::new(RefCell::new(Vec::new()));
    let looked = Rc::clone(&seen);
    let checker = check::<Line, _>(&b"{\"n\":1}\n{\"n\":99}\n{}\n"[..]);
    let checker = checker.each(move |line, value| looked.borrow_mut().push((line, value.n)));
    assert_eq!(checker.count(), 2);
    assert_eq!(*seen.borrow(), [(1, 1), (2, 99)]);

    struct Failing;
    impl Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("gone"))
        }
    }
    let mut checker = check::<Line, _>(Failing);
    assert!(checker.next().is_some_and(|it| it.is_err()) && checker.next().is_none());
}

#[test]
fn a_line_that_is_cut_off_ends_in_its_own_line() {
    let faults: Vec<LineFault> = check::<Line, _>(&b"{\"n\":1\r\n{\"n\":1}\n"[..])
        .map(|fault| fault.expect("no reader fails"))
        .collect();
    let [fault] = faults.as_slice() else { panic!("{faults:?}") };
    assert_eq!((fault.line(), fault.column(), fault.kind()), (1, 6, LineFaultKind::Json));
}

#[test]
fn rules_find_what_limits_do_not_behind_them() {
    let text = "{\"n\":1}\n{\"many\":[{\"n\":3}],\"n\":99}\n";
    let mut judged = 0;
    let checked = check::<Line, _>(text.as_bytes()).judge(move |line, found| {
        judged += 1;
        for (index, inner) in line.many.iter().flatten().enumerate().filter(|(_, it)| it.n == 3) {
            found.push(
                "no-three",
                format!("/many/{index}/n"),
                format!("found {} in {judged}", inner.n),
            );
        }
    });
    let faults: Vec<LineFault> = checked.map(|fault| fault.expect("no reader fails")).collect();
    let told: Vec<_> = faults.iter().map(|it| (it.kind(), it.to_string())).collect();
    let [(LineFaultKind::Limit, _), (LineFaultKind::Rule("no-three"), rule)] = told.as_slice()
    else {
        panic!("{told:?}")
    };
    assert_eq!(rule, "2:15: /many/0/n: found 3 in 2");
}

/// What is at fault is passed by: a property, an item, or what stands around what cannot be done without.
#[test]
fn what_else_is_wrong_with_a_line_is_told_and_nothing_that_an_edit_made_so() {
    for (text, expected) in [
        ("{\"n\":\"a\",\"many\":5}", &["/n", "/many"][..]),
        (
            "{\"many\":[{\"n\":[]},{},{\"n\":99},{\"n\":1,\"many\":0}]}",
            &["/n", "/many/0/n", "/many/1/n", "/many/2/n", "/many/3/many"],
        ),
        // An item that is none: those behind it keep their places.
        (
            "{\"n\":1,\"many\":[7,{\"n\":98},[],{\"n\":\"\"}]}",
            &["/many/0", "/many/1/n", "/many/2", "/many/3/n"],
        ),
        ("{ \"many\" : [ 7 , { \"n\" : 98 } ] , \"n\" : null }", &["/many/0", "/many/1/n", "/n"]),
        // Of a name that stands there twice the last value is passed by, and the first one fails still.
        ("{\"n\":\"a\",\"n\":\"b\",\"many\":{}}", &["/n"]),
        ("[{\"n\":\"a\"}]", &[""]),
    ] {
        let faults = check::<Line, _>(text.as_bytes()).map(|fault| fault.expect("no reader fails"));
        let mut found: Vec<String> =
            faults.map(|fault| fault.pointer().unwrap_or("none").to_owned()).collect();
        let mut expected: Vec<&str> = expected.to_vec();
        found.sort();
        expected.sort_unstable();
        assert_eq!(found, expected, "{text}");
    }
    // Names of any kind, and commas and braces within texts.
    let text = "{\"a,b\":\"}],[{\",\"n\":true,\"~/\":[{\"x\":\"\\\",\"}],\"many\":[{\"n\":60}],\"many\":[{\"n\":\"\"}]}";
    let places = ["Value 1:20: /n: ", "Value 1:75: /many/0/n: "];
    let found = found(text);
    assert!(found.iter().zip(places).all(|(it, place)| it.starts_with(place)), "{found:?}");
    assert_eq!(found.len(), 2);
}

/// A reader would forgive both.
#[test]
fn a_constant_is_there_and_is_no_other_value() {
    struct Tagged {
        n: i64,
        extra: Extra,
    }
    wire::record!(Tagged {
        _: constant("type", "this"),
        n: required("n"),
        ..extra,
    });
    let text = "{\"n\":1}\n{\"n\":1,\"type\":\"that\"}\n{\"n\":1,\"type\":\"this\",\"more\":0}\n";
    let faults: Vec<LineFault> =
        check::<Tagged, _>(text.as_bytes()).map(|fault| fault.expect("no reader fails")).collect();
    let places: Vec<_> = faults.iter().map(|it| (it.line(), it.column(), it.pointer())).collect();
    assert_eq!(places, [(1, 1, Some("/type")), (2, 15, Some("/type"))], "{faults:#?}");
    assert!(json::from_str::<Tagged>("{\"n\":1}").is_ok_and(|it| it.n == 1 && it.extra.is_empty()));
}
