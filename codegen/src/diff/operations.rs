//! Changes of operations: where they go, what they take and answer, what they prove.

use super::types::defaults;
use super::{Found, Kind, Step, Wire, accepts, bodies, limits};
use crate::analysis::Direction;
use crate::api::{
    CredentialWay, Deprecation, Operation, Parameter, ParameterIn, PathParameter, Use,
};
use crate::reconcile::calls::{parameters, path_parameters};

/// The changes of all operations, and of what they share.
pub(super) fn changes(step: &Step<'_>) -> Vec<Found> {
    let live = |operation: &Operation| operation.deprecation != Deprecation::Dropped;
    let mut found = service(step);
    for (index, new) in step.new.api.operations.iter().enumerate().filter(|(_, it)| live(it)) {
        let old = step.matches.operations.get(index).copied().flatten();
        let old = old.map(|old| &step.old.api.operations[old]);
        if !old.is_some_and(live) {
            let name = step.new.function(new);
            let added = Found::new(Kind::OperationAdded, &name, &name);
            found.push(added.at("", &new.pointer));
        }
        // Who calls what was published of one that is described again meets it as it is now.
        found.extend(old.into_iter().flat_map(|old| of_one(step, old, new)));
    }
    let kept: Vec<usize> = step
        .matches
        .operations
        .iter()
        .zip(&step.new.api.operations)
        .filter(|(_, new)| live(new))
        .filter_map(|(old, _)| *old)
        .collect();
    for (index, old) in step.old.api.operations.iter().enumerate() {
        if live(old) && !kept.contains(&index) {
            let name = step.old.function(old);
            let removed = Found::new(Kind::OperationRemoved, &name, &name);
            found.push(removed.at(&old.pointer, "").wire(Wire::RequestRefused));
        }
    }
    found
}

/// Servers and credentials.
fn service(step: &Step<'_>) -> Vec<Found> {
    let (was, is) = (&step.old.api.service, &step.new.api.service);
    let mut found = Vec::new();
    let urls = |servers: &[crate::api::Server]| -> Vec<String> {
        servers.iter().map(|server| server.url.clone()).collect()
    };
    let [before, after] = [urls(&was.servers), urls(&is.servers)];
    // A file of published items knows no servers.
    if before != after && !before.is_empty() && !after.is_empty() {
        let changed = Found::new(Kind::ServersChanged, "service", "service::SERVERS");
        let changed = changed.between(before.join(", "), after.join(", ")).silent();
        found.push(changed.at("/servers", "/servers"));
    }
    for credential in &is.credentials {
        let item = format!("service::{}", credential.name);
        let at = format!("/components/securitySchemes/{}", credential.name);
        match was.credentials.iter().find(|was| was.name == credential.name) {
            None => {
                let added = Found::new(Kind::CredentialAdded, "service", item);
                found.push(added.at("", &at));
            }
            Some(was) if was.way != credential.way => {
                let changed = Found::new(Kind::CredentialChanged, "service", item);
                let changed = changed.between(way(&was.way), way(&credential.way));
                found.push(changed.at(&at, &at).silent().wire(Wire::RequestRefused));
            }
            Some(_) => {}
        }
    }
    for credential in &was.credentials {
        if !is.credentials.iter().any(|is| is.name == credential.name) {
            let item = format!("service::{}", credential.name);
            let removed = Found::new(Kind::CredentialRemoved, "service", item);
            let at = format!("/components/securitySchemes/{}", credential.name);
            found.push(removed.at(&at, ""));
        }
    }
    found
}

