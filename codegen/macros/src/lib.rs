//! The macro, an entry point of the generator; users reach it as `specwright::generate!`.

// No document, no answer and no argument makes it panic.
#![cfg_attr(
    not(test),
    warn(clippy::expect_used, clippy::panic, clippy::unreachable, clippy::unwrap_used)
)]

mod expand;

/// Writes the types and functions of an OpenAPI description where it stands.
///
/// ```ignore
/// mod api {
///     specwright::generate!(
///         "openapi.yaml",
///         operations = ["createFineTuningJob"],
///         overlays = ["corrections.overlay.yaml"],
///         warn = ["unreadable"],
///     );
/// }
/// ```
///
/// Paths are relative to the crate, or else to the file of the call.
///
/// - `operations` chooses what is wanted, with all that it reaches; without it everything is. A selector is
///   an `operationId`, `METHOD /path`, `tag:NAME`, `webhook:NAME`, `callback:NAME` or `schema:NAME`,
///   where `*` at the end stands for any rest; with `!` before it, it leaves out.
/// - `root` is a folder below which the other files of the description may stand, beside the folder
///   of the document.
/// - `overlays` correct the description, in order (feature `overlays`).
/// - `types_only` leaves the functions out.
/// - `tag_features` puts what belongs to a tag alone behind a feature of the crate (`tag-pets`).
/// - `runtime_path` is how the runtime is named where it is not `specwright`: `"crate::runtime"`;
///   `visible_in_crate` lets nobody but the crate name the items.
/// - `behind_features` puts the functions behind features of the crate: `operations` for what needs
///   no network, and `client` for the rest, which has to turn on `operations` and `specwright/client`.
/// - `types` puts types of yours in place of others (`"Money=rust_decimal::Decimal"`), `formats` holds
///   what has a `format` in one (`"date-time=jiff::Timestamp"`), `renames` calls items otherwise
///   (`"Job::status=state"`, `"list_jobs::type=kind"` a parameter).
/// - `derives` lets types derive more (`"structs=Eq, Hash"`), `attributes` writes an attribute before
///   them, `closed` takes from string enums what keeps other values (`"JobStatus"`, `"*"`), `behind` puts a
///   field behind a pointer (`"Job::parent=Arc"`).
/// - `published` keeps what the file says was published. It is only read.
/// - `lenient` lets any received property be missing that does not discriminate types.
/// - `deny`, `warn` and `allow` say of codes or groups of codes whether they are errors, warnings,
///   or not told of: `warn = ["unreadable"]` leaves out what cannot be read.
///
/// # Errors
/// Each problem is an error or a warning of the compiler on the argument that it is about.
#[proc_macro]
pub fn generate(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expand::expand(input.into()).into()
}
