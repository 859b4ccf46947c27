//! The pickers there are: commands, reason codes, evidence.

use super::picker::{Choice, Item, Picker};
use super::renewals::RenewalList;
use super::{Overlay, Purpose, forms, house, whose_words};
use crate::analysis::findings::{Bucket, Lens};
use crate::app::agenda;
use crate::app::command::Command;
use crate::app::keymap;
use crate::app::model::Model;
use crate::app::screens::drill_down::Opening;
use crate::app::turn::Turn;
use crate::app::update;
use crate::app::world::World;
use crate::domain::agenda::Agenda;
use crate::domain::card::{CardId, Evidence, InsightKind};
use crate::domain::event::PastBlocker;
use crate::domain::guardrail::{self, Escalation};
use crate::domain::person::{Person, PersonId};
use crate::domain::phase::Phase;
use crate::domain::reason::{ReasonCode, TAXONOMY};
use crate::domain::renewal::RenewalId;
use crate::domain::roster::Role;
use crate::domain::sign_off::SignOff;
use crate::domain::text;
use crate::domain::wish::{CardWish, Wish};

/// The title of the list of commands.
pub(crate) const PALETTE: &str = "Commands";

/// Every command by name; those of this screen first.
pub(crate) fn palette(model: &Model) -> Overlay {
    let mode = keymap::Mode::Phase(model.phase());
    let key = |command| keymap::key_for(mode, command).map(keymap::Key::label);
    let item =
        |command: Command| Item { label: command.long(), detail: key(command).unwrap_or_default(), choice: Choice::Command(command) };
    let has_chat = model.drafts.0.iter().any(|draft| matches!(draft.purpose, Purpose::Chat(_)));
    let is_there = |command: Command| command != Command::ChatAgain || has_chat;
    let mut items: Vec<Item> =
        Command::all().filter(|c| c.in_palette() && is_there(*c) && is_reachable(&model.world, *c, mode)).map(item).collect();
    if model.world.is_workshop() && model.look_only().is_none() {
        items.extend(agenda_items(model, "Hold it in "));
    }
    items.sort_by_key(|item| item.detail.is_empty());
    Overlay::Picker(Picker::new(PALETTE, items))
}

/// The agendas by which the retro can go on.
pub(crate) fn agendas(model: &Model) -> Overlay {
    Overlay::Picker(Picker::new("Hold the retro by", agenda_items(model, "")))
}

fn agenda_items(model: &Model, word: &str) -> Vec<Item> {
    let item = |agenda: &Agenda| Item {
        label: format!("{word}{}", agenda.label()),
        detail: format!("agenda · {}", text::counted(agenda.steps.len(), "step", "steps")),
        choice: Choice::Agenda(Box::new(agenda.clone())),
    };
    model.settings.agendas.iter().map(item).collect()
}

/// Bound on this screen, or meaningful on any.
fn is_reachable(world: &World, command: Command, mode: keymap::Mode) -> bool {
    match command {
        Command::GoTo(phase) => return world.phases().contains(&phase),
        Command::OpenBeside => return Phase::SIDE_BY_SIDE.iter().any(|phase| !world.session().open.contains(phase)),
        _ => {}
    }
    let anywhere = matches!(
        command,
        Command::CopyTable
            | Command::ChatAgain
            | Command::Agenda
            | Command::ChooseAgenda
            | Command::EndStep
            | Command::Join
            | Command::People
            | Command::RemovePerson
            | Command::ActAs
            | Command::LimitVotes
            | Command::CheckInRound
            | Command::ReadBack
            | Command::HideVotes
            | Command::ShowVotes
            | Command::Export
            | Command::WithdrawSignOff
            | Command::ToggleBell
            | Command::ShowRenewals
            | Command::Retry
            | Command::SaveElsewhere
    );
    anywhere || keymap::key_for(mode, command).is_some()
}