fn of_one(step: &Step<'_>, was: &Operation, is: &Operation) -> Vec<Found> {
    let name = step.new.function(is);
    let of = |kind, item: String| Found::new(kind, &name, item).at(&was.pointer, &is.pointer);
    let mut found = Vec::new();
    if was.id != is.id {
        found.push(of(Kind::OperationRenamed, name.clone()).between(&was.id, &is.id).silent());
    }
    if is_moved(&was.path, &is.path) {
        let moved = of(Kind::PathMoved, name.clone()).between(&was.path, &is.path);
        let moved = moved.wire(Wire::RequestRefused);
        // Another argument is said by the compiler.
        let is_told = was.path_parameters.len() != is.path_parameters.len();
        found.push(if is_told { moved } else { moved.silent() });
    }
    if was.method != is.method {
        let changed = of(Kind::MethodChanged, name.clone());
        let changed = changed.between(&was.method, &is.method);
        found.push(changed.silent().wire(Wire::RequestRefused));
    }
    match (was.deprecation, is.deprecation) {
        (Deprecation::Current, Deprecation::Deprecated) => {
            found.push(of(Kind::OperationDeprecated, name.clone()));
        }
        (Deprecation::Deprecated, Deprecation::Current) => {
            found.push(of(Kind::OperationReinstated, name.clone()));
        }
        _ => {}
    }
    if was.security != is.security {
        let texts = [&was.security, &is.security].map(|security| security_text(security.as_ref()));
        let changed = of(Kind::SecurityChanged, name.clone()).between(&texts[0], &texts[1]);
        found.push(changed.silent().wire(Wire::RequestRefused));
    }
    let urls = |operation: &Operation| -> Vec<String> {
        operation.servers.iter().map(|server| server.url.clone()).collect()
    };
    if urls(was) != urls(is) {
        let changed = of(Kind::ServersChanged, name.clone());
        found.push(changed.between(urls(was).join(", "), urls(is).join(", ")).silent());
    }
    found.extend(pages(step, was, is, &name));
    let inputs = Inputs { step, was, is, name: &name };
    inputs.path(&mut found);
    inputs.parameters(&mut found);
    found.extend(bodies::changes(step, was, is, &name));
    found
}

/// How the pages of its list follow each other.
fn pages(step: &Step<'_>, was: &Operation, is: &Operation, name: &str) -> Option<Found> {
    let [before, after] = [step.old.pages(was), step.new.pages(is)];
    let kind = match (before, after) {
        (None, Some(_)) => Kind::PagesAdded,
        (Some(_), None) => Kind::PagesRemoved,
        (Some(before), Some(after)) if before != after => Kind::PagesChanged,
        _ => return None,
    };
    Some(Found::new(kind, name, format!("{name}::pages")).at(&was.pointer, &is.pointer))
}

fn security_text(security: Option<&Vec<Vec<crate::api::Need>>>) -> String {
    let Some(alternatives) = security else { return "not said".to_owned() };
    let all = alternatives.iter().map(|needs| {
        needs.iter().map(|need| need.scheme.as_str()).collect::<Vec<_>>().join(" and ")
    });
    let text = all.collect::<Vec<_>>().join(", or ");
    if text.is_empty() { "none".to_owned() } else { text }
}

/// Whether a path leads elsewhere: one that has a template more or less, and is the same without
/// it, is told of by that.
fn is_moved(was: &str, is: &str) -> bool {
    let count = |path: &str| path.matches('{').count();
    let unnamed = |segment: &str| match segment.split_once('{') {
        Some((before, rest)) => {
            let behind = rest.split_once('}').map_or("", |(_, behind)| behind);
            format!("{before}{{{behind}")
        }
        None => segment.to_owned(),
    };
    let all = |path: &str| path.split('/').map(unnamed).collect::<Vec<_>>();
    let fixed = |path: &str| {
        path.split('/').filter(|it| !it.contains('{')).map(str::to_owned).collect::<Vec<_>>()
    };
    match count(was) == count(is) {
        true => all(was) != all(is),
        false => fixed(was) != fixed(is),
    }
}

fn way(way: &CredentialWay) -> String {
    match way {
        CredentialWay::Bearer => "`Authorization: Bearer`".to_owned(),
        CredentialWay::Basic => "`Authorization: Basic`".to_owned(),
        CredentialWay::Header(name) => format!("header {name}"),
        CredentialWay::Query(name) => format!("query {name}"),
        CredentialWay::Cookie(name) => format!("cookie {name}"),
    }
}

struct Inputs<'a, 'b> {
    step: &'a Step<'b>,
    was: &'a Operation,
    is: &'a Operation,
    name: &'a str,
}

impl Inputs<'_, '_> {
    fn found(&self, kind: Kind, item: &str) -> Found {
        let found = Found::new(kind, self.name, format!("{}::{item}", self.name));
        found.at(&self.was.pointer, &self.is.pointer)
    }

