//! What is ahead, printed.

use chrono::Days;

use super::args::WatchArgs;
use super::terminal_report::TerminalProgress;
use super::{Context, prepare};
use crate::analysis;
use crate::analysis::watch::usual_horizon;
use crate::error::Result;
use crate::export::{Format, watch_list};
use crate::printed::print_bytes;
use crate::runtime;

/// Prints the watch list of the scope.
///
/// # Errors
/// Data that cannot be read, or that leave something open.
pub(crate) fn run(context: &Context, args: &WatchArgs) -> Result<()> {
    let progress = TerminalProgress::default();
    let request = prepare::request(&context.args.scope, &context.config, runtime::now().date_naive())?;
    let source = prepare::source(context);
    let facts = prepare::compile(context, &source, &request, &progress)?;
    let until = args.horizon.map_or_else(|| usual_horizon(&facts.scope), |days| facts.scope.known_by() + Days::new(days));
    let list = analysis::look_ahead(&facts, until, &progress)?;
    drop(progress);
    print_bytes(&match args.format {
        Format::Json => watch_list::json(&facts, &list),
        Format::Csv => watch_list::csv(&list),
        _ => watch_list::table(&facts, &list),
    })
}
