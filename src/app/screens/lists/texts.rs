//! Texts as lists of lines: what the merge gate waits for, what is published, the report. They are searched like any list,
//! and stand in their own order.

use crate::app::command::Command;
use crate::app::keymap;
use std::hash::Hash;

use super::{List, ListId};
use crate::app::list::{Column, Rows, Value};
use crate::app::marks::Tone;
use crate::app::model::Model;
use crate::app::screens::documents::{self, Signing};
use crate::app::tools;
use crate::app::world::World;
use crate::domain::event::Event;
use crate::domain::guardrail::{self, MissingOf};
use crate::domain::hook::{AcceptedAnswer, HookPurpose};
use crate::domain::roster::Role;
use crate::domain::session::Session;
use crate::domain::sign_off::Capacity;
use crate::export::{self, Settings};

pub(crate) const GATE: List = List::text(|model| rows(model, ListId::Gate));
pub(crate) const PUBLISHED: List = List::text(|model| rows(model, ListId::Published));
pub(crate) const REPORT: List =
    List::text(|model| rows(model, ListId::Report)).stamped(|model, hasher| model.preview.as_ref().map(|preview| preview.of).hash(hasher));

/// Lines that a tool's check takes here; F shows all.
const MOST_OF_A_CHECK: usize = 3;

/// A line and how it is meant; what belongs to the line above is indented.
pub(crate) type Line = (String, Tone);

pub(crate) const NOT_WRITTEN: &str = "The report is being written …";

/// The lines of a text.
pub(crate) fn lines(model: &Model, list: ListId) -> Vec<Line> {
    match (list, model.world.is_workshop()) {
        (ListId::Report, _) => super::report::lines(report(model)).into_iter().map(|read| read.line).collect(),
        (ListId::Gate, true) => gate(&model.world),
        // One reader signs nothing off: there is only what to publish.
        (ListId::Gate, false) | (_, true) => published(&model.world),
        _ => vec![],
    }
}

/// The report as it will be written.
pub(crate) fn report(model: &Model) -> &str {
    model.preview.as_ref().map_or(NOT_WRITTEN, |preview| &preview.text)
}

/// Lines are told apart by their places: the same words may stand twice.
fn rows(model: &Model, list: ListId) -> Rows<'_> {
    type Col<'a> = Column<'a, usize>;
    let lines = lines(model, list);
    let len = lines.len();
    let words = Col::text("words", 0).by(move |i: &usize| Value::text(&lines[*i].0));
    Rows::new(len, |i| i, ToString::to_string, vec![words])
}

fn gate(world: &World) -> Vec<Line> {
    gate_lines(world).into_iter().map(|(line, _)| line).collect()
}

