//! Values as the engine sees them: whatever its type, a value is one of a few kinds, lent to be
//! looked at ([`View`]) or to be filled in ([`Slot`]).
//!
//! Reading, writing, checking are plain functions over the two. They are compiled once, here,
//! and not for each type.

use serde_json::Value;

use super::custom_type::{Custom, OptionalCustom};
use super::{
    ClosedEnum, Extra, File, IntegerEnum, KeywordOrValue, List, Map, Nulls, OpenEnum, Optional,
    RawJson, Record, Union,
};

/// A value, lent to be looked at.
#[derive(Clone, Copy)]
#[allow(missing_docs, reason = "the names say it")]
pub enum View<'a> {
    /// Nothing: a property that is left out, or null where a value has to stand.
    Absent,
    Null,
    Boolean(bool),
    Integer(i64),
    Unsigned(u64),
    Number(f64),
    Text(&'a str),
    Json(&'a Value),
    Raw(&'a RawJson),
    File(&'a File),
    Custom(&'a dyn Custom),
    Record(&'a dyn Record),
    Union(&'a dyn Union),
    List(&'a dyn List),
    Map(&'a dyn Map),
    /// The undeclared properties of the record around it.
    Extra(&'a Extra),
    /// The explicit nulls of the record around it.
    Nulls(&'a Nulls),
}

/// A value, lent to be filled in.
#[allow(missing_docs, reason = "the names say it")]
pub enum Slot<'a> {
    Null,
    Boolean(&'a mut bool),
    Integer(&'a mut i64),
    Unsigned(&'a mut u64),
    Number(&'a mut f64),
    Text(&'a mut String),
    /// The usual options, on their own, since they need no call of what is behind them.
    OptionalText(&'a mut Option<String>),
    OptionalInteger(&'a mut Option<i64>),
    OptionalNumber(&'a mut Option<f64>),
    OptionalBoolean(&'a mut Option<bool>),
    Optional(&'a mut dyn Optional),
    Json(&'a mut Value),
    Raw(&'a mut RawJson),
    File(&'a mut File),
    Custom(&'a mut dyn Custom),
    OptionalCustom(&'a mut dyn OptionalCustom),
    Enum(&'a mut dyn OpenEnum),
    ClosedEnum(&'a mut dyn ClosedEnum),
    IntegerEnum(&'a mut dyn IntegerEnum),
    KeywordOrValue(&'a mut dyn KeywordOrValue),
    Record(&'a mut dyn Record),
    Union(&'a mut dyn Union),
    List(&'a mut dyn List),
    Map(&'a mut dyn Map),
    /// The undeclared properties of the record around it.
    Extra(&'a mut Extra),
    /// The explicit nulls of the record around it.
    Nulls(&'a mut Nulls),
}

impl View<'_> {
    /// Whether it is what a field without a value holds, or nobody can tell.
    pub(super) fn is_blank(&self) -> bool {
        match *self {
            View::Boolean(value) => !value,
            View::Integer(value) => value == 0,
            View::Unsigned(value) => value == 0,
            View::Number(value) => value == 0.0,
            View::Text(value) => value.is_empty(),
            View::List(value) => value.count() == 0,
            View::Map(value) => value.count() == 0,
            View::Json(value) => value.is_null(),
            View::Raw(value) => value.is_null(),
            // One that has a variant was set.
            View::Union(value) => matches!(value.variant().1, View::Raw(raw) if raw.is_null()),
            View::Record(value) => {
                let mut is_blank = true;
                value.views(&mut |views| is_blank = views.iter().all(View::is_blank));
                is_blank
            }
            View::Extra(value) => value.is_empty(),
            View::Absent | View::Null | View::File(_) | View::Custom(_) | View::Nulls(_) => true,
        }
    }
}

impl Slot<'_> {
    /// Lends the slot on.
    pub(super) fn lend(&mut self) -> Slot<'_> {
        match self {
            Slot::Null => Slot::Null,
            Slot::Boolean(value) => Slot::Boolean(value),
            Slot::Integer(value) => Slot::Integer(value),
            Slot::Unsigned(value) => Slot::Unsigned(value),
            Slot::Number(value) => Slot::Number(value),
            Slot::Text(value) => Slot::Text(value),
            Slot::OptionalText(value) => Slot::OptionalText(value),
            Slot::OptionalInteger(value) => Slot::OptionalInteger(value),
            Slot::OptionalNumber(value) => Slot::OptionalNumber(value),
            Slot::OptionalBoolean(value) => Slot::OptionalBoolean(value),
            Slot::Optional(value) => Slot::Optional(*value),
            Slot::Json(value) => Slot::Json(value),
            Slot::Raw(value) => Slot::Raw(value),
            Slot::File(value) => Slot::File(value),
            Slot::Custom(value) => Slot::Custom(*value),
            Slot::OptionalCustom(value) => Slot::OptionalCustom(*value),
            Slot::Enum(value) => Slot::Enum(*value),
            Slot::ClosedEnum(value) => Slot::ClosedEnum(*value),
            Slot::IntegerEnum(value) => Slot::IntegerEnum(*value),
            Slot::KeywordOrValue(value) => Slot::KeywordOrValue(*value),
            Slot::Record(value) => Slot::Record(*value),
            Slot::Union(value) => Slot::Union(*value),
            Slot::List(value) => Slot::List(*value),
            Slot::Map(value) => Slot::Map(*value),
            Slot::Extra(value) => Slot::Extra(value),
            Slot::Nulls(value) => Slot::Nulls(value),
        }
    }

    /// Whether its property may be missing.
    pub(super) fn may_be_absent(&self) -> bool {
        matches!(
            self,
            Slot::OptionalText(_)
                | Slot::OptionalInteger(_)
                | Slot::OptionalNumber(_)
                | Slot::OptionalBoolean(_)
                | Slot::OptionalCustom(_)
                | Slot::Optional(_)
        )
    }

    /// Whether a null is a value here, rather than none.
    pub(super) fn keeps_null(&mut self) -> bool {
        match self {
            Slot::Optional(value) => value.set_null(),
            slot => !slot.may_be_absent(),
        }
    }

    /// Looks at a scalar; what holds other values is none.
    pub(super) fn look(&self) -> View<'_> {
        match self {
            Slot::Null => View::Null,
            Slot::Boolean(value) => View::Boolean(**value),
            Slot::Integer(value) => View::Integer(**value),
            Slot::Unsigned(value) => View::Unsigned(**value),
            Slot::Number(value) => View::Number(**value),
            Slot::Text(value) => View::Text(value),
            Slot::OptionalText(value) => value.as_deref().map_or(View::Absent, View::Text),
            Slot::OptionalInteger(value) => value.map_or(View::Absent, View::Integer),
            Slot::OptionalNumber(value) => value.map_or(View::Absent, View::Number),
            Slot::OptionalBoolean(value) => value.map_or(View::Absent, View::Boolean),
            Slot::Json(value) => View::Json(value),
            Slot::Raw(value) => View::Raw(value),
            Slot::File(value) => View::File(value),
            Slot::Custom(value) => value.look(),
            Slot::OptionalCustom(value) => value.value(),
            Slot::Enum(value) => View::Text(value.value()),
            Slot::ClosedEnum(value) => View::Text(value.value()),
            Slot::IntegerEnum(value) => View::Integer(value.value()),
            Slot::KeywordOrValue(value) => value.keyword_or_value(),
            _ => View::Absent,
        }
    }

    /// Makes the value one of which nothing is set, whatever it held.
    pub(super) fn clear(self) {
        match self {
            Slot::Null => {}
            Slot::Boolean(value) => *value = false,
            Slot::Integer(value) => *value = 0,
            Slot::Unsigned(value) => *value = 0,
            Slot::Number(value) => *value = 0.0,
            Slot::Text(value) => value.clear(),
            Slot::OptionalText(value) => *value = None,
            Slot::OptionalInteger(value) => *value = None,
            Slot::OptionalNumber(value) => *value = None,
            Slot::OptionalBoolean(value) => *value = None,
            Slot::Optional(value) => value.clear(),
            Slot::Json(value) => *value = Value::Null,
            Slot::Raw(value) => *value = RawJson::null(),
            Slot::File(value) => *value = File::from(Vec::new()),
            // Nothing of it is known but how it is read, which replaces it.
            Slot::Custom(_) | Slot::ClosedEnum(_) => {}
            Slot::OptionalCustom(value) => value.clear(),
            Slot::Enum(value) => value.set(""),
            Slot::IntegerEnum(value) => value.set(0),
            Slot::KeywordOrValue(value) => value.set_keyword(""),
            Slot::Record(value) => {
                value.slots(&mut |slots| slots.iter_mut().for_each(|slot| slot.lend().clear()));
            }
            Slot::Union(value) => {
                value.begin(value.variants().len());
            }
            Slot::List(value) => value.clear(),
            Slot::Map(value) => value.clear(),
            Slot::Extra(value) => *value = Extra::new(),
            Slot::Nulls(value) => *value = Nulls::default(),
        }
    }
}
