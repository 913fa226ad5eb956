//! Which change of a description an item is missing, otherwise or new by.

use foldhash::HashMap;

use super::{Change, Found, Kind, Rust};

/// What an item of one surface is beside the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Difference {
    /// Programs may miss it.
    Missed,
    /// It is new, or otherwise than it was.
    Added,
    /// Whoever uses it is warned now.
    Discouraged,
}

/// The changes, with where each is found by an item.
pub(super) struct Changes {
    pub(super) all: Vec<Change>,
    by_item: HashMap<String, Vec<usize>>,
    by_owner: HashMap<String, Vec<usize>>,
}

impl Changes {
    pub(super) fn of(found: Vec<Found>) -> Self {
        let mut changes = Self {
            all: Vec::with_capacity(found.len()),
            by_item: HashMap::default(),
            by_owner: HashMap::default(),
        };
        found.into_iter().map(change).for_each(|it| changes.push(it));
        changes
    }

    fn push(&mut self, change: Change) {
        let index = self.all.len();
        self.by_item.entry(change.item.clone()).or_default().push(index);
        self.by_owner.entry(change.owner.clone()).or_default().push(index);
        self.all.push(change);
    }

    /// The change that an item is otherwise by: one of its own, else one of what it belongs to, else
    /// one that no change of the description explains.
    pub(super) fn of_item(
        &mut self,
        place: &(String, String),
        difference: Difference,
        others: &[String],
    ) -> usize {
        let (owner, member) = place;
        let own = if member.is_empty() { owner.clone() } else { format!("{owner}::{member}") };
        let rank = |index: usize, is_own: bool| {
            let kind = self.all.get(index)?.kind;
            let cost = match difference {
                Difference::Missed => blame(kind)?,
                Difference::Added | Difference::Discouraged => credit(kind, difference),
            };
            Some((!is_own, cost, index))
        };
        let of_owner = |owner: &str| {
            let all = self.by_owner.get(owner).into_iter().flatten();
            all.filter_map(|index| rank(*index, false)).min()
        };
        let own_ones = self.by_item.get(&own).into_iter().flatten();
        let ranked = own_ones.filter_map(|index| rank(*index, true)).min();
        let found = ranked
            .or_else(|| of_owner(owner))
            .or_else(|| others.iter().find_map(|owner| of_owner(owner)));
        found.map(|(_, _, index)| index).unwrap_or_else(|| {
            let index = self.all.len();
            self.push(change(Found::new(Kind::ItemOnly, owner, own)));
            index
        })
    }
}

/// How likely a change of this kind adds or discourages something, the likeliest first.
fn credit(kind: Kind, difference: Difference) -> usize {
    let is_removal = matches!(
        kind,
        Kind::OperationRemoved
            | Kind::CredentialRemoved
            | Kind::ParameterRemoved
            | Kind::BodyRemoved
            | Kind::MediaTypeRemoved
            | Kind::HeaderRemoved
            | Kind::SuccessRemoved
            | Kind::FailureRemoved
            | Kind::TypeRemoved
            | Kind::PropertyRemoved
            | Kind::ValueRemoved
            | Kind::VariantRemoved
    );
    match (difference, kind) {
        (
            Difference::Discouraged,
            Kind::OperationDeprecated | Kind::PropertyDeprecated | Kind::ParameterDeprecated,
        ) => 0,
        (Difference::Discouraged, _) => usize::from(!is_removal),
        (_, Kind::TypeBecameSent | Kind::TypeKind | Kind::PropertyBecameNullable) => 0,
        (_, Kind::ConstantChanged) => 0,
        _ => 1 + usize::from(is_removal),
    }
}

/// How likely a change of this kind takes something away, the likeliest first; `None`, where it cannot.
fn blame(kind: Kind) -> Option<usize> {
    match kind {
        Kind::RequiredPropertyAdded
        | Kind::PropertyBecameRequired
        | Kind::RequiredParameterAdded
        | Kind::ParameterBecameRequired
        | Kind::PathParameterAdded
        | Kind::PathParameterRemoved
        | Kind::RequiredBodyAdded
        | Kind::BodyBecameRequired
        | Kind::BodyRemoved => Some(0),
        Kind::TypeKind
        | Kind::PropertyType
        | Kind::ParameterType
        | Kind::BodyType
        | Kind::SuccessType
        | Kind::SuccessAdded
        | Kind::FailureType
        | Kind::VariantType => Some(1),
        Kind::PropertyBecameOptional
        | Kind::PropertyBecameNullable
        | Kind::PagesRemoved
        | Kind::ConstantChanged => Some(2),
        Kind::OperationAdded
        | Kind::TypeAdded
        | Kind::PropertyAdded
        | Kind::ParameterAdded
        | Kind::PropertyDefault
        | Kind::PropertyLimits
        | Kind::ParameterDefault
        | Kind::ParameterLimits
        | Kind::ValueAdded
        | Kind::VariantAdded
        | Kind::PropertyDeprecated
        | Kind::OperationDeprecated
        | Kind::HeaderAdded
        | Kind::MediaTypeAdded
        | Kind::TypeBecameSent
        | Kind::OperationRenamed
        | Kind::OperationReinstated
        | Kind::PathMoved
        | Kind::MethodChanged
        | Kind::ServersChanged
        | Kind::SecurityChanged
        | Kind::PathParameterRenamed
        | Kind::ParameterSerialization
        | Kind::ParameterDeprecated
        | Kind::ParameterReinstated
        | Kind::PropertyReinstated
        | Kind::SuccessRenumbered
        | Kind::VariantOrder
        | Kind::PagesAdded
        | Kind::TypeLimits => None,
        _ => Some(3),
    }
}

fn change(found: Found) -> Change {
    let Found { kind, owner, item, before, after, wire, meaning, pointers } = found;
    let [old_pointer, new_pointer] = pointers;
    Change {
        kind,
        owner,
        item,
        before,
        after,
        rust: Rust::Patch,
        necessity: None,
        wire,
        meaning,
        old_place: None,
        new_place: None,
        old_pointer,
        new_pointer,
        reason: String::new(),
        missed: Vec::new(),
        added: Vec::new(),
        discouraged: Vec::new(),
        fingerprint: String::new(),
        accepted: None,
    }
}
