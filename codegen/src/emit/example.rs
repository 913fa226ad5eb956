//! The example of an operation: the request that a call of it sends, as its builder makes it.

use super::{Emitter, docs};
use crate::analysis::{self, Need, OperationNames};
use crate::api::{Content, Expr, Operation, Shape};

/// How many required properties are written out; behind them stands that there are more.
const MOST: usize = 8;

impl Emitter<'_> {
    /// A line with the request, where its builder asks for something; whatever else a call takes
    /// stands in its signature.
    pub(super) fn example(&self, operation: &Operation, names: &OperationNames) -> Option<String> {
        let body = operation.body.as_ref().filter(|body| body.required)?;
        let (Content::Json(value) | Content::Form(value) | Content::Multipart(value)) =
            &body.content
        else {
            return None;
        };
        let Expr::Named(id) = *self.plan.api.underlying(&value.expr) else { return None };
        let Shape::Record(record) = &self.plan.api.get(id).shape else { return None };
        let facts = &self.plan.facts;
        if !facts.has_builder(id) {
            return None;
        }
        let settables = analysis::settables(facts, id, record).into_iter();
        let required = settables.filter(|settable| matches!(settable.need, Need::Required));
        let mut required: Vec<usize> = required.map(|settable| settable.index).collect();
        // As the description has them, rather than as the builder's type parameters stand.
        required.sort_unstable();
        let setters = &facts.names.setters[id.0 as usize];
        let shown =
            required.iter().take(MOST).map(|index| format!(".{}(…)", setters[*index].value));
        let mut shown: String = shown.collect();
        match required.len() {
            0 => return None,
            MOST.. if required.len() > MOST => shown += "…",
            _ => {}
        }
        let (name, request) = (facts.type_name(id), &names.body);
        let code = docs::code(&format!("let {request} = {name}::builder(){shown}.build();"));
        Some(format!("Example: {code}"))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Config, Input, generate_file};

    fn generated(required: &str) -> String {
        let text = format!(
            "openapi: 3.1.0
info: {{title: Pets, version: 1.0.0}}
paths:
  /pets:
    post:
      operationId: addPet
      requestBody:
        required: true
        content: {{application/json: {{schema: {{$ref: '#/components/schemas/Pet'}}}}}}
      responses: {{'204': {{description: Done.}}}}
components:
  schemas:
    Pet:
      type: object
      required: [{required}]
      properties: {{zone: {{type: string}}, name: {{type: string}}, kind: {{const: pet}}}}
"
        );
        generate_file(&Config::new(Input::new("pets.yaml", text))).expect("Rust").0
    }

    #[test]
    fn what_a_request_has_to_have_is_shown_in_the_order_of_the_description() {
        let text = generated("name, zone, kind");
        let line = "/// Example: `let request = Pet::builder().zone(…).name(…).build();`\n";
        assert!(text.contains(line), "{text}");
        // A request that needs nothing is made by whoever reads the name of its type.
        assert!(!generated("kind").contains("Example: "));
    }
}
