//! The screen on which files and columns get their meaning, where the data alone does not tell.

use std::io::{IsTerminal, stdin, stdout};
use std::path::Path;

use super::{Context, opening, start};
use crate::app::mapping::{Ending, MappingScreen};
use crate::compile::{self, Mapping, Source};
use crate::error::{Error, Result};
use crate::runtime::mapping::Desk;
use crate::runtime::{self, Wire};

/// Whether somebody is there to be asked.
pub fn can_ask() -> bool {
    stdin().is_terminal() && stdout().is_terminal()
}

/// `check --edit`: the screen, and after it the retro if that is wanted.
///
/// # Errors
/// No terminal; data or a mapping that cannot be read.
pub fn edit(context: &Context, path: &Path) -> Result<()> {
    if !can_ask() {
        let message = "it is a screen and needs a terminal; --write saves what was understood without one".to_owned();
        return Err(Error::Usage { flag: "edit".into(), value: String::new(), message });
    }
    let mut wire = Wire::new();
    let source = Source::at(path.to_owned());
    match show(context, &source, &mut wire)? {
        Ending::Leave => Ok(()),
        Ending::GoOn => start::new_retro(context, Some(source), wire),
    }
}

/// Whether something about files and columns must be settled before `source` can be compiled.
pub fn is_unsettled(context: &Context, source: &Source) -> bool {
    source.path().is_some() && compile::is_ready(source, opening::mapping(context)).is_ok_and(|is_ready| !is_ready)
}

/// Shows the screen for data that are not our own.
///
/// # Errors
/// No terminal; data or a mapping that cannot be read.
pub fn show(context: &Context, source: &Source, wire: &mut Wire) -> Result<Ending> {
    let asked = opening::mapping(context);
    let Some(target) = asked.map(Path::to_owned).or_else(|| source.mapping_path()) else { return Ok(Ending::GoOn) };
    // A file that is named and not there yet is where the mapping goes.
    let is_new = asked.is_some_and(|path| !path.exists());
    let mapping = if is_new { Mapping::default() } else { Mapping::find(source, asked)? };
    let title = format!("Looking at {}", source.label());
    let report = start::patiently(context, wire, title, |progress| compile::check_with(source, mapping.clone(), progress))?;
    let (painter, theme) = start::painter(context)?;
    let model = MappingScreen::new(source.label(), target.display().to_string(), mapping, report, is_new);
    let model = model.with_themes(painter.names(), theme);
    runtime::mapping::run(model, Desk::new(source.clone(), target), &painter, wire)
}