/// All reason codes, those in use in this scope first.
pub(crate) fn reasons(world: &World, renewals: &[RenewalId]) -> Overlay {
    let used = world.findings.lenses.get(Lens::ReasonCode);
    let in_use: Vec<ReasonCode> = used.iter().filter_map(|bucket| ReasonCode::read(&bucket.key)).filter(|c| c.group() != "other").collect();
    let others = TAXONOMY.iter().filter_map(|r| ReasonCode::read(r.code)).filter(|code| !in_use.contains(code));
    let mut items: Vec<Item> = in_use.iter().cloned().chain(others).map(|code| reason_item(code, used, renewals)).collect();
    items.push(Item {
        label: "Uncoded".into(),
        detail: "no reason known".into(),
        choice: Choice::Reason { renewals: renewals.to_vec(), reason: None },
    });
    let title = match renewals {
        [one] => format!("Reason for {}", world.facts.find(one).map_or_else(|| one.to_string(), |r| r.account.to_string())),
        many => format!("Reason for {} renewals", many.len()),
    };
    let is_called = |choice: &Choice, typed: &str| matches!(choice, Choice::Reason { reason: Some(code), .. } if code.is_called(typed));
    Overlay::Picker(Picker::new(title, items).known_as(is_called))
}

fn reason_item(code: ReasonCode, used: &[Bucket], renewals: &[RenewalId]) -> Item {
    let count = used.iter().find(|b| b.key == code.as_str()).map_or(0, |b| b.count);
    let detail = if count > 0 { format!("{} · {count} here", code.group_label()) } else { code.group_label().to_owned() };
    Item { label: code.label(), detail, choice: Choice::Reason { renewals: renewals.to_vec(), reason: Some(code) } }
}

/// Evidence a card can be linked to: findings that hold, and buckets of every lens.
pub(crate) fn evidence(world: &World, card: CardId) -> Overlay {
    let found = world.findings.insights.iter().map(|s| s.evidence.clone());
    let buckets =
        Lens::ALL.into_iter().flat_map(|lens| world.findings.lenses.get(lens).iter().map(move |b| bucket_evidence(world, lens, b)));
    let item = |evidence: Evidence| Item {
        label: evidence.statement.clone(),
        detail: evidence.figures.clone(),
        choice: Choice::Evidence { card, evidence: Box::new(evidence) },
    };
    let session = world.session();
    let card_itself = session.insight(card);
    let again = card_itself.and_then(|card| guardrail::may_be_again(session, card));
    // What may be the same comes first; a blocker that is linked to it is the same by the word of the room.
    let mut earlier: Vec<&PastBlocker> = session.past_blockers.iter().collect();
    earlier.sort_by_key(|past| Some(*past) != again);
    let earlier = earlier.into_iter().filter(|_| card_itself.is_some_and(|card| card.kind == InsightKind::Blocker)).map(past_evidence);
    let found = earlier.chain(found);
    let mut seen = std::collections::HashSet::new();
    let items = found.chain(buckets).filter(|e| seen.insert(e.key.clone())).map(item).collect();
    Overlay::Picker(Picker::new(format!("Evidence for {card}"), items))
}

/// A critical blocker of an earlier retro.
fn past_evidence(past: &PastBlocker) -> Evidence {
    Evidence {
        key: past.topic.clone(),
        statement: format!("Critical before: {}", past.text),
        figures: format!("a critical blocker of {}", past.session),
        renewals: vec![],
        arr: None,
    }
}

fn bucket_evidence(world: &World, lens: Lens, bucket: &Bucket) -> Evidence {
    let prefix = match lens {
        Lens::ReasonCode => "reason",
        Lens::Play => "play",
        Lens::ExecInvolvement => "exec",
        Lens::Pricing => "pricing",
    };
    let lost = bucket.lost_arr.map_or_else(String::new, |m| format!(" · {} lost", m.short(&world.facts.currency)));
    Evidence {
        key: format!("{prefix}:{}", bucket.key),
        statement: format!("{}: {}", lens.label(), bucket.label),
        figures: format!("{}, {} churned{lost}", text::counted(bucket.renewals.len(), "renewal", "renewals"), bucket.churned),
        renewals: bucket.renewals.clone(),
        arr: bucket.arr,
    }
}

