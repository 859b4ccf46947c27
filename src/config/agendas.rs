//! Agendas: the bundled ones, and the user's own files.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use super::files::own_files;
use crate::domain::agenda::{Agenda, Need, Step, StepId, StepKind};
use crate::domain::phase::Phase;
use crate::domain::text;
use crate::error::{Error, Place, Result};

/// The bundled agendas, the shortest first.
pub(crate) const BUNDLED: [(&str, &str); 5] = [
    ("30", include_str!("../../agendas/30.toml")),
    ("45", include_str!("../../agendas/45.toml")),
    ("60", include_str!("../../agendas/60.toml")),
    ("90", include_str!("../../agendas/90.toml")),
    ("120", include_str!("../../agendas/120.toml")),
];

/// The one that is held where none is asked for.
pub(crate) const USUAL: &str = "120";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    step: Vec<Spanned<WrittenStep>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenStep {
    phase: Phase,
    kind: StepKind,
    minutes: u32,
    title: Option<String>,
    id: Option<String>,
    #[serde(default)]
    prompts: Vec<String>,
    needs: Option<Vec<Need>>,
}

/// Reads an agenda file's text. Its name is that of the file.
///
/// # Errors
/// `file:line:column` with what is wrong and what was expected.
pub(crate) fn parse(path: &Path, written: &str) -> Result<Agenda> {
    let file: Written = toml::from_str(written).map_err(|error| Error::toml(path, written, &error))?;
    let places: Vec<usize> = file.step.iter().map(|step| step.span().start).collect();
    let mut steps: Vec<Step> = Vec::new();
    for step in file.step {
        let step = of_file(step.into_inner(), &steps);
        steps.push(step);
    }
    let agenda = Agenda::of_steps(&text::line(&path.file_stem().unwrap_or_default().to_string_lossy()), steps);
    match agenda.flaw() {
        None => Ok(agenda),
        Some((step, what)) => {
            let place = step.and_then(|i| places.get(i).copied()).unwrap_or(written.len());
            Err(Error::data(Place::offset(path, written, place), what))
        }
    }
}

fn of_file(written: WrittenStep, before: &[Step]) -> Step {
    let kind = written.kind;
    let title = written.title.map_or_else(|| kind.title().to_owned(), |title| text::line(&title));
    let is_free = |id: &String| before.iter().all(|step| step.id.0 != *id);
    let numbered = || (2..before.len() + 3).map(|n| format!("{}-{n}", kind.key())).find(is_free);
    let usual = || Some(kind.key().to_owned()).filter(is_free).or_else(numbered);
    let id = written.id.map(|id| text::line(&id)).or_else(usual).unwrap_or_default();
    Step {
        id: StepId(id),
        phase: written.phase,
        kind,
        title,
        minutes: written.minutes,
        prompts: written.prompts.iter().map(|prompt| text::line(prompt)).collect(),
        needs: written.needs.unwrap_or_else(|| kind.needs().to_vec()),
    }
}

/// An agenda with the text it was read from: what `agenda show` prints.
pub struct Known {
    pub agenda: Agenda,
    pub written: String,
    /// None where it is bundled.
    pub file: Option<PathBuf>,
}

/// All agendas: the bundled ones, and the user's own, which may replace a bundled one.
#[derive(Default)]
pub struct All {
    pub known: Vec<Known>,
    /// Files that cannot be read or understood, with what is wrong. They keep nobody from the other ones.
    pub flawed: Vec<(PathBuf, Error)>,
}

/// All agendas, those in `folder` with them.
pub fn all(folder: &Path) -> All {
    let mut all = All::default();
    for (name, written) in BUNDLED {
        let path = Path::new(name).with_extension("toml");
        all.take(path, parse(Path::new(name), written), written, false);
    }
    for (path, read) in own_files(folder) {
        match read {
            Ok(written) => all.take(path.clone(), parse(&path, &written), &written, true),
            Err(error) => all.flawed.push((path, error)),
        }
    }
    all
}

impl All {
    fn take(&mut self, path: PathBuf, agenda: Result<Agenda>, written: &str, is_own: bool) {
        match agenda {
            Ok(agenda) => {
                self.known.retain(|other| other.agenda.name != agenda.name);
                self.known.push(Known { agenda, written: written.to_owned(), file: is_own.then_some(path) });
            }
            Err(error) => self.flawed.push((path, error)),
        }
    }

    /// The agenda of a name.
    ///
    /// # Errors
    /// What is wrong with its file; there is none, with which there are.
    pub fn named(&self, name: &str) -> Result<&Known> {
        if let Some((_, error)) = self.flawed.iter().find(|(path, _)| path.file_stem().is_some_and(|stem| stem == name)) {
            return Err(Error::Other(error.to_string()));
        }
        self.known.iter().find(|known| known.agenda.name == name).ok_or_else(|| {
            let names: Vec<&str> = self.known.iter().map(|known| known.agenda.name.as_str()).collect();
            let near = text::nearest(name, names.iter().copied()).map_or_else(String::new, |near| format!("; did you mean {near}?"));
            Error::Usage { flag: "agenda".into(), value: text::line(name), message: format!("expected {}{near}", names.join(", ")) }
        })
    }
}

#[cfg(test)]
#[path = "agendas_tests.rs"]
mod tests;
