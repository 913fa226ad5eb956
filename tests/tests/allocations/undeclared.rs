//! Properties that the description does not name cost nothing where there are none.

use serde_json::{Map, Value};
use specwright::fine_tuning::GraderPython;
use specwright::wire::Extra;

use super::cost::{of, of_reading};

#[test]
fn nothing_where_there_are_none() {
    assert_eq!(size_of::<Extra>(), size_of::<usize>());
    let cost = of_reading::<GraderPython>(r#"{"type": "python", "name": "", "source": ""}"#);
    assert_eq!((cost.count_total, cost.bytes_total), (0, 0));
}

/// Where there are some, what it takes to make the same map by hand.
#[test]
fn themselves_where_there_are_some() {
    let json = r#"{"type": "python", "name": "", "source": "", "first": "1", "second": 2}"#;
    let by_hand = || {
        let mut properties = Box::new(Map::new());
        properties.insert("first".to_owned(), Value::from("1"));
        properties.insert("second".to_owned(), Value::from(2));
        properties
    };
    let cost = of_reading::<GraderPython>(json);
    println!("{} allocations for two undeclared properties", cost.count_total);
    assert_eq!(cost.count_total, of(by_hand).count_total);
}
