//! The judge of what is valid: the `jsonschema` crate, which knows nothing of our code.

use std::collections::HashMap;

use jsonschema::{Draft, PatternCache, Registry, Validator};
use serde_json::{Value, json};

use crate::description::Description;

/// Says of values whether the schemas of a description allow them.
pub struct Oracle {
    registry: Registry<'static>,
    patterns: PatternCache,
    validators: HashMap<String, Result<Validator, String>>,
}

/// Where the oracle keeps the description.
const HOME: &str = "urn:specwright:description";

impl Oracle {
    /// An oracle of a description.
    ///
    /// # Errors
    /// Where the description as a whole is not one that it can look into.
    pub fn new(description: &Description) -> Result<Self, String> {
        let resource = Draft::Draft202012.create_resource(description.document.clone());
        let registry = Registry::new().add(HOME, resource).map_err(|error| error.to_string())?;
        let registry = registry.prepare().map_err(|error| error.to_string())?;
        Ok(Self { registry, patterns: PatternCache::new(), validators: HashMap::new() })
    }

    /// Whether the schema at a pointer of the description can be judged by at all.
    ///
    /// # Errors
    /// Says why not.
    pub fn compile(&mut self, pointer: &str) -> Result<(), String> {
        self.validator(pointer).map(|_| ()).map_err(Clone::clone)
    }

    /// Whether the schema at a pointer allows a value; of a schema that cannot be judged by, nothing is.
    pub fn allows(&mut self, pointer: &str, value: &Value) -> bool {
        self.validator(pointer).is_ok_and(|validator| validator.is_valid(value))
    }

    fn validator(&mut self, pointer: &str) -> Result<&Validator, &String> {
        if !self.validators.contains_key(pointer) {
            let reference = format!("{HOME}{}", Description::reference(pointer));
            let validator = jsonschema::options()
                .with_draft(Draft::Draft202012)
                .with_registry(&self.registry)
                .with_pattern_cache(self.patterns.clone())
                .build(&json!({"$ref": reference}))
                .map_err(|error| error.to_string());
            self.validators.insert(pointer.to_owned(), validator);
        }
        self.validators[pointer].as_ref()
    }
}
