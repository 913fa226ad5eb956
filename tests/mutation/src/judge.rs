//! Whether what was written is what was planned, and whether a refusal says where.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use proc_macro2::TokenTree;
use specwright_codegen::analysis::{Answers, Slot};
use specwright_codegen::api::{Presence, Rest, Shape};
use specwright_codegen::diagnostic::{Diagnostic, Located, SourceText, Style, draw_all};
use specwright_codegen::{Diagnostics, Output, Plan};
use syn::{Fields, Ident, Item, ItemMacro, UseTree};

use crate::marker;
use crate::trial::Fault;

type Judgement = Result<(), Fault>;

/// Judges the files of a generation.
///
/// # Errors
/// With what should not be there.
pub fn output(output: &Output) -> Judgement {
    problems(&output.warnings, &output.texts)?;
    problems(&output.notes, &output.texts)?;
    let mut modules: BTreeMap<&str, Vec<Item>> = BTreeMap::new();
    for (name, text) in &output.files {
        let items = parsed(name, text)?;
        let path = name.strip_suffix(".rs").unwrap_or_default();
        match path.split_once('/') {
            None if path == "mod" => root(&items)?,
            // A module may share its items between files of its own.
            None => {
                let is_file =
                    |item: &Item| matches!(item, Item::Mod(file) if file.content.is_none());
                let items = items.into_iter().filter(|item| !is_file(item));
                modules.entry(path).or_default().extend(items);
            }
            Some((module, _)) => modules.entry(module).or_default().extend(items),
        }
    }
    modules.iter().try_for_each(|(module, items)| in_module(module, items, &output.plan))
}

/// Judges a generation in one file.
///
/// # Errors
/// With what should not be there.
pub fn file(text: &str, plan: &Plan) -> Judgement {
    for item in parsed("the one file", text)? {
        match item {
            Item::Mod(module) => {
                let (_, items) = module.content.unwrap_or_default();
                in_module(&module.ident.to_string(), &items, plan)?;
            }
            Item::Use(_) => {}
            Item::Macro(item) if is_contract(&item) => {}
            item => return Err(unplanned("the one file", &item)),
        }
    }
    Ok(())
}

/// Judges a refusal.
///
/// # Errors
/// With a problem that does not say where it is.
pub fn refusal(diagnostics: &Diagnostics) -> Judgement {
    problems(diagnostics.problems(), diagnostics.texts())
}

/// What is wrong with a document is wrong somewhere in it, and can be drawn.
fn problems(problems: &[Diagnostic], texts: &[SourceText]) -> Judgement {
    for problem in problems {
        let located = Located::new(problem, texts);
        if !located.position.is_some_and(|position| position.line > 0 && position.column > 0) {
            return Err(Fault::Nowhere(problem.message.clone()));
        }
    }
    // Drawing all of very many takes long and tells no more.
    let drawn = draw_all(&problems[..problems.len().min(8)], texts, Style::Plain);
    let is_steering = |sign: char| sign.is_control() && sign != '\n';
    match drawn.chars().find(|sign| is_steering(*sign)) {
        Some(sign) => Err(Fault::Escape(format!("{sign:?} in a message: {drawn}"))),
        None => Ok(()),
    }
}

fn parsed(name: &str, text: &str) -> Result<Vec<Item>, Fault> {
    let fault = |message: String| Err(Fault::Escape(format!("{name}: {message}")));
    // Signs that turn the direction of text around make rustc refuse a file.
    if let Some(sign) = text.chars().find(|sign| {
        matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            || sign.is_control() && !matches!(sign, '\n' | '\t')
    }) {
        let line = text.lines().find(|line| line.contains(sign)).unwrap_or_default();
        return fault(format!("{sign:?} stands in {line:?}"));
    }
    match text.parse() {
        Ok(tokens) => {
            if marker::is_among(tokens) {
                return fault("a hostile text got out".into());
            }
        }
        Err(error) => return fault(format!("no tokens: {error}")),
    }
    match syn::parse_file(text) {
        Ok(file) => Ok(file.items),
        Err(error) => fault(format!("no Rust: {error}")),
    }
}

fn root(items: &[Item]) -> Judgement {
    let is_planned = |item: &&Item| match item {
        Item::Use(_) => true,
        Item::Mod(module) => module.content.is_none(),
        Item::Macro(item) => is_contract(item),
        _ => false,
    };
    items.iter().find(|item| !is_planned(item)).map_or(Ok(()), |item| Err(unplanned("mod", item)))
}

