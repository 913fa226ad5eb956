//! How the value of a parameter is written (OpenAPI 3.1, section 4.8.12.3), after
//! RFC 6570 where the style has a counterpart there.

use percent_encoding::{AsciiSet, utf8_percent_encode};

use super::parameter::{Parameter, ParameterLocation};
use super::request_builder::UNRESERVED;
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

/// Pairs of names and values, percent-encoded, as a query, a cookie or a form has them.
///
/// What stands between the items of one value is no part of any: a `,` among them is encoded, and
/// the one between them is not (RFC 6570, section 3.2.8). A blank or a `|` between them cannot
/// stand in a URI as it is, so that none may be among them ([`holds_delimiter`]).
pub(super) fn pairs(parameter: &Parameter, value: &Tree) -> Vec<(String, String)> {
    let Parameter { style, explode, allow_reserved, .. } = *parameter;
    let encode = if allow_reserved { reserved } else { encoded };
    let name = encoded(parameter.name);
    match (style, value) {
        (_, Tree::Null) => vec![(name, String::new())],
        (Style::Json, value) => vec![(name, encode(&value.json()))],
        (Style::DeepObject, Tree::Object(_) | Tree::List(_)) => {
            let mut found = Vec::new();
            deep(parameter.name, value, encode, &mut found);
            found
        }
        (_, Tree::List(items)) if explode => {
            items.iter().map(|item| (name.clone(), encode(&item.scalar()))).collect()
        }
        (_, Tree::Object(properties)) if explode => {
            properties.iter().flat_map(|(key, value)| exploded(key, value, encode)).collect()
        }
        (style, Tree::List(_) | Tree::Object(_)) => {
            // What is between the items is encoded among them, whatever else stays as it is.
            let encode = |text: &str| encode(text).replace(',', "%2C");
            let parts: Vec<String> = scalars(value).iter().map(|part| encode(part)).collect();
            vec![(name, parts.join(delimiter(style).2))]
        }
        (_, value) => vec![(name, encode(&value.scalar()))],
    }
}

/// What stands between the items of a value and in one of them too, in words. A header encodes
/// nothing: there a `,` is one of an item's within quotation marks alone (RFC 9110, section 5.6.1).
pub(super) fn holds_delimiter(parameter: &Parameter, value: &Tree) -> Option<&'static str> {
    let (delimiter, words, _) = delimiter(parameter.style);
    let is_joined = match (parameter.style, parameter.location) {
        (Style::SpaceDelimited | Style::PipeDelimited, _) => !parameter.explode,
        (Style::Simple, ParameterLocation::Header) => true,
        _ => false,
    };
    let is_quoted = |part: &str| {
        parameter.style == Style::Simple
            && part.len() > 1
            && part.starts_with('"')
            && part.ends_with('"')
    };
    let holds = |part: &String| part.contains(delimiter) && !is_quoted(part);
    (is_joined && value.has_parts() && scalars(value).iter().any(holds)).then_some(words)
}

/// A property of an object that is a parameter each; the items of a list are one each, too.
fn exploded(key: &str, value: &Tree, encode: fn(&str) -> String) -> Vec<(String, String)> {
    let name = encoded(key);
    match value {
        Tree::List(items) => {
            items.iter().map(|item| (name.clone(), encode(&item.scalar()))).collect()
        }
        value => vec![(name, encode(&value.scalar()))],
    }
}

/// The items of a list; the names and values of an object in turn.
fn scalars(value: &Tree) -> Vec<String> {
    match value {
        Tree::List(items) => items.iter().map(Tree::scalar).collect(),
        Tree::Object(properties) => {
            properties.iter().flat_map(|(key, value)| [key.clone(), value.scalar()]).collect()
        }
        value => vec![value.scalar()],
    }
}

/// What stands between items: as it is, in words, in a URI.
fn delimiter(style: Style) -> (char, &'static str, &'static str) {
    match style {
        Style::SpaceDelimited => (' ', "a blank", "%20"),
        Style::PipeDelimited => ('|', "a `|`", "%7C"),
        _ => (',', "a comma", ","),
    }
}

/// What may stand in a value as it is where reserved characters may.
const RESERVED: &AsciiSet = &UNRESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

pub(super) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, UNRESERVED).to_string()
}

/// The text with what is reserved, and with what is percent-encoded, as it is (RFC 6570, section
/// 3.2.3).
fn reserved(text: &str) -> String {
    let mut found = String::with_capacity(text.len());
    for (index, piece) in text.split('%').enumerate() {
        let is_encoded =
            piece.len() >= 2 && piece.as_bytes().iter().take(2).all(u8::is_ascii_hexdigit);
        match (index, is_encoded) {
            (0, _) => {}
            (_, true) => found.push('%'),
            (_, false) => found.push_str("%25"),
        }
        found.extend(utf8_percent_encode(piece, RESERVED));
    }
    found
}

