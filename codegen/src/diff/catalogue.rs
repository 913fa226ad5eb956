//! The kinds of changes: what each is called, and what it means.

use serde::Serialize;

use super::{Meaning, Rust, Wire};

/// A kind of change.
///
/// The example of [`diff`](super::diff()) has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the catalogue documents each")]
pub enum Kind {
    OperationAdded,
    OperationRemoved,
    OperationRenamed,
    PathMoved,
    MethodChanged,
    OperationDeprecated,
    OperationReinstated,
    ServersChanged,
    SecurityChanged,
    CredentialAdded,
    CredentialRemoved,
    CredentialChanged,
    PathParameterAdded,
    PathParameterRemoved,
    PathParameterRenamed,
    ParameterAdded,
    RequiredParameterAdded,
    ParameterRemoved,
    ParameterBecameRequired,
    ParameterBecameOptional,
    ParameterMoved,
    ParameterSerialization,
    ParameterType,
    ParameterLimits,
    ParameterDefault,
    ParameterDeprecated,
    ParameterReinstated,
    BodyAdded,
    RequiredBodyAdded,
    BodyRemoved,
    BodyBecameRequired,
    BodyBecameOptional,
    BodyMediaType,
    BodyType,
    MediaTypeAdded,
    MediaTypeRemoved,
    SuccessAdded,
    SuccessRemoved,
    SuccessType,
    SuccessRenumbered,
    FailureAdded,
    FailureRemoved,
    FailureType,
    HeaderAdded,
    HeaderRemoved,
    HeaderType,
    ItemsType,
    PagesAdded,
    PagesRemoved,
    PagesChanged,
    TypeAdded,
    TypeRemoved,
    TypeRenamed,
    TypeMoved,
    TypeKind,
    TypeBecameSent,
    TypeSentNoMore,
    PropertyAdded,
    RequiredPropertyAdded,
    PropertyRemoved,
    PropertyBecameRequired,
    PropertyBecameOptional,
    PropertyBecameNullable,
    PropertyBecameNotNullable,
    PropertyType,
    PropertyLimits,
    PropertyDefault,
    PropertyDeprecated,
    PropertyReinstated,
    PropertyAccess,
    ConstantChanged,
    ValueAdded,
    ValueRemoved,
    VariantAdded,
    VariantRemoved,
    VariantType,
    VariantTag,
    VariantOrder,
    ObjectClosed,
    ObjectOpened,
    UndeclaredType,
    TypeLimits,
    ItemOnly,
}

/// What is to be known of a kind.
///
/// The example of [`diff`](super::diff()) has one.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The kind.
    pub kind: Kind,
    /// By what it is known, always.
    pub id: &'static str,
    /// What happened.
    pub meaning: &'static str,
    /// An example.
    pub example: &'static str,
    /// What a change of this kind may mean for the Rust, where what was published is kept.
    pub rust: &'static [Rust],
    /// What it may mean on the wire.
    pub wire: &'static [Wire],
    /// Whether programs that compile may mean something else.
    pub silence: &'static [Meaning],
    /// The kind of the step back; its own, where it is that.
    pub mirror: Kind,
}

macro_rules! catalogue {
    ($(
        $kind:ident $id:literal $meaning:literal $example:literal
        [$($rust:ident)*] [$($wire:ident)*] [$($silence:ident)*] <-> $mirror:ident;
    )*) => {
        /// Every kind, in the order of what it belongs to.
        pub const CATALOGUE: &[Entry] = &[$(
            Entry {
                kind: Kind::$kind,
                id: $id,
                meaning: $meaning,
                example: $example,
                rust: &[$(Rust::$rust),*],
                wire: &[$(Wire::$wire),*],
                silence: &[$(Meaning::$silence),*],
                mirror: Kind::$mirror,
            },
        )*];
    };
}

