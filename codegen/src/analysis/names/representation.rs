//! Names what is there in several media types: representations of answers, bodies, headers.

use super::{OperationNames, preferred_field};
use crate::analysis::scope::Scope;
use crate::api::{Api, HeaderOf, Operation, headers_of};
use crate::ident;

/// The methods of a call that ask for another representation: `accept_csv`.
pub(super) fn representations(operation: &Operation, scope: &mut Scope) -> Vec<String> {
    let media_types = operation.representations.iter().map(|it| it.media_type.as_str());
    media_types.map(|media_type| claim("accept", media_type, scope)).collect()
}

/// What sends the body in another media type: a constructor where it has to be there, else a
/// setter.
pub(super) fn bodies(operation: &Operation, scope: &mut Scope) -> Vec<String> {
    let verb = match &operation.body {
        Some(body) if body.required => "new",
        _ => "body",
    };
    let media_types = operation.other_bodies.iter().map(|it| it.media_type.as_str());
    media_types.map(|media_type| claim(verb, media_type, scope)).collect()
}

/// The constants that stand for the headers of answers: `X_TOTAL`. Where several of a name have
/// values of different types, the second one begins with its operation; one that was published
/// keeps its name, whoever has such a header now.
pub(super) fn headers(
    api: &Api,
    operations: &mut [OperationNames],
    scope: &mut Scope,
) -> Vec<String> {
    let found = headers_of(&api.operations);
    let held: Vec<Option<String>> =
        found.iter().map(|of| scope.keep(constant(&api.operations, of).as_ref())).collect();
    let is_held = |of: &HeaderOf<'_>| {
        let mut others = found.iter().zip(&held);
        others.any(|(other, held)| {
            held.is_some() && other.header.wire_name.eq_ignore_ascii_case(&of.header.wire_name)
        })
    };
    let mut names = Vec::with_capacity(found.len());
    for (of, held) in found.iter().zip(&held) {
        let first = of.operations.first().and_then(|first| operations.get(*first));
        let name = match first.filter(|_| of.is_second || is_held(of)) {
            Some(first) => format!("{} {}", first.function, of.header.wire_name),
            None => of.header.wire_name.clone(),
        };
        let preferred = preferred_field(&name);
        let preferred = preferred.trim_end_matches('_').to_uppercase();
        let name = held.clone().unwrap_or_else(|| scope.claim(&preferred, "_"));
        for index in &of.operations {
            if let Some(operation) = operations.get_mut(*index) {
                operation.headers.push(name.clone());
            }
        }
        names.push(name);
    }
    names
}

/// As which constant a header was published, by the first operation whose answers have had it.
fn constant(operations: &[Operation], of: &HeaderOf<'_>) -> Option<String> {
    let having = of.operations.iter().filter_map(|index| operations.get(*index));
    let responses =
        having.flat_map(|operation| operation.success.responses.iter().chain(&operation.failures));
    let headers = responses.flat_map(|response| &response.headers);
    headers.filter(|header| header.is_like(of.header)).find_map(|header| header.constant.clone())
}

fn claim(verb: &str, media_type: &str, scope: &mut Scope) -> String {
    let (kind, _) = media_type.split_once('/').unwrap_or_default();
    let short = short(media_type);
    let preferred = format!("{verb}_{short}");
    // `text/xml` beside `application/xml`.
    match scope.take(&preferred) {
        true => preferred,
        false => {
            let whole = ident::snake(&format!("{kind} {short}"));
            scope.claim(&format!("{verb}_{whole}"), "_")
        }
    }
}

/// What a media type is called for short.
fn short(media_type: &str) -> String {
    let media_type = media_type.to_ascii_lowercase();
    let (essence, parameters) = media_type.split_once(';').unwrap_or((&media_type, ""));
    let essence = essence.trim();
    let (kind, subtype) = essence.split_once('/').unwrap_or(("", essence));
    let name = match (essence, subtype) {
        ("*/*", _) => "any",
        (_, "*") => kind,
        ("text/plain", _) => "text",
        ("application/x-www-form-urlencoded", _) => "form",
        ("multipart/form-data", _) => "multipart",
        (_, subtype) => subtype.strip_prefix("x-").unwrap_or(subtype),
    };
    let words = format!("{name} {parameters}").replace(['=', '+'], " ");
    ident::snake(words.trim()).trim_end_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_media_type_has_a_short_name() {
        for (media_type, expected) in [
            ("text/csv", "csv"),
            ("text/plain", "text"),
            ("image/*", "image"),
            ("*/*", "any"),
            ("application/vnd.parcels.v3+json", "vnd_parcels_v3_json"),
            ("application/x-www-form-urlencoded", "form"),
            ("application/json; stream=watch", "json_stream_watch"),
            ("application/x-tar", "tar"),
        ] {
            assert_eq!(short(media_type), expected);
        }
    }

    #[test]
    fn two_of_one_short_name_are_told_apart_by_the_whole() {
        let mut scope = Scope::default();
        let mut claim = |media_type| claim("accept", media_type, &mut scope);
        assert_eq!(claim("application/xml"), "accept_xml");
        assert_eq!(claim("text/xml"), "accept_text_xml");
        assert_eq!(claim("text/x-xml"), "accept_text_xml_");
    }
}
