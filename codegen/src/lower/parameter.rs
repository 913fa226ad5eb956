//! Parameters: what is sent in the path, the query, headers and cookies, and how it is written.

mod nesting;

use self::nesting::Written;
use super::media::{essence, is_json};
use super::operation::deprecation;
use super::query::both;
use super::query::titled;
use super::{Lowering, PreferredName};
use crate::api::{
    Docs, Expr, Nullability, Parameter, ParameterIn, ParameterStyle, PathParameter, Use, ValueType,
};
use crate::diagnostic::Code;
use crate::read::operation;

impl Lowering<'_> {
    /// What the templates of the path stand for; one that nobody describes is a string.
    pub(super) fn path_parameters(
        &mut self,
        read: &operation::Operation,
        preferred: &PreferredName,
    ) -> Vec<PathParameter> {
        let mut parameters: Vec<PathParameter> = Vec::new();
        let templates = templates(&read.path);
        self.report_unused(read, &templates);
        for name in templates {
            if parameters.iter().any(|known| known.wire_name == name) {
                continue;
            }
            let described = read
                .parameters
                .iter()
                .find(|parameter| parameter.location == "path" && parameter.name == name);
            let parameter = match described {
                Some(described) => {
                    let (style, value) = self.written(described, preferred);
                    if !described.says_required {
                        let text = format!("`{name}` of the path does not say that it is required");
                        self.note(Code::PathParameterRequired, &described.place, text);
                    }
                    self.report_reserved(described);
                    PathParameter {
                        wire_name: name,
                        style,
                        explode: described.explode,
                        value,
                        docs: self.parameter_docs(described),
                    }
                }
                None => {
                    let text =
                        format!("`{name}` of the path is described nowhere, so it is a string");
                    self.note(Code::PathParameterUndescribed, &read.place, text);
                    PathParameter {
                        wire_name: name,
                        style: ParameterStyle::Simple,
                        explode: false,
                        value: Use::of(Expr::Text),
                        docs: Docs::default(),
                    }
                }
            };
            parameters.push(parameter);
        }
        parameters
    }

    /// Says which parameters of the path have no template there.
    fn report_unused(&mut self, read: &operation::Operation, templates: &[String]) {
        let of_path = read.parameters.iter().filter(|parameter| parameter.location == "path");
        for unused in of_path.filter(|parameter| !templates.contains(&parameter.name)) {
            let text = format!(
                "`{}` is a parameter of the path, and `{}` has no template of that name: it is not sent",
                unused.name, read.path
            );
            self.note(Code::PathParameterUnused, &unused.place, text);
        }
        // As routers write it; what OpenAPI has of a name stands in braces, and a `:` within a segment
        // may well be meant, as in `/jobs/{id}:cancel`.
        let is_name = |name: &&str| name.starts_with(|first: char| first.is_ascii_alphabetic());
        let routes = read.path.split('/').filter_map(|segment| segment.strip_prefix(':'));
        for name in routes.filter(is_name) {
            let text = format!(
                "`:{name}` of the path is sent as it stands: a parameter is written `{{{name}}}`"
            );
            self.note(Code::PathParameterUnused, &read.place, text);
        }
    }

    /// What is sent in the query, in headers and in cookies.
    pub(super) fn parameters(
        &mut self,
        read: &operation::Operation,
        preferred: &PreferredName,
    ) -> Vec<Parameter> {
        let mut parameters = Vec::new();
        for parameter in &read.parameters {
            let location = match parameter.location.as_str() {
                "query" => ParameterIn::Query,
                "cookie" => ParameterIn::Cookie,
                // What these say is said by the body and the credentials (OpenAPI 3.1, section
                // 4.8.12.2.1). `Accept` is sent: only the caller knows which of several it means.
                "header" if is_spoken_for(&parameter.name) || is_framing(&parameter.name) => {
                    let who = match is_framing(&parameter.name) {
                        true => "the transport writes it",
                        false => "the body and the credentials say it",
                    };
                    let name = &parameter.name;
                    let text = format!("the header parameter `{name}` is ignored: {who}");
                    self.note(Code::HeaderSpokenFor, &parameter.place, text);
                    continue;
                }
                "header" => ParameterIn::Header,
                _ => continue,
            };
            if location != ParameterIn::Query {
                self.report_reserved(parameter);
            }
            let (style, value) = self.written(parameter, preferred);
            if value.null != Nullability::Never {
                let text =
                    format!("a null of `{}` is not sent: OpenAPI has none here", parameter.name);
                self.note(Code::StyleUndefined, &parameter.place, text);
            }
            let annotations =
                parameter.schema.as_ref().map(|schema| self.schemas.annotations(schema));
            let is_deprecated = annotations.is_some_and(|annotations| annotations.is_deprecated);
            parameters.push(Parameter {
                wire_name: parameter.name.clone(),
                location,
                style,
                explode: parameter.explode,
                allow_reserved: parameter.allow_reserved && location == ParameterIn::Query,
                required: parameter.required,
                // An optional parameter that is null is one that is not sent.
                value: Use { null: Nullability::Never, ..value },
                docs: self.parameter_docs(parameter),
                deprecation: deprecation(parameter.deprecated || is_deprecated),
            });
        }
        parameters
    }

    fn parameter_docs(&mut self, read: &operation::Parameter) -> Docs {
        let schema = read.schema.as_ref().map(|schema| self.schemas.docs(schema));
        let schema = schema.unwrap_or_default();
        let text = match read.description.as_deref().map(str::trim) {
            None | Some("") => schema.text.clone(),
            Some(text) => {
                let own = read.schema.as_ref().map(|schema| self.schemas.at(schema));
                let own = own.and_then(|schema| schema.description.clone());
                both(text.to_owned(), own.unwrap_or_default())
            }
        };
        let Docs { text, .. } = titled(Docs { text, ..schema.clone() }, &read.name);
        let annotations = read.schema.as_ref().map(|schema| self.schemas.annotations(schema));
        let is_deprecated = read.deprecated || annotations.is_some_and(|all| all.is_deprecated);
        // What is required is an argument, which no attribute can discourage.
        let text = match (is_deprecated && read.required, text.trim()) {
            (false, _) => text,
            (true, "") => "Deprecated.".to_owned(),
            (true, text) => format!("{text}\n\nDeprecated."),
        };
        Docs { text, title: None, ..schema }
    }

    /// How a parameter is written, and what its value is. What has a media type is written in that
    /// (OpenAPI 3.1, section 4.8.12.2.2): JSON is, text that has no parts is, and of anything else
    /// only the caller knows how.
    fn written(
        &mut self,
        read: &operation::Parameter,
        preferred: &PreferredName,
    ) -> (ParameterStyle, Use) {
        let style = style(&read.style);
        let Some(schema) = &read.schema else {
            let text =
                format!("`{}` has neither a schema nor a content, so it is a string", read.name);
            self.note(Code::ParameterUntyped, &read.place, text);
            return (style, Use::of(Expr::Text));
        };
        let preferred = preferred.step(&read.name);
        match read.media_type.as_deref().map(essence) {
            None => {
                let value = self.use_at(schema, &preferred);
                let (explode, named, name) = (read.explode, &read.style, &read.name);
                let written = Written { style, explode, named, name };
                self.report_undefined(&written, &read.place, &value);
                (style, value)
            }
            Some(json) if is_json(&json) => (ParameterStyle::Json, self.use_at(schema, &preferred)),
            Some(other) => {
                let kinds = self.schemas.summary(schema).kinds.clone();
                let has_parts =
                    |kind: &ValueType| matches!(kind, ValueType::Object | ValueType::Array);
                if !kinds.is_empty() && !kinds.iter().any(has_parts) {
                    return (style, self.use_at(schema, &preferred));
                }
                let text = format!("`{}` is of `{other}`, which the caller writes", read.name);
                self.note(Code::ParameterUntyped, &read.place, text);
                (style, Use::of(Expr::Text))
            }
        }
    }

    fn report_reserved(&mut self, read: &operation::Parameter) {
        if read.allow_reserved {
            let text = format!(
                "`allowReserved` of `{}` is ignored: it is for queries and forms alone",
                read.name
            );
            self.note(Code::ReservedIgnored, &read.place, text);
        }
    }
}

/// The names in the braces of a path.
fn templates(path: &str) -> Vec<String> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let opened = path.split('{').skip(1);
    opened
        .filter_map(|rest| Some(rest.split_once('}')?.0.to_owned()))
        .filter(|name| !name.is_empty())
        .collect()
}

/// Whether a header is one that a description of parameters has no say in.
fn is_spoken_for(name: &str) -> bool {
    ["content-type", "authorization"].iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// Whether a header says how a message is framed or to which host it goes, which the transport
/// alone knows (RFC 9110, sections 7.2, 7.6.1 and 8.6).
fn is_framing(name: &str) -> bool {
    let framing = [
        "connection",
        "content-length",
        "host",
        "keep-alive",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    ];
    framing.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// A style by its name.
pub(super) fn style(name: &str) -> ParameterStyle {
    match name {
        "simple" => ParameterStyle::Simple,
        "label" => ParameterStyle::Label,
        "matrix" => ParameterStyle::Matrix,
        "spaceDelimited" => ParameterStyle::SpaceDelimited,
        "pipeDelimited" => ParameterStyle::PipeDelimited,
        "deepObject" => ParameterStyle::DeepObject,
        _ => ParameterStyle::Form,
    }
}
