//! The texts of the facilitation guide: bundled, and the user's own files.

use std::path::Path;

use super::files::own_files;
use crate::app::guide::{Guide, Guides, NAMES};
use crate::domain::agenda::StepKind;
use crate::domain::phase::Phase;
use crate::domain::text;
use crate::error::{Error, Place, Result};

macro_rules! bundled {
    ($($name:literal),* $(,)?) => {
        /// One guide for each kind of step, and one for each phase that is a single step.
        const BUNDLED: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../guides/", $name, ".toml"))),)*];
    };
}

bundled![
    "people",
    "carried-over",
    "review-figures",
    "question-data",
    "code-losses",
    "read-patterns",
    "silent-writing",
    "group",
    "vote",
    "discuss",
    "plan-actions",
    "check-actions",
    "sign-off",
    "publish",
    "return-on-time",
    "break",
    "other",
    "check-in",
    "data-compilation",
    "pattern-analysis",
    "insight-synthesis",
    "action-planning",
    "documentation",
    "close",
];

/// The names a guide can have.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    let kinds = StepKind::ALL.iter().filter(|kind| **kind != StepKind::WholePhase).map(|kind| kind.key());
    kinds.chain(Phase::ALL.into_iter().map(Phase::key))
}

/// Reads a guide's text.
///
/// # Errors
/// `file:line:column` with what is wrong.
pub(crate) fn parse(path: &Path, written: &str) -> Result<Guide> {
    let guide: Guide = toml::from_str(written).map_err(|error| Error::toml(path, written, &error))?;
    let unknown = |found: &str| {
        let known: Vec<String> = NAMES.iter().map(|(name, _)| format!("{{{name}}}")).collect();
        let place = Place::offset(path, written, written.find(found).unwrap_or(0));
        Error::data(place, format!("found {found}, expected one of {}", known.join(", ")))
    };
    let mut found = guide.say.iter().chain(&guide.ask).chain(&guide.opening).flat_map(|text| in_braces(text));
    let wrong = found.find(|found| NAMES.iter().all(|(name, _)| format!("{{{name}}}") != *found)).map(unknown);
    wrong.map_or_else(|| Ok(cleaned(guide.clone())), Err)
}

fn cleaned(guide: Guide) -> Guide {
    let lines = |texts: Vec<String>| texts.iter().map(|text| text::line(text)).collect();
    Guide {
        purpose: text::line(&guide.purpose),
        say: lines(guide.say),
        opening: lines(guide.opening),
        ask: lines(guide.ask),
        traps: lines(guide.traps),
        good: text::line(&guide.good),
    }
}

/// `{top-reason}`, braces included.
fn in_braces(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('{').filter_map(|(start, _)| Some(&text[start..=start + text[start..].find('}')?]))
}

/// All guides: the bundled ones, and the user's own in `folder`, each in place of the bundled one of its name. What is wrong with a file
/// comes beside them, with its place; the bundled one stays then.
pub fn all(folder: &Path) -> (Guides, Vec<Error>) {
    let (mut guides, mut flawed) = (Guides::default(), Vec::new());
    for (name, written) in BUNDLED {
        match parse(&Path::new(name).with_extension("toml"), written) {
            Ok(guide) => drop(guides.0.insert((*name).to_owned(), guide)),
            Err(error) => flawed.push(error),
        }
    }
    for (path, read) in own_files(folder) {
        match read.and_then(|written| own(&path, &written)) {
            Ok((name, guide)) => drop(guides.0.insert(name, guide)),
            Err(error) => flawed.push(error),
        }
    }
    (guides, flawed)
}

fn own(path: &Path, written: &str) -> Result<(String, Guide)> {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    if !names().any(|known| known == name) {
        let near = text::nearest(&name, names()).map_or_else(|| names().collect::<Vec<_>>().join(", "), ToOwned::to_owned);
        return Err(Error::data(Place::file(path), format!("no step has a guide of this name; did you mean {near}?")));
    }
    Ok((name, parse(path, written)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_and_every_phase_has_a_guide_and_all_of_them_read() {
        let (guides, flawed) = all(Path::new("none"));
        assert_eq!((guides.0.len(), flawed.len()), (BUNDLED.len(), 0));
        for name in names() {
            assert!(guides.0.get(name).is_some_and(|guide| !guide.purpose.is_empty() && !guide.good.is_empty()), "{name}");
        }
    }

    #[test]
    fn a_flawed_guide_is_told_and_the_bundled_one_stays() {
        let folder = tempfile::tempdir().unwrap();
        for (name, written) in [("vote.toml", "purpose = 1"), ("votes.toml", "purpose = \"a\"")] {
            #[expect(clippy::disallowed_methods, reason = "the test prepares files")]
            std::fs::write(folder.path().join(name), written).unwrap();
        }
        let (guides, flawed) = all(folder.path());
        assert_eq!((guides.0.len(), flawed.len()), (BUNDLED.len(), 2));
        assert!(!guides.0["vote"].purpose.is_empty());
    }

    #[test]
    fn what_is_wrong_in_a_guide_is_told_with_its_place() {
        let said = |written: &str| parse(Path::new("vote.toml"), written).unwrap_err().to_string();
        assert_eq!(said("purpose = \"a\"\naks = []"), "vote.toml:2:1: unknown key `aks`; did you mean `ask`?");
        let names = said("purpose = \"a\"\nask = [\"Why {top-raeson}?\"]");
        assert!(names.starts_with("vote.toml:2:13: found {top-raeson}, expected one of {top-reason}, "), "{names}");
    }
}
