//! Every example of a description, and the schema that it is an example of.

use std::collections::HashSet;

use crate::example::{Example, ExampleKind, Notation, Skipped};
use crate::judge::Direction;
use specwright_codegen::pointer::{Place, Pointer};
use specwright_codegen::read::operation::METHODS;
use specwright_codegen::read::resolve::Document;
use specwright_codegen::read::source::{Node, Value};
use specwright_codegen::vendor::{Of, Vendor};

/// Finds every example, in the order of the texts.
pub(super) fn find(document: &Document, vendors: &[Vendor]) -> Vec<Example> {
    let (found, seen, used) = (Vec::new(), HashSet::new(), HashSet::new());
    let mut finder = Finder { document, vendors, found, seen, used };
    finder.root();
    let mut found = finder.found;
    found.sort_by_key(|example| document.location(&example.place));
    found
}

struct Finder<'a> {
    document: &'a Document,
    vendors: &'a [Vendor],
    found: Vec<Example>,
    /// What was looked into, as what.
    seen: HashSet<(Place, Role)>,
    /// The components among the examples that something refers to.
    used: HashSet<Place>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Role {
    Path,
    Parameter(Direction),
    Header,
    Body,
    Response,
    Callback,
    Schema,
}

impl<'a> Finder<'a> {
    fn root(&mut self) {
        let root = Place::in_document(Pointer::root());
        for keyword in ["paths", "webhooks"] {
            let paths = root.child(keyword);
            let paths = self.document.follow(&paths).unwrap_or(paths);
            self.each(&paths, |finder, path| finder.enter(path, Role::Path));
        }
        let components = root.child("components");
        for (keyword, role) in [
            ("pathItems", Role::Path),
            ("parameters", Role::Parameter(Direction::Request)),
            ("headers", Role::Header),
            ("requestBodies", Role::Body),
            ("responses", Role::Response),
            ("callbacks", Role::Callback),
            ("schemas", Role::Schema),
        ] {
            self.each(&components.child(keyword), |finder, place| finder.enter(place, role));
        }
        self.each(&components.child("examples"), |finder, place| {
            if !finder.used.contains(&place) {
                finder.add_skipped(place, ExampleKind::Media, Skipped::Unused);
            }
        });
    }

    /// Looks into what stands at a place, or into what it refers to.
    fn enter(&mut self, place: Place, role: Role) {
        // A reference into the components leads to what is looked into by itself.
        if !self.seen.insert((place.clone(), role)) {
            return;
        }
        let Some(node) = self.node(&place) else { return };
        if let Some(reference) = node.get("$ref").and_then(Node::string)
            && let Ok(target) = self.document.resolve(reference, &place)
        {
            self.enter(target, role);
            if role != Role::Schema {
                return;
            }
        }
        match role {
            Role::Path => self.path(node, &place),
            Role::Parameter(direction) => {
                self.valued(node, &place, ExampleKind::Parameter, direction)
            }
            Role::Header => self.valued(node, &place, ExampleKind::Header, Direction::Response),
            Role::Body => self.content(&place.child("content"), Direction::Request),
            Role::Response => {
                self.content(&place.child("content"), Direction::Response);
                self.each(&place.child("headers"), |finder, at| finder.enter(at, Role::Header));
            }
            Role::Callback => self.each(&place, |finder, path| finder.enter(path, Role::Path)),
            Role::Schema => self.schema(node, &place, Direction::Either),
        }
    }

    fn path(&mut self, node: &Node, place: &Place) {
        self.each(&place.child("parameters"), |finder, at| {
            finder.enter(at, Role::Parameter(Direction::Request));
        });
        for method in METHODS.into_iter().filter(|method| node.get(method).is_some()) {
            self.operation(&place.child(method));
        }
        self.each(&place.child("additionalOperations"), |finder, at| finder.operation(&at));
    }

    fn operation(&mut self, place: &Place) {
        let Some(node) = self.node(place) else { return };
        self.each(&place.child("parameters"), |finder, at| {
            finder.enter(at, Role::Parameter(Direction::Request));
        });
        if node.get("requestBody").is_some() {
            self.enter(place.child("requestBody"), Role::Body);
        }
        self.each(&place.child("responses"), |finder, at| finder.enter(at, Role::Response));
        self.each(&place.child("callbacks"), |finder, at| finder.enter(at, Role::Callback));
        for (index, vendor) in self.vendors.iter().enumerate() {
            for at in vendor.find(node, place) {
                let (schemas, direction) = match vendor.of {
                    Of::Request => (self.request_of(place), Direction::Request),
                    Of::Response => (self.success_of(place), Direction::Response),
                };
                self.add(at, ExampleKind::Vendor(index), direction, schemas, Notation::VendorText);
            }
        }
    }

