//! What one surface has and another has not, by the rules of Rust: a name that is only a name is
//! what it stands for, and nobody who calls a function sees what its arguments are called.

use foldhash::{HashMap, HashSet};

use super::{
    Argument, Foreign, Implementation, Item, Kind, Returns, RustType, Signature, Surface, Takes,
};

impl Surface {
    /// The items that another surface has not, or has otherwise: what whoever uses this one would
    /// miss there. One that is merely discouraged there, or no longer, is not missed, nor is a function
    /// that takes there whatever it takes here.
    pub fn beyond<'a>(&'a self, other: &'a Surface) -> impl Iterator<Item = &'a Item> {
        let (own, others) = (Aliases::of(self), Aliases::of(other));
        let known = other.items.iter().map(|item| (item.path.clone(), others.kind(&item.kind)));
        let known: HashSet<(String, Kind)> = known.collect();
        let mut functions: HashMap<String, Vec<Signature>> = HashMap::default();
        for (path, kind) in &known {
            if let Kind::Function(signature) = kind {
                functions.entry(path.clone()).or_default().push(signature.clone());
            }
        }
        self.items.iter().filter(move |item| {
            let kind = others.kind(&own.kind(&item.kind));
            if let Kind::Alias(of) = &kind {
                return !others.names(&item.path, of, &known);
            }
            let place = (others.path(&item.path), kind);
            if known.contains(&place) {
                return false;
            }
            let (path, Kind::Function(older)) = place else { return true };
            let there = functions.get(&path).into_iter().flatten();
            let becomes = |from: &RustType, to: &RustType| {
                let RustType::Own(path, _) = to else { return false };
                let made = Kind::Implementation(Implementation::From(from.clone()));
                known.contains(&(path.clone(), made))
            };
            !there.into_iter().any(|newer| is_called_by(newer, &older, &becomes))
        })
    }

    /// The same items in the same order, with what names stand for that are only names: whoever has a
    /// value of such a type uses it as what it is.
    #[must_use]
    pub fn unaliased(&self) -> Self {
        let aliases = Aliases::of(self);
        let items = self.items.iter();
        let items = items.map(|item| Item { kind: aliases.kind(&item.kind), ..item.clone() });
        Self { items: items.collect() }
    }
}

/// Whether a function can be called wherever another one is called.
fn is_called_by(
    newer: &Signature,
    older: &Signature,
    becomes: &dyn Fn(&RustType, &RustType) -> bool,
) -> bool {
    let mut arguments = newer.arguments.iter().zip(&older.arguments);
    (newer.receiver, &newer.returns) == (older.receiver, &older.returns)
        && newer.arguments.len() == older.arguments.len()
        && arguments.all(|(newer, older)| takes_all_of(&newer.takes, &older.takes, becomes))
}

/// Whether an argument takes whatever another one takes.
fn takes_all_of(
    newer: &Takes,
    older: &Takes,
    becomes: &dyn Fn(&RustType, &RustType) -> bool,
) -> bool {
    match (newer, older) {
        // Whether it fits is found when it is sent.
        (Takes::Integer(_), Takes::Integer(_)) => true,
        // Of an object that keeps what is undeclared from now on: all that fits, and more.
        (Takes::Integer(_), Takes::Fits(of)) => {
            matches!(of, RustType::Foreign(Foreign::I64 | Foreign::U64, _))
        }
        // Of such an object, too: what became it, and more.
        (Takes::KeywordOr(new), Takes::Into(old)) => new == old,
        (Takes::Into(new), Takes::Itself(old)) => new == old || becomes(old, new),
        (Takes::Items(new), Takes::Items(old)) | (Takes::Entries(new), Takes::Entries(old)) => {
            takes_all_of(new, old, becomes)
        }
        _ => newer == older,
    }
}

/// What names stand for that are only names.
struct Aliases<'a> {
    known: HashMap<&'a str, &'a RustType>,
}

impl<'a> Aliases<'a> {
    fn of(surface: &'a Surface) -> Self {
        let known = surface.items.iter().filter_map(|item| match &item.kind {
            Kind::Alias(of) => Some((item.path.as_str(), of)),
            _ => None,
        });
        Self { known: known.collect() }
    }

