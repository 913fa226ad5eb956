//! The kinds of changes: what each is called, and what it means.

use serde::Serialize;

/// A kind of change.
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
    BodyAdded,
    RequiredBodyAdded,
    BodyRemoved,
    BodyBecameRequired,
    BodyBecameOptional,
    BodyMediaType,
    BodyType,
    SuccessAdded,
    SuccessRemoved,
    SuccessType,
    FailureAdded,
    FailureRemoved,
    FailureType,
    PagesAdded,
    PagesRemoved,
    PagesChanged,
    TypeAdded,
    TypeRemoved,
    TypeRenamed,
    TypeKind,
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
    ObjectClosed,
    ObjectOpened,
    TypeLimits,
    ItemOnly,
}

/// What is to be known of a kind.
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
    /// The kind of the step back, if there is one; its own, where it is that.
    pub mirror: Option<Kind>,
}

macro_rules! catalogue {
    ($($kind:ident $id:literal $meaning:literal $example:literal $(<-> $mirror:ident)?;)*) => {
        /// Every kind, in the order of what it belongs to.
        pub const CATALOGUE: &[Entry] = &[$(
            Entry {
                kind: Kind::$kind,
                id: $id,
                meaning: $meaning,
                example: $example,
                mirror: catalogue!(@ $($mirror)?),
            },
        )*];
    };
    (@ $mirror:ident) => { Some(Kind::$mirror) };
    (@) => { None };
}

