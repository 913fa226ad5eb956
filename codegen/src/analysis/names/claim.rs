//! Claims names from a scope for those who ask: what was published, what fits, the rest in order.

use crate::analysis::scope::Scope;
use crate::ident;

/// What a name within a type would like to be.
pub(super) struct NameRequest {
    pub(super) ident: String,
    pub(super) suffix: &'static str,
    pub(super) fit: Fit,
}

/// How much the identifier keeps of what it stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// All: nothing else of the same scope can have the same one.
    Exact,
    /// Something was lost: `fileId` and `fileID` would both like to be `file_id`.
    Lossy,
    /// There is nothing to name.
    Nothing,
}

impl NameRequest {
    pub(super) fn nothing() -> Self {
        Self { ident: String::new(), suffix: "", fit: Fit::Nothing }
    }

    pub(super) fn field(wire_name: &str) -> Self {
        let ident = preferred_field(wire_name);
        let fit = if ident == wire_name { Fit::Exact } else { Fit::Lossy };
        Self { ident, suffix: "_", fit }
    }

    /// The request of a variant, whose name is ours: a number tells it from another.
    pub(super) fn variant(preferred: &str) -> Self {
        Self { suffix: "2", ..Self::value(preferred, preferred) }
    }

    pub(super) fn value(wire: &str, preferred: &str) -> Self {
        let ident = ident::pascal(preferred);
        let ident = if ident == "Self" { "SelfValue".to_owned() } else { ident };
        let is_exact = ident == wire || ident::snake(&ident) == wire;
        let fit = if is_exact { Fit::Exact } else { Fit::Lossy };
        Self { ident, suffix: "Value", fit }
    }
}

/// Claims a name for each request: what was published first, then what fits exactly, then the rest
/// in order.
pub(super) fn claim_all(
    requests: &[NameRequest],
    published: &[Option<&String>],
    scope: &mut Scope,
) -> Vec<String> {
    let published = published.iter().copied().chain(std::iter::repeat(None));
    let mut claimed: Vec<Option<String>> =
        requests.iter().zip(published).map(|(_, name)| scope.keep(name)).collect();
    for fit in [Fit::Exact, Fit::Lossy] {
        for (name, request) in claimed.iter_mut().zip(requests) {
            if name.is_none() && request.fit == fit {
                *name = Some(scope.claim(&request.ident, request.suffix));
            }
        }
    }
    claimed.into_iter().map(Option::unwrap_or_default).collect()
}

/// A field's name before collisions; the few values that cannot be raw get an underscore.
pub(super) fn preferred_field(wire_name: &str) -> String {
    let preferred = ident::snake(wire_name);
    if ident::is_never_a_name(&preferred) { format!("{preferred}_") } else { preferred }
}
