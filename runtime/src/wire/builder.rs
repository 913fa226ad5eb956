//! Builders: the value itself, of which nothing is set at first, and what is known of its
//! required properties.

use std::fmt::{self, Debug, Formatter};
use std::sync::Arc;

/// A required property that has no value yet.
///
/// The example of [`Set`] names it.
#[derive(Clone, Copy, Debug)]
pub enum Unset {}

/// A required property that has its value.
///
/// ```
/// use specwright::fine_tuning::{CreateFineTuningJobRequest, CreateFineTuningJobRequestBuilder};
/// use specwright::{Set, Unset};
///
/// /// A builder half way: what is set is a part of its type.
/// fn with_model() -> CreateFineTuningJobRequestBuilder<Set, Unset> {
///     CreateFineTuningJobRequest::builder().model("a-model")
/// }
///
/// let request = with_model().training_file("file-abc").build();
/// ```
#[derive(Clone, Copy, Debug)]
pub enum Set {}

/// Gives a record its builder, with a type parameter for each required property and a setter that
/// sets it, and its check; and the builder a setter of undeclared properties, where the record keeps
/// them in a field.
#[doc(hidden)]
#[macro_export]
macro_rules! __builder {
    ($type:ident, $builder:ident<$($state:ident: $needed:path),+> $(; $extra:ident)? {
        $($rows:tt)*
    }) => {
        $crate::__builder!($type, $builder, $($state),+ $(; $extra)?);
        $crate::__required!($type, $builder<$($state: $needed),+> { $($rows)* });
    };
    ($type:ident, $builder:ident $(, $state:ident)*; $extra:ident) => {
        $crate::__builder!($type, $builder $(, $state)*);

        impl<$($state),*> $builder<$($state),*> {
            /// Adds an undeclared property; one that is declared gets this value.
            #[inline]
            pub fn $extra(
                mut self,
                name: impl ::core::convert::Into<::std::string::String>,
                value: impl ::core::convert::Into<$crate::wire::RawJson>,
            ) -> Self {
                $crate::wire::set_property(&mut self.0, name.into(), value.into());
                self
            }
        }
    };
    ($type:ident, $builder:ident) => {
        #[doc = ::core::concat!("The builder of [`", ::core::stringify!($type), "`](struct@", ::core::stringify!($type), ").")]
        #[must_use = "a builder does nothing until `build` is called"]
        pub struct $builder($type);

        $crate::__builder_value!($builder() $type, ());

        impl $builder {
            /// Builds the value.
            #[inline]
            pub fn build(self) -> $type {
                self.0
            }
        }

        $crate::__builder_entry!($type, $builder, $builder($crate::wire::blank()));
    };
    ($type:ident, $builder:ident, $($state:ident),+) => {
        #[doc = ::core::concat!("The builder of [`", ::core::stringify!($type), "`](struct@", ::core::stringify!($type), ").")]
        ///
        /// Each type parameter says of a required property whether it is set, which `build` waits
        /// for: `Unset` becomes `Set`.
        #[must_use = "a builder does nothing until `build` is called"]
        pub struct $builder<$($state = $crate::wire::Unset),+>(
            $type,
            ::core::marker::PhantomData<($($state,)+)>,
        );

        $crate::__builder_value!($builder($($state),+) $type, (, ::core::marker::PhantomData));

        $crate::__builder_entry!(
            $type,
            $builder,
            $builder($crate::wire::blank(), ::core::marker::PhantomData)
        );
    };
}

/// The traits of a builder, whatever is set. Derived, they would ask of each state whether it has
/// them, and be a third of what a builder costs to compile.
#[doc(hidden)]
#[macro_export]
macro_rules! __builder_value {
    ($builder:ident($($state:ident),*) $type:ident, ($($states:tt)*)) => {
        impl<$($state),*> ::core::clone::Clone for $builder<$($state),*> {
            #[inline]
            fn clone(&self) -> Self {
                Self($crate::wire::cloned(&self.0) $($states)*)
            }
        }

        impl<$($state),*> ::core::fmt::Debug for $builder<$($state),*> {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::wire::show_builder(::core::stringify!($builder), &self.0, f)
            }
        }
    };
}

