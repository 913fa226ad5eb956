//! The example of an operation: the request that a call of it sends, as its builder makes it, of the
//! values that the description has.

use serde_json::Value as Json;

use super::{Emitter, docs};
use crate::analysis::{self, Need, OperationNames};
use crate::api::{Content, Docs, Expr, Limit, Operation, Shape, TypeId, Use};

/// How many required properties are written out; behind them stands that there are more.
const MOST: usize = 8;

/// How long a statement may be to stand on one line.
const ONE_LINE: usize = 80;

/// How long a text of the description may be to stand in an example.
const LONGEST: usize = 32;

/// What stands for a value that only a person knows.
const OPEN: &str = "…";

impl Emitter<'_> {
    /// The statement that makes the request, where its builder asks for something; whatever else a
    /// call takes stands in its signature. It is text and no code, of which nothing would be run.
    pub(super) fn example(&self, operation: &Operation, names: &OperationNames) -> Option<String> {
        let body = operation.body.as_ref().filter(|body| body.required)?;
        let (Content::Json(value) | Content::Form(value) | Content::Multipart(value)) =
            &body.content
        else {
            return None;
        };
        let Expr::Named(id) = *self.plan.api.underlying(&value.expr) else { return None };
        let steps = self.steps(id, body.docs.body_example.as_ref(), Depth::Outermost)?;
        let (first, set) = steps.split_first()?;
        let request = &names.body;
        let statement = format!("let {request} = {first}{};", set.concat());
        let statement = match statement.chars().count() <= ONE_LINE {
            true => statement,
            false => format!("let {request} = {first}\n    {};", set.join("\n    ")),
        };
        Some(format!("Example:\n\n{}", docs::shown(&statement)))
    }

    /// The value of a type as its builder makes it, with all that it requires; nothing, where it has
    /// no builder or requires nothing.
    fn built(&self, id: TypeId, given: Option<&Json>, depth: Depth) -> Option<String> {
        self.steps(id, given, depth).map(|steps| steps.concat())
    }

    /// What begins the builder, and each call of it.
    fn steps(&self, id: TypeId, given: Option<&Json>, depth: Depth) -> Option<Vec<String>> {
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
        let set = |index: &usize| {
            let property = &record.properties[*index];
            let given = given.and_then(|given| given.get(&property.wire_name));
            let value = self.value(&property.value, &Given::of(given, &property.docs), depth);
            format!(".{}({value})", setters[*index].value)
        };
        if required.is_empty() {
            return None;
        }
        let more = (required.len() > MOST).then(|| OPEN.to_owned());
        let begun = format!("{}::builder()", facts.type_name(id));
        let steps = [begun].into_iter().chain(required.iter().take(MOST).map(set)).chain(more);
        Some(steps.chain([".build()".to_owned()]).collect())
    }

    /// A value that a place may hold: what is given for it, what it lists first, or one of its kind.
    fn value(&self, used: &Use, given: &Given<'_>, depth: Depth) -> String {
        match self.plan.api.underlying(&used.expr) {
            Expr::Text => {
                let texts = given.each().filter_map(Json::as_str);
                let is_short = |text: &&str| {
                    text.chars().count() <= LONGEST && !text.contains(|it: char| it.is_control())
                };
                format!("{:?}", texts.into_iter().find(is_short).unwrap_or(OPEN))
            }
            Expr::Integer | Expr::Unsigned => {
                let numbers = given.each().filter(|it| it.is_i64() || it.is_u64());
                let number = numbers.map(Json::to_string).next();
                number.unwrap_or_else(|| least(&used.limits).unwrap_or(1).to_string())
            }
            Expr::Number => {
                let number = given.each().find_map(Json::as_f64).filter(|it| it.is_finite());
                format!("{:?}", number.unwrap_or(1.0))
            }
            Expr::Boolean => given.each().find_map(Json::as_bool).unwrap_or(true).to_string(),
            Expr::List(item) => {
                let held = Use::of(item.expr.clone());
                match self.plan.api.underlying(&item.expr) {
                    _ if !item.null.is_never() => OPEN.to_owned(),
                    Expr::List(_) | Expr::Map(_) | Expr::Tuple(_) => OPEN.to_owned(),
                    _ => match self.value(&held, &given.first_item(), depth).as_str() {
                        OPEN => OPEN.to_owned(),
                        value => format!("[{value}]"),
                    },
                }
            }
            Expr::Named(id) => {
                self.named_value(*id, used, given, depth).unwrap_or_else(|| OPEN.to_owned())
            }
            _ => OPEN.to_owned(),
        }
    }

    fn named_value(
        &self,
        id: TypeId,
        used: &Use,
        given: &Given<'_>,
        depth: Depth,
    ) -> Option<String> {
        let facts = &self.plan.facts;
        match &self.plan.api.get(id).shape {
            Shape::OpenEnum(listed) => {
                let given = given.each().find_map(|given| {
                    let wire = given.as_str().map_or_else(|| given.to_string(), str::to_owned);
                    listed.values.iter().position(|value| value.wire == wire)
                });
                let variant = facts.names.inner[id.0 as usize].get(given.unwrap_or_default())?;
                Some(format!("{}::{variant}", facts.type_name(id)))
            }
            // One type serves all places, each of which lists its own keywords.
            Shape::KeywordOrValue(known) => {
                let words =
                    || if used.keywords.is_empty() { &known.keywords } else { &used.keywords };
                let mut texts = given.each().filter_map(Json::as_str);
                let given = texts.find(|given| words().iter().any(|word| word == given));
                let keyword = given.or(words().first().map(String::as_str));
                keyword.map(|keyword| format!("{keyword:?}"))
            }
            Shape::Record(_) if depth == Depth::Outermost => {
                self.built(id, given.example, Depth::Within)
            }
            _ => None,
        }
    }
}

