//! What setters take for numbers: whatever has the same value in the type of the property.
//!
//! `Into<i64>` would take a `bool`, and no `usize`.

#[cfg(feature = "operations")]
use super::View;
use super::named::{forget, keep_beside, set_property};
use super::record::Record;
use super::{KeywordOrValue, RawJson, Slot};

/// A value that fits into the number type `T`, whatever it is: an `i32` into an `i64`, an `f32`
/// into an `f64`. A boolean is no number.
///
/// The setter of a property that is a number takes any [`Integer`] where it is one of integers, and what
/// fits elsewhere:
///
/// ```
/// use specwright::fine_tuning::GraderScoreModelSamplingParams;
///
/// let params = GraderScoreModelSamplingParams::builder().seed(42_usize).temperature(0.5_f32).build();
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number that always fits into `{T}`",
    label = "expected a number that fits into `{T}`"
)]
pub trait Fits<T>: sealed::Number {
    /// The same number.
    #[doc(hidden)]
    fn fit(self) -> T;
}

/// An integer of any size, which a property that holds integers of 64 bits takes: one beyond them
/// is a violation at the place of the property. A boolean is no integer.
///
/// The example of [`Fits`] gives one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an integer",
    label = "expected an integer"
)]
pub trait Integer: sealed::Number {
    /// The same integer.
    #[doc(hidden)]
    fn wide(self) -> i128;
}

/// A keyword, or a number of any size: what the setter of a property takes that holds either, as
/// `"auto"` or how many epochs. A number that the property cannot hold is a violation at its place.
/// A boolean is neither.
///
/// ```
/// use specwright::fine_tuning::CreateFineTuningJobRequestHyperparameters as Hyperparameters;
///
/// let lines = ["first", "second"];
/// let ours = Hyperparameters::builder().batch_size(lines.len()).n_epochs("auto").build();
/// assert!(ours.validate().is_ok());
/// let refused = Hyperparameters::builder().n_epochs(u64::MAX).build().validate();
/// assert!(refused.is_err_and(|invalid| invalid.to_string().contains("/n_epochs")));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a keyword nor a number for `{T}`",
    label = "expected a keyword or a number"
)]
pub trait KeywordOr<T>: sealed::KeywordOr {
    /// The keyword or the number; the number alone, where there is no place for it.
    #[doc(hidden)]
    fn take(self) -> Result<T, i128>;
}

mod sealed {
    pub trait Number {}
    pub trait KeywordOr {}
}

macro_rules! numbers {
    ($($type:ty: $($into:ty),+;)*) => {$(
        impl sealed::Number for $type {}
        $(
            impl Fits<$into> for $type {
                #[inline]
                fn fit(self) -> $into {
                    self.into()
                }
            }
        )+
    )*};
}

numbers! {
    i8: i64, f64;
    i16: i64, f64;
    i32: i64, f64;
    i64: i64;
    u8: i64, u64, f64;
    u16: i64, u64, f64;
    u32: i64, u64, f64;
    u64: u64;
    f32: f64;
    f64: f64;
}

macro_rules! integers {
    ($($type:ty)*) => {$(
        impl Integer for $type {
            #[inline]
            fn wide(self) -> i128 {
                self as i128
            }
        }
    )*};
}

integers! { i8 i16 i32 i64 isize u8 u16 u32 u64 usize }

impl sealed::Number for isize {}
impl sealed::Number for usize {}

impl<T: KeywordOrValue> sealed::KeywordOr for T {}

impl<T: KeywordOrValue> KeywordOr<T> for T {
    #[inline]
    fn take(self) -> Result<T, i128> {
        Ok(self)
    }
}

impl sealed::KeywordOr for &str {}

impl<'a, T: KeywordOrValue + From<&'a str>> KeywordOr<T> for &'a str {
    #[inline]
    fn take(self) -> Result<T, i128> {
        Ok(self.into())
    }
}

