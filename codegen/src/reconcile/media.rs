//! Which of its media types a body is sent in by itself, and an answer asked for: the one that was
//! published, as long as the description has it. The others are reached by methods, whichever they are.

use std::mem;

use super::calls;
use crate::api::{Api, Content, Naming, Operation, Representation, Response, TypeId};
use crate::ident;

/// Lets each operation of a description go on with the media types that were published.
pub(crate) fn settle(old: &Api, new: &mut Api) {
    for (index, old_index) in calls::operations(old, new).into_iter().enumerate() {
        let was = old_index.and_then(|old_index| old.operations.get(old_index));
        if let (Some(was), Some(is)) = (was, new.operations.get_mut(index)) {
            let mut replaced = vec![body(was, is)];
            match only(&was.success.responses).is_some() && only(&is.success.responses).is_some() {
                true => replaced.push(answer(was, is)),
                false => replaced.extend(successes(was, is)),
            }
            failures(was, is);
            replaced.into_iter().flatten().for_each(|other| name(other, new));
        }
    }
}

/// Leaves of each answer the media type that it is read in by itself.
pub(crate) fn forget_others(api: &mut Api) {
    for operation in &mut api.operations {
        let responses = operation.success.responses.iter_mut().chain(&mut operation.failures);
        responses.for_each(|response| response.others.clear());
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
        let replaced = replaced(&published.media_type, &published.content);
        // What has items that are typed is asked for by them.
        let other = published.media_type.clone();
        let mut items = is.events.iter().chain(&is.lines);
        if items.any(|items| items.media_type == other) {
            is.representations.retain(|it| it.media_type != other);
        }
        return replaced;
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

/// Lets each of several successes go on with its media type; what is no default any more is one of
/// the other representations.
fn successes(was: &Operation, is: &mut Operation) -> Vec<Option<Replaced>> {
    let mut all = Vec::new();
    for index in 0..is.success.responses.len() {
        let now = &mut is.success.responses[index];
        let Some((published, media_type, content)) = held(&was.success.responses, now) else {
            continue;
        };
        all.push(replaced(&media_type, &content));
        accept(is, &media_type, &published);
        let known = &mut is.representations;
        if known.iter().any(|it| it.media_type == media_type) {
            continue;
        }
        match known.iter_mut().find(|it| it.media_type == published) {
            Some(it) => (it.media_type, it.content) = (media_type, content),
            None => {
                let failures = is.failures.iter().map(|failure| failure.media_type.as_str());
                let mut accepted: Vec<&str> = vec![&media_type];
                for failure in failures.filter(|failure| !failure.is_empty()) {
                    if !accepted.contains(&failure) {
                        accepted.push(failure);
                    }
                }
                let accept = accepted.join(", ");
                known.push(Representation { media_type, accept, content });
            }
        }
    }
    all
}

/// Lets each failure go on with its media type, which is the only one that it is read in.
fn failures(was: &Operation, is: &mut Operation) {
    for index in 0..is.failures.len() {
        if let Some((published, media_type, _)) = held(&was.failures, &mut is.failures[index]) {
            accept(is, &media_type, &published);
        }
    }
}

/// Puts the published media type of an answer in place of the one that it would be read in: which it
/// was, and what is replaced.
fn held(was: &[Response], now: &mut Response) -> Option<(String, String, Content)> {
    let was = was.iter().find(|was| was.status == now.status && was.deprecation.is_current())?;
    if was.media_type == now.media_type {
        return None;
    }
    let (_, content) = now.others.iter().find(|(media_type, _)| *media_type == was.media_type)?;
    let content = mem::replace(&mut now.content, content.clone());
    let media_type = mem::replace(&mut now.media_type, was.media_type.clone());
    Some((was.media_type.clone(), media_type, content))
}

/// Asks for the published media type of an answer, and no more for the one that it stands in place
/// of, unless another answer is read in that.
fn accept(operation: &mut Operation, replaced: &str, published: &str) {
    let all = operation.success.responses.iter().chain(&operation.failures);
    let is_read = all.clone().any(|response| response.media_type == replaced);
    let ask = |accept: &mut String, is_read: bool| {
        let mut asked: Vec<&str> = Vec::new();
        for media_type in accept.split(", ") {
            let stands = [Some(media_type).filter(|it| is_read || *it != replaced)];
            let published = Some(published).filter(|_| media_type == replaced);
            for media_type in stands.into_iter().chain([published]).flatten() {
                if !asked.contains(&media_type) {
                    asked.push(media_type);
                }
            }
        }
        *accept = asked.join(", ");
    };
    ask(&mut operation.accept, is_read);
    let representations = operation.representations.iter_mut();
    for representation in representations {
        let is_asked = is_read || representation.media_type == replaced;
        ask(&mut representation.accept, is_asked);
    }
    for items in operation.events.iter_mut().chain(&mut operation.lines) {
        let is_asked = is_read || items.media_type == replaced;
        ask(&mut items.accept, is_asked);
    }
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
