//! How the value of a parameter is written (OpenAPI 3.1, section 4.8.12.3), after
//! RFC 6570 where the style has a counterpart there.

use serde_json::Value;

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
    value: &Value,
) -> Vec<(String, String)> {
    let own = |text: String| vec![(name.to_owned(), text)];
    match (style, value) {
        (_, Value::Null) => own(String::new()),
        (Style::Json, value) => own(value.to_string()),
        (Style::DeepObject, Value::Object(_) | Value::Array(_)) => {
            let mut found = Vec::new();
            deep(name, value, &mut found);
            found
        }
        (_, Value::Array(items)) if explode => {
            items.iter().map(|item| (name.to_owned(), scalar(item))).collect()
        }
        (_, Value::Object(properties)) if explode => {
            properties.iter().map(|(key, value)| (key.clone(), scalar(value))).collect()
        }
        (style, value) => own(joined(value, separator(style))),
    }
}

/// The text of a path's or a header's value, each part encoded by `encode`.
pub(super) fn text(
    name: &str,
    style: Style,
    explode: bool,
    value: &Value,
    encode: impl Fn(&str) -> String,
) -> String {
    let parts: Vec<String> = match value {
        Value::Array(items) => items.iter().map(|item| encode(&scalar(item))).collect(),
        Value::Object(properties) if explode => properties
            .iter()
            .map(|(key, value)| format!("{}={}", encode(key), encode(&scalar(value))))
            .collect(),
        Value::Object(properties) => properties
            .iter()
            .flat_map(|(key, value)| [encode(key), encode(&scalar(value))])
            .collect(),
        value if style == Style::Json => vec![encode(&value.to_string())],
        value => vec![encode(&scalar(value))],
    };
    match style {
        Style::Label => parts.iter().map(|part| format!(".{part}")).collect(),
        Style::Matrix => match value {
            Value::Object(_) if explode => parts.iter().map(|part| format!(";{part}")).collect(),
            Value::Array(_) if explode => {
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

fn joined(value: &Value, separator: &str) -> String {
    match value {
        Value::Array(items) => items.iter().map(scalar).collect::<Vec<_>>().join(separator),
        Value::Object(properties) => {
            let parts = properties.iter().flat_map(|(key, value)| [key.clone(), scalar(value)]);
            parts.collect::<Vec<_>>().join(separator)
        }
        value => scalar(value),
    }
}

fn deep(name: &str, value: &Value, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(properties) => {
            for (key, value) in properties {
                deep(&format!("{name}[{key}]"), value, found);
            }
        }
        Value::Array(items) => {
            for item in items {
                deep(&format!("{name}[]"), item, found);
            }
        }
        value => found.push((name.to_owned(), scalar(value))),
    }
}

fn scalar(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn query(style: Style, explode: bool, value: &Value) -> String {
        let pairs = pairs("color", style, explode, value);
        let pairs = pairs.iter().map(|(name, value)| format!("{name}={value}"));
        pairs.collect::<Vec<_>>().join("&")
    }

    fn path(style: Style, explode: bool, value: &Value) -> String {
        text("color", style, explode, value, str::to_owned)
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
}
