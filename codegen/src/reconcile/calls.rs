//! Which published operations are which of the description, and which of their parameters.

use foldhash::HashSet;

use crate::api::{Api, Deprecation, Operation, Parameter, ParameterIn, PathParameter};

/// The published operation of each operation of the description.
pub(crate) fn operations(old: &Api, new: &Api) -> Vec<Option<usize>> {
    let mut taken: HashSet<usize> = HashSet::default();
    let mut found: Vec<Option<usize>> = vec![None; new.operations.len()];
    let by_id = |old: &Operation, new: &Operation| old.id == new.id;
    let by_path = |old: &Operation, new: &Operation| {
        old.method == new.method && templates(&old.path) == templates(&new.path)
    };
    let is_live = |old: &&Operation| old.deprecation != Deprecation::Dropped;
    let mut look = |even_dropped: bool, test: &dyn Fn(&Operation, &Operation) -> bool| {
        for (index, operation) in new.operations.iter().enumerate() {
            if found[index].is_some() {
                continue;
            }
            let mut free = old.operations.iter().enumerate();
            let old = free.find(|(old, known)| {
                !taken.contains(old) && (even_dropped || is_live(known)) && test(known, operation)
            });
            if let Some((old, _)) = old {
                taken.insert(old);
                found[index] = Some(old);
            }
        }
    };
    look(false, &by_id);
    look(false, &by_path);
    look(true, &by_id);
    found
}

/// The parameters of a path, each beside the one that it was: by its name, else by its place.
pub(crate) fn path_parameters<'a>(
    old: &'a Operation,
    new: &'a Operation,
) -> Vec<(Option<&'a PathParameter>, Option<&'a PathParameter>)> {
    let paired = new.path_parameters.iter().enumerate().map(|(index, parameter)| {
        let by_name = old.path_parameters.iter().find(|it| it.wire_name == parameter.wire_name);
        let by_place = old
            .path_parameters
            .get(index)
            .filter(|_| old.path_parameters.len() == new.path_parameters.len());
        let by_place = by_place
            .filter(|it| !new.path_parameters.iter().any(|new| new.wire_name == it.wire_name))
            // One that was not sent any more becomes no other.
            .filter(|it| old.path.contains(&format!("{{{}}}", it.wire_name)));
        (by_name.or(by_place), Some(parameter))
    });
    paired.collect()
}

/// Of each older parameter the newer one that it is, by its number: by name and location, else by a
/// header's name in other letters, since case is nothing to it, else by its name elsewhere.
pub(crate) fn parameters(old: &[&Parameter], new: &[&Parameter]) -> Vec<Option<usize>> {
    let by_name = |old: &Parameter, new: &Parameter| {
        old.location == new.location && old.wire_name == new.wire_name
    };
    let by_header = |old: &Parameter, new: &Parameter| {
        [old.location, new.location] == [ParameterIn::Header; 2]
            && old.wire_name.eq_ignore_ascii_case(&new.wire_name)
    };
    let elsewhere = |old: &Parameter, new: &Parameter| old.wire_name == new.wire_name;
    type Rule<'a> = &'a dyn Fn(&Parameter, &Parameter) -> bool;
    let rules: [Rule<'_>; 3] = [&by_name, &by_header, &elsewhere];
    let mut found: Vec<Option<usize>> = vec![None; old.len()];
    for rule in rules {
        for index in 0..old.len() {
            let is_free = |at: &usize| !found.contains(&Some(*at));
            if found[index].is_none() {
                let mut free = (0..new.len()).filter(is_free);
                found[index] = free.find(|at| rule(old[index], new[*at]));
            }
        }
    }
    found
}

/// A path without the names in its braces.
fn templates(path: &str) -> String {
    let mut within = false;
    let keep = |character: char| {
        within = match character {
            '{' => true,
            '}' => false,
            _ => return if within { None } else { Some(character) },
        };
        Some(character)
    };
    path.chars().filter_map(keep).collect()
}
