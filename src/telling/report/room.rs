//! What the room said, decided and agreed.

use std::cmp::Reverse;

use super::Source;
use crate::domain::action::{ActionStatus, Team};
use crate::domain::card::{Evidence, Insight, InsightKind};
use crate::domain::guardrail;
use crate::domain::phase::Phase;
use crate::domain::plan::FollowUp;
use crate::domain::roster::Role;
use crate::domain::session::Session;
use crate::domain::sign_off::SignOff;
use crate::telling::block::{Cell, Document, Table, Text, data, own, told};
use crate::telling::effects;
use crate::telling::figures::{counted, decimals};
use crate::telling::follow_ups::follow_ups;
use crate::telling::returns;

pub(crate) fn escalations(doc: &mut Document, source: &Source) {
    let all = match source.session {
        Some(session) => guardrail::escalations(session, session.scope.as_of),
        None => guardrail::escalations_of_data(&source.facts.quality),
    };
    if all.is_empty() {
        return;
    }
    doc.heading(2, "Escalations");
    for escalation in all {
        let to = (own("To ") + data(&escalation.to)).strong();
        doc.item(0, to + ": " + told(&escalation.subject) + " (" + told(&escalation.why) + ")");
        for said in &escalation.answers {
            doc.item(1, own("Answer of ") + told(&said.told()));
        }
    }
}

/// Without a room: what the data supports.
pub(crate) fn suggested(doc: &mut Document, source: &Source) {
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
            doc.item(0, critical(insight.critical) + told(&insight.text));
            evidence(doc, &insight.evidence, &insight.text);
        }
    }
}

/// Where there is no room, an empty board is nothing to tell; the same goes for the actions.
fn is_silent(session: &Session, is_empty: bool) -> bool {
    is_empty && !session.scope.depth.is_workshop()
}

pub(crate) fn insights(doc: &mut Document, session: &Session) {
    if is_silent(session, session.insights.is_empty()) {
        return;
    }
    doc.heading(2, "Insights");
    if session.insights.is_empty() {
        doc.paragraph("The room put nothing on the board.");
    }
    for kind in InsightKind::ALL {
        let cards = in_order(session, kind);
        if !cards.is_empty() {
            doc.heading(3, kind.plural());
        }
        for card in cards {
            doc.item(0, title(card) + beside(session, card));
            below(doc, session, card);
        }
    }
}

/// The cards of a kind as the room weighs them: critical ones, then by votes; what has the same weight stands in the board's order.
pub(crate) fn in_order(session: &Session, kind: InsightKind) -> Vec<&Insight> {
    let mut cards: Vec<&Insight> = session.column(kind).collect();
    cards.sort_by_key(|card| (!card.critical, Reverse(card.votes.total())));
    cards
}

/// `I3 Critical: Champions leave`.
pub(crate) fn title(card: &Insight) -> Text {
    own(format!("{} ", card.id)) + critical(card.critical) + data(&card.text)
}

/// What stands below a card: the cards in it, what was said and decided, and its evidence.
pub(crate) fn below(doc: &mut Document, session: &Session, card: &Insight) {
    for member in &card.members {
        // The first card of a group has the group's number.
        let number = if member.id == card.id { Text::default() } else { own(format!("{} ", member.id)) };
        doc.item(1, number + data(&member.text) + in_brackets(authors(session, member)));
    }
    for remark in card.remarks() {
        // A decision is the room's; what was said is somebody's.
        let said = if remark.decided { own("Decided").strong() + ": " } else { own("Said").strong() + ": " + said_by(session, &remark.by) };
        doc.item(1, said + data(&remark.text));
    }
    for found in &card.evidence {
        evidence(doc, found, &card.text);
    }
}

/// `(Ana Lopez, 3 votes)`: who wrote it, where the room named people, and what it was given.
pub(crate) fn beside(session: &Session, card: &Insight) -> Text {
    let votes = card.votes.total();
    let votes = (votes > 0).then(|| own(counted(votes, "vote", "votes")));
    let opinion = card.evidence.is_empty().then(|| own("the room's opinion"));
    in_brackets(authors(session, card).into_iter().chain(votes).chain(opinion))
}

fn authors(session: &Session, card: &Insight) -> Vec<Text> {
    session.authors(card).into_iter().map(|person| data(&person.name)).collect()
}

/// Who said it, where people are named: else everybody did, at one keyboard.
fn said_by(session: &Session, by: &str) -> Text {
    session.person_named(by).map_or_else(Text::default, |person| data(&person.name) + ": ")
}

