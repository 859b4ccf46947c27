//! The agendas there are, for those who want one of their own.

use super::args::AgendaCommand;
use super::shapes::agenda::Listed;
use super::{Context, shapes};
use crate::config::agendas::{self, Known};
use crate::domain::agenda::Agenda;
use crate::domain::phase::Phase;
use crate::domain::text;
use crate::error::Result;
use crate::export::Format;
use crate::printed::{print, tell};

pub(crate) fn run(context: &Context, what: &AgendaCommand) -> Result<()> {
    let all = agendas::all(&context.home.agendas());
    match what {
        AgendaCommand::List(printed) => {
            for (_, error) in &all.flawed {
                tell(&format!("run-retro: left out, {error}"));
            }
            if printed.format == Format::Json {
                let told: Vec<Listed> = all.known.iter().map(Listed::from).collect();
                return shapes::print_json(&told);
            }
            print(&listed(&all.known, &text::path(&context.home.agendas())))
        }
        AgendaCommand::Show { name } => print(&all.named(name)?.written),
    }
}

/// A line each: its name, how long it takes in all and in each phase, and where it is from.
fn listed(known: &[Known], folder: &str) -> String {
    let width = known.iter().map(|known| known.agenda.name.chars().count()).max().unwrap_or(0);
    let line = |known: &Known| {
        let agenda = &known.agenda;
        let of = |phase: Phase| agenda.of_phase(phase).map(|step| step.minutes).sum::<u32>();
        let phases: Vec<String> = Phase::ALL.into_iter().map(|phase| format!("{} {}", phase.short_name(), of(phase))).collect();
        let from = known.file.as_ref().map_or_else(|| "bundled".to_owned(), |file| text::path(file));
        let steps = text::counted(agenda.steps.len(), "step", "steps");
        format!("{:<width$}  {:>3} min, {steps}: {}  ({from})\n", agenda.name, agenda.minutes(), phases.join(", "))
    };
    let lines = known.iter().map(line).collect::<Vec<_>>().concat();
    format!("{lines}\nYour own stand in {folder}; `run-retro agenda show NAME` prints one to start from.\n")
}

/// The agenda of a new workshop: the one asked for, else the configured one, fitted to the minutes of phases that are configured.
///
/// # Errors
/// There is none of the name; a file that cannot be understood.
pub(crate) fn asked(context: &Context) -> Result<Agenda> {
    let all = agendas::all(&context.home.agendas());
    let name = context.args.agenda.as_deref().or(context.config.agenda.as_deref()).unwrap_or(agendas::USUAL);
    Ok(context.config.fitted(all.named(name)?.agenda.clone()))
}
