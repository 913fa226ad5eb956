//! What somebody may have meant.

/// The name that is most like the wanted one, if one is like it: one letter may differ, of a long
/// name a quarter more. Small and capital letters are alike.
pub(crate) fn similar<'a>(
    wanted: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let wanted = wanted.to_lowercase();
    let distances = names
        .into_iter()
        .map(|name| (strsim::levenshtein(&name.to_lowercase(), &wanted), name))
        .min();
    distances.filter(|(distance, _)| *distance <= 1 + wanted.len() / 4).map(|(_, name)| name)
}
