//! Vendor extensions that hold examples, as the user names them.

use std::fmt;
use std::str::FromStr;

use crate::pointer::Place;
use crate::read::source::{Node, Value};

/// Where a vendor's examples stand: `x-acme/samples/*`.
///
/// The first step is a property whose name begins with `x-`, the others lead on from its value: a
/// name, or `*` for every property. Lists on the way are looked through. What is reached is an
/// example of the node that has the `x-` property: of a schema, a media type, a parameter or a
/// header the value; of an operation its success response, or with `=request` at the end its
/// request body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vendor {
    steps: Vec<String>,
    /// What of an operation it is an example of.
    pub of: Of,
}

/// What of an operation a vendor extension is an example of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Its request body.
    Request,
    /// Its successful response.
    Response,
}

impl FromStr for Vendor {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (path, of) = match text.split_once('=') {
            None | Some((_, "response")) => (text.split('=').next().unwrap_or(text), Of::Response),
            Some((path, "request")) => (path, Of::Request),
            Some((_, other)) => {
                return Err(format!("`={other}` is not known; `=request` and `=response` are"));
            }
        };
        let steps: Vec<String> =
            path.split('/').map(|step| step.replace("~1", "/").replace("~0", "~")).collect();
        if !path.starts_with("x-") {
            return Err("the first step is a vendor extension, such as `x-acme`".to_owned());
        }
        if steps.iter().any(String::is_empty) {
            return Err("a step is empty; the notation is `x-acme/samples/*`".to_owned());
        }
        Ok(Self { steps, of })
    }
}

impl fmt::Display for Vendor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let steps: Vec<String> =
            self.steps.iter().map(|step| step.replace('~', "~0").replace('/', "~1")).collect();
        let of = if self.of == Of::Request { "=request" } else { "" };
        write!(f, "{}{of}", steps.join("/"))
    }
}

impl Vendor {
    /// The examples that a node has below its `x-` property.
    pub fn find(&self, node: &Node, place: &Place) -> Vec<Place> {
        let mut found = Vec::new();
        if let Some((first, rest)) = self.steps.split_first()
            && let Some(property) = node.get(first)
        {
            below(property, &place.child(first), rest, &mut found);
        }
        found
    }
}

fn below(node: &Node, place: &Place, steps: &[String], found: &mut Vec<Place>) {
    let Some((step, rest)) = steps.split_first() else {
        // An empty list of examples, or a note that there is none, is no example.
        if !matches!(&node.value, Value::Null) {
            found.push(place.clone());
        }
        return;
    };
    match &node.value {
        Value::Object(properties) => {
            let is_meant = |name: &str| step == "*" || step == name;
            for (name, property) in properties.iter().filter(|(name, _)| is_meant(name)) {
                below(property, &place.child(name), rest, found);
            }
        }
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                below(item, &place.item(index), steps, found);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pointer::{FileId, Pointer};
    use crate::read::source;

    fn found(vendor: &str, text: &str) -> Vec<String> {
        let (node, _) = source::read("t.yaml", text.to_owned(), FileId(0)).expect("readable");
        let vendor: Vendor = vendor.parse().expect("a vendor");
        let found = vendor.find(&node, &Place::in_document(Pointer::root()));
        found.iter().map(|place| place.pointer.to_string()).collect()
    }

    #[test]
    fn steps_lead_through_lists_and_stars() {
        let text = "x-acme:\n  examples:\n  - {response: 1}\n  - {request: 2}\n  - {response: 3}\n";
        assert_eq!(
            found("x-acme/examples/response", text),
            ["/x-acme/examples/0/response", "/x-acme/examples/2/response"]
        );
        assert_eq!(found("x-acme/*/request", text), ["/x-acme/examples/1/request"]);
        assert_eq!(found("x-other", text), [""; 0]);
        assert_eq!(found("x-acme", "x-acme: {a: 1}"), ["/x-acme"]);
        assert_eq!(found("x-a~1b/c", "x-a/b: {c: 1}"), ["/x-a~1b/c"]);
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        for (text, reason) in [
            ("acme/example", "vendor extension"),
            ("x-acme//example", "empty"),
            ("x-acme=reply", "=request"),
        ] {
            let error = text.parse::<Vendor>().expect_err(text);
            assert!(error.contains(reason), "{error}");
        }
        for text in ["x-acme/sample=request", "x-acme/samples/*"] {
            assert_eq!(text.parse::<Vendor>().expect("a vendor").to_string(), text);
        }
    }
}
