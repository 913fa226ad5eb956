//! Puts texts into every place of a description of which documentation is made.

use serde_json::{Map, Value as Json, json};

/// How many times each text is said in the documentation, at least.
pub(crate) const PLACES: usize = 40;

/// A description that holds each text everywhere.
pub(crate) fn of(texts: &[String]) -> Json {
    let first = texts.first().map_or("", String::as_str);
    let (mut paths, mut webhooks, mut schemas, mut schemes) =
        (Map::new(), Map::new(), Map::new(), Map::new());
    for (index, text) in texts.iter().enumerate() {
        schemas.insert(format!("Object{index}"), object(text, index));
        schemas.insert(format!("Text{index}"), alias(text));
        schemas.insert(format!("Word{index}"), words(text));
        schemas.insert(format!("Number{index}"), sentinel(text));
        schemas.insert(format!("Union{index}"), union(text));
        // What a template and a name of a path cannot hold is left out of them.
        let template: String = text.chars().filter(|sign| !"{}?#".contains(*sign)).collect();
        paths.insert(format!("/a{index}/{{{template} }}"), get(text, &template, index));
        paths.insert(format!("/b{index}/{template}"), post(text, index));
        webhooks.insert(format!("hook{index}"), json!({ "post": operation(text) }));
        schemes.insert(
            format!("bearer{index}"),
            json!({ "type": "http", "scheme": "bearer", "description": text }),
        );
        schemes.insert(format!("flows{index} {text}"), flows(text));
        schemes.insert(
            format!("key{index} {text}"),
            json!({ "type": "apiKey", "in": "query", "name": "key" }),
        );
    }
    let servers: Vec<Json> = texts.iter().map(|text| server(text)).collect();
    let tags: Vec<Json> =
        texts.iter().map(|text| json!({ "name": text, "description": text })).collect();
    json!({
        "openapi": "3.1.0",
        "info": { "title": first, "summary": first, "description": first, "version": "1" },
        "servers": servers,
        "tags": tags,
        "externalDocs": { "url": "https://example.com", "description": first },
        "paths": paths,
        "webhooks": webhooks,
        "components": { "schemas": schemas, "securitySchemes": schemes },
    })
}

fn object(text: &str, index: usize) -> Json {
    json!({
        "type": "object",
        "title": text,
        "description": text,
        "required": [text],
        "properties": {
            text: { "type": "string" },
            "told": { "type": "string", "title": text, "description": text },
            "quoted": { "type": "string", "default": text, "pattern": text, "format": text },
            "both": { "type": "string", "description": text, "default": text },
            "listed": { "type": "array", "description": text, "items": words(text) },
            "default": { "type": "array", "items": { "type": "string" }, "default": [text] },
            "borrowed": { "$ref": format!("#/components/schemas/Text{index}") },
            "word": { "type": "string", "const": text, "description": text },
            "within": { "type": "object", "description": text, "properties": {
                "deep": { "type": "boolean", "description": text, "deprecated": true },
            } },
        },
        "additionalProperties": { "type": "string", "description": text },
    })
}

fn alias(text: &str) -> Json {
    json!({ "type": "string", "description": text, "default": text, "pattern": text })
}

fn words(text: &str) -> Json {
    json!({ "type": "string", "enum": [text, format!("other {text}")], "description": text })
}

fn sentinel(text: &str) -> Json {
    json!({ "anyOf": [{ "type": "string", "enum": [text] }, { "type": "integer" }] })
}

fn union(text: &str) -> Json {
    let arm = |word: String, description: Option<&str>| {
        let mut arm = json!({
            "type": "object",
            "title": text,
            "required": [text],
            "properties": { text: { "type": "string", "enum": [word] } },
        });
        if let Some(description) = description {
            arm["description"] = description.into();
        }
        arm
    };
    let arms = [
        arm(text.to_owned(), Some(text)),
        arm(format!("{text} 2"), None),
        arm(format!("{text} 3"), None),
    ];
    json!({ "oneOf": arms, "description": text, "discriminator": { "propertyName": text } })
}

fn operation(text: &str) -> Json {
    json!({
        "summary": text,
        "description": text,
        "tags": [text],
        "requestBody": { "description": text, "content": { "application/json": {
            "schema": { "type": "object", "description": text, "properties": {
                "sent": { "type": "string", "description": text },
            } },
        } } },
        "responses": {
            "200": answer(text, json!({ "type": "object", "description": text, "properties": {
                "received": { "type": "string", "description": text },
            } })),
            "201": answer(text, json!({ "type": "string" })),
            "404": answer(text, json!({ "type": "string" })),
            "default": answer(text, json!({ "type": "integer" })),
        },
    })
}

fn get(text: &str, template: &str, index: usize) -> Json {
    let mut get = operation(text);
    get["operationId"] = format!("get{index} {text}").into();
    get["servers"] = json!([server(text)]);
    get["security"] = json!([{ text: [text], format!("key{index} {text}"): [text, "b"] }, {}]);
    get["parameters"] = json!([
        { "in": "path", "name": format!("{template} "), "required": true, "description": text,
          "schema": { "type": "string", "description": text } },
        { "in": "query", "name": text, "description": text,
          "schema": { "type": "string", "description": text, "default": text } },
        { "in": "cookie", "name": format!("cookie {text}"), "description": text,
          "schema": words(text) },
    ]);
    json!({ "summary": text, "description": text, "get": get })
}

/// An operation that says nothing of itself, so that its path is quoted.
fn post(text: &str, index: usize) -> Json {
    json!({ "post": {
        "operationId": format!("post{index} {text}"),
        "responses": { "204": { "description": text } },
    } })
}

fn answer(text: &str, schema: Json) -> Json {
    json!({ "description": text, "content": { "application/json": { "schema": schema } } })
}

fn flows(text: &str) -> Json {
    json!({
        "type": "oauth2",
        "description": text,
        "openIdConnectUrl": text,
        "flows": {
            "clientCredentials": { "tokenUrl": text, "refreshUrl": text, "scopes": { text: text } },
            text: { "authorizationUrl": text, "scopes": { "read": text } },
        },
    })
}

fn server(text: &str) -> Json {
    json!({
        "url": format!("https://{{region}}.example.com/{text}"),
        "description": text,
        "variables": { "region": { "default": text, "enum": [text], "description": text } },
    })
}
