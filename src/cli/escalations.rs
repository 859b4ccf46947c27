//! What goes beyond a retro: listed, as a letter to send, and what was said to it.

use std::collections::HashSet;

use super::actions::all;
use super::args::{AnswerArgs, EscalationsArgs, EscalationsCommand};
use super::{Context, asking, shapes};
use crate::domain::guardrail::{self, Escalation, Trigger};
use crate::domain::knowledge::segment_key;
use crate::domain::session::{History, Session};
use crate::domain::text;
use crate::domain::wish::Wish;
use crate::error::{Error, Result};
use crate::export::Format;
use crate::printed::print;
use crate::telling::escalation;

/// Runs `escalations` and `escalations answer`.
///
/// # Errors
/// What stands in the way.
pub(crate) fn run(context: &Context, args: &EscalationsArgs) -> Result<()> {
    let histories = newest(context)?;
    match &args.what {
        Some(EscalationsCommand::Answer(said)) => answer(context, &histories, said),
        None => list(context, &histories, args.format),
    }
}

/// The last retro of each segment: what an earlier one left open it has taken over.
fn newest(context: &Context) -> Result<Vec<History>> {
    let sessions = context.sessions();
    let survey = sessions.survey()?;
    let mut seen = HashSet::new();
    let key = |session: &Session| (segment_key(session.scope.segment.as_deref()), session.data.is_none());
    Ok(sessions.newest_first(&survey, |_| true).filter(|history| seen.insert(key(history.session()))).collect())
}

fn list(context: &Context, histories: &[History], format: Format) -> Result<()> {
    let as_of = context.as_of();
    // A retro may hold for open what another one judged since.
    let closed = all::closed(&context.sessions(), as_of)?;
    let of = |history: &History| -> Vec<Escalation> {
        let is_open = |raised: &Escalation| raised.trigger != Trigger::ActionStalledBeyondSla || !closed.contains(&raised.name);
        guardrail::escalations(history.session(), as_of).into_iter().filter(is_open).collect()
    };
    let all: Vec<Escalation> = histories.iter().flat_map(of).collect();
    match format {
        Format::Json => shapes::print_json(&all),
        _ if all.is_empty() => print("Nothing is escalated"),
        Format::Text => {
            let raised = histories.iter().map(|history| (history, of(history))).filter(|(_, all)| !all.is_empty());
            let letters = raised.map(|(history, all)| escalation::letter(&history.session().scope, &all));
            print(&letters.collect::<Vec<_>>().join("\n\n"))
        }
        _ => print(&all.iter().map(told).collect::<Vec<_>>().join("\n")),
    }
}

fn told(escalation: &Escalation) -> String {
    let answered = escalation.answers.last().map_or_else(|| "no answer yet".to_owned(), |said| format!("answered by {}", said.told()));
    text::line(&format!("To {}: {} ({})  {answered}  [{}]", escalation.to, escalation.subject, escalation.why, escalation.name))
}

/// Writes it down in the retro that raises it, through its inbox where that is open elsewhere.
fn answer(context: &Context, histories: &[History], said: &AnswerArgs) -> Result<()> {
    let raised = |history: &&History| guardrail::subject(history.session(), &said.name).is_some();
    let history = histories.iter().find(raised).ok_or_else(|| {
        Error::Other(format!("nothing is escalated as {}; `run-retro escalations` lists what is", text::line(&said.name)))
    })?;
    let wish = Wish::AnswerEscalation { name: said.name.clone(), who: said.from.clone(), answer: said.words.clone() };
    let by = said.by.clone().unwrap_or_else(|| context.config.author());
    print(&asking::ask(context, &history.session().id, &by, wish)?)
}
