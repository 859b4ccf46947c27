//! Flags and subcommands, spelled as users know them.

mod follow_up;
mod forget;
mod hooks;
mod knowledge;
mod mcp;
mod plan;
mod present;

use std::path::PathBuf;
use std::str::FromStr;

use chrono::NaiveDate;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgAction, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::domain::calendar;
use crate::domain::scope::Dimension;
use crate::export::Format;
use crate::sample::Spec;
use crate::telling::report::deck::Audience;
pub(crate) use follow_up::{
    ActionsArgs, ActionsCommand, AnswerArgs, ChangeArgs, EscalationsArgs, EscalationsCommand, ImportActionsArgs, PlaybooksCommand, Progress,
};
pub(crate) use forget::ForgetArgs;
pub(crate) use hooks::HooksCommand;
pub(crate) use knowledge::{KbCommand, KbSearchArgs};
pub(crate) use mcp::McpArgs;
pub(crate) use plan::{AgendaCommand, PlanCommand};
pub(crate) use present::{PresentArgs, SightArg};

const EXIT_STATUS: &str = "Exit status: 0 done; 1 something stood in the way; 2 the command line is wrong; 3 not all of the session could be read, and what was printed or written says so; 4 an action is overdue. With --format json, the last line of standard error is the error as JSON";

/// Hold a renewal retrospective: from the data to the decisions, with honest numbers.
///
/// Without a subcommand this opens a retro on the screen; with output piped, or with --format, it prints the report.
#[derive(Clone, Debug, Parser)]
#[command(name = "run-retro", version, about, after_help = EXIT_STATUS, args_conflicts_with_subcommands = false, subcommand_negates_reqs = true)]
pub(crate) struct Args {
    #[command(flatten)]
    pub scope: ScopeArgs,

    /// Your data: a folder, a file, or a zip archive; without it, the bundled sample data
    #[arg(long, value_name = "PATH", global = true)]
    pub data: Option<PathBuf>,

    /// Pull from the configured warehouse first, and hold the retro on what it gives
    #[arg(long, conflicts_with = "data")]
    pub pull: bool,

    /// File that says what the columns of your data mean; without it, mapping.toml in the data folder, or FILE.mapping.toml beside a file
    #[arg(long, value_name = "FILE", global = true)]
    pub mapping: Option<PathBuf>,

    /// Colours: dark, light, high-contrast, colour-blind, or one of your own
    #[arg(long, value_name = "NAME", global = true)]
    pub theme: Option<String>,

    /// Agenda of the retro: 30, 45, 60, 90, 120 (minutes), or one of your own
    #[arg(long, value_name = "NAME")]
    pub agenda: Option<String>,

    /// Go on with this session (an id, or its beginning)
    #[arg(long, value_name = "ID")]
    pub session: Option<String>,

    /// Read-only: write nothing, and let others write
    #[arg(long, global = true)]
    pub read_only: bool,

    /// Hide customers' names and amounts on the screen, to share it (* shows and hides them)
    #[arg(long, global = true)]
    pub redact: bool,

    /// Go on with a damaged session from the last step before the damage; the rest is kept beside its journal
    #[arg(long, global = true, conflicts_with = "read_only")]
    pub mend: bool,

    /// Go on with a session's data as they are now, not as they were when it was held
    #[arg(long, requires = "session", conflicts_with = "read_only")]
    pub fresh: bool,

    /// Print the report instead of opening the screen
    #[arg(long, value_name = "FORMAT", value_parser = among(Format::OF_REPORTS))]
    pub format: Option<Format>,