    fn request_of(&self, operation: &Place) -> Vec<Place> {
        let body = self.document.follow(&operation.child("requestBody"));
        body.map(|body| self.json_schemas(&body.child("content"))).unwrap_or_default()
    }

    /// What an operation answers when all is well: its responses of class 2, or `default` where
    /// it has none.
    fn success_of(&self, operation: &Place) -> Vec<Place> {
        let responses = operation.child("responses");
        let names = |is_meant: fn(&str) -> bool| -> Vec<Place> {
            let properties = self.node(&responses).and_then(Node::object);
            let names = properties.into_iter().flat_map(|properties| properties.keys());
            names.filter(|name| is_meant(name)).map(|name| responses.child(name)).collect()
        };
        let mut successes = names(|name| name.starts_with('2'));
        if successes.is_empty() {
            successes = names(|name| name == "default");
        }
        let followed = successes.iter().filter_map(|place| self.document.follow(place).ok());
        followed.flat_map(|response| self.json_schemas(&response.child("content"))).collect()
    }

    fn json_schemas(&self, content: &Place) -> Vec<Place> {
        let media_types = self.node(content).and_then(Node::object);
        let media_types = media_types.into_iter().flatten();
        let schemas =
            media_types.filter(|(name, media)| is_json(name) && media.get("schema").is_some());
        schemas.map(|(name, _)| content.child(name).child("schema")).collect()
    }

    fn content(&mut self, place: &Place, direction: Direction) {
        let Some(media_types) = self.node(place).and_then(Node::object) else { return };
        for (name, node) in media_types {
            let media = place.child(name);
            let schema = node.get("schema").map(|_| media.child("schema"));
            let notation = if is_json(name) { Notation::Value } else { Notation::MediaText };
            self.named(node, &media, ExampleKind::Media, direction, schema.as_ref(), notation);
            for keyword in
                ["schema", "itemSchema"].into_iter().filter(|keyword| node.get(keyword).is_some())
            {
                self.inline(media.child(keyword), direction);
            }
            self.each(&media.child("encoding"), |finder, encoding| {
                finder
                    .each(&encoding.child("headers"), |finder, at| finder.enter(at, Role::Header));
            });
        }
    }

    /// A parameter or a header: it has a schema, or content of one media type.
    fn valued(&mut self, node: &Node, place: &Place, origin: ExampleKind, direction: Direction) {
        let content = place.child("content");
        let schema = match node.get("schema") {
            Some(_) => Some(place.child("schema")),
            None => self.json_schemas(&content).into_iter().next(),
        };
        self.named(node, place, origin, direction, schema.as_ref(), Notation::Value);
        if node.get("schema").is_some() {
            self.inline(place.child("schema"), direction);
        }
        self.content(&content, direction);
    }

    /// `example` and the named `examples` of a media type, a parameter or a header.
    fn named(
        &mut self,
        node: &Node,
        place: &Place,
        origin: ExampleKind,
        direction: Direction,
        schema: Option<&Place>,
        notation: Notation,
    ) {
        let schemas = || schema.into_iter().cloned().collect::<Vec<_>>();
        if node.get("example").is_some() {
            self.add(place.child("example"), origin, direction, schemas(), notation);
        }
        let examples = place.child("examples");
        match node.get("examples").map(|node| &node.value) {
            Some(Value::Object(properties)) => {
                for name in properties.keys() {
                    self.example_object(
                        examples.child(name),
                        origin,
                        direction,
                        schemas(),
                        notation,
                    );
                }
            }
            None | Some(Value::Null) => {}
            Some(_) => {
                let reason = "`examples` is an object here, of examples by their names";
                self.add_skipped(examples, origin, Skipped::Misplaced(reason));
            }
        }
        self.vendors_at(node, place, direction, schema);
    }

