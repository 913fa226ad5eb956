//! Levels: which codes are errors, which are warnings, and which are not told of.
//!
//! The more particular one counts: that of a code over that of its group, that of a group over
//! that of all notes; of two for the same, the stricter. So their order says nothing, and every
//! entry point can write them as it likes.

use super::code::unknown;
use super::{Argument, Code, Diagnostic, Group, Severity};

/// What becomes of a code.
///
/// The example of [`Config`](crate::Config) has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// It is not told of.
    Allow,
    /// It is a warning.
    Warn,
    /// It is an error, and nothing is written.
    Deny,
}

impl Level {
    /// Its name where it is set.
    pub fn name(self) -> &'static str {
        match self {
            Level::Allow => "allow",
            Level::Warn => "warn",
            Level::Deny => "deny",
        }
    }
}

/// The levels that somebody set; every other code is as severe as the catalogue says.
///
/// The example of [`Config`](crate::Config) sets some.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    set: Vec<(Selector, Level)>,
}

/// What a level is set for, the less particular first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Selector {
    Notes,
    Group(Group),
    Code(Code),
}

/// The name of all notes, of whichever group.
const NOTES: &str = "notes";

impl Levels {
    /// What cannot be read is left out with a warning, and the rest is generated.
    pub fn skipping() -> Self {
        Self { set: vec![(Selector::Group(Group::Unreadable), Level::Warn)] }
    }

    /// Sets the level of a code, given by its number or its name, or of a group: `unreadable`,
    /// `warnings`, `notes`, and of notes `inferred`, `renamed`, `unsupported`.
    ///
    /// # Errors
    /// Where there is no such code, or where it cannot have the level: what nothing can be
    /// generated without stays an error.
    pub fn set(&mut self, level: Level, text: &str) -> Result<(), Diagnostic> {
        let about = |problem: Diagnostic| problem.about(Argument::Level(text.to_owned()));
        let selector = selector(text).map_err(about)?;
        let group = match selector {
            Selector::Notes => None,
            Selector::Group(group) => Some(group),
            Selector::Code(code) => Some(code.group()),
        };
        if matches!(group, Some(Group::Invalid | Group::Usage)) && level != Level::Deny {
            let message = format!("`{text}` is an error, and cannot be set to `{}`", level.name());
            let help = "nothing can be generated without what it is about; what can be left out belongs to the group `unreadable`";
            return Err(about(Diagnostic::new(Code::FixedLevel, message).help(help)));
        }
        self.set.push((selector, level));
        Ok(())
    }

    /// Tells of corrections without effect, and goes on without them: where two descriptions are
    /// corrected alike, one of them may say by now what the other lacks.
    pub fn tell_of_useless_corrections(&mut self) {
        self.set.push((Selector::Code(Code::ActionWithoutEffect), Level::Warn));
    }

    /// The level of a code, if one was set.
    fn of(&self, code: Code) -> Option<Level> {
        let is_about = |selector: &Selector| match selector {
            Selector::Notes => code.severity() == Severity::Note,
            Selector::Group(group) => code.group() == *group,
            Selector::Code(other) => code == *other,
        };
        let set = self.set.iter().filter(|(selector, _)| is_about(selector));
        set.max().map(|(_, level)| *level)
    }

    /// The problem as severe as its level says; `None` where it is not told of.
    pub fn apply(&self, problem: Diagnostic) -> Option<Diagnostic> {
        let severity = match self.of(problem.code) {
            None => problem.severity,
            Some(Level::Allow) => return None,
            Some(Level::Warn) => Severity::Warning,
            Some(Level::Deny) => Severity::Error,
        };
        Some(Diagnostic { severity, ..problem })
    }
}

fn selector(text: &str) -> Result<Selector, Diagnostic> {
    if text.eq_ignore_ascii_case(NOTES) {
        return Ok(Selector::Notes);
    }
    let group = Group::ALL.into_iter().find(|group| group.name().eq_ignore_ascii_case(text));
    if let Some(group) = group {
        return Ok(Selector::Group(group));
    }
    Code::find(text).map(Selector::Code).ok_or_else(|| {
        let groups = Group::ALL.iter().map(|group| group.name()).chain([NOTES]);
        let codes = Code::ALL.iter().flat_map(|code| [code.name(), code.number()]);
        unknown(text, groups.chain(codes))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn severity(levels: &[(Level, &str)], code: Code) -> Option<Severity> {
        let mut all = Levels::default();
        for (level, text) in levels {
            all.set(*level, text).expect("a level");
        }
        all.apply(Diagnostic::new(code, "")).map(|problem| problem.severity)
    }

    #[test]
    fn the_more_particular_level_counts_whichever_is_set_first() {
        use Level::{Allow, Deny, Warn};
        let code = Code::AssertionUnchecked;
        assert_eq!(severity(&[], code), Some(Severity::Note));
        let mut levels = [(Deny, "notes"), (Warn, "unsupported"), (Allow, "N0005")];
        assert_eq!(severity(&levels, code), None);
        levels.reverse();
        assert_eq!(severity(&levels, code), None);
        assert_eq!(severity(&levels[1..], code), Some(Severity::Warning));
        assert_eq!(severity(&levels, Code::NameTaken), Some(Severity::Error));
        let both = [(Deny, "assertion-unchecked"), (Allow, "n0005")];
        assert_eq!(severity(&both, code), Some(Severity::Error));
        assert_eq!(severity(&[(Deny, "warnings")], Code::UnknownType), Some(Severity::Error));
        assert_eq!(severity(&[(Warn, "unreadable")], Code::WrongKind), Some(Severity::Warning));
    }

    #[test]
    fn an_error_that_ends_everything_stays_one() {
        let mut levels = Levels::default();
        for text in ["E0006", "not-yaml", "invalid", "usage", "action-without-effect"] {
            let problem = levels.set(Level::Warn, text).expect_err("fixed");
            assert_eq!(problem.code, Code::FixedLevel);
            levels.set(Level::Deny, text).expect("it is denied anyway");
        }
        let problem = levels.set(Level::Warn, "unreadible").expect_err("mistyped");
        assert_eq!(problem.help.as_deref(), Some("did you mean `unreadable`?"));
    }
}
