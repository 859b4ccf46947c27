//! Going on with a session: on the facts that it keeps, or on its data as they are now where that is asked for.

use std::sync::Arc;

use super::terminal_report::TerminalProgress;
use super::{Context, prepare};
use crate::analysis::decisions::RoomDecisions;
use crate::analysis::headline::headline;
use crate::app::standing::{Compared, News};
use crate::compile::Source;
use crate::domain::event::Event;
use crate::domain::facts::Facts;
use crate::domain::held::Held;
use crate::domain::progress::Progress;
use crate::domain::restated;
use crate::domain::rules;
use crate::domain::session::Session;
use crate::error::{Error, Result};
use crate::printed::tell;
use crate::runtime::grounds::Grounds;

/// What a session goes on with.
pub(crate) struct Ground {
    pub facts: Arc<Facts>,
    pub source: Source,
    pub grounds: Grounds,
    /// What must be known of it; one plain sentence or two.
    pub notice: Option<String>,
    /// The session goes over to other data.
    pub renewed: Option<Event>,
}

/// The facts that a session keeps; without them, those of its data as they are now.
///
/// # Errors
/// Neither can be read.
pub(crate) fn of_session(context: &Context, session: &Session, progress: &dyn Progress) -> Result<Ground> {
    let source = prepare::source_of(context, session);
    let grounds = prepare::grounds(context, &source, session);
    let lost = match session.held.as_ref().map(|held| (held, read(&grounds, held))) {
        Some((_, Ok(facts))) => return Ok(Ground { facts, source, grounds, notice: None, renewed: None }),
        Some((held, Err(why))) => Some((held, why)),
        None => None,
    };
    let compiled = prepare::compile(context, &source, &grounds.request, progress);
    match (compiled, lost) {
        (Ok(facts), lost) => {
            let facts = prepare::with_failures(facts, &session.pull_failures);
            let notice = lost.map_or_else(|| NOT_KEPT.to_owned(), |(held, why)| instead(held, &why, &facts));
            Ok(Ground { facts, source, grounds, notice: Some(notice), renewed: None })
        }
        (Err(error), Some((_, why))) => Err(Error::Other(format!("{why}; and the data are out of reach: {error}"))),
        (Err(error), None) => Err(error),
    }
}

/// It was held with an earlier version of this program, or ended in its first moments.
const NOT_KEPT: &str = "This session has not kept what it was held on; its figures are those of the data as they are now";

fn read(grounds: &Grounds, held: &Held) -> std::result::Result<Arc<Facts>, String> {
    if !held.is_whole {
        return Err("the facts that the session was held on were too large to be kept".to_owned());
    }
    grounds.read(&held.name).map_err(|error| error.to_string())
}

/// The figures are those of today, and this is what they were.
fn instead(held: &Held, why: &str, facts: &Facts) -> String {
    let now = headline(facts, &RoomDecisions::default());
    let figures = held.figures.told_beside(&now).unwrap_or_else(|| "the headline figures are the same".to_owned());
    format!("These are the data as they are now: {why}. As far as the figures tell: {figures}")
}

/// Says on stderr what differs between the facts that a session goes on with and its data, and how to get the new.
pub(crate) fn tell_what_differs(ground: &Ground, session: &Session) {
    if let Some(notice) = &ground.notice {
        tell(&format!("run-retro: {notice}"));
    }
    if session.held.is_none() || ground.renewed.is_some() {
        return;
    }
    match ground.grounds.compare(&ground.facts, session, &TerminalProgress::default()) {
        Compared::Same => {}
        Compared::Differs(news) => {
            tell(&format!("run-retro: the data have changed since this session was held on them: {}", news.told()));
            tell_renewals(&news);
            tell_insights(&news);
            tell("The figures are those that the room saw; --fresh goes over to the data as they are now.");
        }
        Compared::OutOfReach(why) => {
            tell(&format!("run-retro: the data are out of reach ({why})\nThe figures are those that the session was held on."));
        }
    }
}

/// Renewals that are named on the command line.
const MOST_NAMED: usize = 20;

fn tell_renewals(news: &News) {
    for renewal in news.difference.renewals.iter().take(MOST_NAMED) {
        tell(&format!("  {} ({}): {}", renewal.account, renewal.id, renewal.told(&news.facts.currency)));
    }
    let more = news.difference.renewals.len().saturating_sub(MOST_NAMED);
    if more > 0 {
        tell(&format!("  … and {more} more"));
    }
}

/// Whether the insights that the room kept still stand, each with the renewals that moved it.
fn tell_insights(news: &News) {
    if let Some(summary) = restated::summary(&news.restated) {
        tell(&format!("{summary}."));
    }
    for insight in &news.restated {
        tell(&format!("  {}", insight.told()));
        let moved = insight.names();
        if !moved.is_empty() {
            let more = moved.len().saturating_sub(MOST_NAMED);
            let more = if more > 0 { format!(" … and {more} more") } else { String::new() };
            tell(&format!("    differ: {}{more}", moved[..moved.len().min(MOST_NAMED)].join(", ")));
        }
    }
}

/// The data as they are now; where they differ from what the session stands on, with the step by which it goes over.
///
/// # Errors
/// They cannot be read, or somebody has signed the figures.
pub(crate) fn fresh(context: &Context, session: &Session, progress: &dyn Progress) -> Result<Ground> {
    let mut ground = of_session(context, session, progress)?;
    if session.held.is_none() {
        // Nothing was kept: what was compiled just now is as fresh as can be.
        return Ok(ground);
    }
    match ground.grounds.compare(&ground.facts, session, progress) {
        Compared::Same => ground.notice = Some("The data are those that this session stands on".to_owned()),
        Compared::Differs(news) => {
            rules::figures_may_change(session).map_err(|refusal| Error::Other(refusal.to_string()))?;
            ground.renewed = Some(ground.grounds.renew(&ground.facts, &news, session)?);
            ground.facts = Arc::clone(&news.facts);
            let insights = restated::summary(&news.restated).map_or_else(String::new, |told| format!(". {told}"));
            ground.notice = Some(format!("Gone over to the data as they are now: {}{insights}", news.told()));
        }
        Compared::OutOfReach(why) => return Err(Error::Other(format!("the data are out of reach: {why}"))),
    }
    Ok(ground)
}
