//! The screen on which files and columns get their meaning, where the data alone does not tell.

use std::io::{IsTerminal, stdin};
use std::path::{Path, PathBuf};

use super::{Context, prepare, start};
use crate::app::mapping::{Ending, MappingScreen};
use crate::compile::{self, CheckReport, Mapping, Source};
use crate::domain::scope::ScopeRequest;
use crate::domain::text;
use crate::error::{Error, Result};
use crate::printed;
use crate::runtime::mapping::Desk;
use crate::runtime::{self, Wire};

/// Whether somebody is there to be asked.
pub(crate) fn can_ask() -> bool {
    stdin().is_terminal() && printed::is_seen()
}

/// `check --edit`: the screen, and after it the retro if that is wanted.
///
/// # Errors
/// No terminal; data or a mapping that cannot be read.
pub(crate) fn edit(context: &Context, path: &Path) -> Result<()> {
    if !can_ask() {
        let message = "it is a screen and needs a terminal; --write saves what was understood without one".to_owned();
        return Err(Error::Usage { flag: "edit".into(), value: String::new(), message });
    }
    let mut wire = Wire::new();
    let source = Source::at(path.to_owned());
    let request = prepare::request(&context.args.scope, &context.config, runtime::now().date_naive())?;
    let Some(looked) = look(context, &source, &request, &mut wire)? else { return Ok(()) };
    match show(context, looked, &request, &mut wire)? {
        Ending::Leave => Ok(()),
        Ending::GoOn => start::new_retro(context, Some(source), wire),
    }
}

/// Shows the screen where something can be settled on it; `None` where nothing about the data stands in the way.
///
/// # Errors
/// No terminal; data or a mapping that cannot be read.
pub(crate) fn settle(context: &Context, source: &Source, request: &ScopeRequest, wire: &mut Wire) -> Result<Option<Ending>> {
    let looked = look(context, source, request, wire)?.filter(|looked| !looked.report.is_ready());
    looked.map(|looked| show(context, looked, request, wire)).transpose()
}

/// Data with a mapping that says what they are, and what is understood of them.
struct Looked {
    source: Source,
    mapping: Mapping,
    /// Where the mapping goes.
    target: PathBuf,
    /// It is named, and not there yet.
    is_new: bool,
    report: CheckReport,
}

/// `None` of our own data.
fn look(context: &Context, source: &Source, request: &ScopeRequest, wire: &mut Wire) -> Result<Option<Looked>> {
    let asked = prepare::mapping(context);
    let Some(target) = asked.map(Path::to_owned).or_else(|| source.mapping_path()) else { return Ok(None) };
    let is_new = asked.is_some_and(|path| !path.exists());
    let mapping = if is_new { Mapping::default() } else { Mapping::find(source, asked)? };
    let title = format!("Looking at {}", source.label());
    let report = start::patiently(context, wire, title, |progress| compile::check_with(source, request, mapping.clone(), progress))?;
    Ok(Some(Looked { source: source.clone(), mapping, target, is_new, report }))
}

fn show(context: &Context, looked: Looked, request: &ScopeRequest, wire: &mut Wire) -> Result<Ending> {
    let Looked { source, mapping, target, is_new, report } = looked;
    let (painter, theme) = start::painter(context)?;
    let model = MappingScreen::new(source.label(), text::path(&target), mapping, report, is_new);
    let model = model.with_themes(painter.names(), theme);
    runtime::mapping::run(model, Desk::new(source, request.clone(), target).below(&context.home), &painter, wire)
}
