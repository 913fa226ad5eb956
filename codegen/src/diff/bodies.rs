//! Changes of what operations carry: bodies, answers with their headers, and streams of items.

use super::{Found, Kind, Step, Walked, Wire, accepts};
use crate::analysis::Direction;
use crate::api::{Body, Content, Items, Operation, Response, Use};

/// The changes of one operation.
pub(super) fn changes(step: &Step<'_>, was: &Operation, is: &Operation, name: &str) -> Vec<Found> {
    let bodies = Bodies { step, was, is, name };
    let mut found = Vec::new();
    bodies.body(&mut found);
    bodies.other_bodies(&mut found);
    bodies.answers(&mut found);
    bodies.representations(&mut found);
    bodies.items(&mut found);
    found
}

struct Bodies<'a, 'b> {
    step: &'a Step<'b>,
    was: &'a Operation,
    is: &'a Operation,
    name: &'a str,
}

impl Bodies<'_, '_> {
    /// A change at a node below the operation; of one that a side has not, at the operation.
    fn found(&self, kind: Kind, item: &str, below: &str) -> Found {
        let found = Found::new(kind, self.name, format!("{}::{item}", self.name));
        found.at(&format!("{}{below}", self.was.pointer), &format!("{}{below}", self.is.pointer))
    }

    fn body(&self, found: &mut Vec<Found>) {
        let of = |kind| self.found(kind, "body", "/requestBody");
        match (&self.was.body, &self.is.body) {
            (None, None) => {}
            (None, Some(body)) => found.push(match body.required {
                true => of(Kind::RequiredBodyAdded).wire(Wire::RequestRefused),
                false => of(Kind::BodyAdded),
            }),
            (Some(_), None) => found.push(of(Kind::BodyRemoved).silent()),
            (Some(was), Some(is)) => {
                match (was.required, is.required) {
                    (false, true) => {
                        found.push(of(Kind::BodyBecameRequired).wire(Wire::RequestRefused));
                    }
                    (true, false) => found.push(of(Kind::BodyBecameOptional)),
                    _ => {}
                }
                if was.media_type != is.media_type {
                    let changed = of(Kind::BodyMediaType).between(&was.media_type, &is.media_type);
                    found.push(changed.silent().wire(Wire::RequestRefused));
                }
                if let Some((texts, wire)) =
                    self.contents(&was.content, &is.content, Direction::Sent)
                {
                    found.push(of(Kind::BodyType).between(&texts[0], &texts[1]).wire(wire));
                }
            }
        }
    }

    /// The same in other media types.
    fn other_bodies(&self, found: &mut Vec<Found>) {
        let has = |all: &[Body], one: &Body| all.iter().any(|it| it.media_type == one.media_type);
        let of = |kind, body: &Body| {
            let found = self.found(kind, "body", "/requestBody");
            Found { after: Some(body.media_type.clone()), ..found }
        };
        let live = |body: &&Body| body.deprecation.is_current();
        for body in self.is.other_bodies.iter().filter(live) {
            if !has(&self.was.other_bodies, body) {
                found.push(of(Kind::MediaTypeAdded, body));
            }
        }
        for body in self.was.other_bodies.iter().filter(live) {
            if !has(&self.is.other_bodies, body) {
                let gone = of(Kind::MediaTypeRemoved, body);
                found.push(
                    Found { before: gone.after, after: None, ..gone }.wire(Wire::RequestRefused),
                );
            }
        }
    }

    /// What two contents are, if that differs, and what it means on the wire.
    fn contents(
        &self,
        was: &Content,
        is: &Content,
        direction: Direction,
    ) -> Option<([String; 2], Wire)> {
        let (is_same, wire) = match (used(was), used(is)) {
            (Some(was), Some(is)) => (
                self.step.is_same(&was.expr, &is.expr) && was.null == is.null,
                accepts::wire(self.step, direction, was, is),
            ),
            (one, other) => (
                one.is_none() && other.is_none() && was == is,
                match direction {
                    Direction::Sent => Wire::RequestRefused,
                    _ => Wire::AnswerUnreadable,
                },
            ),
        };
        let texts = || [content(was, &self.step.old), content(is, &self.step.new)];
        (!is_same).then(|| (texts(), wire))
    }

    fn answers(&self, found: &mut Vec<Found>) {
        let [was, is] = [&self.was.success.responses, &self.is.success.responses];
        // The only success may be of another status.
        if let ([was], [is]) = (was.as_slice(), is.as_slice())
            && was.status != is.status
        {
            let [before, after] = [&was.status, &is.status];
            let renumbered = self.found(Kind::SuccessRenumbered, after, "").between(before, after);
            found.push(renumbered.at(
                &format!("{}/responses/{before}", self.was.pointer),
                &format!("{}/responses/{after}", self.is.pointer),
            ));
            self.response(was, is, Kind::SuccessType, found);
        } else {
            self.responses(
                was,
                is,
                [Kind::SuccessAdded, Kind::SuccessRemoved, Kind::SuccessType],
                found,
            );
        }
        let kinds = [Kind::FailureAdded, Kind::FailureRemoved, Kind::FailureType];
        self.responses(&self.was.failures, &self.is.failures, kinds, found);
    }

