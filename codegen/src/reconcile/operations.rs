//! Operations that were published: their arguments, setters and answers.

use foldhash::HashSet;

use super::calls::{self, path_parameters};
use super::{Merge, translate};
use crate::analysis::{Direction, HeldOperation};
use crate::api::{
    Body, Content, Deprecation, Docs, Framing, Items, Operation, Parameter, PathParameter,
    Response, ResponseHeader, Use,
};

impl Merge<'_> {
    /// Merges each operation with what was published of it, and keeps those that the description has
    /// no more.
    pub(super) fn operations(&mut self, gone: &HashSet<usize>) {
        for new in 0..self.described.operations.len() {
            let Some(old) = self.matches.operations[new] else { continue };
            let Some(held) = self.old_held.operations.get(old).and_then(Option::as_ref) else {
                continue;
            };
            let (was, is) = (&self.old.operations[old], &self.described.operations[new]);
            let (operation, held) = self.operation(was, is, held);
            self.api.operations[new] = operation;
            self.held.operations[new] = Some(held);
        }
        let found: HashSet<usize> = self.matches.operations.iter().flatten().copied().collect();
        for (old, operation) in self.old.operations.iter().enumerate() {
            if found.contains(&old) || gone.contains(&old) {
                continue;
            }
            let mut operation = operation.clone();
            translate::operation(&mut operation, &|id| self.id(id));
            operation.deprecation = Deprecation::Dropped;
            self.api.operations.push(operation);
            self.held.operations.push(self.old_held.operations.get(old).cloned().flatten());
        }
    }

    fn operation(
        &self,
        was: &Operation,
        is: &Operation,
        held: &HeldOperation,
    ) -> (Operation, HeldOperation) {
        let mut operation = is.clone();
        let mut held_now = held.clone();
        (operation.path_parameters, held_now.path_parameters) = self.path(was, is, held);
        (operation.parameters, held_now.parameters) = self.parameters(was, is, held);
        operation.body = self.body(was.body.as_ref(), is.body.as_ref());
        let successes = self.responses(&was.success.responses, &is.success.responses, true);
        let failures = self.responses(&was.failures, &is.failures, false);
        held_now.successes =
            successes.iter().map(|(_, old)| *held.successes.get((*old)?)?).collect();
        held_now.failures = failures.iter().map(|(_, old)| *held.failures.get((*old)?)?).collect();
        operation.success.responses = first(successes);
        operation.failures = first(failures);
        self.other_forms(was, &mut operation);
        // One type for all successes stays one, unless what they hold differs now.
        if held.success.is_none() && !was.success.responses.is_empty() {
            operation.success.responses.retain(|response| {
                is.success.responses.iter().any(|is| is.status == response.status)
            });
        }
        (operation, held_now)
    }

    /// The parameters of the path, in the order in which a caller gives them.
    fn path(
        &self,
        was: &Operation,
        is: &Operation,
        held: &HeldOperation,
    ) -> (Vec<PathParameter>, Vec<Option<String>>) {
        let place = |name: &str| was.path_parameters.iter().position(|it| it.wire_name == name);
        let mut paired: Vec<(Option<usize>, PathParameter)> = path_parameters(was, is)
            .into_iter()
            .filter_map(|(old, new)| {
                let (old, new) = (old.and_then(|old| Some((place(&old.wire_name)?, old))), new?);
                let mut parameter = new.clone();
                if let Some((_, old)) = old {
                    parameter.value = self.place(Direction::Sent, &old.value, &new.value);
                }
                Some((old.map(|(index, _)| index), parameter))
            })
            .collect();
        // Whoever calls it goes on saying what the path has no more, and it is not sent.
        for (index, parameter) in was.path_parameters.iter().enumerate() {
            if !paired.iter().any(|(old, _)| *old == Some(index)) {
                let value = Use { limits: Vec::new(), ..self.used(&parameter.value) };
                let docs = Docs { text: UNSENT.to_owned(), ..Docs::default() };
                paired.push((Some(index), PathParameter { value, docs, ..parameter.clone() }));
            }
        }
        paired.sort_by_key(|(old, _)| old.unwrap_or(usize::MAX));
        let name = |old: &Option<usize>| held.path_parameters.get((*old)?).cloned().flatten();
        let names = paired.iter().map(|(old, _)| name(old)).collect();
        (paired.into_iter().map(|(_, parameter)| parameter).collect(), names)
    }

    /// The other parameters: what was published in the order in which it was, what is new behind it.
    fn parameters(
        &self,
        was: &Operation,
        is: &Operation,
        held: &HeldOperation,
    ) -> (Vec<Parameter>, Vec<Option<String>>) {
        let mut parameters = Vec::new();
        let mut names = Vec::new();
        let [olds, news] = [was, is].map(|it| it.parameters.iter().collect::<Vec<_>>());
        let paired = calls::parameters(&olds, &news);
        for (old, parameter) in olds.iter().enumerate() {
            let found = paired[old].map(|index| news[index]);
            let mut merged = match found {
                Some(new) => Parameter {
                    value: self.place(Direction::Sent, &parameter.value, &new.value),
                    // An argument stays one; what has to be given now has to be given.
                    required: parameter.required || new.required,
                    ..new.clone()
                },
                None => Parameter {
                    value: self.used(&parameter.value),
                    deprecation: Deprecation::Dropped,
                    ..(*parameter).clone()
                },
            };
            // What is not in the description any more is not asked of anybody who is new to it.
            merged.docs = found.map(|new| new.docs.clone()).unwrap_or_default();
            let kept = parameter.required == merged.required;
            names.push(held.parameters.get(old).cloned().flatten().filter(|_| kept));
            parameters.push(merged);
        }
        for (index, new) in news.iter().enumerate() {
            if !paired.contains(&Some(index)) {
                parameters.push((*new).clone());
                names.push(None);
            }
        }
        (parameters, names)
    }

    /// Other media types of what is sent and of what comes back: those that are described, and those
    /// that were.
    fn other_forms(&self, was: &Operation, operation: &mut Operation) {
        let mut old = was.clone();
        translate::operation(&mut old, &|id| self.id(id));
        for (body, was) in old.other_bodies.into_iter().zip(&was.other_bodies) {
            let mut known = operation.other_bodies.iter_mut();
            match known.find(|it| it.media_type == body.media_type) {
                Some(is) => {
                    is.required |= body.required;
                    is.content = self.content(Direction::Sent, &was.content, &is.content);
                }
                None if operation.body.is_some() => operation.other_bodies.push(body),
                None => {}
            }
        }
        for (representation, was) in old.representations.into_iter().zip(&was.representations) {
            let mut known = operation.representations.iter_mut();
            match known.find(|it| it.media_type == representation.media_type) {
                Some(is) => {
                    is.content = self.content(Direction::Received, &was.content, &is.content);
                }
                None => operation.representations.push(representation),
            }
        }
        let items = [(&was.events, &mut operation.events), (&was.lines, &mut operation.lines)];
        for (was, is) in items {
            if let (Some(was), Some(is)) = (was, is)
                && was.framing == is.framing
            {
                is.item = self.place(Direction::Received, &was.item, &is.item);
            }
        }
        let (was, is) = (old.events, operation.events.take());
        let is_typed = |it: &Items| it.framing != Framing::Text;
        (operation.events, operation.typed_events) = match (was, is) {
            // The texts stay; who wants what is in them asks for that.
            (Some(was), Some(is)) if !is_typed(&was) && is_typed(&is) => (Some(was), Some(is)),
            (was, is) => (is.or(was), old.typed_events),
        };
        operation.lines = operation.lines.take().or(old.lines);
    }

    /// Headers that an answer had when it was published stay, as the constants that they were.
    fn keep_headers(&self, was: &Response, response: &mut Response) {
        let mut old = was.clone();
        translate::response(&mut old, &|id| self.id(id));
        for header in old.headers {
            let is_it = |it: &ResponseHeader| it.wire_name.eq_ignore_ascii_case(&header.wire_name);
            match response.headers.iter_mut().find(|it| is_it(it)) {
                Some(it) if it.is_like(&header) => it.constant = header.constant,
                Some(_) => {}
                None => response.headers.push(header),
            }
        }
    }

    /// What is at a place: as it was published, where it can be.
    fn place(&self, direction: Direction, was: &Use, is: &Use) -> Use {
        if !self.is_same(&was.expr, &is.expr) && self.stays(direction, &was.expr, &is.expr) {
            self.kept(was, is)
        } else {
            is.clone()
        }
    }

    fn body(&self, was: Option<&Body>, is: Option<&Body>) -> Option<Body> {
        let (was, is) = match (was, is) {
            (Some(was), Some(is)) => (was, is),
            // What was handed over still is, and is still sent.
            (Some(was), None) => {
                let mut body = was.clone();
                translate::content(&mut body.content, &|id| self.id(id));
                body.deprecation = Deprecation::Dropped;
                return Some(body);
            }
            (_, is) => return is.cloned(),
        };
        let mut body = is.clone();
        body.required = was.required || is.required;
        body.content = self.content(Direction::Sent, &was.content, &is.content);
        Some(body)
    }

    fn content(&self, direction: Direction, was: &Content, is: &Content) -> Content {
        let (
            Content::Json(old) | Content::Form(old) | Content::Multipart(old),
            Content::Json(new) | Content::Form(new) | Content::Multipart(new),
        ) = (was, is)
        else {
            return is.clone();
        };
        let used = self.place(direction, old, new);
        match is {
            Content::Form(_) => Content::Form(used),
            Content::Multipart(_) => Content::Multipart(used),
            _ => Content::Json(used),
        }
    }

    /// The answers that are described, and behind them those that were; each with where it was.
    fn responses(
        &self,
        was: &[Response],
        is: &[Response],
        is_success: bool,
    ) -> Vec<(Response, Option<usize>)> {
        let place = |status: &str| was.iter().position(|response| response.status == status);
        let mut merged: Vec<(Response, Option<usize>)> = is
            .iter()
            .map(|response| {
                let old = place(&response.status);
                // The only success may be of another status now.
                let like = old.or((is_success && was.len() == 1 && is.len() == 1).then_some(0));
                let mut response = response.clone();
                if let Some(was) = like.and_then(|index| was.get(index)) {
                    self.keep_headers(was, &mut response);
                    response.content =
                        self.content(Direction::Received, &was.content, &response.content);
                }
                (response, old)
            })
            .collect();
        for (index, response) in was.iter().enumerate() {
            if is.iter().any(|is| is.status == response.status) {
                continue;
            }
            let mut response = response.clone();
            translate::response(&mut response, &|id| self.id(id));
            response.deprecation = Deprecation::Dropped;
            merged.push((response, Some(index)));
        }
        merged
    }
}

/// What is said of an argument that the path has no more.
const UNSENT: &str = "The path has it no more: it is not sent.";

fn first(responses: Vec<(Response, Option<usize>)>) -> Vec<Response> {
    responses.into_iter().map(|(response, _)| response).collect()
}
