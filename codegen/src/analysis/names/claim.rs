//! Claims names from a scope for those who ask: what is locked, what fits, the rest in order.

use crate::analysis::scope::Scope;
use crate::api::Property;
use crate::ident;
use crate::lock::Lock;

/// What a name within a type stands for, and what it would like to be.
pub(super) struct NameRequest<'a> {
    /// The wire name, the value, or what tells the variant from others.
    pub(super) holder: &'a str,
    pub(super) ident: String,
    pub(super) suffix: &'static str,
    pub(super) fit: Fit,
}

/// How much of the holder the identifier keeps.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// All: no other holder of the same scope can have the same one.
    Exact,
    /// Something was lost: `fileId` and `fileID` would both like to be `file_id`.
    Lossy,
}

impl<'a> NameRequest<'a> {
    pub(super) fn field(property: &'a Property) -> Self {
        let holder = property.wire_name.as_str();
        let ident = preferred_field(holder);
        let fit = if ident == holder { Fit::Exact } else { Fit::Lossy };
        Self { holder, ident, suffix: "_", fit }
    }

    /// The request of a variant, whose name is ours: a number tells it from another.
    pub(super) fn variant(holder: &'a str, preferred: &str) -> Self {
        Self { suffix: "2", ..Self::value(holder, preferred) }
    }

    pub(super) fn value(holder: &'a str, preferred: &str) -> Self {
        let ident = ident::pascal(preferred);
        let ident = if ident == "Self" { "SelfValue".to_owned() } else { ident };
        let is_exact = ident == holder || ident::snake(&ident) == holder;
        let fit = if is_exact { Fit::Exact } else { Fit::Lossy };
        Self { holder, ident, suffix: "Value", fit }
    }
}

/// Whom names are claimed for.
pub(super) struct Owner<'a> {
    pub(super) name: &'a str,
    pub(super) pointer: &'a str,
}

/// Claims a name for each request: what is locked first, then what fits exactly, then the
/// rest in order. What is lossy or was disambiguated goes into the lock.
pub(super) fn claim_all(
    requests: &[NameRequest<'_>],
    owner: &Owner<'_>,
    lock: &Lock,
    scope: &mut Scope,
    into: &mut Lock,
) -> Vec<String> {
    let key = |name: &str| format!("{}::{name}", owner.name);
    let holder = |request: &NameRequest<'_>| match owner.pointer {
        "" => request.holder.to_owned(),
        pointer => format!("{pointer}: {}", request.holder),
    };
    let mut claimed: Vec<Option<String>> = vec![None; requests.len()];
    for (slot, request) in claimed.iter_mut().zip(requests) {
        if lock.is_empty() {
            break;
        }
        let holder = holder(request);
        let locked = lock
            .names_of(&holder)
            .filter_map(|name| name.strip_prefix(owner.name)?.strip_prefix("::"));
        for name in locked {
            if slot.is_none() && scope.take(name) {
                *slot = Some(name.to_owned());
            }
        }
    }
    for fit in [Fit::Exact, Fit::Lossy] {
        for (slot, request) in claimed.iter_mut().zip(requests) {
            if slot.is_some() || request.fit != fit {
                continue;
            }
            let is_free = |name: &str| {
                lock.is_empty()
                    || lock.holder(&key(name)).is_none_or(|found| found == holder(request))
            };
            *slot = Some(scope.claim(&request.ident, request.suffix, is_free));
        }
    }
    let claimed: Vec<String> = claimed.into_iter().map(Option::unwrap_or_default).collect();
    for (name, request) in claimed.iter().zip(requests) {
        if request.fit == Fit::Lossy || *name != request.ident {
            into.insert(&key(name), &holder(request));
        }
    }
    claimed
}

/// A field's name before collisions; the few values that cannot be raw get an underscore.
pub(super) fn preferred_field(wire_name: &str) -> String {
    let preferred = ident::snake(wire_name);
    if ident::is_never_a_name(&preferred) { format!("{preferred}_") } else { preferred }
}
