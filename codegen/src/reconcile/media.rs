//! Which of its media types a body is sent in by itself, and an answer asked for: the one that was
//! published, as long as the description has it. The others are reached by methods, whichever they are.

use std::mem;

use super::identity;
use crate::api::{Api, Content, Naming, Operation, Representation, Response, TypeId};
use crate::ident;

/// Lets each operation of a description go on with the media types that were published.
pub(crate) fn settle(old: &Api, new: &mut Api) {
    for (index, old_index) in identity::operations(old, new).into_iter().enumerate() {
        let was = old_index.and_then(|old_index| old.operations.get(old_index));
        if let (Some(was), Some(is)) = (was, new.operations.get_mut(index)) {
            let replaced = [body(was, is), answer(was, is)];
            replaced.into_iter().flatten().for_each(|other| name(other, new));
        }
    }
}

/// What another media type carries, which would have been called as what carries the published one.
type Replaced = (String, TypeId);

/// Calls what another media type carries by that, as it is where it is no default.
fn name((media_type, id): Replaced, api: &mut Api) {
    let Some(kind) = api.types.get_mut(id.0 as usize) else { return };
    if kind.origin.naming == Naming::Inline {
        let subtype = media_type.rsplit('/').next().unwrap_or_default();
        kind.origin.preferred_name.push_str(&ident::pascal(subtype));
    }
}

fn replaced(media_type: &str, content: &Content) -> Option<Replaced> {
    match content {
        Content::Json(used) | Content::Form(used) | Content::Multipart(used) => {
            Some((media_type.to_owned(), used.expr.named()?))
        }
        _ => None,
    }
}

fn body(was: &Operation, is: &mut Operation) -> Option<Replaced> {
    let (was, now) = (was.body.as_ref()?, is.body.as_mut()?);
    if was.media_type == now.media_type || !was.deprecation.is_current() {
        return None;
    }
    let published = is.other_bodies.iter_mut().find(|it| it.media_type == was.media_type)?;
    mem::swap(now, published);
    replaced(&published.media_type, &published.content)
}

fn answer(was: &Operation, is: &mut Operation) -> Option<Replaced> {
    let was = only(&was.success.responses)?;
    let place = place(&is.success.responses)?;
    let now = is.success.responses.get_mut(place)?;
    if was.media_type == now.media_type || was.media_type.is_empty() {
        return None;
    }
    let mut others = is.representations.iter_mut();
    if let Some(published) = others.find(|it| it.media_type == was.media_type) {
        mem::swap(&mut published.content, &mut now.content);
        mem::swap(&mut published.media_type, &mut now.media_type);
        mem::swap(&mut published.accept, &mut is.accept);
        return replaced(&published.media_type, &published.content);
    }
    // What has items that are typed is no representation; as a whole it is what it was.
    let is_whole = matches!(was.content, Content::Text | Content::Bytes | Content::Events);
    let mut items = is.events.iter().chain(&is.lines);
    let items = items.find(|it| is_whole && it.media_type == was.media_type)?;
    let media_type = mem::replace(&mut now.media_type, was.media_type.clone());
    let content = mem::replace(&mut now.content, was.content.clone());
    let accept = mem::replace(&mut is.accept, items.accept.clone());
    let replaced = replaced(&media_type, &content);
    if !is.representations.iter().any(|it| it.media_type == media_type) {
        is.representations.push(Representation { media_type, accept, content });
    }
    replaced
}

/// The only one of the answers that has a body.
fn only(responses: &[Response]) -> Option<&Response> {
    responses.get(place(responses)?)
}

fn place(responses: &[Response]) -> Option<usize> {
    let has_body = |response: &Response| response.content != Content::Empty;
    let place = responses.iter().position(has_body)?;
    let is_only = !responses[place + 1..].iter().any(has_body);
    is_only.then_some(place)
}