macro_rules! floats {
    ($($type:ty)*) => {$(
        impl sealed::KeywordOr for $type {}

        impl<T: KeywordOrValue + From<f64>> KeywordOr<T> for $type {
            #[inline]
            fn take(self) -> Result<T, i128> {
                Ok(f64::from(self).into())
            }
        }
    )*};
}

floats! { f32 f64 }

macro_rules! keyword_or_integers {
    ($($type:ty)*) => {$(
        impl sealed::KeywordOr for $type {}

        impl<T: KeywordOrValue + for<'a> From<&'a str>> KeywordOr<T> for $type {
            #[inline]
            fn take(self) -> Result<T, i128> {
                let value = self.wide();
                let mut taken = T::from("");
                match set_number(taken.set_value(), value) {
                    true => Ok(taken),
                    false => Err(value),
                }
            }
        }
    )*};
}

keyword_or_integers! { i8 i16 i32 i64 isize u8 u16 u32 u64 usize }

/// Sets a number to an integer, where it can be that.
fn set_number(number: Slot<'_>, value: i128) -> bool {
    match number {
        Slot::Integer(to) => i64::try_from(value).map(|value| *to = value).is_ok(),
        Slot::Unsigned(to) => u64::try_from(value).map(|value| *to = value).is_ok(),
        Slot::Number(to) => {
            *to = value as f64;
            *to as i128 == value
        }
        _ => false,
    }
}

/// Takes a keyword or a number for a property of a record. A number that the property cannot hold is
/// kept beside it, where the check of the record finds it.
#[inline]
pub fn keyword_or<T: KeywordOrValue + for<'a> From<&'a str>>(
    value: impl KeywordOr<T>,
    record: &mut dyn Record,
    name: &str,
) -> T {
    match value.take() {
        Ok(value) => {
            // One that was refused before is none any more.
            forget(record, name);
            value
        }
        Err(value) => {
            if let Ok(value) = value.to_string().parse::<RawJson>() {
                keep_beside(record, name, &value);
            }
            T::from("")
        }
    }
}

/// Takes a number that fits.
#[inline]
pub fn fits<T>(value: impl Fits<T>) -> T {
    value.fit()
}

/// Makes a list of numbers that fit.
pub fn fitting_list<T>(items: impl IntoIterator<Item = impl Fits<T>>) -> Vec<T> {
    items.into_iter().map(Fits::fit).collect()
}

/// Makes a map of pairs of what can become its names and numbers that fit.
pub fn fitting_map<T>(
    properties: impl IntoIterator<Item = (impl Into<String>, impl Fits<T>)>,
) -> std::collections::BTreeMap<String, T> {
    properties.into_iter().map(|(name, value)| (name.into(), value.fit())).collect()
}

/// Takes an integer for a property of a record. One that the property cannot hold is kept beside
/// it, where the check of the record finds it.
#[inline]
pub fn integer<T: TryFrom<i128, Error: Copy> + Copy + Default>(
    value: impl Integer,
    record: &mut dyn Record,
    name: &str,
) -> T {
    let value = value.wide();
    let fitting = T::try_from(value);
    match fitting {
        // One that was refused before is none any more.
        Ok(_) => forget(record, name),
        Err(_) => refuse(record, name, value),
    }
    fitting.unwrap_or_default()
}

#[cold]
fn refuse(record: &mut dyn Record, name: &str, value: i128) {
    if let Ok(value) = value.to_string().parse::<RawJson>() {
        set_property(record, name.to_owned(), value);
    }
}

/// How an integer is looked at that stands for itself; not at all, where it has more than 64 bits.
#[cfg(feature = "operations")]
pub(crate) fn view_of(value: i128) -> Option<View<'static>> {
    let unsigned = || u64::try_from(value).map(View::Unsigned);
    i64::try_from(value).map(View::Integer).or_else(|_| unsigned()).ok()
}