/// Where a line of the gate leads: to what is missing.
pub(crate) fn leads_to(world: &World, place: usize) -> Option<Leads> {
    gate_lines(world).get(place).and_then(|(_, leads)| *leads)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Leads {
    To(MissingOf),
    ToOverride,
}

/// The lines of the gate; a new part begins with each that is not indented.
fn gate_lines(world: &World) -> Vec<(Line, Option<Leads>)> {
    let session = world.session();
    let mut lines: Vec<(Line, Option<Leads>)> = vec![];
    let signs = Some(Leads::To(MissingOf::SignOff));
    let (signed, is_news) = (signed(session), !session.changed_since_signed().is_empty());
    let signed = signed.into_iter().map(|line| (line, signs));
    // What has changed since stands first: whoever signs again reads it.
    let (before, after) = if is_news { (Some(signed), None) } else { (None, Some(signed)) };
    lines.extend(before.into_iter().flatten());
    for condition in guardrail::merge_gate(session) {
        let (mark, meant) = if condition.holds() { ("[x]", Tone::Good) } else { ("[ ]", Tone::Warn) };
        let first = condition.open.first().map(|missing| Leads::To(missing.of));
        lines.push(((format!("{mark} {}", condition.text), meant), first));
        let open = condition.open.iter().map(|open| ((format!("    {}", open.told), Tone::Plain), Some(Leads::To(open.of))));
        lines.extend(open);
    }
    lines.extend(after.into_iter().flatten());
    if let Some(reason) = &session.gate_override {
        lines.push(((format!("Overridden: {reason}"), Tone::Warn), Some(Leads::ToOverride)));
    } else if !guardrail::gate_open(session) {
        let key = keymap::named(Command::OverrideGate);
        lines.push(((format!("{key} overrides the gate, with a reason that is recorded"), Tone::Plain), Some(Leads::ToOverride)));
    }
    let doubts = guardrail::doubts(session);
    lines.extend(doubts.into_iter().map(|doubt| ((format!("! {}", doubt.told), Tone::Warn), Some(Leads::To(doubt.of)))));
    lines
}

/// Who signed, and what has changed since.
fn signed(session: &Session) -> Vec<Line> {
    let role = Role::RenewalDirector;
    let key = match documents::signing(session) {
        Signing::NameFirst => "names the Renewal Director or a stand-in, who signs off",
        Signing::Ask => "signs off",
        Signing::Again => "signs again",
        Signing::Signed => "withdraws it",
    };
    let key = format!("{} {key}", keymap::named(Command::SignOff));
    let Some(signed) = session.signed_off.get(&role) else { return vec![(key, Tone::Plain)] };
    let who = signed.told(role);
    match signed.told_since() {
        Some(since) => {
            let who = if signed.capacity == Capacity::Holder { format!("{who} signed") } else { format!("{who}, signed") };
            let head = format!("! {since} {who}; {key}");
            let changes = signed.changes.iter().map(|change| (format!("    {}", change.what), Tone::Plain));
            std::iter::once((head, Tone::Warn)).chain(changes).collect()
        }
        None if signed.is_of_role() => vec![(format!("Signed off by {who}; {key}"), Tone::Good)],
        None => vec![(format!("Signed by {who}; {key}"), Tone::Warn)],
    }
}

fn published(world: &World) -> Vec<Line> {
    let session = world.session();
    // What became of the files, and what is raised, stand above their list, which may be longer than the screen.
    let key = keymap::named(Command::Export);
    let became = match exported(world) {
        Some((folder, true)) => (format!("! The files in {folder} are older than the session; {key} writes them again"), Tone::Warn),
        Some((folder, false)) => (format!("✓ Exported to {folder}; {key} writes it again"), Tone::Good),
        None if world.is_workshop() && !guardrail::gate_open(session) => (format!("{key} exports, once the gate is open"), Tone::Plain),
        None => (format!("{key} exports"), Tone::Plain),
    };
    let mut lines = vec![blank(), became, blank()];
    lines.extend(checks(world));
    let mut escalated = guardrail::escalations(session, world.as_of());
    // What a later retro says is done needs nobody's help any more.
    escalated.retain(|found| !world.since.get(&found.name).is_some_and(|now| now.is_closed()));
    for escalation in &escalated {
        lines.push((format!("▲ Escalated to {}", escalation.to), Tone::Bad));
        lines.push((format!("{}: {}", escalation.subject, escalation.why), Tone::Plain));
        lines.extend(escalation.answers.iter().map(|said| (format!("↳ {}", said.told()), Tone::Info)));
        lines.push(blank());
    }
    if !escalated.is_empty() {
        lines.extend([(format!("{} writes down what was answered", keymap::named(Command::AnswerEscalation)), Tone::Plain), blank()]);
    }
    let (settings, data) = (Settings::default(), Some((&*world.facts, &*world.findings)));
    let material = export::Material { history: &world.history, data, audience: None, settings: &settings, packed: None };
    lines.extend(export::published(&material).map(|file| (format!("{}: {}", file.name, file.what), Tone::Plain)));
    let pack = format!("run-retro export {} --format session packs it with its data, to go on with elsewhere", session.id);
    lines.extend([blank(), (pack, Tone::Plain)]);
    lines
}

/// What looking at the exported page came to: the program's own look, and what tools say.
fn checks(world: &World) -> Vec<Line> {
    let own = world.page_checked.as_ref().map(|checked| match checked {
        Ok(links) => (format!("✓ report.html is whole, its {links} links lead somewhere, and it fetches nothing"), Tone::Good),
        Err(why) => (format!("! report.html: {why}"), Tone::Bad),
    });
    let mut lines: Vec<Line> = own.into_iter().collect();
    for (_, came, is_accepted) in tools::checks(world) {
        let (mark, said, meant) = match came.answer.passed {
            Some(false) => ("!", "not passed", Tone::Bad),
            _ => ("✓", "passed", Tone::Good),
        };
        let standing =
            if is_accepted { String::new() } else { format!("; {} shows it, and takes it into the record", keymap::named(Command::Tools)) };
        lines.push((format!("{mark} {}: {said}{standing}", came.answer.source), meant));
        lines.extend(came.answer.items.iter().take(MOST_OF_A_CHECK).map(|item| (format!("    {item}"), Tone::Plain)));
    }
    let now = |answer: &&AcceptedAnswer| !tools::checks(world).any(|(run, ..)| tools::to_accept(world, run).as_ref() == Some(*answer));
    let accepted = world.session().hook_answers.iter().filter(|answer| answer.purpose == HookPurpose::Verify).filter(now);
    lines.extend(accepted.map(|answer| (format!("✓ {}, as accepted: {}", answer.source, answer.text), Tone::Plain)));
    if !lines.is_empty() {
        lines.push(blank());
    }
    lines
}

/// Where files were written last, and whether the session has gone on since.
pub(crate) fn exported(world: &World) -> Option<(&str, bool)> {
    let (record, is_old) = world.history.exported()?;
    let Event::Exported { folder, .. } = &record.event else { return None };
    Some((folder, is_old))
}

fn blank() -> Line {
    (String::new(), Tone::Plain)
}
