//! The command line: flags and subcommands, and what each does.

pub(crate) mod actions;
pub(crate) mod agendas;
pub(crate) mod args;
pub(crate) mod asking;
pub(crate) mod checks;
pub(crate) mod escalations;
pub(crate) mod forget;
pub(crate) mod going_on;
pub(crate) mod hooks;
pub(crate) mod keeping;
pub(crate) mod knowledge;
pub(crate) mod mapping_screen;
pub(crate) mod mcp;
pub(crate) mod outputs;
mod plan_on;
pub(crate) mod plans;
mod playbooks;
pub(crate) mod prepare;
pub(crate) mod present;
pub(crate) mod pulls;
mod redacted;
pub(crate) mod shapes;
pub(crate) mod skill;
pub(crate) mod standing;
pub(crate) mod start;
pub(crate) mod sync;
pub(crate) mod terminal_report;
mod verify;
pub(crate) mod watch;

use std::path::PathBuf;
use std::process::ExitCode;

use args::{Args, Command};
use chrono::NaiveDate;
use clap::{CommandFactory, Parser};
use shapes::failure::Failure;

use crate::app::keymap;
use crate::config::Config;
use crate::domain::progress::Silent;
use crate::error::{Error, Result};
use crate::export::{self, Format};
use crate::printed::print;
use crate::runtime::{self, mistakes, os_signals, terminal};
use crate::store::home::Home;
use crate::store::sessions::Sessions;

/// Where things are and how they are set up, for every command.
#[derive(Clone)]
pub(crate) struct Context {
    pub home: Home,
    pub config: Config,
    pub args: Args,
}

impl Context {
    /// The day that lists of what is due go by.
    fn as_of(&self) -> NaiveDate {
        self.args.scope.as_of.unwrap_or_else(|| runtime::now().date_naive())
    }

    /// The same, with a report to print where a format was asked for.
    fn printing(mut self, format: Option<Format>) -> Self {
        self.args.format = format.or(self.args.format);
        self
    }

    pub(crate) fn sessions(&self) -> Sessions {
        Sessions::new(&self.home)
    }
}

/// The folder below which plans are written: the working directory.
fn here() -> PathBuf {
    std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."))
}

/// Runs the program on this process's arguments. Messages go to stderr, with what to do about them; as one line of JSON where that is
/// the format that was asked for.
pub fn main() -> ExitCode {
    mistakes::listen();
    os_signals::outlive_limits();
    let is_json = shapes::is_json_asked(std::env::args_os());
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return said_by_clap(&error, is_json),
    };
    match mistakes::caught(|| Ok(run(args))).unwrap_or_else(|why| Err(Error::Other(format!("ended by {why}")))) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads the output may have read enough: `run-retro | head` is no mistake.
        Err(Error::Io { source, .. }) if source.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            match &error {
                _ if is_json => terminal::tell(&[Failure::from(&error).in_a_line()]),
                // What is asked begins with itself, and keeps to the page.
                Error::Asked { .. } => terminal::tell(&[error.to_string()]),
                _ => terminal::tell(&[format!("run-retro: {error}")]),
            }
            ExitCode::from(error.exit_code())
        }
    }
}

/// Help and the version are our own words, and coloured; what is wrong with a command line quotes it.
fn said_by_clap(error: &clap::Error, is_json: bool) -> ExitCode {
    if error.use_stderr() && is_json {
        terminal::tell(&[Failure::from(error).in_a_line()]);
    } else if error.use_stderr() {
        terminal::tell(&[error.render().to_string().trim_end().to_owned()]);
    } else {
        drop(error.print());
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(1))
}

fn run(mut args: Args) -> Result<()> {
    let command = args.command.take();
    if args.redact && !matches!(command, None | Some(Command::Resume { .. } | Command::Export(_) | Command::Present(_))) {
        let message =
            "it hides names and amounts on the screen, in a report that is printed, and in what export writes; nowhere else".to_owned();
        return Err(Error::Usage { flag: "redact".into(), value: String::new(), message });
    }
    match command {
        Some(Command::Completions { shell }) => return outputs::completions(shell),
        Some(Command::Man) => return outputs::man(),
        Some(Command::Sample(sample)) => return outputs::sample(&sample),
        Some(Command::Report { schema: args::SchemaOnly::Schema }) => return print(&export::report_json::schema_text()),
        Some(Command::Plan { what }) => return plans::run(&what),
        Some(Command::Schema { name }) => return shapes::run(name.as_deref()),
        _ => {}
    }
    let home = Home::locate()?;
    match &command {
        // A configuration that cannot be read keeps nobody from these.
        Some(Command::Backup { file }) => return keeping::backup(&home, file),
        Some(Command::Restore { file, dry_run }) => return keeping::restore(&home, file, *dry_run),
        Some(Command::Import { file }) => return keeping::import(&home, file),
        Some(Command::Doctor { mend, printed }) => return keeping::doctor(&home, args.config.as_deref(), *mend, printed.format),
        _ => {}
    }
    let config = Config::load(args.config.as_deref(), &home)?;
    if let Some(table) = &config.keys {
        keymap::hold(table.clone());
    }
    let context = Context { home, config, args };
    let given = command.clone();
    let done = carried_out(&context, command);
    if let Some(given) = &given {
        sync::after(&context, given);
    }
    done
}

fn carried_out(context: &Context, command: Option<Command>) -> Result<()> {
    match command {
        None => start::run(context),
        Some(Command::Resume { id, fresh, format }) => start::resume(&context.clone().printing(format), id.as_deref(), fresh),
        Some(Command::Present(args)) => present::run(context, &args),
        Some(Command::Keys) => print(keymap::own::listed().trim_end()),
        Some(Command::Sessions(printed)) => outputs::sessions(context, printed.format),
        Some(Command::Export(args)) => outputs::export(context, &args),
        Some(Command::Verify { file, printed }) => verify::run(context, &file, printed.format),
        Some(Command::Playbooks { what }) => playbooks::run(context, &what),
        Some(Command::Actions(args)) => actions::run(context, &args),
        Some(Command::Escalations(args)) => escalations::run(context, &args),
        Some(Command::Kb { what }) => knowledge::run(context, &what),
        Some(Command::Watch(watched)) => watch::run(context, &watched),
        Some(Command::Mcp(served)) => mcp::run(context, &served),
        Some(Command::Hooks { what }) => hooks::run(context, &what),
        Some(Command::Skill { out }) => skill::run(context, &out),
        Some(Command::Agenda { what }) => agendas::run(context, &what),
        Some(Command::Sync(printed)) => sync::run(context, printed.format),
        Some(Command::Forget(args)) => forget::run(context, &args),
        Some(Command::Pull(pull)) => pulls::run(context, &pull),
        Some(Command::Check { path, edit: true, .. }) => mapping_screen::edit(context, &checks::path(context, path)?),
        Some(Command::Check { path, write, printed, .. }) => checks::run(context, &checks::path(context, path)?, write, printed.format),
        Some(_) => Ok(()),
    }
}

/// The command as clap knows it, for help, completions and the man page.
pub(crate) fn command() -> clap::Command {
    Args::command()
}

/// Nobody watches work that is done in a moment.
pub(crate) const QUIET: Silent = Silent;
