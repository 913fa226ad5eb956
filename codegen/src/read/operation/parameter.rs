//! Parameters: what stands in a query, a path, a header or a cookie, and how it is written there.

use openapiv3 as typed;
use serde_json::{Map, Value as Json, json};

use super::content::{self, Media};
use super::{Fallible, OperationReader, keep, pick};
use crate::diagnostic::{Code, Sink};
use crate::pointer::Place;
use crate::read::source::{Node, Value};

/// A parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// The parameter.
    pub place: Place,
    /// `name`.
    pub name: String,
    /// `in`.
    pub location: String,
    /// `style`, as written or as the location implies.
    pub style: String,
    /// `explode`, as written or as the style implies.
    pub explode: bool,
    /// `allowReserved`.
    pub allow_reserved: bool,
    /// `required`, or that the place implies it.
    pub required: bool,
    /// Whether `required` says so.
    pub says_required: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// `description`.
    pub description: Option<String>,
    /// `schema`, or that of its one `content`.
    pub schema: Option<Place>,
    /// The media type of its one `content`.
    pub media_type: Option<String>,
}

impl OperationReader<'_> {
    /// Reads a list of parameters; what cannot be read is left out and said.
    pub(super) fn parameters(&self, list: &Place, sink: &mut Sink) -> Vec<Parameter> {
        let count = self.document.node(list).ok().and_then(Node::list).map_or(0, <[Node]>::len);
        let mut parameters = Vec::with_capacity(count);
        for index in 0..count {
            let read = self.parameter(&list.item(index), sink);
            parameters.extend(keep(read, sink));
        }
        parameters
    }

    fn parameter(&self, place: &Place, sink: &mut Sink) -> Fallible<Parameter> {
        let place = self.document.follow(place)?;
        let node = self.document.node(&place)?;
        let mut content = content::read(self.document, &place.child("content"));
        let schema = match node.get("schema") {
            Some(_) => Some(place.child("schema")),
            None => content.first().and_then(|media| media.schema.clone()),
        };
        let mut keywords = pick(
            node,
            &["name", "in", "required", "deprecated", "description", "style", "explode"],
        );
        self.newer(&place, &mut keywords, &mut content)?;
        self.drop_impossible_style(&place, &mut keywords, sink);
        keywords.insert("schema".to_owned(), json!({"$ref": "#"}));
        let typed: typed::Parameter = self.typed(keywords, &place, "parameter")?;
        let (location, style) = match &typed {
            typed::Parameter::Query { style, .. } => ("query", json!(style)),
            typed::Parameter::Header { style, .. } => ("header", json!(style)),
            typed::Parameter::Path { style, .. } => ("path", json!(style)),
            typed::Parameter::Cookie { style, .. } => ("cookie", json!(style)),
        };
        let style = style.as_str().unwrap_or("form").to_owned();
        let data = typed.parameter_data();
        Ok(Parameter {
            name: data.name.clone(),
            location: location.to_owned(),
            explode: data.explode.unwrap_or(style == "form"),
            style,
            required: data.required || location == "path",
            says_required: node
                .get("required")
                .is_some_and(|node| node.value == Value::Boolean(true)),
            deprecated: data.deprecated.unwrap_or_default(),
            allow_reserved: node
                .get("allowReserved")
                .is_some_and(|node| node.value == Value::Boolean(true)),
            description: data.description.clone(),
            schema,
            media_type: content.into_iter().next().map(|media| media.media_type),
            place,
        })
    }

    /// Takes away a `style` that the place of the parameter does not have (OpenAPI 3.1, section
    /// 4.8.12.2.1), so that it is sent in the style that the place implies: what is required has to
    /// be sent in one.
    fn drop_impossible_style(
        &self,
        place: &Place,
        keywords: &mut Map<String, Json>,
        sink: &mut Sink,
    ) {
        let (styles, location): (&[&str], &str) = match keywords.get("in").and_then(Json::as_str) {
            Some("path") => (&["simple", "label", "matrix"], "path"),
            Some("query") => (&["form", "spaceDelimited", "pipeDelimited", "deepObject"], "query"),
            Some("header") => (&["simple"], "header"),
            Some("cookie") => (&["form"], "cookie"),
            _ => return,
        };
        let [implied, ..] = styles else { return };
        let Some(style) = keywords.get("style") else { return };
        if style.as_str().is_some_and(|style| styles.contains(&style)) {
            return;
        }
        let message = format!("no parameter `in: {location}` has the style {style}");
        let problem = self.document.problem(Code::StyleImpossible, &place.child("style"), message);
        sink.push(
            problem.help(format!("it is sent in the style `{implied}`, as one that has none")),
        );
        keywords.remove("style");
    }

    /// What OpenAPI 3.2 has of parameters beyond 3.1, in the words of that: a whole query string
    /// is an object whose properties are parameters each, and a cookie in the style `cookie` is one
    /// of the style `form` (OpenAPI 3.2, sections 4.12.2 and 4.12.3).
    fn newer(
        &self,
        place: &Place,
        keywords: &mut Map<String, Json>,
        content: &mut Vec<Media>,
    ) -> Fallible<()> {
        if keywords.get("in") == Some(&json!("cookie"))
            && keywords.get("style") == Some(&json!("cookie"))
        {
            keywords.insert("style".to_owned(), json!("form"));
        }
        if keywords.get("in") != Some(&json!("querystring")) {
            return Ok(());
        }
        let media_type = content.first().map(|media| media.media_type.as_str());
        if media_type != Some("application/x-www-form-urlencoded") {
            let problem = self.document.problem(
                Code::PartUnreadable,
                &place.child("content"),
                "a query string is read as `application/x-www-form-urlencoded` alone".to_owned(),
            );
            let help =
                "describe it by that media type, or its properties as parameters `in: query`";
            return Err(Box::new(problem.help(help)));
        }
        content.clear();
        keywords.insert("in".to_owned(), json!("query"));
        keywords.insert("style".to_owned(), json!("form"));
        keywords.insert("explode".to_owned(), json!(true));
        Ok(())
    }
}
