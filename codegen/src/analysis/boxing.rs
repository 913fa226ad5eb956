//! Which values stand behind a `Box`: those that would make a type contain itself, and
//! arms of a union that are much larger than the others.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::api::{Api, Expr, Presence, Shape, TypeId};

/// Where a value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Placement {
    /// Within its owner.
    Inline,
    /// Behind a `Box`.
    Boxed,
}

/// The placement of every member and every arm of every type.
pub(super) fn placements(api: &Api) -> Vec<Vec<Placement>> {
    let mut graph = Containment { edges: vec![Vec::new(); api.types.len()] };
    let mut placements = Vec::with_capacity(api.types.len());
    for id in api.ids() {
        let mut own = Vec::new();
        for held in held(api, id) {
            let target = held.and_then(|expr| contained(api, expr));
            let placement = match target {
                // Edges are added one by one; the one that would close a circle is boxed.
                Some(target) if graph.reaches(target, id) => Placement::Boxed,
                Some(target) => {
                    graph.edges[id.0 as usize].push(target);
                    Placement::Inline
                }
                None => Placement::Inline,
            };
            own.push(placement);
        }
        placements.push(own);
    }
    for id in api.ids() {
        box_large_arms(api, id, &mut placements);
    }
    placements
}

/// What each member or each arm of a type holds.
fn held(api: &Api, id: TypeId) -> Vec<Option<&Expr>> {
    match &api.get(id).shape {
        Shape::Record(record) => {
            let field =
                |member: &crate::api::Member| !matches!(member.presence, Presence::Constant(_));
            record
                .members
                .iter()
                .map(move |member| field(member).then_some(&member.value.expr))
                .collect()
        }
        Shape::Union(union) => union.arms.iter().map(|arm| Some(&arm.value.expr)).collect(),
        Shape::Alias(_) | Shape::OpenEnum(_) | Shape::Sentinel(_) => Vec::new(),
    }
}

/// The type that a value of this expression contains without a pointer between.
fn contained(api: &Api, expr: &Expr) -> Option<TypeId> {
    let mut expr = expr;
    // A chain of aliases longer than this is a circle.
    for _ in 0..64 {
        let Expr::Named(id) = expr else { return None };
        match &api.get(*id).shape {
            Shape::Alias(used) => expr = &used.expr,
            Shape::Record(_) | Shape::Union(_) => return Some(*id),
            Shape::OpenEnum(_) | Shape::Sentinel(_) => return None,
        }
    }
    None
}

struct Containment {
    edges: Vec<Vec<TypeId>>,
}

impl Containment {
    fn reaches(&self, from: TypeId, to: TypeId) -> bool {
        let mut seen = HashSet::new();
        let mut waiting = vec![from];
        while let Some(id) = waiting.pop() {
            if id == to {
                return true;
            }
            if seen.insert(id) {
                waiting.extend(&self.edges[id.0 as usize]);
            }
        }
        false
    }
}

/// How many bytes an arm may be larger than the next largest; clippy warns from 200.
const TOLERATED: usize = 160;

fn box_large_arms(api: &Api, id: TypeId, placements: &mut [Vec<Placement>]) {
    let Shape::Union(union) = &api.get(id).shape else { return };
    let mut sizes: Vec<(usize, usize)> = union
        .arms
        .iter()
        .enumerate()
        .map(|(index, arm)| {
            let boxed = placements[id.0 as usize][index] == Placement::Boxed;
            (if boxed { 8 } else { size(api, &arm.value.expr, placements, 0) }, index)
        })
        .collect();
    sizes.sort_unstable();
    while let [.., (second, _), (largest, index)] = sizes.as_slice() {
        if largest.saturating_sub(*second) <= TOLERATED {
            break;
        }
        placements[id.0 as usize][*index] = Placement::Boxed;
        let index = *index;
        sizes.pop();
        sizes.push((8, index));
        sizes.sort_unstable();
    }
}

/// About how many bytes a value takes within its owner.
pub(super) fn size(api: &Api, expr: &Expr, placements: &[Vec<Placement>], depth: usize) -> usize {
    if depth > 64 {
        return 8;
    }
    match expr {
        Expr::Integer | Expr::Unsigned | Expr::Number => 16,
        Expr::Boolean | Expr::Null => 1,
        Expr::Text | Expr::List(_) | Expr::Map(_) => 24,
        Expr::File => 72,
        Expr::Json => 32,
        Expr::Named(id) => {
            let held = |index: usize, expr: &Expr| match placements[id.0 as usize].get(index) {
                Some(Placement::Boxed) => 8,
                _ => size(api, expr, placements, depth + 1),
            };
            match &api.get(*id).shape {
                Shape::Alias(used) => size(api, &used.expr, placements, depth + 1),
                Shape::OpenEnum(_) | Shape::Sentinel(_) => 24,
                Shape::Record(record) => {
                    let fields = record.members.iter().enumerate();
                    let fields = fields
                        .filter(|(_, member)| !matches!(member.presence, Presence::Constant(_)))
                        .map(|(index, member)| held(index, &member.value.expr));
                    8 + fields.sum::<usize>()
                }
                Shape::Union(union) => {
                    let arms = union.arms.iter().enumerate();
                    8 + arms
                        .map(|(index, arm)| held(index, &arm.value.expr))
                        .max()
                        .unwrap_or(24)
                        .max(32)
                }
            }
        }
    }
}