    /// An Example Object (OpenAPI 3.1.1, section 4.8.19), or a reference to one.
    fn example_object(
        &mut self,
        named: Place,
        origin: ExampleKind,
        direction: Direction,
        schemas: Vec<Place>,
        notation: Notation,
    ) {
        let place = match self.document.follow(&named) {
            Ok(place) => place,
            Err(problem) => {
                return self.add_skipped(named, origin, Skipped::Undecided(problem.message));
            }
        };
        self.used.insert(place.clone());
        let Some(node) = self.node(&place) else { return };
        let keyword =
            ["value", "dataValue"].into_iter().find(|keyword| node.get(keyword).is_some());
        let skipped = match keyword {
            Some(keyword) => {
                return self.add(place.child(keyword), origin, direction, schemas, notation);
            }
            None if node.get("externalValue").is_some() => Skipped::Elsewhere,
            None if node.get("serializedValue").is_some() => Skipped::NotJson,
            None => Skipped::Misplaced("an example among `examples` has a `value`"),
        };
        self.add_skipped(place, origin, skipped);
    }

    fn vendors_at(
        &mut self,
        node: &Node,
        place: &Place,
        direction: Direction,
        schema: Option<&Place>,
    ) {
        for (index, vendor) in self.vendors.iter().enumerate() {
            for at in vendor.find(node, place) {
                let schemas = schema.into_iter().cloned().collect();
                self.add(at, ExampleKind::Vendor(index), direction, schemas, Notation::VendorText);
            }
        }
    }

    /// A schema that stands where it is used.
    fn inline(&mut self, place: Place, direction: Direction) {
        if direction == Direction::Either
            || self.node(&place).is_some_and(|node| node.get("$ref").is_some())
        {
            return self.enter(place, Role::Schema);
        }
        if self.seen.insert((place.clone(), Role::Schema))
            && let Some(node) = self.node(&place)
        {
            self.schema(node, &place, direction);
        }
    }

    fn schema(&mut self, node: &Node, place: &Place, direction: Direction) {
        let of_itself = || vec![place.clone()];
        if node.get("example").is_some() {
            let at = place.child("example");
            self.add(at, ExampleKind::Schema, direction, of_itself(), Notation::Value);
        }
        match node.get("examples").map(|node| &node.value) {
            Some(Value::List(_)) => self.each(&place.child("examples"), |finder, at| {
                finder.add(at, ExampleKind::Schema, direction, of_itself(), Notation::Value);
            }),
            None | Some(Value::Null) => {}
            Some(_) => {
                let skipped = Skipped::Misplaced("`examples` of a schema is an array of values");
                self.add_skipped(place.child("examples"), ExampleKind::Schema, skipped);
            }
        }
        self.vendors_at(node, place, direction, Some(place));
        for (keyword, property) in node.object().into_iter().flatten() {
            let below = place.child(keyword);
            match (keyword.as_str(), &property.value) {
                (
                    "items"
                    | "not"
                    | "additionalProperties"
                    | "propertyNames"
                    | "contains"
                    | "if"
                    | "then"
                    | "else"
                    | "unevaluatedProperties"
                    | "unevaluatedItems",
                    Value::Object(_),
                ) => self.inline(below, direction),
                ("allOf" | "anyOf" | "oneOf" | "prefixItems" | "items", Value::List(_))
                | (
                    "properties" | "patternProperties" | "dependentSchemas" | "$defs"
                    | "definitions",
                    Value::Object(_),
                ) => self.each(&below, |finder, at| finder.inline(at, direction)),
                _ => {}
            }
        }
    }

    fn add(
        &mut self,
        place: Place,
        origin: ExampleKind,
        direction: Direction,
        schemas: Vec<Place>,
        notation: Notation,
    ) {
        let schemas = if schemas.is_empty() { Err(Skipped::NoSchema) } else { Ok(schemas) };
        self.found.push(Example { place, origin, direction, schemas, notation });
    }

    fn add_skipped(&mut self, place: Place, origin: ExampleKind, skipped: Skipped) {
        let (direction, notation) = (Direction::Either, Notation::Value);
        self.found.push(Example { place, origin, direction, schemas: Err(skipped), notation });
    }

    fn node(&self, place: &Place) -> Option<&'a Node> {
        self.document.node(place).ok()
    }

    /// Does something with each property or item.
    fn each(&mut self, place: &Place, mut what: impl FnMut(&mut Self, Place)) {
        match self.node(place).map(|node| &node.value) {
            Some(Value::Object(properties)) => {
                for name in properties.keys() {
                    what(self, place.child(name));
                }
            }
            Some(Value::List(items)) => {
                for index in 0..items.len() {
                    what(self, place.item(index));
                }
            }
            _ => {}
        }
    }
}

/// Whether a media type is JSON (RFC 6839, section 3.1), or a range that holds it.
fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence.ends_with("/json") || essence.ends_with("+json") || essence == "*/*"
}