/// The names of what stands in a value: `a[b]`, `a[]` for each item of a list, `a[0][b]` where an
/// item has names of its own, which could not be told apart otherwise.
pub(super) fn deep(
    name: &str,
    value: &Tree,
    encode: fn(&str) -> String,
    found: &mut Vec<(String, String)>,
) {
    match value {
        Tree::Object(properties) => {
            for (key, value) in properties {
                deep(&format!("{name}[{key}]"), value, encode, found);
            }
        }
        Tree::List(items) => {
            let is_plain = !items.iter().any(Tree::has_parts);
            for (index, item) in items.iter().enumerate() {
                let name = match is_plain {
                    true => format!("{name}[]"),
                    false => format!("{name}[{index}]"),
                };
                deep(&name, item, encode, found);
            }
        }
        value => found.push((encoded(name), encode(&value.scalar()))),
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::parameter;
    use super::*;
    use crate::wire::RawJson;
    use crate::wire::Wire;

    fn query(style: Style, explode: bool, value: &Value) -> String {
        by(parameter::query("color").style(style, explode), value)
    }

    fn by(parameter: Parameter, value: &Value) -> String {
        let pairs = pairs(&parameter, &Tree::of(&value.view()).expect("a tree"));
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
        assert_eq!(query(Style::SpaceDelimited, false, &list), "color=blue%20black%20brown");
        assert_eq!(query(Style::PipeDelimited, false, &list), "color=blue%7Cblack%7Cbrown");
        assert_eq!(
            query(Style::DeepObject, true, &object),
            "color%5BB%5D=150&color%5BG%5D=200&color%5BR%5D=100"
        );
    }

    #[test]
    fn json_stays_json_wherever_it_is_sent() {
        let list = json!(["a", {"b": 1.5}]);
        for shown in [path(Style::Json, false, &list), path(Style::Json, true, &list)] {
            assert_eq!(shown, r#"["a",{"b":1.5}]"#);
        }
        assert_eq!(path(Style::Json, false, &json!("a")), r#""a""#);
        assert_eq!(query(Style::Json, true, &list), "color=%5B%22a%22%2C%7B%22b%22%3A1.5%7D%5D");
    }

    #[test]
    fn an_order_and_a_number_stay_as_they_are_written() {
        let value: RawJson = r#"{"R":1e400,"B":0.10000000000000000000001}"#.parse().expect("JSON");
        let value = Tree::of(&value.view()).expect("a tree");
        let expected = "R=1e400,B=0.10000000000000000000001";
        assert_eq!(text("color", Style::Simple, true, &value, str::to_owned), expected);
        let parameter = parameter::query("color").style(Style::DeepObject, true);
        let pairs = pairs(&parameter, &value);
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| (&**name, &**value)).collect();
        assert_eq!(
            pairs,
            [("color%5BR%5D", "1e400"), ("color%5BB%5D", "0.10000000000000000000001")]
        );
    }

    /// What stands between items is no part of any.
    #[test]
    fn delimiters_are_apart_from_the_data() {
        let list = json!(["a", "b", "c,d"]);
        assert_eq!(query(Style::Form, false, &list), "color=a,b,c%2Cd");
        let object = json!({"k,": "v,"});
        assert_eq!(query(Style::Form, false, &object), "color=k%2C,v%2C");
        let reserved = parameter::query("color").style(Style::Form, false).allow_reserved();
        assert_eq!(by(reserved, &list), "color=a,b,c%2Cd");
        let holds = |style, explode, value: &Value| {
            let parameter = parameter::query("color").style(style, explode);
            holds_delimiter(&parameter, &Tree::of(&value.view()).expect("a tree"))
        };
        let (blank, pipe) = (json!(["a b"]), json!({"a|": 1}));
        assert_eq!(holds(Style::SpaceDelimited, false, &blank), Some("a blank"));
        assert_eq!(holds(Style::PipeDelimited, false, &pipe), Some("a `|`"));
        assert_eq!(holds(Style::PipeDelimited, false, &blank), None);
        assert_eq!(holds(Style::SpaceDelimited, true, &blank), None);
        assert_eq!(holds(Style::SpaceDelimited, false, &json!("a b")), None);
        assert_eq!(holds(Style::Form, false, &list), None);
        let in_header = |value: &Value| {
            holds_delimiter(
                &parameter::header("X-Color"),
                &Tree::of(&value.view()).expect("a tree"),
            )
        };
        assert_eq!(in_header(&list), Some("a comma"));
        assert_eq!(in_header(&object), Some("a comma"));
        for free in [json!(["a", "\"c,d\""]), json!("c,d"), json!(["a b"])] {
            assert_eq!(in_header(&free), None, "{free}");
        }
    }

    #[test]
    fn reserved_characters_stay_but_for_those_that_would_begin_something_else() {
        let path = parameter::query("path").allow_reserved();
        for (value, expected) in [
            ("quotes/h2g2.txt:1@2", "quotes/h2g2.txt:1@2"),
            ("?!$'()*,;=", "?!$'()*,;="),
            ("a&b=1#c+d[e]", "a%26b=1%23c%2Bd%5Be%5D"),
            ("100% %2f %C3%BC %zz", "100%25%20%2f%20%C3%BC%20%25zz"),
            ("é\n", "%C3%A9%0A"),
        ] {
            assert_eq!(by(path, &json!(value)), format!("path={expected}"));
        }
    }

    #[test]
    fn items_with_names_of_their_own_are_told_apart() {
        let plain = |text: String| text.replace("%5B", "[").replace("%5D", "]");
        let people = json!([{"email": "x", "id": 1}, {"email": "z"}]);
        let deep = plain(query(Style::DeepObject, true, &people));
        assert_eq!(deep, "color[0][email]=x&color[0][id]=1&color[1][email]=z");
        let filter = json!({"and": ["b", "c"], "lists": [["d"], ["e", "f"]], "or": [{"a": 1}]});
        assert_eq!(
            plain(query(Style::DeepObject, true, &filter)),
            "color[and][]=b&color[and][]=c&color[lists][0][]=d&color[lists][1][]=e&color[lists][1][]=f&color[or][0][a]=1"
        );
    }

    #[test]
    fn a_list_in_an_exploded_object_repeats_its_name() {
        let params = json!({"inner": {"e": 1}, "list": ["a", "b&"], "one": "c d"});
        assert_eq!(
            query(Style::Form, true, &params),
            "inner=%7B%22e%22%3A1%7D&list=a&list=b%26&one=c%20d"
        );
    }
}
