//! Everything that decides the Rust: the API and the facts about it. A plan can be dumped,
//! compared and read back.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::analysis::Facts;
use crate::api::Api;

/// Everything that decides the Rust.
///
/// ```
/// use specwright_codegen::{Config, Input, Plan, plan};
///
/// let text = "openapi: 3.1.0\ninfo: {title: Pets, version: 1.0.0}\ncomponents: {schemas: {Id: {type: integer}}}\n";
/// let plan = plan(&Config::new(Input::new("pets.yaml", text)))?.plan;
/// assert!(Plan::read(&plan.dump()?)? == plan);
/// assert!(plan.without_docs()?.is_object());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// What will be written.
    pub api: Api,
    /// What Rust needs to know of it.
    pub facts: Facts,
}

impl Plan {
    /// The plan as JSON, the same bytes for the same plan.
    ///
    /// # Errors
    /// None that a plan can cause; the serializer's.
    pub fn dump(&self) -> serde_json::Result<String> {
        let mut text = serde_json::to_string_pretty(self)?;
        text.push('\n');
        Ok(text)
    }

    /// Reads a dump back.
    ///
    /// # Errors
    /// Where the text is not a dump of this version.
    pub fn read(text: &str) -> serde_json::Result<Self> {
        serde_json::from_str(text)
    }

    /// The plan without what only explains it: two descriptions that differ in their
    /// words alone have the same.
    ///
    /// # Errors
    /// None that a plan can cause; the serializer's.
    pub fn without_docs(&self) -> serde_json::Result<Json> {
        let mut plan = serde_json::to_value(self)?;
        strip(&mut plan);
        Ok(plan)
    }
}

fn strip(value: &mut Json) {
    match value {
        Json::Object(properties) => {
            properties.retain(|name, _| name != "docs");
            properties.values_mut().for_each(strip);
        }
        Json::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}