/// What the description gives for a place: in the example of the body, and at the place itself.
struct Given<'a> {
    example: Option<&'a Json>,
    own: [Option<&'a Json>; 2],
}

impl<'a> Given<'a> {
    fn of(example: Option<&'a Json>, docs: &'a Docs) -> Self {
        Self { example, own: [docs.example.as_ref(), docs.default.as_ref()] }
    }

    fn each(&self) -> impl Iterator<Item = &'a Json> {
        [self.example].into_iter().chain(self.own).flatten()
    }

    /// What is given for the items of a list.
    fn first_item(&self) -> Self {
        let example = self.each().find_map(|list| list.get(0));
        Self { example, own: [None, None] }
    }
}

/// How deep in an example a value stands: what is built within another one stands open itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Depth {
    Outermost,
    Within,
}

/// The least positive integer that limits allow, where they say so.
fn least(limits: &[Limit]) -> Option<i64> {
    limits.iter().find_map(|limit| match limit {
        Limit::AtLeast(bound) => Some((*bound).max(1)),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use crate::{Config, Input, generate_file};

    fn generated(required: &str, media: &str) -> String {
        let text = format!(
            "openapi: 3.1.0
info: {{title: Pets, version: 1.0.0}}
paths:
  /pets:
    post:
      operationId: addPet
      requestBody:
        required: true
        content: {{application/json: {{schema: {{$ref: '#/components/schemas/Pet'}}{media}}}}}
      responses: {{'204': {{description: Done.}}}}
components:
  examples: {{mole: {{value: {{name: Mole, zone: 5, tags: [shy]}}}}}}
  schemas:
    Pet:
      type: object
      required: [{required}]
      properties: {{zone: {{type: string, default: north}}, name: {{type: string}}, kind: {{const: pet}},
        tags: {{type: array, items: {{type: string}}}}}}
"
        );
        generate_file(&Config::new(Input::new("pets.yaml", text))).expect("Rust").0
    }

    #[test]
    fn what_a_request_has_to_have_is_shown_in_the_order_of_the_description() {
        let text = generated("name, zone, kind", "");
        let example = "/// Example:\n///\n/// ```text\n\
            /// let request = Pet::builder().zone(\"north\").name(\"…\").build();\n/// ```\n";
        assert!(text.contains(example), "{text}");
        // A request that needs nothing is made by whoever reads the name of its type.
        assert!(!generated("kind", "").contains("Example:"));
    }

    #[test]
    fn a_long_request_is_shown_a_call_a_line() {
        let example = ", example: {name: Mole of the northern fields, zone: z, tags: [very shy]}";
        let text = generated("name, zone, tags", example);
        let lines = "/// let request = Pet::builder()\n///     .zone(\"z\")\n\
            ///     .name(\"Mole of the northern fields\")\n///     .tags([\"very shy\"])\n\
            ///     .build();\n";
        assert!(text.contains(lines), "{text}");
    }

    #[test]
    fn what_a_body_is_like_goes_before_what_its_properties_are_where_it_is_of_their_type() {
        let made = |media: &str| {
            let text = generated("name, zone, tags", media);
            let mut lines = text.lines().skip_while(|line| *line != "/// Example:");
            let statement = lines.find_map(|line| line.strip_prefix("/// let request = "));
            statement.expect("an example").to_owned()
        };
        let mole = r#"Pet::builder().zone("north").name("Mole").tags(["shy"]).build();"#;
        assert_eq!(made(", examples: {a: {$ref: '#/components/examples/mole'}}"), mole);
        assert_eq!(made(", example: {name: Mole, tags: [shy, black]}"), mole);
        let open = r#"Pet::builder().zone("north").name("…").tags(["…"]).build();"#;
        for odd in ["", ", example: Mole", ", examples: [1]", ", examples: {a: {$ref: nowhere}}"] {
            assert_eq!(made(odd), open, "{odd}");
        }
    }
}