    /// Whether a path names this type, by whichever way.
    fn names(&self, path: &str, of: &RustType, known: &HashSet<(String, Kind)>) -> bool {
        match self.resolved(&RustType::own(path), 0) {
            RustType::Own(resolved, _) if resolved == path => {
                *of == RustType::own(path) && known.iter().any(|(known, _)| known == path)
            }
            resolved => resolved == *of,
        }
    }

    /// A path whose type may be called otherwise.
    fn path(&self, path: &str) -> String {
        let of_type = |path: &str| match self.resolved(&RustType::own(path), 0) {
            RustType::Own(path, _) => path,
            _ => path.to_owned(),
        };
        match path.rsplit_once("::") {
            _ if self.known.contains_key(path) => of_type(path),
            Some((owner, name)) if self.known.contains_key(owner) => {
                format!("{}::{name}", of_type(owner))
            }
            _ => path.to_owned(),
        }
    }

    fn resolved(&self, of: &RustType, depth: usize) -> RustType {
        let all = |types: &[RustType]| types.iter().map(|of| self.resolved(of, depth)).collect();
        let one = |of: &RustType| Box::new(self.resolved(of, depth));
        match of {
            RustType::Own(path, arguments) => match self.known.get(path.as_str()) {
                // No chain is longer than there are names, unless it is a cycle.
                Some(of) if depth < self.known.len() => self.resolved(of, depth + 1),
                _ => RustType::Own(path.clone(), all(arguments)),
            },
            RustType::Foreign(of, arguments) => RustType::Foreign(*of, all(arguments)),
            RustType::Tuple(items) => RustType::Tuple(all(items)),
            RustType::Reference(of) => RustType::Reference(one(of)),
            RustType::Static(of) => RustType::Static(one(of)),
            RustType::Slice(of) => RustType::Slice(one(of)),
            RustType::Custom(path) => RustType::Custom(path.clone()),
            RustType::Count(count) => RustType::Count(*count),
        }
    }

    fn kind(&self, kind: &Kind) -> Kind {
        use Implementation::{From, FromEntries, Into};
        let one = |of: &RustType| self.resolved(of, 0);
        match kind {
            Kind::Call { output, failure, without } => {
                let (output, failure) = (one(output), one(failure));
                Kind::Call { output, failure, without: without.clone() }
            }
            Kind::Reading(of) => Kind::Reading(one(of)),
            Kind::Alias(of) => Kind::Alias(one(of)),
            Kind::Constant(of) => Kind::Constant(one(of)),
            Kind::Field(of) => Kind::Field(one(of)),
            Kind::Variant(of) => Kind::Variant(of.as_ref().map(one)),
            Kind::Function(signature) => Kind::Function(self.signature(signature)),
            Kind::Implementation(From(of)) => Kind::Implementation(From(one(of))),
            Kind::Implementation(FromEntries(of)) => Kind::Implementation(FromEntries(one(of))),
            Kind::Implementation(Into(of)) => Kind::Implementation(Into(one(of))),
            other => other.clone(),
        }
    }

    fn signature(&self, signature: &Signature) -> Signature {
        let one = |of: &RustType| self.resolved(of, 0);
        let arguments = signature.arguments.iter();
        let arguments = arguments.map(|argument| Argument::new("", self.takes(&argument.takes)));
        let returns = match &signature.returns {
            Returns::Type(of) => Returns::Type(one(of)),
            other => other.clone(),
        };
        Signature { receiver: signature.receiver, arguments: arguments.collect(), returns }
    }