    /// Configuration file
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,

    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What the retro looks at.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct ScopeArgs {
    /// Segment: enterprise, growth, scale, or any other name in the data; without it, all
    #[arg(long, global = true, value_name = "NAME")]
    pub segment: Option<String>,

    /// Window of due dates: month, quarter, rolling-90d, or like 2026-Q3, 2026-09, 2026-07-01..2026-09-30
    #[arg(long, global = true, value_name = "WINDOW", default_value = "quarter")]
    pub window: String,

    /// Show churned accounts beside renewed ones
    #[arg(long, global = true, value_name = "true|false", num_args = 0..=1, default_value = "true", default_missing_value = "true", action = ArgAction::Set, value_parser = clap::builder::BoolishValueParser::new())]
    pub include_churn: bool,

    /// Grouping of tables and charts: cs-owner, product, geo, persona, separated by commas
    #[arg(long, global = true, value_name = "LIST", value_delimiter = ',', value_parser = Dimension::from_str)]
    pub dimensions: Vec<Dimension>,

    /// summary: the findings for one reader; workshop: timed phases for a room
    #[arg(long, global = true, value_enum, value_name = "DEPTH", default_value = "workshop")]
    pub depth: Depth,

    /// Day the retro is held as of; without it, today
    #[arg(long, global = true, value_name = "YYYY-MM-DD", value_parser = calendar::parse)]
    pub as_of: Option<NaiveDate>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Depth {
    Summary,
    Workshop,
}

/// Some of the formats, by their words.
fn among(allowed: impl IntoIterator<Item = Format>) -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(allowed.into_iter().map(Format::key)).try_map(|word| word.parse::<Format>())
}

/// What is read, as a table or as JSON.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Printed {
    /// How it is printed
    #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = among(Format::OF_LISTS))]
    pub format: Format,
}

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum Command {
    /// List your sessions, the newest first
    Sessions(Printed),
    /// Go on with a session; without an id, with the one worked on last
    Resume {
        id: Option<String>,
        /// Use the current data instead of the data kept with the session
        #[arg(long)]
        fresh: bool,
        /// Print its report instead of opening the screen
        #[arg(long, value_name = "FORMAT", value_parser = among(Format::OF_REPORTS))]
        format: Option<Format>,
    },
    /// Second window: follow live what another window does, as the facilitator's own view or in large type for the room
    ///
    /// It reads, and writes nothing into the session. Tab switches between both views. While your own view is open, the guide is not shown in the
    /// window that you share.
    Present(PresentArgs),
    /// Write a session's files again; without an id, of the one worked on last
    Export(ExportArgs),
    /// Say whether a report and the session it was made of belong together
    ///
    /// The report (Markdown or HTML) is made anew of the session as it was then, with the data it was held on, and held against the file. The
    /// first number or word that differs is named, and the exit status is 1 then. Nothing leaves this machine.
    Verify {
        /// A report.md or report.html that was exported
        file: PathBuf,
        #[command(flatten)]
        printed: Printed,
    },
    /// What retros change in playbooks, deal desk and forecast: written as files for a folder your team keeps, and tested on other data
    Playbooks {
        #[command(subcommand)]
        what: PlaybooksCommand,
    },
    /// List the actions of all retros that are not finished, and change them
    ///
    /// What an earlier retro left to do is listed once, as the last retro judged it. An action stalls beyond its SLA where it is overdue, and
    /// nothing was done for so many days since it was due, or since the last progress. The exit status is 0 when nothing that is listed is
    /// overdue, 4 when something is, 1 when something stood in the way, and 2 for a wrong command line.
    Actions(ActionsArgs),
    /// What goes beyond the last retro of each segment: critical blockers that repeat, actions that stall beyond their SLA, failed pulls
    Escalations(EscalationsArgs),
    /// Search what was learned, decided and promised in all retros (the knowledge base)
    Kb {
        #[command(subcommand)]
        what: KbCommand,
    },
    /// Check how your data is understood, and what is missing
    Check {
        /// The data; what --data names where it is left out
        path: Option<PathBuf>,
        /// Save what was understood as mapping.toml, to be edited
        #[arg(long)]
        write: bool,
        /// Open it as a screen: choose what files, columns and words mean, save it, go on to the retro
        #[arg(long, conflicts_with = "write")]
        edit: bool,
        #[command(flatten)]
        printed: Printed,
    },
    /// What is ahead: renewals to come, the signs they carry, and how often accounts with such signs were lost
    Watch(WatchArgs),
    /// Pull the scope from a warehouse with your own client, described in [source] of the configuration
    Pull(PullArgs),
    /// Show or check the plan JSON
    Plan {
        #[command(subcommand)]
        what: PlanCommand,
    },
    /// The schema of the report JSON
    Report {
        #[command(subcommand)]
        schema: SchemaOnly,
    },
    /// The JSON Schema of what a command prints with --format json; without a name, which there are
    Schema {
        #[arg(value_name = "NAME")]
        name: Option<String>,
    },
    /// Put all that is yours into one file: sessions, pulls, configuration, themes, agendas, guides
    Backup {
        /// The backup to be made; a file that is there already is never replaced
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Bring a backup back; nothing that is there is overwritten
    ///
    /// The whole backup is checked before anything is written. What is there and the same is passed over, a session that was gone on
    /// with stays, and what differs is restored beside: a session as ID-2, other things as NAME.restored-1.
    Restore {
        /// A backup that `run-retro backup` made
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Only tell what would be done
        #[arg(long)]
        dry_run: bool,
    },
    /// Take in a session that was exported elsewhere with `run-retro export --format session`
    ///
    /// The whole file is checked before anything is written. It prints the report that was printed there, without the data. A session that
    /// is here and the same stays; another one of its name stays, too, and the new one goes beside it as ID-2.
    Import {
        /// What `run-retro export --format session` wrote
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Look whether all that you have is whole, and where it lies
    ///
    /// The exit status is 0 when everything is whole, and 1 when something needs somebody.
    Doctor {
        /// Put right what needs no decision: permissions, what was never finished, the index of the list
        #[arg(long)]
        mend: bool,
        #[command(flatten)]
        printed: Printed,
    },
    /// Forget a customer: its name, its notes and its ids, wherever retros keep them; or old retros as a whole
    ///
    /// What it comes to is shown first. Figures stay as they are: the customer's ARR counts on, under no name. Files that were exported are
    /// listed and deleted only if you say so. Your own data, backups, and what was sent to others are not touched.
    Forget(ForgetArgs),
    /// Sync with the folder that your team shares: take in what colleagues did, and put there what was done here
    ///
    /// The folder stands in [share] of the configuration. A retro on the screen syncs by itself, and so do commands that change something. What
    /// two people did at once and cannot both be is kept as both: the retro shows it, and the room chooses.
    Sync(Printed),
    /// List all commands with their names and keys; [keys] of the configuration gives them others
    Keys,
    /// List the agendas, or print one to start your own from
    Agenda {
        #[command(subcommand)]
        what: AgendaCommand,
    },
    /// Write what lets an assistant use this program: SKILL.md, and the command file run-retro.md
    Skill {
        /// Folder to write to; files that somebody changed stay
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// List and try the tools of your own that [[hooks]] of the configuration declares
    Hooks {
        #[command(subcommand)]
        what: HooksCommand,
    },
    /// Serve your retros to an assistant over the Model Context Protocol, on standard input and output
    ///
    /// It only reads, and proposes where that is allowed. Customers go by pseudonyms, the same ones always. What was read is noted in mcp-log.jsonl beside your sessions.
    Mcp(McpArgs),
    /// Write sample data of any size
    #[command(hide = true)]
    Sample(SampleArgs),
    /// Print completions for a shell
    Completions { shell: Shell },
    /// Print the manual page
    Man,
}

#[derive(Clone, Debug, clap::Args)]
pub(crate) struct ExportArgs {
    pub id: Option<String>,
    /// Only the files of this format; may be given several times, or separated by commas
    ///
    /// `session` is the whole session with the data it was held on, as one file for `run-retro import`; it is written only where it is
    /// asked for.
    #[arg(long, value_name = "FORMAT", value_delimiter = ',', value_parser = among(Format::OF_FILES))]
    pub format: Vec<Format>,
    /// The deck for one audience; without it, for all
    #[arg(long, value_name = "WHO", value_parser = PossibleValuesParser::new(Audience::ALL.map(Audience::key)).try_map(|word| word.parse::<Audience>()))]
    pub audience: Option<Audience>,
    /// Folder to write to; without it, run-retro-export/ID below the working directory
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Use the current data instead of the data kept with the session
    #[arg(long)]
    pub fresh: bool,
}

#[derive(Clone, Debug, clap::Args)]
pub(crate) struct WatchArgs {
    /// How far to look ahead, like 180d (a year at most); without it, the next window and the one after
    #[arg(long, value_name = "DAYS", value_parser = days_ahead)]
    pub horizon: Option<u64>,
    /// How it is printed
    #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = among(Format::OF_WATCH))]
    pub format: Format,
}

/// Renewals are kept for a year ahead.
const LONGEST_HORIZON: u64 = 365;

/// `180d`, or `180`.
fn days_ahead(text: &str) -> Result<u64, String> {
    let days = text.strip_suffix(['d', 'D']).unwrap_or(text).parse::<u64>();
    let allowed = || format!("expected a number of days from 1d to {LONGEST_HORIZON}d");
    days.ok().filter(|days| (1..=LONGEST_HORIZON).contains(days)).ok_or_else(allowed)
}

#[derive(Clone, Debug, clap::Args)]
pub(crate) struct PullArgs {
    /// Print the SQL instead of running it
    #[arg(long)]
    pub print_sql: bool,
    /// duckdb, postgresql, spark, snowflake, bigquery, trino, redshift or databricks, instead of the configured one
    #[arg(long, value_name = "NAME")]
    pub dialect: Option<String>,
    /// Folder to leave the files in, for --data
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Subcommand)]
pub(crate) enum SchemaOnly {
    /// Print the JSON Schema of the report
    Schema,
}

#[derive(Clone, Debug, clap::Args)]
pub(crate) struct SampleArgs {
    /// How many customers at any one time; each of them renews once a year
    #[arg(long, default_value_t = Spec::default().accounts)]
    pub accounts: u32,
    /// How many quarters with decided renewals, the last one being 2026-Q3; those due in 2026-Q4 come on top and are open
    #[arg(long, default_value_t = Spec::default().quarters)]
    pub quarters: u32,
    /// Equal seeds give equal bytes
    #[arg(long, default_value_t = Spec::default().seed)]
    pub seed: u64,
    /// Health rows for each renewal: 52 is one a week over the year before it, fewer are spread over its last half
    #[arg(long, value_name = "N", default_value_t = Spec::default().health_rows)]
    pub health_rows: u32,
    /// Usage rows for each renewal, as for health
    #[arg(long, value_name = "N", default_value_t = Spec::default().usage_rows)]
    pub usage_rows: u32,
    /// Folder to write to; files that are there already are left alone
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Args, String> {
        Args::try_parse_from(line.split_whitespace()).map_err(|error| error.to_string())
    }

    #[test]
    fn the_contracts_flags_are_read_as_spelled() {
        let line = "run-retro --segment enterprise --window rolling-90d --include-churn false --dimensions cs-owner,geo --depth summary";
        let args = parse(line).unwrap().scope;
        assert_eq!((args.segment.as_deref(), args.window.as_str(), args.include_churn), (Some("enterprise"), "rolling-90d", false));
        assert_eq!(args.dimensions, [Dimension::CsOwner, Dimension::Geo]);
        assert_eq!(args.depth, Depth::Summary);
    }

    #[test]
    fn include_churn_alone_means_true() {
        assert!(parse("run-retro --include-churn").unwrap().scope.include_churn);
        assert!(parse("run-retro").unwrap().scope.include_churn);
        assert!(parse("run-retro --include-churn --depth summary").unwrap().scope.include_churn);
    }

    #[test]
    fn a_horizon_is_a_number_of_days() {
        let horizon = |line| match parse(line).unwrap().command {
            Some(Command::Watch(watch)) => watch.horizon,
            other => panic!("{other:?}"),
        };
        assert_eq!(horizon("run-retro watch --horizon 180d --window 2026-Q3"), Some(180));
        assert_eq!(horizon("run-retro watch --segment growth"), None);
    }

    #[test]
    fn a_wrong_value_names_flag_value_and_what_is_allowed() {
        for (line, needed) in [
            ("run-retro --depth deep", ["--depth", "deep", "summary, workshop"]),
            ("run-retro --dimensions color", ["--dimensions", "color", "cs-owner, product, geo or persona"]),
            ("run-retro --include-churn maybe", ["--include-churn", "maybe", "true"]),
            ("run-retro --format csv", ["--format", "csv", "md, html, json"]),
            ("run-retro export --format table", ["--format", "table", "md, html, json, csv, xlsx, pptx, text, ics, session"]),
            ("run-retro actions --format csv", ["--format", "csv", "table, json, text, ics"]),
            ("run-retro watch --horizon 2y", ["--horizon", "2y", "1d to 365d"]),
        ] {
            let error = parse(line).unwrap_err();
            assert!(needed.iter().all(|part| error.contains(part)), "{error}");
        }
    }
}
