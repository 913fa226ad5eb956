//! Workflow commands of GitHub Actions.

use specwright_codegen::diff::{Change, Diff, Meaning, Rust};

/// Each change that nobody has accepted, beside its line of the newer description.
pub(super) fn annotations(diff: &Diff) -> String {
    let escaped = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| escaped(text).replace(':', "%3A").replace(',', "%2C");
    let line = |change: &Change| {
        let level = match (change.rust, change.meaning) {
            (Rust::Major, _) => "error",
            (_, Meaning::Silent) => "warning",
            _ => "notice",
        };
        let place = change.new_place.as_ref().or(change.old_place.as_ref());
        let place = place.and_then(|place| {
            let (rest, column) = place.rsplit_once(':')?;
            let (file, line) = rest.rsplit_once(':')?;
            Some(format!("file={},line={line},col={column},", property(file)))
        });
        let title = property(&format!("{}: {}", change.rust.name(), change.kind.id()));
        let message = escaped(&format!("{}: {}", change.item, change.reason));
        format!("::{level} {}title={title}::{message}\n", place.unwrap_or_default())
    };
    diff.unaccepted().map(line).collect()
}