fn in_brackets(parts: impl IntoIterator<Item = Text>) -> Text {
    let parts: Vec<Text> = parts.into_iter().collect();
    if parts.is_empty() { Text::default() } else { own(" (") + Text::joined(parts, ", ") + ")" }
}

fn critical(is_critical: bool) -> Text {
    if is_critical { own("Critical:").strong() + " " } else { Text::default() }
}

fn evidence(doc: &mut Document, evidence: &Evidence, said: &str) {
    // A suggestion taken as it was says the same sentence twice.
    let statement = if evidence.statement == said { Text::default() } else { told(&evidence.statement) + ": " };
    // The first figure leads to the renewals; the others stand below it, one a line.
    let mut figures = evidence.figures.split(" · ");
    let first = figures.next().unwrap_or_default();
    doc.item(1, statement + told(first).behind(evidence.statement.clone(), &evidence.renewals));
    for figure in figures {
        doc.item(2, told(figure));
    }
}

/// What became of the insights when the session went over to other data, with the renewals that moved them.
pub(crate) fn restated(doc: &mut Document, session: &Session) {
    let Some(summary) = crate::domain::restated::summary(&session.restated) else { return };
    doc.heading(2, "Insights on the newer data");
    doc.paragraph(own("The session went over to other data than the room saw. ") + told(&summary) + ".");
    for insight in &session.restated {
        doc.item(0, told(&insight.told()));
        for moved in insight.moved_by() {
            doc.item(1, told(&moved));
        }
    }
}

/// What the retro changes, by the insight it follows from: critical first, then by votes.
pub(crate) fn themes(doc: &mut Document, session: &Session) {
    let answered = |card: &&Insight| card.accepted.is_some() || session.actions_for(card.id).next().is_some();
    let mut themes: Vec<&Insight> = session.insights.iter().filter(answered).collect();
    if themes.is_empty() {
        return;
    }
    themes.sort_by_key(|card| (!card.critical, Reverse(card.votes.total())));
    doc.heading(2, "Improvement themes");
    for card in themes {
        doc.item(0, own(format!("{} ", card.id)) + critical(card.critical) + data(&card.text));
        for action in session.actions_for(card.id) {
            let metric = if action.metric.is_set() { own("; ") + data(&action.metric.to_string()) } else { Text::default() };
            doc.item(1, data(&action.title) + " (" + action.team.label() + metric + ")");
        }
        if let Some(decision) = &card.accepted {
            doc.item(1, own("Accepted as it is: ") + data(decision));
        }
    }
}

pub(crate) fn actions(doc: &mut Document, source: &Source, session: &Session) {
    let all = follow_ups(session);
    if is_silent(session, all.is_empty()) {
        return;
    }
    doc.heading(2, "Actions");
    let (carried, own): (Vec<&FollowUp>, Vec<&FollowUp>) = all.iter().partition(|action| action.carried_from.is_some());
    if own.is_empty() && session.scope.depth.is_workshop() {
        doc.paragraph("No action was agreed.");
    }
    let mut table = Table::of_words(["", "Action", "Owner", "Team", "Due", "Success", "SLA", "Status", "Answers"]);
    table.rows(own.into_iter().map(row));
    doc.table(table);
    if carried.is_empty() {
        return;
    }
    doc.heading(3, "Carried over");
    let is_measured = carried.iter().any(|action| action.metric.measure.is_some());
    let heads = ["Action", "Owner", "Due", "From", "Now", "Did it work"];
    let mut table = Table::of_words(heads.into_iter().take(if is_measured { 6 } else { 5 }));
    for action in carried {
        let not_judged = if session.scope.depth.is_workshop() { ", not judged" } else { "" };
        let now = action.verdict.map_or_else(|| format!("{}{not_judged}", action.status.label()), |verdict| verdict.label().to_owned());
        let from = data(action.carried_from.as_deref().unwrap_or_default());
        let effect = is_measured.then(|| Cell::from(did_it_work(action)));
        let cells = [data(&action.title).into(), owner(action).into(), due(action), from.into(), Cell::own(now)];
        table.row(cells.into_iter().chain(effect));
    }
    doc.table(table);
    for found in &source.findings.effects {
        doc.item(0, data(&format!("{}/{}", found.session, found.action)) + ": " + told(&effects::sentence(found)));
    }
}

