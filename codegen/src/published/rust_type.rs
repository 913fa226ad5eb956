//! Types of an API as a line of the file spells them, and back: `Option<Vec<Tag>>`.

use crate::api::{CustomType, Expr, Nested, Nullability, Tuple, TypeId};

/// How types are called.
pub(crate) struct Names<'a> {
    /// A type of the API.
    pub(crate) of: &'a dyn Fn(TypeId) -> String,
    /// Whether the API has a type of this name, behind which one of Rust's is hidden.
    pub(crate) has: &'a dyn Fn(&str) -> bool,
}

impl Names<'_> {
    fn rust(&self, name: &str) -> String {
        if (self.has)(name) { format!("{HIDDEN}{name}") } else { name.to_owned() }
    }
}

/// What stands before a type of Rust that the API has one of its own for.
const HIDDEN: &str = "std::";

/// Spells a type, by the names of the API's own.
pub(crate) fn write(expr: &Expr, names: &Names<'_>) -> String {
    match expr {
        Expr::Named(id) => (names.of)(*id),
        Expr::Text => names.rust("String"),
        Expr::Integer => names.rust("i64"),
        Expr::Unsigned => names.rust("u64"),
        Expr::Number => names.rust("f64"),
        Expr::Boolean => names.rust("bool"),
        Expr::Json => names.rust("Value"),
        Expr::Null => "()".to_owned(),
        Expr::File => names.rust("File"),
        Expr::List(item) => format!("{}<{}>", names.rust("Vec"), nested(item, names)),
        Expr::Map(item) => {
            let (map, text) = (names.rust("BTreeMap"), names.rust("String"));
            format!("{map}<{text}, {}>", nested(item, names))
        }
        // It begins as no other type does, with `::` or `crate::`.
        Expr::Custom(custom) => custom.path.clone(),
        Expr::Tuple(tuple) => {
            let option = names.rust("Option");
            let items = tuple.items.iter().enumerate().map(|(index, item)| {
                let text = nested(item, names);
                if index < tuple.least { text } else { format!("{option}<{text}>") }
            });
            let items: Vec<String> = items.collect();
            let comma = if items.len() == 1 { "," } else { "" };
            let items = format!("({}{comma})", items.join(", "));
            if tuple.is_whole() {
                return items;
            }
            let rest = tuple.rest.as_ref();
            let rest = rest.map(|rest| format!("{}<{}>", names.rust("Vec"), nested(rest, names)));
            let (name, rest) = (names.rust("Tuple"), rest.as_deref().unwrap_or("()"));
            format!("{name}<{items}, {rest}, {}>", tuple.least)
        }
    }
}

fn nested(nested: &Nested, names: &Names<'_>) -> String {
    let text = write(&nested.expr, names);
    match nested.null {
        Nullability::Never => text,
        Nullability::Nullable => format!("{}<{text}>", names.rust("Option")),
    }
}

/// Reads such a spelling; `None` where it is none, or names a type that the API does not have. A
/// type of the API may be called like one of Rust's, which it then hides, as it does in the code.
pub(super) fn parse(text: &str, find: &dyn Fn(&str) -> Option<TypeId>) -> Option<Expr> {
    let mut reader = Reader { rest: text, find, depth: 0 };
    let expr = reader.expr()?;
    reader.rest.is_empty().then_some(expr)
}

struct Reader<'t, 'f> {
    rest: &'t str,
    find: &'f dyn Fn(&str) -> Option<TypeId>,
    depth: usize,
}

/// How deep a type may nest; what is written nests less.
const DEEPEST: usize = 256;

