//! What an operation's success is as a response.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Response, StatusCode};

use crate::json;
use crate::operation::{Empty, Events, Json, ResponseBody, Text};
use crate::wire::{DecodeError, Wire};

/// A body that can be written as it is read.
///
/// Not those that differ by status: [`On::json`](super::On::json) says which of them it is.
pub trait Answer: ResponseBody {
    /// The response that is read as this.
    ///
    /// # Errors
    /// Where there is none: a file has no text.
    fn write(output: &Self::Output) -> Result<Response<Bytes>, DecodeError>;
}

impl<T: Wire> Answer for Json<T> {
    fn write(output: &T) -> Result<Response<Bytes>, DecodeError> {
        let text = json::to_vec(output).map_err(|error| DecodeError::new(error.to_string()))?;
        Ok(success("application/json", text))
    }
}

impl Answer for Text {
    fn write(output: &String) -> Result<Response<Bytes>, DecodeError> {
        Ok(success("text/plain; charset=utf-8", output.clone()))
    }
}

impl Answer for Bytes {
    fn write(output: &Bytes) -> Result<Response<Bytes>, DecodeError> {
        Ok(success("application/octet-stream", output.clone()))
    }
}

impl Answer for Events {
    fn write(output: &Bytes) -> Result<Response<Bytes>, DecodeError> {
        Ok(success("text/event-stream", output.clone()))
    }
}

impl Answer for Empty {
    fn write((): &()) -> Result<Response<Bytes>, DecodeError> {
        let mut response = Response::new(Bytes::new());
        *response.status_mut() = StatusCode::NO_CONTENT;
        Ok(response)
    }
}

fn success(media_type: &'static str, body: impl Into<Bytes>) -> Response<Bytes> {
    let mut response = Response::new(body.into());
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}
