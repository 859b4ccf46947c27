//! What the room said, decided and agreed.

use super::Source;
use crate::domain::action::ActionStatus;
use crate::domain::card::{Evidence, Insight, InsightKind};
use crate::domain::guardrail;
use crate::domain::phase::Phase;
use crate::domain::plan::FollowUp;
use crate::domain::roster::Role;
use crate::domain::session::Session;
use crate::export::markdown::{Document, Table, escape};
use crate::export::plan::{follow_ups, merge_gate};
use crate::telling::figures::{counted, decimals};

pub fn escalations(doc: &mut Document, source: &Source) {
    let all = match source.session {
        Some(session) => guardrail::escalations(session, session.scope.as_of),
        None => guardrail::escalations_of_data(&source.facts.quality),
    };
    if all.is_empty() {
        return;
    }
    doc.heading(2, "Escalations");
    for escalation in all {
        doc.item(0, &format!("**To {}**: {} ({})", escape(&escalation.to), escape(&escalation.subject), escape(&escalation.why)));
    }
}

/// Without a room: what the data supports.
pub fn suggested(doc: &mut Document, source: &Source) {
    if source.findings.insights.is_empty() {
        return;
    }
    doc.heading(2, "What the data suggests");
    for kind in InsightKind::ALL {
        let mut of_kind = source.findings.insights.iter().filter(|insight| insight.kind == kind).peekable();
        if of_kind.peek().is_some() {
            doc.heading(3, kind.plural());
        }
        for insight in of_kind {
            doc.item(0, &format!("{}{}", critical(insight.critical), escape(&insight.text)));
            evidence(doc, &insight.evidence, &insight.text);
        }
    }
}

pub fn insights(doc: &mut Document, session: &Session) {
    doc.heading(2, "Insights");
    if session.insights.is_empty() {
        doc.paragraph("The room put nothing on the board.");
    }
    for kind in InsightKind::ALL {
        if session.column(kind).next().is_some() {
            doc.heading(3, kind.plural());
        }
        for card in session.column(kind) {
            let votes = if card.votes.total() == 0 { String::new() } else { format!(", {}", counted(card.votes.total(), "vote", "votes")) };
            doc.item(0, &format!("{} {}{} ({}{votes})", card.id, critical(card.critical), escape(&card.text), escape(&card.author)));
            for found in &card.evidence {
                evidence(doc, found, &card.text);
            }
        }
    }
}

fn critical(is_critical: bool) -> &'static str {
    if is_critical { "**Critical:** " } else { "" }
}

fn evidence(doc: &mut Document, evidence: &Evidence, said: &str) {
    // A suggestion taken as it was says the same sentence twice.
    let statement = if evidence.statement == said { String::new() } else { format!("{}: ", escape(&evidence.statement)) };
    doc.item(1, &format!("{statement}{}", escape(&evidence.figures)));
}

/// What the retro changes, by the insight it follows from: critical first, then by votes.
pub fn themes(doc: &mut Document, session: &Session) {
    let answered = |card: &&Insight| card.accepted.is_some() || session.actions_for(card.id).next().is_some();
    let mut themes: Vec<&Insight> = session.insights.iter().filter(answered).collect();
    if themes.is_empty() {
        return;
    }
    themes.sort_by_key(|card| (!card.critical, std::cmp::Reverse(card.votes.total())));
    doc.heading(2, "Improvement themes");
    for card in themes {
        doc.item(0, &format!("{} {}{}", card.id, critical(card.critical), escape(&card.text)));
        for action in session.actions_for(card.id) {
            let metric = if action.metric.is_set() { format!("; {}", escape(&action.metric.to_string())) } else { String::new() };
            doc.item(1, &format!("{} ({}{metric})", escape(&action.title), action.team.label()));
        }
        if let Some(decision) = &card.accepted {
            doc.item(1, &format!("Accepted as it is: {}", escape(decision)));
        }
    }
}