    fn responses(
        &self,
        was: &[Response],
        is: &[Response],
        [added, removed, changed]: [Kind; 3],
        found: &mut Vec<Found>,
    ) {
        let at = |status: &str| format!("/responses/{status}");
        let live = |response: &&Response| response.deprecation.is_current();
        for new in is.iter().filter(live) {
            match was.iter().filter(live).find(|old| old.status == new.status) {
                Some(old) => self.response(old, new, changed, found),
                None => found.push(self.found(added, &new.status, &at(&new.status))),
            }
        }
        for old in was.iter().filter(live) {
            if !is.iter().filter(live).any(|new| new.status == old.status) {
                found.push(self.found(removed, &old.status, &at(&old.status)));
            }
        }
    }

    /// An answer in both states.
    fn response(&self, was: &Response, is: &Response, kind: Kind, found: &mut Vec<Found>) {
        let at = format!("/responses/{}", is.status);
        let contents = self.contents(&was.content, &is.content, Direction::Received);
        if let Some((texts, wire)) = contents {
            let changed = self.found(kind, &is.status, &at);
            found.push(changed.between(&texts[0], &texts[1]).wire(wire));
        }
        for header in is.headers.iter().filter(|header| header.deprecation.is_current()) {
            let below = format!("{at}/headers/{}", header.wire_name);
            let of = |kind| self.found(kind, &header.wire_name, &below);
            let same = |was: &&crate::api::ResponseHeader| {
                was.wire_name.eq_ignore_ascii_case(&header.wire_name)
            };
            match was.headers.iter().find(same) {
                None => found.push(of(Kind::HeaderAdded)),
                Some(was)
                    if !self.step.is_same(&was.value.expr, &header.value.expr)
                        || was.style != header.style =>
                {
                    let spelled =
                        [self.step.old.spelled(&was.value), self.step.new.spelled(&header.value)];
                    let wire =
                        accepts::wire(self.step, Direction::Received, &was.value, &header.value);
                    let changed = of(Kind::HeaderType).between(&spelled[0], &spelled[1]);
                    found.push(changed.wire(wire));
                }
                Some(_) => {}
            }
        }
        for header in was.headers.iter().filter(|header| header.deprecation.is_current()) {
            let is_there = is.headers.iter().any(|is| {
                is.deprecation.is_current() && is.wire_name.eq_ignore_ascii_case(&header.wire_name)
            });
            if !is_there {
                let below = format!("{at}/headers/{}", header.wire_name);
                found.push(self.found(Kind::HeaderRemoved, &header.wire_name, &below));
            }
        }
    }

    /// The media types that a success can be asked for in, beside its own.
    fn representations(&self, found: &mut Vec<Found>) {
        let types = |operation: &Operation| -> Vec<String> {
            let all = operation.representations.iter();
            all.map(|representation| representation.media_type.clone()).collect()
        };
        let [was, is] = [types(self.was), types(self.is)];
        for media_type in is.iter().filter(|it| !was.contains(it)) {
            let added = self.found(Kind::MediaTypeAdded, "answer", "/responses");
            found.push(Found { after: Some(media_type.clone()), ..added });
        }
        for media_type in was.iter().filter(|it| !is.contains(it)) {
            let removed = self.found(Kind::MediaTypeRemoved, "answer", "/responses");
            let removed = Found { before: Some(media_type.clone()), ..removed };
            found.push(removed.wire(Wire::AnswerUnreadable));
        }
    }

    /// What a success is made of, where it is a stream.
    fn items(&self, found: &mut Vec<Found>) {
        let pairs = [
            ("events", &self.was.events, &self.is.events),
            ("items", &self.was.lines, &self.is.lines),
        ];
        for (name, was, is) in pairs {
            let text = |items: &Option<Items>, side: &Walked<'_>| match items {
                Some(items) => side.spelled(&items.item),
                None => "no items".to_owned(),
            };
            let wire = match (was, is) {
                (None, None) => continue,
                (Some(was), Some(is)) => {
                    let is_same = self.step.is_same(&was.item.expr, &is.item.expr)
                        && was.framing == is.framing;
                    if is_same {
                        continue;
                    }
                    accepts::wire(self.step, Direction::Received, &was.item, &is.item)
                }
                (Some(_), None) => Wire::AnswerUnreadable,
                (None, Some(_)) => Wire::Neither,
            };
            let texts = [text(was, &self.step.old), text(is, &self.step.new)];
            let changed = self.found(Kind::ItemsType, name, "/responses");
            found.push(changed.between(&texts[0], &texts[1]).wire(wire));
        }
    }
}

fn used(content: &Content) -> Option<&Use> {
    match content {
        Content::Json(used) | Content::Form(used) | Content::Multipart(used) => Some(used),
        _ => None,
    }
}

fn content(content: &Content, side: &Walked<'_>) -> String {
    let text = match content {
        Content::Json(used) | Content::Form(used) | Content::Multipart(used) => {
            return side.spelled(used);
        }
        Content::Text => "text",
        Content::Bytes => "bytes",
        Content::Events => "a stream of events",
        Content::Empty => "nothing",
    };
    text.to_owned()
}
