//! Properties that the description does not name cost nothing where there are none.

use specwright::Extra;
use specwright::fine_tuning::GraderPython;

use super::cost::{of, of_reading};

#[test]
fn nothing_where_there_are_none() {
    // A pointer to them, and a bit for each null.
    assert_eq!(size_of::<Extra>(), size_of::<usize>() + size_of::<u64>());
    let cost = of_reading::<GraderPython>(r#"{"type": "python", "name": "", "source": ""}"#);
    assert_eq!((cost.count_total, cost.bytes_total), (0, 0));
}

/// Where there are some, what it takes to make the same list by hand.
#[test]
fn themselves_where_there_are_some() {
    let json = r#"{"type": "python", "name": "", "source": "", "first": "1", "second": 2}"#;
    let by_hand = || {
        let texts = [("first", "\"1\""), ("second", "2")];
        let texts = texts.map(|(name, text)| (name.to_owned(), Box::<str>::from(text)));
        Box::new((Vec::from(texts), Vec::<usize>::new()))
    };
    let cost = of_reading::<GraderPython>(json);
    println!("{} allocations for two undeclared properties", cost.count_total);
    assert_eq!(cost.count_total, of(by_hand).count_total);
}
