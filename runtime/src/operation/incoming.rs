//! The bodies of responses.

use bytes::Bytes;

use super::Response;
use crate::wire::{DecodeError, Wire};

/// Reads a body of JSON.
///
/// # Errors
/// Where it is not JSON, or not of the type: at which place, what was expected and what was found.
pub fn read_json<T: Wire>(response: &Response) -> Result<T, DecodeError> {
    let mut json = serde_json::Deserializer::from_slice(response.body());
    let value = T::read(&mut json).map_err(DecodeError::new)?;
    json.end().map_err(DecodeError::new)?;
    Ok(value)
}

/// Reads a body of text.
///
/// # Errors
/// Where it is not UTF-8.
pub fn read_text(response: &Response) -> Result<String, DecodeError> {
    std::str::from_utf8(response.body()).map(str::to_owned).map_err(DecodeError::new)
}

/// Takes the body as it is.
///
/// # Errors
/// None.
pub fn read_bytes(response: &Response) -> Result<Bytes, DecodeError> {
    Ok(response.body().clone())
}

/// Passes over the body: the description says that there is none.
///
/// # Errors
/// None.
pub fn read_nothing(_: &Response) -> Result<(), DecodeError> {
    Ok(())
}
