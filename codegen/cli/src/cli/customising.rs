//! What the command line can say of how the Rust is customised.

use clap::Args;
use specwright_codegen::{Customisation, Statement};

/// What is stated of the Rust that is written.
#[derive(Args, Debug)]
pub(crate) struct CustomArguments {
    /// Put a type of yours in place of one; can be given several times.
    ///
    /// `Money=rust_decimal::Decimal` replaces a type, `Job::created_at=jiff::Timestamp` what a field
    /// or a variant holds, `/components/schemas/Job/properties/id=uuid::Uuid` what stands at a JSON
    /// Pointer. Your type is named by its path from its crate on, or from `crate` on; it is `Clone`,
    /// `Debug`, `PartialEq`, `Default`, and serde's `Serialize` and `Deserialize`.
    #[arg(long = "type", value_name = "OF=TYPE")]
    pub(crate) types: Vec<String>,
    /// Hold what has this `format` in a type of yours; can be given several times.
    ///
    /// `date-time=jiff::Timestamp`. What is said of a place by `--type` goes before.
    #[arg(long = "format", value_name = "FORMAT=TYPE")]
    pub(crate) formats: Vec<String>,
    /// Call a type, a field, a variant, a function or a parameter otherwise; can be given several
    /// times.
    ///
    /// `Job=Task`, `Job::status=state`, `create_job=submit`, `list_jobs::type=kind`. Items are named
    /// as they are called without this, or within a type or a function as on the wire.
    #[arg(long = "rename", value_name = "ITEM=NAME")]
    pub(crate) renames: Vec<String>,
    /// Let types derive more; can be given several times.
    ///
    /// `Job=Eq, Hash`, `structs=schemars::JsonSchema`: a type by its path in Rust, or `structs`,
    /// `enums`, `unions` or `*`. What a kind cannot have is left out, and noted.
    #[arg(long = "derive", value_name = "OF=TRAITS")]
    pub(crate) derives: Vec<String>,
    /// Write an attribute before types, named as by `--derive`; can be given several times.
    #[arg(long = "attribute", value_name = "OF=ATTRIBUTE")]
    pub(crate) attributes: Vec<String>,
    /// Close an enum of strings, or all by `*`: it has no `Other`, and a value that is not listed is an
    /// error where it arrives; can be given several times.
    #[arg(long, value_name = "ENUM")]
    pub(crate) closed: Vec<String>,
    /// Put a field or a variant that holds a generated type behind a `Box` or an `Arc`; can be given
    /// several times.
    #[arg(long, value_name = "FIELD=POINTER")]
    pub(crate) behind: Vec<String>,
}

impl CustomArguments {
    /// The statements.
    pub(crate) fn all(&self) -> Vec<Statement> {
        let all = [
            (Customisation::Type, &self.types),
            (Customisation::Format, &self.formats),
            (Customisation::Rename, &self.renames),
            (Customisation::Derive, &self.derives),
            (Customisation::Attribute, &self.attributes),
            (Customisation::Closed, &self.closed),
            (Customisation::Behind, &self.behind),
        ];
        let each = all.into_iter().flat_map(|(about, stated)| {
            stated.iter().map(move |text| Statement::of_text(about, text))
        });
        each.collect()
    }
}