catalogue! {
    OperationAdded "operation-added" "The description has an operation more." "`GET /jobs` is added" [Minor Patch] [Neither] [Same] <-> OperationRemoved;
    OperationRemoved "operation-removed" "The description has an operation no more; it stays, and is discouraged." "`GET /jobs` is gone" [Minor] [RequestRefused] [Same] <-> OperationAdded;
    OperationRenamed "operation-renamed" "An operation has another `operationId`; its function keeps its name." "`listJobs` is called `getJobs`" [Patch] [Neither] [Silent] <-> OperationRenamed;
    PathMoved "path-moved" "A call goes elsewhere." "`/jobs` is `/v2/jobs`" [Patch] [RequestRefused] [Same Silent] <-> PathMoved;
    MethodChanged "method-changed" "A call is made by another method." "`POST` is `PUT`" [Patch] [RequestRefused] [Silent] <-> MethodChanged;
    OperationDeprecated "operation-deprecated" "The description discourages an operation." "`deprecated: true`" [Minor] [Neither] [Same] <-> OperationReinstated;
    OperationReinstated "operation-reinstated" "The description discourages an operation no more." "`deprecated` is gone" [Patch] [Neither] [Same] <-> OperationDeprecated;
    ServersChanged "servers-changed" "Calls go to another server unless one is chosen." "another first `url`" [Patch] [Neither] [Silent] <-> ServersChanged;
    SecurityChanged "security-changed" "Another credential is sent." "`security` names another scheme" [Patch] [RequestRefused] [Silent] <-> SecurityChanged;
    CredentialAdded "credential-added" "There is a credential more." "a security scheme is added" [Minor Patch] [Neither] [Same] <-> CredentialRemoved;
    CredentialRemoved "credential-removed" "The description has a credential no more; its function stays." "a security scheme is gone" [Minor] [Neither] [Same] <-> CredentialAdded;
    CredentialChanged "credential-changed" "A credential is sent in another way." "a header instead of a bearer token" [Patch] [RequestRefused] [Silent] <-> CredentialChanged;
    PathParameterAdded "path-parameter-added" "A path has a template more, which every call has to fill in." "`/jobs` is `/{team}/jobs`" [Major Patch] [RequestRefused] [Same] <-> PathParameterRemoved;
    PathParameterRemoved "path-parameter-removed" "A path has a template less; its argument stays, and is not sent." "`/{team}/jobs` is `/jobs`" [Patch] [Neither] [Silent] <-> PathParameterAdded;
    PathParameterRenamed "path-parameter-renamed" "A template of a path is called otherwise; its argument keeps its name." "`{id}` is `{job_id}`" [Patch] [Neither] [Same] <-> PathParameterRenamed;
    ParameterAdded "parameter-added" "An operation takes one more, which may be left out." "`?limit` is added" [Minor Patch] [Neither] [Same] <-> ParameterRemoved;
    RequiredParameterAdded "required-parameter-added" "An operation takes one more, which every call has to give." "`?team` is added and required" [Major Patch] [RequestRefused] [Same] <-> ParameterRemoved;
    ParameterRemoved "parameter-removed" "The description has a parameter no more; it stays, and is discouraged." "`?limit` is gone" [Minor Patch] [Neither] [Silent] <-> ParameterAdded;
    ParameterBecameRequired "parameter-became-required" "Every call has to give what could be left out." "`required: true`" [Major Patch] [RequestRefused] [Same] <-> ParameterBecameOptional;
    ParameterBecameOptional "parameter-became-optional" "What every call had to give may be left out; it stays an argument." "`required` is gone" [Patch] [Neither] [Same] <-> ParameterBecameRequired;
    ParameterMoved "parameter-moved" "A parameter is sent elsewhere." "`in: query` is `in: header`" [Patch] [RequestRefused] [Silent] <-> ParameterMoved;
    ParameterSerialization "parameter-serialization-changed" "A list or an object is written otherwise." "`explode: false`" [Patch] [RequestRefused] [Silent] <-> ParameterSerialization;
    ParameterType "parameter-type-changed" "A parameter is of another type." "`string` is `integer`" [Major Minor Patch] [Neither RequestRefused] [Same Silent] <-> ParameterType;
    ParameterLimits "parameter-limits-changed" "Other values of a parameter are allowed." "`maximum: 100`" [Patch] [Neither RequestRefused] [Same Silent] <-> ParameterLimits;
    ParameterDefault "parameter-default-changed" "Something else is assumed where a parameter is left out." "`default: 20`" [Patch] [Neither] [Silent] <-> ParameterDefault;
    ParameterDeprecated "parameter-deprecated" "The description discourages a parameter." "`deprecated: true`" [Minor] [Neither] [Same] <-> ParameterReinstated;
    ParameterReinstated "parameter-reinstated" "The description discourages a parameter no more." "`deprecated` is gone" [Patch] [Neither] [Same] <-> ParameterDeprecated;
    BodyAdded "body-added" "A body may be sent." "an optional `requestBody`" [Minor Patch] [Neither] [Same] <-> BodyRemoved;
    RequiredBodyAdded "required-body-added" "A body has to be sent." "a required `requestBody`" [Major Patch] [RequestRefused] [Same] <-> BodyRemoved;
    BodyRemoved "body-removed" "No body is sent any more." "`requestBody` is gone" [Minor Patch] [Neither] [Silent] <-> BodyAdded;
    BodyBecameRequired "body-became-required" "A body that could be left out has to be sent." "`required: true`" [Major Patch] [RequestRefused] [Same] <-> BodyBecameOptional;
    BodyBecameOptional "body-became-optional" "A body that had to be sent may be left out; it stays an argument." "`required` is gone" [Patch] [Neither] [Same] <-> BodyBecameRequired;
    BodyMediaType "body-media-type-changed" "A body is sent in another notation." "`multipart/form-data` for JSON" [Patch] [RequestRefused] [Silent] <-> BodyMediaType;
    BodyType "body-type-changed" "A body is of another type." "another `$ref`" [Major Patch] [Neither RequestRefused] [Same Silent] <-> BodyType;
    MediaTypeAdded "media-type-added" "A body, or an answer, may be of another media type, too." "`multipart/form-data` beside JSON" [Minor Patch] [Neither] [Same] <-> MediaTypeRemoved;
    MediaTypeRemoved "media-type-removed" "A body, or an answer, may be of one media type less; what sends or asks for it stays, and is discouraged." "`multipart/form-data` is gone beside JSON" [Major Minor Patch] [AnswerUnreadable RequestRefused] [Same] <-> MediaTypeAdded;
    SuccessAdded "success-added" "An operation may succeed in another way." "`202` is added" [Major Patch] [Neither] [Same] <-> SuccessRemoved;
    SuccessRemoved "success-removed" "An operation succeeds in one way less." "`202` is gone" [Minor] [Neither] [Same] <-> SuccessAdded;
    SuccessType "success-type-changed" "A success carries something else." "another `$ref`" [Major Patch] [Neither AnswerUnreadable] [Same] <-> SuccessType;
    SuccessRenumbered "success-renumbered" "The only success has another status." "`200` is `201`" [Patch] [Neither] [Same] <-> SuccessRenumbered;
    FailureAdded "failure-added" "A failure is described." "`404` is added" [Minor Patch] [Neither] [Same] <-> FailureRemoved;
    FailureRemoved "failure-removed" "A failure is described no more; its variant stays." "`404` is gone" [Minor] [Neither] [Same] <-> FailureAdded;
    FailureType "failure-type-changed" "A failure carries something else." "another `$ref`" [Major Patch] [Neither AnswerUnreadable] [Same] <-> FailureType;
    HeaderAdded "header-added" "A header of an answer is described." "`X-Left` is added" [Minor Patch] [Neither] [Same] <-> HeaderRemoved;
    HeaderRemoved "header-removed" "A header of an answer is described no more; what reads it stays." "`X-Left` is gone" [Patch] [Neither] [Same] <-> HeaderAdded;
    HeaderType "header-type-changed" "A header of an answer is of another type." "`integer` is `string`" [Major Patch] [Neither AnswerUnreadable] [Same] <-> HeaderType;
    ItemsType "stream-items-changed" "What a stream is made of is something else." "`itemSchema` is given" [Major Minor Patch] [Neither AnswerUnreadable] [Same] <-> ItemsType;
    PagesAdded "pages-added" "A list is known to come in pages." "`cursor` and `next_cursor` are added" [Minor Patch] [Neither] [Same] <-> PagesRemoved;
    PagesRemoved "pages-removed" "A list is not known to come in pages any more; what asks for them stays, where it can." "`cursor` is gone" [Major Minor Patch] [Neither] [Same] <-> PagesAdded;
    PagesChanged "pages-changed" "The next page of a list is asked for otherwise." "`offset` is `cursor`" [Major Minor Patch] [Neither] [Same] <-> PagesChanged;
    TypeAdded "type-added" "There is a type more." "a component is added" [Minor Patch] [Neither] [Same] <-> TypeRemoved;
    TypeRemoved "type-removed" "The description has a type no more; it stays, and is discouraged." "a component is gone" [Minor Patch] [Neither] [Same] <-> TypeAdded;
    TypeRenamed "type-renamed" "A type is called otherwise; its name stays beside the new one." "`Job` is called `Task`" [Minor Patch] [Neither] [Same] <-> TypeRenamed;
    TypeMoved "type-moved" "A schema became a component, or is one no more; the type keeps its name." "an object of a property is a component" [Minor Patch] [Neither] [Same] <-> TypeMoved;
    TypeKind "type-kind-changed" "A type is something else." "a string is an object" [Major Minor Patch] [Neither AnswerUnreadable RequestRefused] [Same] <-> TypeKind;
    TypeBecameSent "type-became-sent" "A type is sent that was not before: it can be built." "a received object is a body, too" [Minor Patch] [Neither] [Same] <-> TypeSentNoMore;
    TypeSentNoMore "type-sent-no-more" "A type is sent no more; what builds it stays." "no body is of it any more" [Patch] [Neither] [Same] <-> TypeBecameSent;
    PropertyAdded "property-added" "An object has a property more." "`seed` is added" [Minor Patch] [Neither] [Silent] <-> PropertyRemoved;
    RequiredPropertyAdded "required-property-added" "An object has a property more, which is always there." "`seed` is added and required" [Major Minor Patch] [Neither RequestRefused] [Same Silent] <-> PropertyRemoved;
    PropertyRemoved "property-removed" "The description has a property no more; it stays, and is discouraged." "`seed` is gone" [Major Minor] [Neither AnswerUnreadable] [Same] <-> PropertyAdded;
    PropertyBecameRequired "property-became-required" "A property is always there." "`required: [seed]`" [Major Patch] [Neither RequestRefused] [Same] <-> PropertyBecameOptional;
    PropertyBecameOptional "property-became-optional" "A property may be missing." "`required` is gone" [Major Patch] [Neither AnswerUnreadable] [Same] <-> PropertyBecameRequired;
    PropertyBecameNullable "property-became-nullable" "A property may be null." "`type: [string, \"null\"]`" [Major Minor Patch] [Neither AnswerUnreadable] [Same] <-> PropertyBecameNotNullable;
    PropertyBecameNotNullable "property-became-not-nullable" "A property is never null." "`type: string`" [Patch] [Neither RequestRefused] [Same Silent] <-> PropertyBecameNullable;
    PropertyType "property-type-changed" "A property is of another type." "`integer` is `string`" [Major Patch] [Neither AnswerUnreadable RequestRefused] [Same Silent] <-> PropertyType;
    PropertyLimits "property-limits-changed" "Other values of a property are allowed." "`maxLength: 64`" [Patch] [Neither RequestRefused] [Same Silent] <-> PropertyLimits;
    PropertyDefault "property-default-changed" "Something else is assumed where a property is missing." "`default: auto`" [Patch] [Neither] [Silent] <-> PropertyDefault;
    PropertyDeprecated "property-deprecated" "The description discourages a property." "`deprecated: true`" [Minor] [Neither] [Same] <-> PropertyReinstated;
    PropertyReinstated "property-reinstated" "The description discourages a property no more." "`deprecated` is gone" [Patch] [Neither] [Same] <-> PropertyDeprecated;
    PropertyAccess "property-access-changed" "Another side sets a property." "`readOnly: true`" [Minor Patch] [Neither] [Same Silent] <-> PropertyAccess;
    ConstantChanged "constant-changed" "A property that has one value has another, or several." "`const: a` is `const: b`" [Minor Patch] [Neither AnswerUnreadable RequestRefused] [Same Silent] <-> ConstantChanged;
    ValueAdded "value-added" "An enum lists a value more." "`paused` is listed" [Minor Patch] [Neither] [Same Silent] <-> ValueRemoved;
    ValueRemoved "value-removed" "An enum lists a value no more; its variant stays, and is discouraged." "`paused` is listed no more" [Minor] [Neither RequestRefused] [Same] <-> ValueAdded;
    VariantAdded "variant-added" "A union has a variant more." "`dpo` is one more of `oneOf`" [Minor Patch] [Neither] [Same Silent] <-> VariantRemoved;
    VariantRemoved "variant-removed" "A union has a variant no more; it stays, and is discouraged." "`dpo` is gone from `oneOf`" [Minor] [Neither RequestRefused] [Same] <-> VariantAdded;
    VariantType "variant-type-changed" "A variant of a union is of another type." "another `$ref`" [Major Minor Patch] [Neither AnswerUnreadable RequestRefused] [Same Silent] <-> VariantType;
    VariantTag "variant-tag-changed" "A variant of a union is told by something else." "another `mapping`" [Patch] [Neither] [Same] <-> VariantTag;
    VariantOrder "variant-order-changed" "Variants that only their order tells apart stand in another order." "two objects without a tag change places in `oneOf`" [Patch] [Neither] [Silent] <-> VariantOrder;
    ObjectClosed "object-closed" "An object has no undeclared properties any more." "`additionalProperties: false`" [Patch] [Neither RequestRefused] [Same Silent] <-> ObjectOpened;
    ObjectOpened "object-opened" "An object may have undeclared properties, or others." "`additionalProperties` is gone" [Minor Patch] [Neither] [Same] <-> ObjectClosed;
    UndeclaredType "undeclared-type-changed" "Undeclared properties are of another type." "`additionalProperties: {type: string}`" [Major Patch] [Neither RequestRefused] [Same] <-> UndeclaredType;
    TypeLimits "type-limits-changed" "Other values of a type are allowed." "`maxProperties: 16`" [Patch] [Neither RequestRefused] [Same Silent] <-> TypeLimits;
    ItemOnly "item-changed" "A public item is otherwise, and no change of the description says why: the generator, or its configuration." "another feature" [Major Minor] [Neither] [Same] <-> ItemOnly;
}

impl Kind {
    /// What is to be known of it.
    pub fn entry(self) -> &'static Entry {
        // Every kind has its row, in their order.
        CATALOGUE.get(self as usize).unwrap_or(&CATALOGUE[0])
    }

    /// By what it is known.
    pub fn id(self) -> &'static str {
        self.entry().id
    }
}

impl Serialize for Kind {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_row() {
        for (index, entry) in CATALOGUE.iter().enumerate() {
            assert_eq!(entry.kind as usize, index, "{}", entry.id);
            let back = entry.mirror.entry().mirror;
            // What is required on the way there is only gone on the way back.
            let is_same = back == entry.kind || entry.id.starts_with("required-");
            assert!(is_same, "{}", entry.id);
        }
        assert_eq!(Kind::ItemOnly as usize + 1, CATALOGUE.len());
    }
}
