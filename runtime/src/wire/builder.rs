//! Builders: the value itself, of which nothing is set at first, and what is known of its
//! required properties.

/// A required property that has no value yet.
#[derive(Clone, Copy, Debug)]
pub enum Unset {}

/// A required property that has its value.
#[derive(Clone, Copy, Debug)]
pub enum Set {}

/// Gives a record its builder, with a type parameter for each required property, and its check;
/// and the builder a setter of undeclared properties, where the record keeps them in a field.
#[doc(hidden)]
#[macro_export]
macro_rules! __builder {
    ($type:ident, $builder:ident $(, $state:ident)*; $extra:ident) => {
        $crate::__builder!($type, $builder $(, $state)*);

        impl<$($state),*> $builder<$($state),*> {
            /// Adds an undeclared property.
            #[inline]
            pub fn $extra(
                mut self,
                name: impl ::core::convert::Into<::std::string::String>,
                value: impl ::core::convert::Into<$crate::wire::RawJson>,
            ) -> Self {
                self.0.$extra.insert(name, value);
                self
            }
        }
    };
    ($type:ident, $builder:ident) => {
        #[doc = ::core::concat!("Builds a [`", ::core::stringify!($type), "`](struct@", ::core::stringify!($type), ").")]
        #[derive(Clone, Debug)]
        #[must_use = "a builder does nothing until `build` is called"]
        pub struct $builder($type);

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
        #[doc = ::core::concat!("Builds a [`", ::core::stringify!($type), "`](struct@", ::core::stringify!($type), ").")]
        #[derive(Clone, Debug)]
        #[must_use = "a builder does nothing until `build` is called"]
        pub struct $builder<$($state = $crate::wire::Unset),+>(
            $type,
            ::core::marker::PhantomData<($($state,)+)>,
        );

        $crate::__builder_entry!(
            $type,
            $builder,
            $builder($crate::wire::blank(), ::core::marker::PhantomData)
        );
    };
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