/// What one team has to do.
pub(crate) fn actions_of(doc: &mut Document, session: &Session, team: Team) {
    let all = follow_ups(session);
    let open: Vec<&FollowUp> = all.iter().filter(|action| action.team == team && !action.status.is_closed()).collect();
    if open.is_empty() {
        return;
    }
    doc.heading(2, own(format!("Actions of {}", team.label())));
    let mut table = Table::of_words(["", "Action", "Owner", "Team", "Due", "Success", "SLA", "Status", "Answers"]);
    table.rows(open.into_iter().map(row));
    doc.table(table);
}

/// The room's word; what its figure alone says is no more than proposed.
fn did_it_work(action: &FollowUp) -> Text {
    match (&action.effect, &action.metric.measure) {
        (Some(effect), _) => told(&effect.to_string()),
        (None, Some(_)) => own("not said yet"),
        (None, None) => Text::default(),
    }
}

fn row(action: &FollowUp) -> [Cell; 9] {
    let status = own(action.status.label());
    [
        Cell::own(action.id.to_string()),
        data(&action.title).into(),
        owner(action).into(),
        action.team.label().into(),
        due(action),
        data(&action.metric.to_string()).into(),
        Cell::own(format!("{} days", action.sla_days)),
        if action.status == ActionStatus::Stalled { status.strong() } else { status }.into(),
        Cell::own(action.insight.map(|id| id.to_string()).unwrap_or_default()),
    ]
}

pub(crate) fn owner(action: &FollowUp) -> Text {
    match (action.owner.as_str(), action.role.as_str()) {
        ("", _) => own("nobody yet"),
        (name, "") => data(name),
        (name, role) => data(name) + ", " + data(role),
    }
}

fn due(action: &FollowUp) -> Cell {
    action.due.map_or_else(|| "no date".into(), Cell::day)
}

/// The gate, who signed off, what else was said, and whether the time was well spent.
pub(crate) fn closing(doc: &mut Document, session: &Session) {
    signing(doc, session);
    notes(doc, session);
    return_on_time(doc, session);
}

/// The gate, and who signed off.
pub(crate) fn signing(doc: &mut Document, session: &Session) {
    if is_silent(session, session.signed_off.is_empty()) {
        return;
    }
    let workshop = session.scope.depth.is_workshop();
    doc.heading(2, if workshop { "Merge gate and sign-off" } else { "Sign-off" });
    if session.signed_off.is_empty() {
        doc.item(0, "Nobody has signed off yet");
    }
    for condition in guardrail::merge_gate(session).into_iter().filter(|_| workshop) {
        let state = if condition.holds() { "yes" } else { "not yet" };
        doc.item(0, own(format!("{}: {state}", condition.text)));
        for missing in &condition.open {
            doc.item(1, told(&missing.told));
        }
    }
    if let Some(reason) = &session.gate_override {
        doc.item(0, own("Overridden by the facilitator").strong() + ": " + data(reason));
    }
    for role in Role::ALL {
        if let Some(signed) = session.signed_off.get(&role) {
            signed_off(doc, role, signed);
        }
    }
}

/// Who signed as what, and what has changed since.
fn signed_off(doc: &mut Document, role: Role, signed: &SignOff) {
    let head = if signed.is_of_role() { format!("Signed off as {}: ", role.label()) } else { "Signed: ".to_owned() };
    let on = format!(", {}", signed.at.format("%Y-%m-%d"));
    let since = signed.told_since().map_or_else(String::new, |since| format!("; {since}:"));
    doc.item(0, own(head) + data(&signed.name) + told(&signed.standing(role)) + own(on) + own(since));
    for change in &signed.changes {
        doc.item(1, told(&change.what));
    }
}

fn notes(doc: &mut Document, session: &Session) {
    if session.notes.is_empty() {
        return;
    }
    doc.heading(2, "Notes of the room");
    for phase in Phase::ALL {
        for (_, note) in session.notes.iter().filter(|(of, _)| *of == phase) {
            doc.item(0, own(format!("{}: ", phase.name())) + data(note));
        }
    }
}

fn return_on_time(doc: &mut Document, session: &Session) {
    let votes = &session.return_on_time;
    let Some(mean) = votes.mean() else { return };
    let each: Vec<String> = votes.scores().iter().map(ToString::to_string).collect();
    doc.heading(2, "Return on time");
    let earlier = returns::trend(session).map_or_else(String::new, |trend| format!(". Earlier retros: {trend}"));
    let votes = returns::counted(session);
    doc.paragraph(own(format!("{} of 5 from {votes}: {}{earlier}", decimals(mean, 1), each.join(", "))));
}
