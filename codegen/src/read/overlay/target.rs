//! The target of an action: a JSONPath (RFC 9535), and the places that it selects.
//!
//! Its library is a third of what the generator takes to build, so that who corrects nothing
//! builds without it (the feature `overlays`).

use serde_json::Value as Json;

use crate::diagnostic::{Code, Diagnostic};
use crate::pointer::Pointer;

#[cfg(feature = "overlays")]
pub(super) use self::built_in::Target;
#[cfg(not(feature = "overlays"))]
pub(super) use self::left_out::Target;

#[cfg(feature = "overlays")]
mod built_in {
    use serde_json_path::JsonPath;

    use super::{Code, Diagnostic, Json, Pointer};

    /// What an action is done to.
    pub(in crate::read::overlay) struct Target(JsonPath);

    impl Target {
        pub(in crate::read::overlay) fn parse(text: &str) -> Result<Self, Diagnostic> {
            JsonPath::parse(text).map(Self).map_err(|error| {
                Diagnostic::new(
                    Code::TargetNotJsonPath,
                    format!("the target is not a JSONPath: {error}"),
                )
                .help("the notation is that of RFC 9535, for example $.components.schemas.Job")
            })
        }

        /// The places, in the order of the document.
        pub(in crate::read::overlay) fn select(&self, document: &Json) -> Vec<Pointer> {
            let located = self.0.query_located(document);
            let pointers = located.locations().map(|location| location.to_json_pointer());
            pointers.map(|pointer| Pointer::parse(&pointer)).collect()
        }
    }
}

#[cfg(not(feature = "overlays"))]
mod left_out {
    use super::{Code, Diagnostic, Json, Pointer};

    /// What an action would be done to, were overlays built in.
    pub(in crate::read::overlay) enum Target {}

    impl Target {
        pub(in crate::read::overlay) fn parse(_text: &str) -> Result<Self, Diagnostic> {
            Err(Diagnostic::new(Code::OverlaysLeftOut, "this build of the generator cannot apply overlays")
                .help("turn on the feature `overlays` of `specwright-codegen` (of `specwright`, for the macro)"))
        }

        pub(in crate::read::overlay) fn select(&self, _document: &Json) -> Vec<Pointer> {
            match *self {}
        }
    }
}