    fn used(&self, kinds: [Kind; 2], item: &str, was: &Use, is: &Use) -> Option<Found> {
        if !self.step.is_same(&was.expr, &is.expr) || was.null != is.null {
            let changed = self.found(kinds[0], item);
            let changed = changed.between(self.step.old.spelled(was), self.step.new.spelled(is));
            return Some(changed.wire(accepts::wire(self.step, Direction::Sent, was, is)));
        }
        (!limits::is_same(&was.limits, &is.limits)).then(|| {
            let changed = self.found(kinds[1], item);
            let changed = changed.between(limits::text(&was.limits), limits::text(&is.limits));
            match limits::is_looser(&was.limits, &is.limits) {
                true => changed,
                false => changed.silent().wire(Wire::RequestRefused),
            }
        })
    }

    fn path(&self, found: &mut Vec<Found>) {
        let kinds = [Kind::ParameterType, Kind::ParameterLimits];
        let mut kept: Vec<&PathParameter> = Vec::new();
        for (old, new) in path_parameters(self.was, self.is) {
            let (old, Some(new)) = (old, new) else { continue };
            let Some(old) = old else {
                let added = self.found(Kind::PathParameterAdded, &new.wire_name);
                found.push(added.wire(Wire::RequestRefused));
                continue;
            };
            kept.push(old);
            if old.wire_name != new.wire_name {
                let renamed = self.found(Kind::PathParameterRenamed, &new.wire_name);
                found.push(renamed.between(&old.wire_name, &new.wire_name));
            }
            found.extend(self.used(kinds, &new.wire_name, &old.value, &new.value));
            if (old.style, old.explode) != (new.style, new.explode) {
                let changed = self.found(Kind::ParameterSerialization, &new.wire_name);
                found.push(changed.silent().wire(Wire::RequestRefused));
            }
        }
        for old in &self.was.path_parameters {
            if !kept.contains(&old) {
                // What a program gives for it is not sent any more.
                found.push(self.found(Kind::PathParameterRemoved, &old.wire_name).silent());
            }
        }
    }

    fn parameters(&self, found: &mut Vec<Found>) {
        let live = |parameter: &&Parameter| parameter.deprecation != Deprecation::Dropped;
        let [olds, news] =
            [self.was, self.is].map(|it| it.parameters.iter().filter(live).collect::<Vec<_>>());
        let paired = parameters(&olds, &news);
        for (index, new) in news.iter().enumerate() {
            let Some(old) = paired.iter().position(|found| *found == Some(index)) else {
                let kind = match new.required {
                    true => Kind::RequiredParameterAdded,
                    false => Kind::ParameterAdded,
                };
                let added = self.found(kind, &new.wire_name);
                found.push(if new.required { added.wire(Wire::RequestRefused) } else { added });
                continue;
            };
            self.parameter(olds[old], new, found);
        }
        for (old, paired) in olds.iter().zip(&paired) {
            if paired.is_none() {
                found.push(self.found(Kind::ParameterRemoved, &old.wire_name).silent());
            }
        }
    }

    fn parameter(&self, old: &Parameter, new: &Parameter, found: &mut Vec<Found>) {
        let item = &new.wire_name;
        match (old.required, new.required) {
            (false, true) => {
                let became = self.found(Kind::ParameterBecameRequired, item);
                found.push(became.wire(Wire::RequestRefused));
            }
            (true, false) => found.push(self.found(Kind::ParameterBecameOptional, item)),
            _ => {}
        }
        if old.location != new.location {
            let places = [old.location, new.location].map(location);
            let moved = self.found(Kind::ParameterMoved, item).between(places[0], places[1]);
            found.push(moved.silent().wire(Wire::RequestRefused));
        } else if (old.style, old.explode) != (new.style, new.explode) {
            let changed = self.found(Kind::ParameterSerialization, item);
            found.push(changed.silent().wire(Wire::RequestRefused));
        }
        let kinds = [Kind::ParameterType, Kind::ParameterLimits];
        found.extend(self.used(kinds, item, &old.value, &new.value));
        if let Some([was, is]) = defaults(&old.docs, &new.docs).filter(|_| self.step.has_words) {
            found.push(self.found(Kind::ParameterDefault, item).between(was, is).silent());
        }
        match (old.deprecation, new.deprecation) {
            (Deprecation::Current, Deprecation::Deprecated) => {
                found.push(self.found(Kind::ParameterDeprecated, item));
            }
            (Deprecation::Deprecated, Deprecation::Current) => {
                found.push(self.found(Kind::ParameterReinstated, item));
            }
            _ => {}
        }
    }
}

fn location(location: ParameterIn) -> &'static str {
    match location {
        ParameterIn::Query => "query",
        ParameterIn::Header => "header",
        ParameterIn::Cookie => "cookie",
    }
}
