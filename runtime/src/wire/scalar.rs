//! Strings, numbers, booleans, null, and JSON that the description leaves open.

use serde_json::Value;

use super::{Extra, File, Nulls, RawJson, Slot, View, Wire};

/// The form of what holds no other values.
#[derive(Clone, Copy, Debug)]
pub enum Form {}

/// How a scalar is lent: its blank, its kind, and the kind of its option where that has one.
macro_rules! scalars {
    ($($(#[$doc:meta])* $type:ty: $blank:expr, $kind:ident($lent:expr) $(, $optional:ident)?;)*) => {$(
        $(#[$doc])*
        impl Wire for $type {
            type Form = Form;
        }

        impl super::Form<$type> for Form {
            #[inline]
            fn blank() -> $type {
                $blank
            }

            #[inline]
            fn view(value: &$type) -> View<'_> {
                let lend: for<'a> fn(&'a $type) -> View<'a> = |value| View::$kind($lent(value));
                lend(value)
            }

            #[inline]
            fn slot(value: &mut $type) -> Slot<'_> {
                Slot::$kind(value)
            }

            $(
                #[inline]
                fn optional(option: &mut Option<$type>) -> Slot<'_> {
                    Slot::$optional(option)
                }
            )?
        }
    )*};
}

scalars! {
    bool: false, Boolean(Clone::clone), OptionalBoolean;
    /// `type: integer`, which in JSON Schema includes `3.0` (Validation, section 6.1.1).
    i64: 0, Integer(Clone::clone), OptionalInteger;
    /// An integer that the description says is never negative and may exceed `i64`.
    u64: 0, Unsigned(Clone::clone);
    /// `type: number`. JSON has neither infinities nor "not a number", so those are violations.
    f64: 0.0, Number(Clone::clone), OptionalNumber;
    String: String::new(), Text(String::as_str), OptionalText;
    File: File::from(Vec::new()), File(std::convert::identity);
    Extra: Extra::new(), Extra(std::convert::identity);
    Nulls: Nulls::default(), Nulls(std::convert::identity);
}

/// JSON that the description leaves open, null included.
impl Wire for Value {
    type Form = Form;
}

impl super::Form<Value> for Form {
    #[inline]
    fn blank() -> Value {
        Value::Null
    }

    #[inline]
    fn view(value: &Value) -> View<'_> {
        View::Json(value)
    }

    #[inline]
    fn slot(value: &mut Value) -> Slot<'_> {
        Slot::Json(value)
    }

    #[inline]
    fn null() -> Option<Value> {
        Some(Value::Null)
    }
}

impl Wire for RawJson {
    type Form = Form;
}

impl super::Form<RawJson> for Form {
    #[inline]
    fn blank() -> RawJson {
        RawJson::null()
    }

    #[inline]
    fn view(value: &RawJson) -> View<'_> {
        View::Raw(value)
    }

    #[inline]
    fn slot(value: &mut RawJson) -> Slot<'_> {
        Slot::Raw(value)
    }

    #[inline]
    fn null() -> Option<RawJson> {
        Some(RawJson::null())
    }
}

/// `type: null` on its own.
impl Wire for () {
    type Form = Form;
}

impl super::Form<()> for Form {
    #[inline]
    fn blank() {}

    #[inline]
    fn view(_: &()) -> View<'_> {
        View::Null
    }

    #[inline]
    fn slot(_: &mut ()) -> Slot<'_> {
        Slot::Null
    }

    #[inline]
    fn null() -> Option<()> {
        Some(())
    }
}
