//! Reads the errors of OpenAI's servers.

use serde_json::{Map, Value};

use crate::api_error::ApiError;
use crate::raw_response::RawResponse;

/// What the body of an error says: `{"error": {"code", "message", "type", "param"}}`, read
/// forgivingly. Azure's differ in kinds, and proxies' in shape.
///
/// The example of [`OpenAiError`] reads them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorFields {
    /// The word for this error that programs compare, such as `model_not_found`.
    pub code: Option<String>,
    /// The sentence for people.
    pub message: Option<String>,
    /// The class of the error (`type`), such as `invalid_request_error`.
    pub kind: Option<String>,
    /// The parameter at fault.
    pub param: Option<String>,
}

impl ErrorFields {
    /// What a response says.
    pub fn of(response: &RawResponse) -> Self {
        let body = serde_json::from_slice::<Value>(response.bytes()).unwrap_or_default();
        let error = body.get("error").unwrap_or(&body);
        let none = Map::new();
        let properties = error.as_object().unwrap_or(&none);
        let property = |name: &str| properties.get(name).and_then(text);
        let message = property("message").or_else(|| property("detail"));
        Self {
            code: property("code"),
            message: message.or_else(|| error.as_str().map(str::to_owned)),
            kind: property("type"),
            param: property("param"),
        }
    }

    /// The message, and behind it what programs compare.
    #[cfg(feature = "client")]
    pub(super) fn sentence(self) -> Option<String> {
        let facts = [("code", self.code), ("type", self.kind), ("param", self.param)];
        let facts = facts.into_iter().filter_map(|(name, fact)| Some(format!("{name} {}", fact?)));
        let facts: Vec<String> = facts.collect();
        let message = self.message?;
        Some(match facts.is_empty() {
            true => message,
            false => format!("{message} ({})", facts.join(", ")),
        })
    }
}

/// The words that OpenAI's servers have for an error: its code, its class, the parameter at fault.
///
/// ```
/// use specwright::ApiError;
/// use specwright::http::Response;
/// use specwright::openai::{ErrorFields, OpenAiError};
///
/// let body = r#"{"error": {"message": "No such job", "code": "not_found", "param": "id"}}"#;
/// let error = ApiError::new(Response::builder().status(404).body(body.into())?);
/// assert_eq!(error.code().as_deref(), Some("not_found"));
/// assert_eq!((error.kind(), error.param().as_deref()), (None, Some("id")));
/// assert_eq!(error.fields().message.as_deref(), Some("No such job"));
/// assert_eq!(ErrorFields::of(error.response()).code, error.code());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait OpenAiError {
    /// All that the body says.
    fn fields(&self) -> ErrorFields;

    /// The word for this error that programs compare, such as `model_not_found`.
    fn code(&self) -> Option<String> {
        self.fields().code
    }

    /// The class of the error (`type`), such as `invalid_request_error`.
    fn kind(&self) -> Option<String> {
        self.fields().kind
    }

    /// The parameter at fault.
    fn param(&self) -> Option<String> {
        self.fields().param
    }
}

impl OpenAiError for ApiError {
    fn fields(&self) -> ErrorFields {
        ErrorFields::of(self.response())
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(body: &'static str) -> ErrorFields {
        ApiError::new(http::Response::new(body.into())).fields()
    }

    #[test]
    fn any_shape_is_read_as_far_as_it_goes() {
        let full = fields(
            r#"{"error":{"code":7,"message":"No model","type":"t","param":null,"new":[1]}}"#,
        );
        assert_eq!((full.code.as_deref(), full.kind.as_deref()), (Some("7"), Some("t")));
        assert_eq!(full.param, None);
        assert_eq!(fields(r#"{"error":"why"}"#).message.as_deref(), Some("why"));
        assert_eq!(fields(r#"{"detail":"why"}"#).message.as_deref(), Some("why"));
        assert_eq!(fields("<html>"), ErrorFields::default());
        #[cfg(feature = "client")]
        assert_eq!(full.sentence().as_deref(), Some("No model (code 7, type t)"));
    }
}