pub fn actions(doc: &mut Document, session: &Session) {
    doc.heading(2, "Actions");
    let all = follow_ups(session);
    let (carried, own): (Vec<&FollowUp>, Vec<&FollowUp>) = all.iter().partition(|action| action.carried_from.is_some());
    if own.is_empty() {
        doc.paragraph("No action was agreed.");
    }
    let mut table = Table::of_words(&["", "Action", "Owner", "Team", "Due", "Success", "SLA", "Status", "Answers"]);
    table.rows(own.into_iter().map(row));
    doc.table(&table);
    if carried.is_empty() {
        return;
    }
    doc.heading(3, "Carried over");
    let mut table = Table::of_words(&["Action", "Owner", "Due", "From", "Now"]);
    for action in carried {
        let now = action.verdict.map_or_else(|| format!("{}, not judged", action.status.label()), |verdict| verdict.label().to_owned());
        table.row([escape(&action.title), owner(action), due(action), escape(action.carried_from.as_deref().unwrap_or_default()), now]);
    }
    doc.table(&table);
}

fn row(action: &FollowUp) -> [String; 9] {
    let status = action.status.label();
    [
        action.id.to_string(),
        escape(&action.title),
        owner(action),
        action.team.label().to_owned(),
        due(action),
        escape(&action.metric.to_string()),
        format!("{} days", action.sla_days),
        if action.status == ActionStatus::Stalled { format!("**{status}**") } else { status.to_owned() },
        action.insight.map(|id| id.to_string()).unwrap_or_default(),
    ]
}

fn owner(action: &FollowUp) -> String {
    match (action.owner.as_str(), action.role.as_str()) {
        ("", _) => "nobody yet".to_owned(),
        (name, "") => escape(name),
        (name, role) => format!("{}, {}", escape(name), escape(role)),
    }
}

fn due(action: &FollowUp) -> String {
    action.due.map_or_else(|| "no date".to_owned(), |due| due.to_string())
}

/// The gate, who signed off, what else was said, and whether the time was well spent.
pub fn closing(doc: &mut Document, session: &Session) {
    let workshop = session.scope.depth.is_workshop();
    doc.heading(2, if workshop { "Merge gate and sign-off" } else { "Sign-off" });
    if session.signed_off.is_empty() {
        doc.item(0, "Nobody has signed off yet");
    }
    for condition in merge_gate(session).conditions.into_iter().filter(|_| workshop) {
        let state = if condition.holds { "yes" } else { "not yet" };
        doc.item(0, &format!("{}: {state}", condition.condition));
        for missing in &condition.missing {
            doc.item(1, &escape(missing));
        }
    }
    if let Some(reason) = &session.gate_override {
        doc.item(0, &format!("**Overridden by the facilitator**: {}", escape(reason)));
    }
    for role in Role::ALL {
        if let Some(name) = session.signed_off.get(&role) {
            let stands_in = if session.roster.seat(role).fallback_used { ", standing in" } else { "" };
            doc.item(0, &format!("Signed off as {}: {}{stands_in}", role.label(), escape(name)));
        }
    }
    notes(doc, session);
    return_on_time(doc, session);
}

fn notes(doc: &mut Document, session: &Session) {
    if session.notes.is_empty() {
        return;
    }
    doc.heading(2, "Notes of the room");
    for phase in Phase::ALL {
        for (_, note) in session.notes.iter().filter(|(of, _)| *of == phase) {
            doc.item(0, &format!("{}: {}", phase.name(), escape(note)));
        }
    }
}

fn return_on_time(doc: &mut Document, session: &Session) {
    let votes = &session.return_on_time;
    let Some(mean) = votes.mean() else { return };
    let each: Vec<String> = votes.scores().iter().map(ToString::to_string).collect();
    doc.heading(2, "Return on time");
    doc.paragraph(&format!("{} of 5 from {}: {}", decimals(mean, 1), counted(votes.len(), "vote", "votes"), each.join(", ")));
}
