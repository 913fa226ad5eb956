//! Strings, numbers, booleans, null, and JSON that the description leaves open.

use serde_json::Value;

use super::{Extra, File, Nulls, RawJson, Slot, View, Wire};

/// How a scalar is lent: its blank, its kind, and the kind of its option where that has one.
macro_rules! scalars {
    ($($(#[$doc:meta])* $type:ty: $blank:expr, $kind:ident($lent:expr) $(, $optional:ident)?;)*) => {$(
        $(#[$doc])*
        impl Wire for $type {
            #[inline]
            fn blank() -> Self {
                $blank
            }

            #[inline]
            fn view(&self) -> View<'_> {
                let lend: for<'a> fn(&'a $type) -> View<'a> = |value| View::$kind($lent(value));
                lend(self)
            }

            #[inline]
            fn slot(&mut self) -> Slot<'_> {
                Slot::$kind(self)
            }

            $(
                #[inline]
                fn optional(option: &mut Option<Self>) -> Slot<'_> {
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
    #[inline]
    fn blank() -> Self {
        Value::Null
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::Json(self)
    }

    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        Slot::Json(self)
    }

    #[inline]
    fn null() -> Option<Self> {
        Some(Value::Null)
    }
}

impl Wire for RawJson {
    #[inline]
    fn blank() -> Self {
        RawJson::null()
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::Raw(self)
    }

    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        Slot::Raw(self)
    }

    #[inline]
    fn null() -> Option<Self> {
        Some(RawJson::null())
    }
}

/// `type: null` on its own.
impl Wire for () {
    #[inline]
    fn blank() -> Self {}

    #[inline]
    fn view(&self) -> View<'_> {
        View::Null
    }

    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        Slot::Null
    }

    #[inline]
    fn null() -> Option<Self> {
        Some(())
    }
}
