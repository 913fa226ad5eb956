//! The places of a JSON value.

use serde_json::Value;

/// A place below the root.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The place, as a JSON Pointer (RFC 6901).
    pub pointer: String,
    /// The place of the object or list that it stands in.
    pub parent: String,
    /// Its name or index there.
    pub last: Step,
}

/// One step of a pointer.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// The property of an object.
    Name(String),
    /// The item of a list.
    Index(usize),
}

/// Lists all places below the root, each before those within it.
pub fn places(value: &Value) -> Vec<Place> {
    let mut places = Vec::new();
    add_below("", value, &mut places);
    places
}

fn add_below(parent: &str, value: &Value, places: &mut Vec<Place>) {
    let mut add = |last: Step, segment: &str, value: &Value| {
        let pointer = format!("{parent}/{segment}");
        places.push(Place { pointer: pointer.clone(), parent: parent.to_owned(), last });
        add_below(&pointer, value, places);
    };
    match value {
        Value::Object(properties) => {
            for (name, value) in properties {
                let segment = name.replace('~', "~0").replace('/', "~1");
                add(Step::Name(name.clone()), &segment, value);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                add(Step::Index(index), &index.to_string(), value);
            }
        }
        _ => {}
    }
}
