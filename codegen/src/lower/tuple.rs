//! Arrays whose first items differ by their position.

use super::{Lowered, Lowering, PreferredName, limits};
use crate::api::{Expr, Limit, Nested, Nullability, Tuple, Use};
use crate::diagnostic::Code;
use crate::pointer::Place;
use crate::read::schema::{Bounds, JsonType, Schema};

/// How many items a tuple of Rust's has at most that can be compared and shown.
const MOST_ITEMS: usize = 12;

impl Lowering<'_> {
    /// An array whose first items differ by their position (JSON Schema Core, section 10.3.1.1).
    /// They are not required to be there: how many are, `minItems` says.
    pub(super) fn tuple(
        &mut self,
        schema: &Schema,
        place: &Place,
        preferred: &PreferredName,
    ) -> Option<Lowered> {
        if !matches!(schema.types.as_slice(), [] | [JsonType::Array]) {
            return None;
        }
        let bounds = &schema.bounds;
        let count = |bound: Option<u64>| bound.and_then(|bound| usize::try_from(bound).ok());
        let most = count(bounds.max_items).unwrap_or(usize::MAX);
        let described = &schema.prefix_items;
        // A position that allows nothing ends the array before it.
        let closed = described.iter().position(|item| self.schemas.at(item).nothing);
        let end = closed.unwrap_or(usize::MAX).min(most);
        let described = described.get(..end).unwrap_or(described);
        if described.is_empty() {
            return None;
        }
        if described.len() > MOST_ITEMS {
            let text = format!("`prefixItems` of more than {MOST_ITEMS} positions is not checked");
            self.note(Code::AssertionUnchecked, place, text);
            return None;
        }
        let least = count(bounds.min_items).unwrap_or_default().min(described.len());
        let mut own = Vec::with_capacity(described.len());
        let mut items = Vec::with_capacity(described.len());
        for (index, item) in described.iter().enumerate() {
            let mut used = self.use_at(item, &preferred.step(&format!("Item{}", index + 1)));
            // An item that may be missing and null is one of which both can be seen.
            if index >= least && used.null == Nullability::Nullable {
                used = Use::of(Expr::Json);
            }
            own.push(used.limits);
            items.push(Nested { expr: used.expr, null: used.null });
        }
        let rest = match &schema.items {
            _ if end <= described.len() => None,
            Some(items) if self.schemas.at(items).nothing => None,
            Some(items) => Some(self.use_at(items, &preferred.step("Item"))),
            None => Some(Use::of(Expr::Json)),
        };
        // What the type says by itself need not be checked.
        let said = Bounds {
            min_items: bounds.min_items.filter(|_| count(bounds.min_items) > Some(least)),
            max_items: bounds.max_items.filter(|_| rest.is_some()),
            ..bounds.clone()
        };
        let (rest, each) = rest.map_or((None, Vec::new()), |rest| {
            (Some(Nested { expr: rest.expr, null: rest.null }), rest.limits)
        });
        let expr = Expr::Tuple(Box::new(Tuple { items, least, rest }));
        let mut limits = limits::of(&said, &expr);
        if own.iter().any(|limits| !limits.is_empty()) {
            limits.push(Limit::Items(own));
        }
        if !each.is_empty() {
            // The first items have limits of their own, or none.
            if !limits.iter().any(|limit| matches!(limit, Limit::Items(_))) {
                limits.push(Limit::Items(vec![Vec::new(); described.len()]));
            }
            limits.push(Limit::Each(each));
        }
        Some(Lowered::Use(Use { limits, ..Use::of(expr) }))
    }
}
