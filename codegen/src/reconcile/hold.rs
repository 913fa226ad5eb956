//! Whether a published type can hold all that another may be.

use std::cell::Cell;
use std::rc::Rc;

use super::alike::is_same_kind;
use crate::api::{Api, EnumKind, Expr, Nested, Presence, Record, Rest, Shape, TypeId};

/// A type that may hold another: of which API each is, and which types of the two are the same.
pub(crate) struct Holding<'a> {
    pub(crate) outer: &'a Api,
    pub(crate) inner: &'a Api,
    /// Whether a type of the one is that of the other.
    pub(crate) same: &'a dyn Fn(TypeId, TypeId) -> bool,
    /// What an outer type has become among the inner ones, where it goes on as that: it has to hold
    /// what it is asked for as it will be, too.
    pub(crate) becomes: &'a dyn Fn(TypeId) -> Option<TypeId>,
    /// Whether a value is held against limits before it gets there.
    pub(crate) is_checked: bool,
    /// How much has been compared.
    pub(crate) steps: Rc<Cell<usize>>,
}

/// How deep types are compared; what nests deeper is taken for different.
const DEEPEST: usize = 32;

/// How much is compared at all: objects of objects that differ everywhere are told apart sooner.
const STEPS: usize = 10_000;

impl Holding<'_> {
    /// Whether every value of the inner type is one of the outer.
    pub(crate) fn holds(&self, outer: &Expr, inner: &Expr) -> bool {
        self.expr(outer, inner, 0)
    }

    fn expr(&self, outer: &Expr, inner: &Expr, depth: usize) -> bool {
        self.steps.set(self.steps.get() + 1);
        if depth > DEEPEST || self.steps.get() > STEPS {
            return false;
        }
        // Names that are the same need not be looked behind.
        if let (Expr::Named(one), Expr::Named(other)) = (outer, inner)
            && (self.same)(*one, *other)
        {
            return true;
        }
        if !self.stays_as_named(outer, inner, depth) {
            return false;
        }
        let (outer, inner) = (self.outer.underlying(outer), self.inner.underlying(inner));
        self.as_published(outer, inner, depth) && self.as_described(outer, inner)
    }

    /// Whether the outer type holds the inner one as it was published.
    fn as_published(&self, outer: &Expr, inner: &Expr, depth: usize) -> bool {
        match (outer, inner) {
            // The user's statement counts, whatever could hold its values.
            (Expr::Custom(_), _) | (_, Expr::Custom(_)) => outer == inner,
            (Expr::Json, _) => true,
            (Expr::Named(one), Expr::Named(other)) => {
                (self.same)(*one, *other) || self.named(*one, *other, depth)
            }
            (Expr::Named(one), inner) => match &self.outer.get(*one).shape {
                Shape::OpenEnum(open) if is_text(open.kind) => *inner == Expr::Text,
                Shape::OpenEnum(_) => *inner == Expr::Integer,
                Shape::KeywordOrValue(sentinel) => {
                    *inner == Expr::Text || self.expr(&sentinel.value, inner, depth + 1)
                }
                Shape::Union(union) => union
                    .variants
                    .iter()
                    .any(|variant| self.expr(&variant.value.expr, inner, depth + 1)),
                Shape::Record(record) => {
                    matches!(inner, Expr::Map(_))
                        && requires_nothing(record)
                        && self.now(*one).is_none_or(|now| {
                            now.properties.iter().all(|it| it.presence != Presence::Required)
                        })
                }
                Shape::Alias(_) => false,
            },
            (outer, Expr::Named(other)) => match (&self.inner.get(*other).shape, outer) {
                (Shape::OpenEnum(open), Expr::Text) => open.kind == EnumKind::Text,
                (Shape::OpenEnum(open), Expr::Integer | Expr::Number) => {
                    open.kind == EnumKind::Integer
                }
                (Shape::Record(record), Expr::Map(value)) => self.map(value, record, depth),
                _ => false,
            },
            (Expr::Number, Expr::Integer | Expr::Unsigned) => true,
            // One that is negative is refused before it is sent.
            (Expr::Unsigned, Expr::Integer) => self.is_checked,
            (Expr::List(outer), Expr::List(inner)) | (Expr::Map(outer), Expr::Map(inner)) => {
                self.nested(outer, inner, depth)
            }
            (Expr::Tuple(outer), Expr::Tuple(inner)) => {
                outer.holds(inner, |outer, inner| self.nested(outer, inner, depth))
            }
            (outer, inner) => outer == inner,
        }
    }

    /// Whether a type that becomes one of another kind holds the inner one as that, too.
    fn as_described(&self, outer: &Expr, inner: &Expr) -> bool {
        let Expr::Named(was) = outer else { return true };
        let Some(is) = (self.becomes)(*was) else { return true };
        let (old, new) = (&self.outer.get(*was).shape, &self.inner.get(is).shape);
        if is_same_kind(old, new) || self.keeps_its_kind(*was, is) {
            return true;
        }
        let same = |one, other| one == other;
        let (described, nothing) = (self.inner, |_| None);
        self.beside(described, &same, &nothing).holds(&Expr::Named(is), inner)
    }

    /// Whether a type stays as it was published, which is described as one of another kind now: what
    /// it was is compared as such, since under its name it would be the same.
    pub(crate) fn keeps_its_kind(&self, was: TypeId, is: TypeId) -> bool {
        let behind = |api: &Api, id: TypeId| match &api.get(id).shape {
            Shape::Alias(used) => used.expr.clone(),
            _ => Expr::Named(id),
        };
        let (apart, nothing) = (|_, _| false, |_| None);
        let (outer, inner) = (behind(self.outer, was), behind(self.inner, is));
        self.beside(self.outer, &apart, &nothing).holds(&outer, &inner)
    }

    /// Another question, which is asked out of the same patience.
    fn beside<'b>(
        &'b self,
        outer: &'b Api,
        same: &'b dyn Fn(TypeId, TypeId) -> bool,
        becomes: &'b dyn Fn(TypeId) -> Option<TypeId>,
    ) -> Holding<'b> {
        let (inner, steps) = (self.inner, Rc::clone(&self.steps));
        Holding { outer, inner, same, becomes, is_checked: false, steps }
    }

    fn nested(&self, outer: &Nested, inner: &Nested, depth: usize) -> bool {
        (outer.null == inner.null || inner.null.is_never())
            && self.expr(&outer.expr, &inner.expr, depth + 1)
    }

    /// A map of what every property of an object is.
    fn map(&self, value: &Nested, record: &Record, depth: usize) -> bool {
        let is_rest_held = match &record.rest {
            Rest::Closed => true,
            Rest::Open => value.expr == Expr::Json,
            Rest::Typed(used) => self.expr(&value.expr, &used.expr, depth + 1),
        };
        let mut properties = record.properties.iter();
        is_rest_held
            && properties.all(|property| self.expr(&value.expr, &property.value.expr, depth + 1))
    }

    fn named(&self, one: TypeId, other: TypeId, depth: usize) -> bool {
        match (&self.outer.get(one).shape, &self.inner.get(other).shape) {
            (Shape::OpenEnum(one), Shape::OpenEnum(other)) => {
                is_text(one.kind) == is_text(other.kind)
            }
            (Shape::KeywordOrValue(sentinel), Shape::OpenEnum(open)) => {
                is_text(open.kind) || sentinel.value == Expr::Integer
            }
            (Shape::KeywordOrValue(one), Shape::KeywordOrValue(other)) => {
                self.expr(&one.value, &other.value, depth + 1)
            }
            (Shape::Record(record), Shape::Record(other)) => {
                self.record(record, other, depth)
                    && self.now(one).is_none_or(|now| self.goes_on(record, now, other, depth))
            }
            (Shape::Union(union), Shape::Union(other_union))
                if other_union.variants.iter().all(|inner| {
                    let mut variants = union.variants.iter();
                    variants.any(|outer| {
                        outer.matcher == inner.matcher
                            && self.expr(&outer.value.expr, &inner.value.expr, depth + 1)
                    })
                }) =>
            {
                true
            }
            // A union of one, which others may join, is that one as long as none has.
            (_, Shape::Union(union)) if union.variants.len() == 1 => union
                .variants
                .iter()
                .all(|only| self.expr(&Expr::Named(one), &only.value.expr, depth + 1)),
            (Shape::Union(union), _) => union
                .variants
                .iter()
                .any(|variant| self.expr(&variant.value.expr, &Expr::Named(other), depth + 1)),
            _ => false,
        }
    }

    /// Two objects are alike where they share most of what they have: any would do as one that requires
    /// nothing.
    fn record(&self, outer: &Record, inner: &Record, depth: usize) -> bool {
        let is_there = |name: &str| inner.properties.iter().any(|it| it.wire_name == name);
        let shared = outer.properties.iter().filter(|it| is_there(&it.wire_name)).count();
        if shared * 2 < outer.properties.len() || shared == 0 {
            return false;
        }
        outer.properties.iter().all(|property| {
            let mut properties = inner.properties.iter();
            match properties.find(|inner| inner.wire_name == property.wire_name) {
                None => property.presence == Presence::Optional,
                Some(inner) => {
                    (property.presence == Presence::Optional || inner.presence == property.presence)
                        && self.expr(&property.value.expr, &inner.value.expr, depth + 1)
                }
            }
        }) && outer.rest == Rest::Open
    }

    /// What an object has become among the inner ones.
    fn now(&self, outer: TypeId) -> Option<&Record> {
        match &self.inner.get((self.becomes)(outer)?).shape {
            Shape::Record(now) => Some(now),
            _ => None,
        }
    }

    /// Whether a name for another type goes on standing for that, or stands for what it has to hold.
    fn stays_as_named(&self, outer: &Expr, inner: &Expr, depth: usize) -> bool {
        let Expr::Named(name) = outer else { return true };
        let Shape::Alias(was) = &self.outer.get(*name).shape else { return true };
        let Some(now) = (self.becomes)(*name) else { return true };
        let is = match &self.inner.get(now).shape {
            Shape::Alias(is) => is.expr.clone(),
            _ => Expr::Named(now),
        };
        is == *inner || self.expr(&was.expr, &is, depth + 1)
    }

    /// Whether an object still holds another once it is as it is described now.
    fn goes_on(&self, outer: &Record, now: &Record, inner: &Record, depth: usize) -> bool {
        let find = |record: &'_ Record, name: &str| {
            record.properties.iter().position(|property| property.wire_name == name)
        };
        now.properties.iter().all(|now| {
            let inner = find(inner, &now.wire_name).map(|index| &inner.properties[index]);
            let Some(inner) = inner else { return now.presence != Presence::Required };
            let outer = find(outer, &now.wire_name).map(|index| &outer.properties[index]);
            let is_there = now.presence != Presence::Required || inner.presence == now.presence;
            is_there
                && (now.value.expr == inner.value.expr
                    || outer.is_some_and(|outer| {
                        self.expr(&outer.value.expr, &now.value.expr, depth + 1)
                    }))
        })
    }
}

fn requires_nothing(record: &Record) -> bool {
    record.rest == Rest::Open
        && record.properties.iter().all(|property| property.presence == Presence::Optional)
}

/// Whether the values of an enum are strings.
pub(crate) fn is_text(kind: EnumKind) -> bool {
    matches!(kind, EnumKind::Text | EnumKind::TextOrOther)
}