/// Who was written down by mistake.
pub(crate) fn remove_person(world: &World) -> Overlay {
    let item = |person: &Person| Item { label: person.name.clone(), detail: String::new(), choice: Choice::RemovePerson(person.id) };
    Overlay::Picker(Picker::new("Who was written down by mistake?", world.session().people.iter().map(item).collect()))
}

/// Which of several is answered.
pub(crate) fn escalations(all: &[Escalation]) -> Overlay {
    let item = |escalation: &Escalation| Item {
        label: escalation.subject.clone(),
        detail: escalation.answers.last().map_or_else(|| "no answer yet".to_owned(), |said| format!("answered by {}", said.who)),
        choice: Choice::Escalation(escalation.name.clone()),
    };
    Overlay::Picker(Picker::new("Which escalation is answered?", all.iter().map(item).collect()))
}

/// Whose a line of a chat is.
pub(crate) fn whose(names: Vec<String>) -> Overlay {
    let room = Item { label: "The whole room".into(), detail: "nobody by name".into(), choice: Choice::Whose(None) };
    let item = |name: String| Item { label: name.clone(), detail: String::new(), choice: Choice::Whose(Some(name)) };
    Overlay::Picker(Picker::new("Whose line is it?", names.into_iter().map(item).chain([room]).collect()))
}

/// Whether a sign-off is taken back: nobody does that by one key.
pub(crate) fn signed(role: Role, signed: &SignOff) -> Overlay {
    let item = |label: &str, detail: &str, of| Item { label: label.into(), detail: detail.into(), choice: Choice::Withdraw(of) };
    let items = vec![item("It stays", "", None), item("Withdraw it", "the gate waits for another", Some(role))];
    Overlay::Picker(Picker::new(format!("{} signed off what stands here", signed.told(role)), items))
}

/// Whose steps are typed from here on: votes and undo are theirs.
pub(crate) fn act_as(world: &World) -> Overlay {
    let room = Item { label: "The whole room".into(), detail: "nobody by name".into(), choice: Choice::ActAs(PersonId::ROOM) };
    let present = world.session().people.iter().filter(|person| person.present);
    let item = |person: &Person| Item { label: person.name.clone(), detail: String::new(), choice: Choice::ActAs(person.id) };
    Overlay::Picker(Picker::new("Whose steps are these?", std::iter::once(room).chain(present.map(item)).collect()))
}

/// Does what was chosen.
pub(crate) fn chosen(turn: &mut Turn, choice: Choice) {
    match choice {
        Choice::Command(command) => update::run(turn, command),
        Choice::Reason { renewals, reason } => {
            if turn.ask(Wish::Recode { renewals, reason, matched: vec![] }).is_some() {
                turn.model.screens.patterns.marked.clear();
            }
        }
        Choice::Heard { renewals, from } => whose_words::chosen(turn, &renewals, from),
        Choice::Evidence { card, evidence } => drop(turn.ask(Wish::OnCard(card, CardWish::Link(*evidence)))),
        Choice::RemovePerson(id) => drop(turn.ask(Wish::RemovePerson(id))),
        Choice::Whose(name) => {
            if let Some(Overlay::Chat(page)) = turn.model.overlays.last_mut() {
                page.give_to(name);
            }
        }
        Choice::ActAs(id) => {
            turn.model.acting_as = (!id.is_room()).then_some(id);
            let name = turn.model.driver().name;
            turn.say(if id.is_room() {
                "Steps are the room's again".to_owned()
            } else {
                format!("Steps now count for {name}, including undo")
            });
        }
        Choice::Escalation(name) => {
            if let Some(form) = forms::answer(&turn.model.world, &name) {
                turn.open(form);
            }
        }
        Choice::Withdraw(role) => drop(role.and_then(|role| turn.ask(Wish::WithdrawSignOff(role)))),
        Choice::MakeOf(line, becomes) => house::make_of(turn, line, becomes),
        Choice::Agenda(agenda) => agenda::hold_by(turn, *agenda),
    }
}

/// The renewals behind something, as a table of their own.
pub(crate) fn drill(opening: Opening) -> Overlay {
    Overlay::Renewals(Box::new(RenewalList::new(opening)))
}