impl<'t> Reader<'t, '_> {
    fn expr(&mut self) -> Option<Expr> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let expr = self.shallow()?;
        self.depth -= 1;
        Some(expr)
    }

    fn shallow(&mut self) -> Option<Expr> {
        if self.rest.starts_with('(') {
            let items = self.items()?;
            if items.is_empty() {
                return Some(Expr::Null);
            }
            let least = items.len();
            let items = items.into_iter().map(|(options, expr)| nullable(options, expr)).collect();
            return Some(Expr::Tuple(Box::new(Tuple { items, least, rest: None })));
        }
        if self.rest.starts_with("::") || self.rest.starts_with("crate::") {
            return Some(Expr::Custom(Box::new(CustomType::new(self.path()?))));
        }
        let is_hidden = self.take(HIDDEN).is_some();
        let name = self.word();
        if let Some(id) = (self.find)(name).filter(|_| !is_hidden) {
            return Some(Expr::Named(id));
        }
        Some(match name {
            "String" => Expr::Text,
            "i64" => Expr::Integer,
            "u64" => Expr::Unsigned,
            "f64" => Expr::Number,
            "bool" => Expr::Boolean,
            "Value" => Expr::Json,
            "File" => Expr::File,
            "Vec" => {
                self.take("<")?;
                let item = self.nested()?;
                self.take(">")?;
                Expr::List(Box::new(item))
            }
            "BTreeMap" => {
                self.take("<")?;
                let _ = self.take(HIDDEN);
                self.take("String, ")?;
                let item = self.nested()?;
                self.take(">")?;
                Expr::Map(Box::new(item))
            }
            "Tuple" => self.open_tuple()?,
            _ => return None,
        })
    }

    fn open_tuple(&mut self) -> Option<Expr> {
        self.take("<")?;
        let items = self.items()?;
        self.take(", ")?;
        let rest = match self.take("()") {
            Some(()) => None,
            None => {
                let _ = self.take(HIDDEN);
                self.take("Vec<")?;
                let rest = self.nested()?;
                self.take(">")?;
                Some(rest)
            }
        };
        self.take(", ")?;
        let least: usize = self.word().parse().ok()?;
        self.take(">")?;
        // What may be missing is an `Option` of what stands there.
        let items = items.into_iter().enumerate().map(|(index, (options, expr))| {
            nullable(options - usize::from(index >= least && options > 0), expr)
        });
        Some(Expr::Tuple(Box::new(Tuple { items: items.collect(), least, rest })))
    }

    /// The items of a tuple, each with how many `Option`s are around it.
    fn items(&mut self) -> Option<Vec<(usize, Expr)>> {
        self.take("(")?;
        let mut items = Vec::new();
        loop {
            if self.take(")").is_some() {
                return Some(items);
            }
            items.push(self.optional()?);
            if self.take(", ").is_none() {
                let _ = self.take(",");
            }
        }
    }

    fn nested(&mut self) -> Option<Nested> {
        let (options, expr) = self.optional()?;
        Some(nullable(options, expr))
    }

    fn optional(&mut self) -> Option<(usize, Expr)> {
        let mut options = 0;
        let option = match (self.find)("Option") {
            None => "Option<",
            Some(_) => "std::Option<",
        };
        while self.take(option).is_some() {
            options += 1;
        }
        let expr = self.expr()?;
        for _ in 0..options {
            self.take(">")?;
        }
        Some((options, expr))
    }

    /// The path of a type of the user's, to where its last bracket is closed.
    fn path(&mut self) -> Option<&'t str> {
        let (text, mut depth, mut end) = (self.rest, 0_usize, self.rest.len());
        for (index, character) in text.char_indices() {
            match character {
                '<' => depth += 1,
                '>' | ',' | ' ' | ')' if depth == 0 => {
                    end = index;
                    break;
                }
                '>' => depth -= 1,
                _ => {}
            }
        }
        let (path, rest) = text.split_at(end);
        self.rest = rest;
        (depth == 0).then_some(path)
    }

    fn word(&mut self) -> &'t str {
        let is_part = |character: char| character.is_alphanumeric() || character == '_';
        let end = self.rest.find(|character| !is_part(character)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }

    fn take(&mut self, text: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(text)?;
        Some(())
    }
}

fn nullable(options: usize, expr: Expr) -> Nested {
    let null = if options == 0 { Nullability::Never } else { Nullability::Nullable };
    Nested { expr, null }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let find = |name: &str| (name == "Tag").then_some(TypeId(3));
        for text in [
            "String",
            "()",
            "Tag",
            "Vec<Option<Tag>>",
            "BTreeMap<String, Vec<i64>>",
            "(f64, Option<Tag>)",
            "(bool,)",
            "Tuple<(u64, Option<Value>), Vec<Tag>, 1>",
            "Tuple<(Option<File>,), (), 0>",
            "Tuple<(Option<Option<File>>,), (), 0>",
            "::std::net::Ipv4Addr",
            "Vec<Option<::chrono::DateTime<::chrono::Utc>>>",
            "(crate::A<::b::C, ::d::E>, Tag)",
        ] {
            let expr = parse(text, &find).unwrap_or_else(|| panic!("{text}"));
            let names = Names { of: &|_| "Tag".to_owned(), has: &|_| false };
            let again = write(&expr, &names);
            assert_eq!(again, text);
        }
        for text in
            ["", "Nobody", "Vec<String", "Vec<>", "(i64", "String>", "Option<Tag>", "::a::B<"]
        {
            assert_eq!(parse(text, &find), None, "{text}");
        }
        assert_eq!(parse(&"Vec<".repeat(100_000), &find), None);
    }

    #[test]
    fn what_the_api_hides_is_told_apart() {
        let names = ["Vec", "Option", "String", "BTreeMap", "Value"];
        let find = |name: &str| {
            let index = names.iter().position(|known| *known == name)?;
            Some(TypeId(index as u32))
        };
        let called =
            Names { of: &|id| names[id.0 as usize].to_owned(), has: &|name| names.contains(&name) };
        for text in [
            "std::Vec<Vec>",
            "std::BTreeMap<std::String, std::Option<Option>>",
            "std::Value",
            "(String, std::String)",
            "Tuple<(std::Option<Value>,), std::Vec<i64>, 0>",
        ] {
            let expr = parse(text, &find).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(write(&expr, &called), text);
        }
    }
}