/// The setters of required properties, each of which turns the state of its own to `Set`; and
/// `build`, once all are.
#[doc(hidden)]
#[macro_export]
macro_rules! __required {
    ($type:ident, $builder:ident<$($state:ident: $needed:path),+> {
        $($setter:ident -> ($($set:ty),+): $argument:ty => $convert:ident $(($name:literal))?),*
        $(,)?
    }) => {
        impl<$($state),+> $builder<$($state),+> {
            $(
                #[doc = $crate::__sets!($type, $setter)]
                #[inline]
                pub fn $setter(mut self, value: $argument) -> $builder<$($set),+> {
                    self.0.$setter = $crate::wire::$convert(value $(, &mut self.0, $name)?);
                    $builder(self.0, ::core::marker::PhantomData)
                }
            )*

            /// Builds the value.
            #[inline]
            pub fn build(self) -> $type
            where
                $($state: $needed,)+
            {
                self.0
            }
        }
    };
}

/// The setters of optional properties, and those of the nulls that they may be.
#[doc(hidden)]
#[macro_export]
macro_rules! __optional {
    ($type:ident, $builder:ident $(<$($state:ident),+>)? {
        $($setter:ident: $argument:ty
            => $convert:ident $(($own:literal))? $(or $null:ident = $name:literal)?),*
        $(,)?
    }) => {
        impl $(<$($state),+>)? $builder $(<$($state),+>)? {
            $(
                #[doc = $crate::__sets!($type, $setter)]
                #[inline]
                pub fn $setter(mut self, value: $argument) -> Self {
                    self.0.$setter = ::core::option::Option::Some(
                        $crate::wire::$convert(value $(, &mut self.0, $own)?),
                    );
                    self
                }

                $(
                    #[doc = $crate::__sets!($type, $setter, " to JSON `null`")]
                    #[inline]
                    pub fn $null(mut self) -> Self {
                        $crate::wire::set_null(&mut self.0, $name);
                        self
                    }
                )?
            )*
        }
    };
}

/// What becomes a variant of an enum, and which function of this module makes its value of it.
#[doc(hidden)]
#[macro_export]
macro_rules! __conversions {
    ($type:ident { $($variant:ident: $from:ty => $convert:ident),* $(,)? }) => {
        $(
            impl ::core::convert::From<$from> for $type {
                #[inline]
                fn from(value: $from) -> Self {
                    Self::$variant($crate::wire::$convert(value))
                }
            }
        )*
    };
}

/// What a setter does.
#[doc(hidden)]
#[macro_export]
macro_rules! __sets {
    ($type:ident, $field:ident $(, $what:literal)?) => {
        ::core::concat!(
            "Sets [`",
            ::core::stringify!($field),
            // A constructor may be called like a field, and rustdoc would not know which is meant.
            "`](field@",
            ::core::stringify!($type),
            "::",
            ::core::stringify!($field),
            ")"
            $(, $what)?,
            "."
        )
    };
}

/// Shows a builder: the value in the making.
pub fn show_builder<T: Debug>(name: &str, value: &T, f: &mut Formatter<'_>) -> fmt::Result {
    f.debug_tuple(name).field(value).finish()
}

/// Takes a value as it is.
#[inline]
pub fn value<T>(value: T) -> T {
    value
}

/// Takes what becomes a value.
#[inline]
pub fn into<T>(value: impl Into<T>) -> T {
    value.into()
}

/// Takes what becomes a value, behind a box.
#[inline]
pub fn boxed<T>(value: impl Into<T>) -> Box<T> {
    Box::new(value.into())
}

/// Takes what becomes a value, behind a pointer that others share.
#[inline]
pub fn shared<T>(value: impl Into<T>) -> Arc<T> {
    Arc::new(value.into())
}

/// Takes what becomes a value that could be absent.
#[inline]
pub fn some<T>(value: impl Into<T>) -> Option<T> {
    Some(value.into())
}

/// The entry to a builder, and the check of what it builds.
#[doc(hidden)]
#[macro_export]
macro_rules! __builder_entry {
    ($type:ident, $builder:ident, $begun:expr) => {
        impl $type {
            /// Returns a builder with no property set.
            #[inline]
            pub fn builder() -> $builder {
                $begun
            }

            /// Checks the value against every limit of the description, at every depth.
            ///
            /// # Errors
            /// All violations at once, each with its JSON Pointer.
            #[inline]
            pub fn validate(&self) -> ::core::result::Result<(), $crate::wire::Invalid> {
                $crate::wire::validate(self)
            }
        }
    };
}
