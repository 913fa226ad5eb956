//! How the value of a parameter is written (OpenAPI 3.1, section 4.8.12.3), after
//! RFC 6570 where the style has a counterpart there.

use super::tree::Tree;

/// How a list or an object is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `a,b`, in paths and headers.
    Simple,
    /// `.a.b`, in paths.
    Label,
    /// `;name=a,b`, in paths.
    Matrix,
    /// `name=a&name=b` or `name=a,b`, in queries and cookies.
    Form,
    /// `name=a%20b`, in queries.
    SpaceDelimited,
    /// `name=a|b`, in queries.
    PipeDelimited,
    /// `name[key]=a`, in queries.
    DeepObject,
    /// JSON.
    Json,
}

/// Pairs of names and values, as a query, a cookie or a form has them; not yet percent-encoded.
pub(super) fn pairs(
    name: &str,
    style: Style,
    explode: bool,
    value: &Tree,
) -> Vec<(String, String)> {
    let own = |text: String| vec![(name.to_owned(), text)];
    match (style, value) {
        (_, Tree::Null) => own(String::new()),
        (Style::Json, value) => own(value.json()),
        (Style::DeepObject, Tree::Object(_) | Tree::List(_)) => {
            let mut found = Vec::new();
            deep(name, value, &mut found);
            found
        }
        (_, Tree::List(items)) if explode => {
            items.iter().map(|item| (name.to_owned(), item.scalar())).collect()
        }
        (_, Tree::Object(properties)) if explode => {
            properties.iter().map(|(key, value)| (key.clone(), value.scalar())).collect()
        }
        (style, value) => own(joined(value, separator(style))),
    }
}

/// The text of a path's or a header's value, each part encoded by `encode`.
pub(super) fn text(
    name: &str,
    style: Style,
    explode: bool,
    value: &Tree,
    encode: impl Fn(&str) -> String,
) -> String {
    let parts: Vec<String> = match value {
        value if style == Style::Json => vec![encode(&value.json())],
        Tree::List(items) => items.iter().map(|item| encode(&item.scalar())).collect(),
        Tree::Object(properties) if explode => properties
            .iter()
            .map(|(key, value)| format!("{}={}", encode(key), encode(&value.scalar())))
            .collect(),
        Tree::Object(properties) => properties
            .iter()
            .flat_map(|(key, value)| [encode(key), encode(&value.scalar())])
            .collect(),
        value => vec![encode(&value.scalar())],
    };
    match style {
        Style::Label => parts.iter().map(|part| format!(".{part}")).collect(),
        Style::Matrix => match value {
            Tree::Object(_) if explode => parts.iter().map(|part| format!(";{part}")).collect(),
            Tree::List(_) if explode => {
                parts.iter().map(|part| format!(";{name}={part}")).collect()
            }
            _ => format!(";{name}={}", parts.join(",")),
        },
        _ => parts.join(","),
    }
}

fn separator(style: Style) -> &'static str {
    match style {
        Style::SpaceDelimited => " ",
        Style::PipeDelimited => "|",
        _ => ",",
    }
}

fn joined(value: &Tree, separator: &str) -> String {
    match value {
        Tree::List(items) => items.iter().map(Tree::scalar).collect::<Vec<_>>().join(separator),
        Tree::Object(properties) => {
            let parts = properties.iter().flat_map(|(key, value)| [key.clone(), value.scalar()]);
            parts.collect::<Vec<_>>().join(separator)
        }
        value => value.scalar(),
    }
}

fn deep(name: &str, value: &Tree, found: &mut Vec<(String, String)>) {
    match value {
        Tree::Object(properties) => {
            for (key, value) in properties {
                deep(&format!("{name}[{key}]"), value, found);
            }
        }
        Tree::List(items) => {
            for item in items {
                deep(&format!("{name}[]"), item, found);
            }
        }
        value => found.push((name.to_owned(), value.scalar())),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::wire::RawJson;
    use crate::wire::Wire;

    fn query(style: Style, explode: bool, value: &Value) -> String {
        let pairs = pairs("color", style, explode, &Tree::of(&value.view()).expect("a tree"));
        let pairs = pairs.iter().map(|(name, value)| format!("{name}={value}"));
        pairs.collect::<Vec<_>>().join("&")
    }

    fn path(style: Style, explode: bool, value: &Value) -> String {
        let value = Tree::of(&value.view()).expect("a tree");
        text("color", style, explode, &value, str::to_owned)
    }

    /// The table of examples of OpenAPI 3.1, section 4.8.12.4, keys in the order of the alphabet.
    #[test]
    fn styles_are_those_of_the_specification() {
        let string = json!("blue");
        let list = json!(["blue", "black", "brown"]);
        let object = json!({"B": 150, "G": 200, "R": 100});
        assert_eq!(path(Style::Matrix, false, &string), ";color=blue");
        assert_eq!(path(Style::Matrix, false, &list), ";color=blue,black,brown");
        assert_eq!(path(Style::Matrix, true, &list), ";color=blue;color=black;color=brown");
        assert_eq!(path(Style::Matrix, false, &object), ";color=B,150,G,200,R,100");
        assert_eq!(path(Style::Matrix, true, &object), ";B=150;G=200;R=100");
        assert_eq!(path(Style::Label, false, &string), ".blue");
        assert_eq!(path(Style::Label, true, &list), ".blue.black.brown");
        assert_eq!(path(Style::Label, true, &object), ".B=150.G=200.R=100");
        assert_eq!(path(Style::Simple, false, &list), "blue,black,brown");
        assert_eq!(path(Style::Simple, false, &object), "B,150,G,200,R,100");
        assert_eq!(path(Style::Simple, true, &object), "B=150,G=200,R=100");
        assert_eq!(query(Style::Form, true, &string), "color=blue");
        assert_eq!(query(Style::Form, false, &list), "color=blue,black,brown");
        assert_eq!(query(Style::Form, true, &list), "color=blue&color=black&color=brown");
        assert_eq!(query(Style::Form, false, &object), "color=B,150,G,200,R,100");
        assert_eq!(query(Style::Form, true, &object), "B=150&G=200&R=100");
        assert_eq!(query(Style::SpaceDelimited, false, &list), "color=blue black brown");
        assert_eq!(query(Style::PipeDelimited, false, &list), "color=blue|black|brown");
        assert_eq!(
            query(Style::DeepObject, true, &object),
            "color[B]=150&color[G]=200&color[R]=100"
        );
    }

    #[test]
    fn json_stays_json_wherever_it_is_sent() {
        let list = json!(["a", {"b": 1.5}]);
        for shown in [path(Style::Json, false, &list), path(Style::Json, true, &list)] {
            assert_eq!(shown, r#"["a",{"b":1.5}]"#);
        }
        assert_eq!(path(Style::Json, false, &json!("a")), r#""a""#);
        assert_eq!(query(Style::Json, true, &list), r#"color=["a",{"b":1.5}]"#);
    }

    #[test]
    fn an_order_and_a_number_stay_as_they_are_written() {
        let value: RawJson = r#"{"R":1e400,"B":0.10000000000000000000001}"#.parse().expect("JSON");
        let value = Tree::of(&value.view()).expect("a tree");
        let expected = "R=1e400,B=0.10000000000000000000001";
        assert_eq!(text("color", Style::Simple, true, &value, str::to_owned), expected);
        let pairs = pairs("color", Style::DeepObject, true, &value);
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| (&**name, &**value)).collect();
        assert_eq!(pairs, [("color[R]", "1e400"), ("color[B]", "0.10000000000000000000001")]);
    }
}