catalogue! {
    OperationAdded "operation-added" "The description has an operation more." "`GET /jobs` is added" <-> OperationRemoved;
    OperationRemoved "operation-removed" "The description has an operation no more; it stays, and is discouraged." "`GET /jobs` is gone" <-> OperationAdded;
    OperationRenamed "operation-renamed" "An operation has another `operationId`; its function keeps its name." "`listJobs` is called `getJobs`" <-> OperationRenamed;
    PathMoved "path-moved" "A call goes elsewhere." "`/jobs` is `/v2/jobs`" <-> PathMoved;
    MethodChanged "method-changed" "A call is made by another method." "`POST` is `PUT`" <-> MethodChanged;
    OperationDeprecated "operation-deprecated" "The description discourages an operation." "`deprecated: true`" <-> OperationReinstated;
    OperationReinstated "operation-reinstated" "The description discourages an operation no more." "`deprecated` is gone" <-> OperationDeprecated;
    ServersChanged "servers-changed" "Calls go to another server unless one is chosen." "another first `url`" <-> ServersChanged;
    SecurityChanged "security-changed" "Another credential is sent." "`security` names another scheme" <-> SecurityChanged;
    CredentialAdded "credential-added" "There is a credential more." "a security scheme is added" <-> CredentialRemoved;
    CredentialRemoved "credential-removed" "The description has a credential no more; its function stays." "a security scheme is gone" <-> CredentialAdded;
    CredentialChanged "credential-changed" "A credential is sent in another way." "a header instead of a bearer token" <-> CredentialChanged;
    PathParameterAdded "path-parameter-added" "A path has a template more, which every call has to fill in." "`/jobs` is `/{team}/jobs`" <-> PathParameterRemoved;
    PathParameterRemoved "path-parameter-removed" "A path has a template less." "`/{team}/jobs` is `/jobs`" <-> PathParameterAdded;
    PathParameterRenamed "path-parameter-renamed" "A template of a path is called otherwise; its argument keeps its name." "`{id}` is `{job_id}`" <-> PathParameterRenamed;
    ParameterAdded "parameter-added" "An operation takes one more, which may be left out." "`?limit` is added" <-> ParameterRemoved;
    RequiredParameterAdded "required-parameter-added" "An operation takes one more, which every call has to give." "`?team` is added and required" <-> ParameterRemoved;
    ParameterRemoved "parameter-removed" "The description has a parameter no more; it stays, and is discouraged." "`?limit` is gone" <-> ParameterAdded;
    ParameterBecameRequired "parameter-became-required" "Every call has to give what could be left out." "`required: true`" <-> ParameterBecameOptional;
    ParameterBecameOptional "parameter-became-optional" "What every call had to give may be left out; it stays an argument." "`required` is gone" <-> ParameterBecameRequired;
    ParameterMoved "parameter-moved" "A parameter is sent elsewhere." "`in: query` is `in: header`" <-> ParameterMoved;
    ParameterSerialization "parameter-serialization-changed" "A list or an object is written otherwise." "`explode: false`" <-> ParameterSerialization;
    ParameterType "parameter-type-changed" "A parameter is of another type." "`string` is `integer`" <-> ParameterType;
    ParameterLimits "parameter-limits-changed" "Other values of a parameter are allowed." "`maximum: 100`" <-> ParameterLimits;
    ParameterDefault "parameter-default-changed" "Something else is assumed where a parameter is left out." "`default: 20`" <-> ParameterDefault;
    ParameterDeprecated "parameter-deprecated" "The description discourages a parameter, or no more." "`deprecated: true`" <-> ParameterDeprecated;
    BodyAdded "body-added" "A body may be sent." "an optional `requestBody`" <-> BodyRemoved;
    RequiredBodyAdded "required-body-added" "A body has to be sent." "a required `requestBody`" <-> BodyRemoved;
    BodyRemoved "body-removed" "No body is sent any more." "`requestBody` is gone" <-> BodyAdded;
    BodyBecameRequired "body-became-required" "A body that could be left out has to be sent." "`required: true`" <-> BodyBecameOptional;
    BodyBecameOptional "body-became-optional" "A body that had to be sent may be left out; it stays an argument." "`required` is gone" <-> BodyBecameRequired;
    BodyMediaType "body-media-type-changed" "A body is sent in another notation." "`multipart/form-data` for JSON" <-> BodyMediaType;
    BodyType "body-type-changed" "A body is of another type." "another `$ref`" <-> BodyType;
    SuccessAdded "success-added" "An operation may succeed in another way." "`202` is added" <-> SuccessRemoved;
    SuccessRemoved "success-removed" "An operation succeeds in one way less." "`202` is gone" <-> SuccessAdded;
    SuccessType "success-type-changed" "A success carries something else." "another `$ref`" <-> SuccessType;
    FailureAdded "failure-added" "A failure is described." "`404` is added" <-> FailureRemoved;
    FailureRemoved "failure-removed" "A failure is described no more; its variant stays." "`404` is gone" <-> FailureAdded;
    FailureType "failure-type-changed" "A failure carries something else." "another `$ref`" <-> FailureType;
    PagesAdded "pages-added" "A list is known to come in pages." "`cursor` and `next_cursor` are added" <-> PagesRemoved;
    PagesRemoved "pages-removed" "A list is not known to come in pages any more; what asks for them stays, where it can." "`cursor` is gone" <-> PagesAdded;
    PagesChanged "pages-changed" "The next page of a list is asked for otherwise." "`offset` is `cursor`" <-> PagesChanged;
    TypeAdded "type-added" "There is a type more." "a component is added" <-> TypeRemoved;
    TypeRemoved "type-removed" "The description has a type no more; it stays, and is discouraged." "a component is gone" <-> TypeAdded;
    TypeRenamed "type-renamed" "A type is called otherwise; its name stays beside the new one." "`Job` is called `Task`" <-> TypeRenamed;
    TypeKind "type-kind-changed" "A type is something else." "a string is an object" <-> TypeKind;
    PropertyAdded "property-added" "An object has a property more." "`seed` is added" <-> PropertyRemoved;
    RequiredPropertyAdded "required-property-added" "An object has a property more, which is always there." "`seed` is added and required" <-> PropertyRemoved;
    PropertyRemoved "property-removed" "The description has a property no more; it stays, and is discouraged." "`seed` is gone" <-> PropertyAdded;
    PropertyBecameRequired "property-became-required" "A property is always there." "`required: [seed]`" <-> PropertyBecameOptional;
    PropertyBecameOptional "property-became-optional" "A property may be missing." "`required` is gone" <-> PropertyBecameRequired;
    PropertyBecameNullable "property-became-nullable" "A property may be null." "`type: [string, \"null\"]`" <-> PropertyBecameNotNullable;
    PropertyBecameNotNullable "property-became-not-nullable" "A property is never null." "`type: string`" <-> PropertyBecameNullable;
    PropertyType "property-type-changed" "A property is of another type." "`integer` is `string`" <-> PropertyType;
    PropertyLimits "property-limits-changed" "Other values of a property are allowed." "`maxLength: 64`" <-> PropertyLimits;
    PropertyDefault "property-default-changed" "Something else is assumed where a property is missing." "`default: auto`" <-> PropertyDefault;
    PropertyDeprecated "property-deprecated" "The description discourages a property." "`deprecated: true`" <-> PropertyReinstated;
    PropertyReinstated "property-reinstated" "The description discourages a property no more." "`deprecated` is gone" <-> PropertyDeprecated;
    PropertyAccess "property-access-changed" "Another side sets a property." "`readOnly: true`" <-> PropertyAccess;
    ConstantChanged "constant-changed" "A property that has one value has another, or several." "`const: a` is `const: b`" <-> ConstantChanged;
    ValueAdded "value-added" "An enum lists a value more." "`paused` is listed" <-> ValueRemoved;
    ValueRemoved "value-removed" "An enum lists a value no more; its variant stays, and is discouraged." "`paused` is listed no more" <-> ValueAdded;
    VariantAdded "variant-added" "A union has a variant more." "`dpo` is one more of `oneOf`" <-> VariantRemoved;
    VariantRemoved "variant-removed" "A union has a variant no more; it stays, and is discouraged." "`dpo` is gone from `oneOf`" <-> VariantAdded;
    VariantType "variant-type-changed" "A variant of a union is of another type." "another `$ref`" <-> VariantType;
    VariantTag "variant-tag-changed" "A variant of a union is told by something else." "another `mapping`" <-> VariantTag;
    ObjectClosed "object-closed" "An object has no undeclared properties any more." "`additionalProperties: false`" <-> ObjectOpened;
    ObjectOpened "object-opened" "An object may have undeclared properties, or others." "`additionalProperties` is gone" <-> ObjectClosed;
    TypeLimits "type-limits-changed" "Other values of a type are allowed." "`maxProperties: 16`" <-> TypeLimits;
    ItemOnly "item-changed" "A public item is otherwise, and no change of the description says why: the generator, or its configuration." "another feature" <-> ItemOnly;
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
            let mirror = entry.mirror.expect("a step back");
            let back = mirror.entry().mirror.expect("a step forth");
            // What is required on the way there is only gone on the way back.
            let is_same = back == entry.kind || entry.id.starts_with("required-");
            assert!(is_same, "{}", entry.id);
        }
        assert_eq!(Kind::ItemOnly as usize + 1, CATALOGUE.len());
    }
}