/// Whether it is `specwright::wire::contract!(1)`, of a number and nothing else.
fn is_contract(item: &ItemMacro) -> bool {
    let path = item.mac.path.segments.iter().map(|segment| segment.ident.to_string());
    let tokens: Vec<TokenTree> = item.mac.tokens.clone().into_iter().collect();
    path.eq(["specwright", "wire", "contract"]) && matches!(&tokens[..], [TokenTree::Literal(_)])
}

/// The name by which an enum is shown again: `super::Phase as State`.
fn renamed(tree: &UseTree) -> Option<&Ident> {
    match tree {
        UseTree::Path(path) if path.ident == "super" => renamed(&path.tree),
        UseTree::Rename(renamed) => Some(&renamed.rename),
        _ => None,
    }
}

/// The items of a module have the names that the plan has for it, each once.
fn in_module(module: &str, items: &[Item], plan: &Plan) -> Judgement {
    let names = &plan.facts.names;
    let indices: HashMap<&str, usize> =
        names.types.iter().enumerate().map(|(index, name)| (name.as_str(), index)).collect();
    let mut found: Vec<String> = Vec::new();
    for item in items {
        let name = match (module, item) {
            ("types", Item::Use(item)) if renamed(&item.tree).is_some() => {
                renamed(&item.tree).map(unraw).unwrap_or_default()
            }
            (_, Item::Use(_)) => continue,
            ("wire", Item::Impl(_) | Item::Macro(_))
            | ("builders" | "requests" | "required", Item::Impl(_)) => continue,
            // What all variants of a union have is reached by methods of the union.
            ("types", Item::Impl(item)) if item.trait_.is_none() => continue,
            ("requests", Item::Macro(item)) if is_call(item) => continue,
            ("builders", Item::Macro(item)) if is_setters(item) => continue,
            ("builders", Item::Macro(item)) => match builder(item) {
                Some(name) => name,
                None => return Err(Fault::Escape("a macro that is no builder".to_owned())),
            },
            ("types" | "requests", Item::Struct(item)) => unraw(&item.ident),
            ("types" | "requests", Item::Enum(item)) => unraw(&item.ident),
            ("types" | "requests", Item::Type(item)) => unraw(&item.ident),
            ("operations" | "service", Item::Fn(item)) => unraw(&item.sig.ident),
            ("service" | "requests", Item::Const(item)) => unraw(&item.ident),
            ("required", Item::Trait(item)) => unraw(&item.ident),
            _ => return Err(unplanned(module, item)),
        };
        found.push(name);
        if module == "types" {
            within(item, plan, &indices)?;
        }
    }
    let found_once: BTreeSet<&str> = found.iter().map(String::as_str).collect();
    let planned: BTreeSet<&str> = match module {
        "types" => names.types.iter().map(String::as_str).collect(),
        "operations" => names.operations.iter().map(|names| names.function.as_str()).collect(),
        "requests" => calls(plan),
        "service" => service(plan),
        "required" => names.required.values().map(String::as_str).collect(),
        "builders" => {
            let ids = plan.api.ids().filter(|id| plan.facts.has_builder(*id));
            ids.map(|id| names.builders[id.0 as usize].as_str()).collect()
        }
        _ => BTreeSet::new(),
    };
    let extra: Vec<&&str> = found_once.difference(&planned).collect();
    let missing = planned.difference(&found_once).count();
    if !extra.is_empty() || missing > 0 || found.len() != found_once.len() {
        let message = format!(
            "items of `{module}` are not as planned: {extra:?} are not in the plan, {missing} are \
             missing, {} stand twice",
            found.len() - found_once.len()
        );
        return Err(Fault::Escape(message));
    }
    Ok(())
}

/// Whether it is a table of setters, or of what becomes a variant.
fn is_setters(item: &ItemMacro) -> bool {
    let last = item.mac.path.segments.last();
    let known = ["conversions", "optional_setters"];
    last.is_some_and(|last| known.iter().any(|known| last.ident == known))
}

/// The name of the builder that `wire::builder!(Type, Builder …)` makes.
fn builder(item: &ItemMacro) -> Option<String> {
    let is_ours = item.mac.path.segments.last().is_some_and(|last| last.ident == "builder");
    let mut idents = item.mac.tokens.clone().into_iter().filter_map(|token| match token {
        TokenTree::Ident(ident) => Some(ident),
        _ => None,
    });
    idents.nth(1).filter(|_| is_ours).map(|ident| unraw(&ident))
}