    fn takes(&self, takes: &Takes) -> Takes {
        let one = |of: &RustType| self.resolved(of, 0);
        match takes {
            Takes::Itself(of) => Takes::Itself(one(of)),
            Takes::Into(of) => Takes::Into(one(of)),
            Takes::Fits(of) => Takes::Fits(one(of)),
            Takes::Integer(of) => Takes::Integer(one(of)),
            Takes::KeywordOr(of) => Takes::KeywordOr(one(of)),
            Takes::Items(item) => Takes::Items(Box::new(self.takes(item))),
            Takes::Entries(value) => Takes::Entries(Box::new(self.takes(value))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Receiver;
    use super::*;

    fn field(path: &str, of: RustType) -> Item {
        Item::new(path, Kind::Field(of))
    }

    fn surface(items: Vec<Item>) -> Surface {
        Surface::sorted(items)
    }

    fn missed(old: &Surface, new: &Surface) -> Vec<String> {
        old.beyond(new).map(ToString::to_string).collect()
    }

    #[test]
    fn a_type_that_is_called_otherwise_is_found_by_its_alias() {
        let open = Kind::Struct;
        let text = RustType::foreign(Foreign::String);
        let old = surface(vec![
            Item::new("Old", open.clone()),
            field("Old::a", text.clone()),
            field("Job::size", RustType::own("Old")),
        ]);
        let renamed = vec![
            Item::new("New", open),
            field("New::a", text),
            field("Job::size", RustType::own("New")),
        ];
        let without = surface(renamed.clone());
        assert_eq!(missed(&old, &without).len(), 3);
        let alias = Item::new("Old", Kind::Alias(RustType::own("New")));
        let with = surface(renamed.into_iter().chain([alias]).collect());
        assert_eq!(missed(&old, &with), [""; 0]);
        // The alias itself is used as what it stands for.
        let all = ["field Job::size: New", "struct New", "field New::a: String", "type Old = New"];
        assert_eq!(missed(&with, &old), all);
    }

    #[test]
    fn an_alias_of_the_same_type_is_the_same_whatever_it_is_called() {
        let text = || RustType::foreign(Foreign::String);
        let label = Item::new("Label", Kind::Alias(text()));
        let old = surface(vec![label.clone(), field("Job::label", RustType::own("Label"))]);
        let new = surface(vec![label, field("Job::label", text())]);
        assert_eq!(missed(&old, &new), [""; 0]);
        let number = RustType::foreign(Foreign::I64);
        let other = surface(vec![
            Item::new("Label", Kind::Alias(number)),
            field("Job::label", RustType::own("Label")),
        ]);
        assert_eq!(missed(&old, &other), ["field Job::label: Label", "type Label = String"]);
    }

    fn function(name: &str, takes: Takes) -> Item {
        let arguments = vec![Argument::new(name, takes)];
        let (receiver, returns) = (Receiver::None, Returns::Nothing);
        Item::new("get_job", Kind::Function(Signature { receiver, arguments, returns }))
    }

    #[test]
    fn a_function_that_takes_more_is_not_missed() {
        let [signed, unsigned] = [Foreign::I64, Foreign::U64].map(RustType::foreign);
        let van = || RustType::own("Van");
        let by = || RustType::own("By");
        let made = Item::new("By", Kind::Implementation(Implementation::From(van())));
        for (narrow, wide, is_mutual) in [
            (Takes::Integer(signed.clone()), Takes::Integer(unsigned.clone()), true),
            (Takes::Fits(unsigned), Takes::Integer(signed.clone()), false),
            (Takes::Itself(van()), Takes::Into(by()), false),
            (Takes::Into(by()), Takes::KeywordOr(by()), false),
            (
                Takes::Items(Box::new(Takes::Fits(signed.clone()))),
                Takes::Items(Box::new(Takes::Integer(signed))),
                false,
            ),
        ] {
            let [old, new] =
                [narrow, wide].map(|takes| surface(vec![function("it", takes), made.clone()]));
            assert_eq!(missed(&old, &new), [""; 0]);
            assert_eq!(missed(&new, &old).is_empty(), is_mutual, "{:?}", missed(&new, &old));
        }
    }

    #[test]
    fn the_names_of_arguments_are_nobodys() {
        let function =
            |name: &str, of| surface(vec![function(name, Takes::Itself(RustType::foreign(of)))]);
        let old = function("id", Foreign::I64);
        assert_eq!(missed(&old, &function("job_id", Foreign::I64)), [""; 0]);
        assert_eq!(missed(&old, &function("id", Foreign::F64)), ["fn get_job(id: i64)"]);
    }
}
