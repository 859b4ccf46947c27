//! What was learned in all retros: searched, and its index made anew.

use chrono::NaiveDate;

use super::args::{KbCommand, KbSearchArgs};
use super::{Context, shapes};
use crate::config::Config;
use crate::domain::calendar;
use crate::domain::knowledge::{Found, Query};
use crate::domain::reason::ReasonCode;
use crate::domain::text;
use crate::domain::window::WindowSpec;
use crate::error::{Error, Result};
use crate::export::Format;
use crate::printed::print;
use crate::sample;
use crate::store::knowledge::Knowledge;

/// Runs `kb search` and `kb rebuild`.
///
/// # Errors
/// The sessions cannot be read, or a flag's value is none.
pub(crate) fn run(context: &Context, what: &KbCommand) -> Result<()> {
    let knowledge = Knowledge::new(&context.home).with_bundled(sample::past_history().session().clone());
    match what {
        KbCommand::Search(args) => search(context, &knowledge, args),
        KbCommand::Rebuild => {
            let (entries, sessions) = knowledge.rebuild()?;
            let of = text::counted(sessions, "session", "sessions");
            print(&format!("{} of {of}", text::counted(entries, "entry", "entries")))
        }
    }
}

fn search(context: &Context, knowledge: &Knowledge, args: &KbSearchArgs) -> Result<()> {
    let query = Query {
        words: args.words.join(" "),
        segment: context.args.scope.segment.clone(),
        reason: args.reason.as_deref().map(reason),
        kind: args.kind,
        since: args.since.as_deref().map(|said| since(said, &context.config)).transpose()?,
        most: args.limit,
        ..Query::default()
    };
    let found = knowledge.search(&query)?;
    match args.printed.format {
        Format::Json => shapes::print_json(&found),
        _ if found.is_empty() => print("Nothing found"),
        _ => print(&found.iter().map(told).collect::<Vec<_>>().join("\n\n")),
    }
}

/// A code as it stands in findings; a group of the taxonomy is itself.
pub(crate) fn reason(said: &str) -> String {
    let folded = text::fold(said);
    let group = crate::domain::reason::GROUPS.iter().find(|(key, label)| folded == *key || folded == text::fold(label));
    group.map_or_else(
        || ReasonCode::read(said).map_or_else(|| said.to_owned(), |code| code.as_str().to_owned()),
        |(key, _)| (*key).to_owned(),
    )
}

/// A day, or the first one of a window.
fn since(said: &str, config: &Config) -> Result<NaiveDate> {
    let wrong = || Error::Usage {
        flag: "since".into(),
        value: text::line(said),
        message: "expected a day like 2026-07-01, a month like 2026-07 or a quarter like 2026-Q3".into(),
    };
    if let Ok(day) = calendar::parse(said) {
        return Ok(day);
    }
    match WindowSpec::parse(said, config.fiscal()) {
        Ok(WindowSpec::Fixed(window)) => Ok(window.from),
        _ => Err(wrong()),
    }
}

/// In a few lines: what it is, where it comes from, what became of it, and what speaks for it.
fn told(found: &Found) -> String {
    let entry = &found.entry;
    let who = if entry.who.is_empty() { String::new() } else { format!(" ({})", entry.who) };
    let lines = [
        text::paragraph(&format!("{}: {}{who}", entry.kind, entry.text), "", "  "),
        format!("  {}  [{}]", entry.cycle(), entry.reference()),
    ];
    let about = entry.about.iter().map(|about| format!("About: {about}"));
    let became = found.became.iter().map(|became| format!("→ {became}"));
    let rest = about.chain(became).chain(entry.evidence.iter().cloned()).map(|line| text::paragraph(&line, "  ", "    "));
    lines.into_iter().chain(rest).collect::<Vec<_>>().join("\n")
}