/// Whether it is `operation::call!(…)`, which gives a call what all of them have, or one of those
/// that give it what only some have.
fn is_call(item: &ItemMacro) -> bool {
    let path = item.mac.path.segments.iter().map(|segment| segment.ident.to_string());
    let path: Vec<String> = path.collect();
    let known = ["by_status", "call", "events", "lines", "pages", "representations"];
    matches!(path.as_slice(), [module, name] if module == "operation" && known.contains(&&**name))
}

/// The calls, their failures, the enums of successes that differ by status, and the headers.
fn calls(plan: &Plan) -> BTreeSet<&str> {
    let facts = &plan.facts;
    let named = facts.names.operations.iter().zip(&facts.answers);
    let all = named.flat_map(|(names, answers)| {
        let is_by_status = matches!(answers.success, Answers::ByStatus(_));
        let success = is_by_status.then_some(names.success.as_str());
        [Some(names.value.as_str()), success, Some(names.failure.as_str())]
    });
    let headers = facts.names.headers.iter().map(String::as_str);
    all.flatten().chain(headers).collect()
}

/// The servers, if there are any, what begins a client, and the credentials.
fn service(plan: &Plan) -> BTreeSet<&str> {
    let servers = (!plan.api.service.servers.is_empty()).then_some("SERVERS");
    let has_own = plan.api.operations.iter().any(|operation| !operation.servers.is_empty());
    let own = has_own.then_some("OPERATION_SERVERS");
    let client = (!plan.api.operations.is_empty()).then_some("client");
    let names = &plan.facts.names;
    let flows = names.credential_flows.iter().flatten();
    let credentials = names.credentials.iter().chain(flows).map(String::as_str);
    servers.into_iter().chain(own).chain(client).chain(credentials).collect()
}

/// The fields or variants of a type are those that the plan has for it, each once.
fn within(item: &Item, plan: &Plan, indices: &HashMap<&str, usize>) -> Judgement {
    let (name, mut found): (String, Vec<String>) = match item {
        Item::Struct(item) => {
            let Fields::Named(fields) = &item.fields else {
                return Err(Fault::Escape(format!("`{}` has no named fields", item.ident)));
            };
            let fields = fields.named.iter().filter_map(|field| field.ident.as_ref());
            (item.ident.to_string(), fields.map(unraw).collect())
        }
        Item::Enum(item) => {
            let variants = item.variants.iter().map(|variant| unraw(&variant.ident));
            (item.ident.to_string(), variants.collect())
        }
        _ => return Ok(()),
    };
    let names = &plan.facts.names;
    let Some(&index) = indices.get(name.as_str()) else { return Ok(()) };
    let inner = names.inner[index].iter().cloned();
    let mut planned: Vec<String> = match &plan.api.types[index].shape {
        Shape::Record(record) => {
            let fields = inner.zip(&record.properties);
            let fields = fields
                .filter(|(_, property)| !matches!(property.presence, Presence::Constant(_)))
                .map(|(name, _)| name);
            let extra = (record.rest != Rest::Closed).then(|| names.extra[index].clone());
            let is_nullable = plan.facts.slots[index].contains(&Slot::OptionalNullable);
            let nulls = (record.rest != Rest::Open && is_nullable).then(|| &names.nulls[index]);
            fields.chain(extra).chain(nulls.cloned()).collect()
        }
        Shape::KeywordOrValue(_) => inner.chain(["Other", "Value"].map(str::to_owned)).collect(),
        _ => inner.chain(["Other".to_owned()]).collect(),
    };
    found.sort();
    planned.sort();
    let count = found.len();
    found.dedup();
    if found != planned || found.len() != count {
        let message =
            format!("what is in a type is not as planned: `{name}` {found:?} {planned:?}");
        return Err(Fault::Escape(message));
    }
    Ok(())
}

fn unplanned(module: &str, item: &Item) -> Fault {
    let kind = match item {
        Item::Fn(item) => format!("fn {}", item.sig.ident),
        Item::Struct(item) => format!("struct {}", item.ident),
        Item::Macro(_) => "a macro".to_owned(),
        Item::Impl(_) => "an impl".to_owned(),
        _ => "an item".to_owned(),
    };
    Fault::Escape(format!("no such item belongs into `{module}`: {kind}"))
}

fn unraw(ident: &proc_macro2::Ident) -> String {
    let name = ident.to_string();
    name.strip_prefix("r#").map(str::to_owned).unwrap_or(name)
}
