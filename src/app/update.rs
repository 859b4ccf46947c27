//! Messages to changes: the only way in.

use chrono::{DateTime, Utc};
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::command::Command;
use super::effect::Effect;
use super::keymap::{self, Key, Mode};
use super::message::{Exported, Message};
use super::model::{GuideShown, Model};
use super::overlays::agenda::AgendaPage;
use super::overlays::house::{HousePage, Shelf};
use super::overlays::knowledge::KnowledgePage;
use super::overlays::proposals::ProposalsPage;
use super::overlays::reading::Reading;
use super::overlays::{self, Overlay, pickers, prompts};
use super::screens::drill_down::{self, Opening};
use super::screens::page::Page;
use super::standing;
use super::target::Target;
use super::turn::Turn;
use super::{agenda, clocks, copying, drafts, guide, hiding, own, places, requests, screens, sharing, tools};
use crate::domain::agenda::Timed;
use crate::domain::clocks::{MARK_EVERY, named};
use crate::domain::event::{Event, Record};
use crate::domain::plan::merge::Theirs;
use crate::domain::roster::Role;
use crate::domain::scope::Depth;
use crate::domain::wish::Wish;

pub fn update(model: &mut Model, message: Message, now: DateTime<Utc>) -> Vec<Effect> {
    let mut turn = Turn::new(model, now);
    clocks::watch(&mut turn);
    match message {
        Message::Key(event) if event.kind != KeyEventKind::Release => key(&mut turn, event),
        Message::Key(_) => {}
        Message::Mouse(event) => mouse(&mut turn, event),
        Message::Paste(text) => paste(&mut turn, &text),
        Message::Resize(width, height) => turn.model.size = (width, height),
        Message::Tick => tick(&mut turn),
        Message::Terminate => quit(&mut turn),
        result => took(&mut turn, result),
    }
    screens::insights::begin(turn.model);
    tools::follow(&mut turn);
    sharing::keep_up(&mut turn);
    keep_preview(&mut turn);
    drafts::keep(&mut turn);
    hiding::keep_up(turn.model);
    if turn.model.status.is_none() {
        turn.model.status = turn.model.notices.pop_front();
    }
    turn.effects
}

/// The report on the screen follows what happens.
fn keep_preview(turn: &mut Turn) {
    let shown = turn.model.screens.page(turn.model.phase()) == Page::Report;
    let edition = turn.model.world.edition();
    let is_there = turn.model.preview.as_ref().is_some_and(|preview| preview.of == edition);
    if shown && !is_there && turn.model.previewing != Some(edition) {
        turn.model.previewing = Some(edition);
        turn.effects.push(Effect::Preview(edition));
    }
}

/// Results of effects.
fn took(turn: &mut Turn, message: Message) {
    match message {
        Message::Saved(seq) => was_saved(turn.model, seq),
        Message::NotSaved(error) => turn.model.world.save_error = Some(error),
        Message::GuideBeside(is_there) => guide::beside(turn, is_there),
        Message::Asked(arrived) => requests::take_in(turn, arrived),
        Message::Proposed(proposals) => requests::proposed(turn, proposals),
        Message::Arrived(lines) => sharing::arrived(turn, lines),
        Message::SyncEnded { machine, failure } => sharing::ended(turn, machine, failure),
        Message::NotShared(why) => turn.warn_later(format!("This retro is not shared: {why}")),
        Message::Happened(records) => happened(turn, records),
        Message::Moved(moved) => {
            turn.warn(moved.told.clone());
            turn.model.world.moved = Some(moved);
        }
        Message::DraftsNotKept(why) => drafts_not_kept(turn, why),
        Message::PlanWritten(theirs) => plan_written(turn, theirs.as_ref()),
        Message::PlanNotWritten(why) => plan_not_written(turn, why),
        // What was said late is of no interest any more.
        Message::Analysing(doing) if turn.model.world.analysing.is_some() => turn.model.world.analysing = Some(doing),
        Message::Analysed(facts, findings) => {
            turn.model.world.findings = findings;
            turn.model.world.analysing = None;
            turn.model.world.analyses += 1;
            standing::show(turn.model, facts);
        }
        Message::NotAnalysed(why) => {
            turn.model.world.analysing = None;
            turn.warn(format!("Still showing the old findings; updating failed: {why}"));
        }
        Message::Held(kept) => standing::held(turn, kept),
        Message::Compared(compared) => standing::compared(turn, compared),
        Message::Renewed(kept) => standing::renewed(turn, kept),
        Message::HeldRead(name, facts) => standing::read(turn, &name, facts),
        Message::Previewed(preview) => {
            turn.model.previewing = None;
            turn.model.preview = Some(preview);
        }
        Message::Summarised(Ok(summary)) => screens::documents::summarised(turn, summary),
        Message::Summarised(Err(error)) => turn.warn(format!("The summary cannot be written: {error}")),
        Message::OwnRead(Ok(own)) => own::read(turn, own),
        Message::OwnRead(Err(error)) => turn.warn(format!("Your own agendas and guides cannot be read: {error}")),
        Message::Exported(Ok(exported)) => was_exported(turn, exported),
        Message::Exported(Err(error)) => turn.warn(format!("Nothing exported: {error}")),
        Message::ChatRead(file, read) => overlays::chat::read(turn, &file, read),
        Message::KnowledgeRead(about, found) => {
            let Model { overlays, world, .. } = &mut *turn.model;
            for overlay in overlays {
                overlay.learn(world, about.as_ref(), &found);
            }
        }
        Message::PlansRead(plans) => {
            for overlay in &mut turn.model.overlays {
                if let Overlay::Plans(page) = overlay {
                    page.take(plans.clone(), tools::besides(&turn.model.world.tools));
                }
            }
        }
        Message::ToolEnded(ended) => tools::ended(turn, *ended),
        Message::AccountRead(account, history) => {
            let pages = turn.model.overlays.iter_mut().filter_map(|overlay| match overlay {
                Overlay::Account(page) if page.account_id == account => Some(page),
                _ => None,
            });
            pages.for_each(|page| page.history = Some(history.clone()));
        }
        _ => {}
    }
}

fn drafts_not_kept(turn: &mut Turn, why: Option<String>) {
    if let Some(why) = &why {
        turn.warn_later(format!("Half-typed text is lost if the program ends now: {why}"));
    }
    turn.model.world.drafts_error = why;
}

/// Somebody else works on the session that is looked at here.
fn happened(turn: &mut Turn, records: Vec<Record>) {
    let new = match turn.model.world.history.follow(records) {
        Ok(new) => new,
        Err(refusal) => return turn.warn(refusal.to_string()),
    };
    turn.model.world.saved_seq = turn.model.world.history.last_seq();
    // Undo may be of what changed the findings.
    let may_recompute =
        |record: &Record| record.event.nature().recomputes || matches!(record.event, Event::Undone { .. } | Event::Redone { .. });
    if new.iter().any(may_recompute) {
        turn.analyse();
    }
    standing::follow(turn);
    // Nobody learns from what is said what the tally hides.
    let hidden = turn.model.world.session().tally_hidden;
    let tells = |record: &&Record| record.event.nature().told && !(hidden && record.event.tells_a_vote());
    if let Some(last) = new.iter().rfind(tells) {
        turn.say(format!("{}: {}", last.by, last.event.describe()));
    }
}

fn was_saved(model: &mut Model, seq: u64) {
    model.world.saved_seq = model.world.saved_seq.max(seq);
    model.world.save_error = None;
    model.world.retried = false;
    model.quit_asked = false;
}

fn was_exported(turn: &mut Turn, exported: Exported) {
    let said = exported.told();
    // In summary depth nobody signs off or closes: what is published is what was said.
    if turn.model.world.session().scope.depth == Depth::Summary {
        turn.keep_promises();
    }
    turn.model.world.tools.forget_checks();
    turn.model.world.page_checked.clone_from(&exported.checked);
    turn.record(Event::Exported { folder: exported.folder, files: exported.files });
    let closed = if turn.model.world.session().closed { "Session closed. " } else { "" };
    turn.say_good(format!("{closed}{said}"));
    if let Some(Err(why)) = &exported.checked {
        turn.warn_later(format!("report.html is not as it should be: {why}"));
    }
}

/// What is pasted is typed at once.
fn paste(turn: &mut Turn, text: &str) {
    turn.model.status = None;
    if turn.model.overlays.is_empty() { screens::paste(turn, text) } else { overlays::paste(turn, text) }
}

fn key(turn: &mut Turn, event: KeyEvent) {
    turn.model.status = None;
    let mode = turn.model.mode();
    if keymap::is_retry(Key::of(event)) {
        return retry(turn);
    }
    if takes_text(mode) {
        return text_key(turn, event);
    }
    match keymap::command(mode, Key::of(event)) {
        Some(command) => run(turn, command),
        None => means_nothing(turn, event),
    }
}

/// Whoever presses a letter and sees nothing happen is told why; other keys stay silent.
fn means_nothing(turn: &mut Turn, event: KeyEvent) {
    if let KeyCode::Char(letter) = event.code
        && !letter.is_whitespace()
        && (event.modifiers - KeyModifiers::SHIFT).is_empty()
    {
        turn.say(format!("{letter} means nothing here; {} shows the keys that do", keymap::named(Command::Help)));
    }
}

fn takes_text(mode: Mode) -> bool {
    matches!(mode, Mode::Picking | Mode::Typing | Mode::Filling | Mode::Filtering)
}

/// A key for what takes text: what lies above the phase, else the filter of the phase's list.
fn text_key(turn: &mut Turn, event: KeyEvent) {
    if turn.model.overlays.is_empty() { screens::key(turn, event) } else { overlays::key(turn, event) }
}

/// Does what is asked for, wherever it was asked from.
pub(crate) fn run(turn: &mut Turn, command: Command) {
    let handled = if turn.model.overlays.is_empty() { screens::run(turn, command) } else { overlays::run(turn, command) };
    if !handled {
        everywhere(turn, command);
    }
}

fn everywhere(turn: &mut Turn, command: Command) {
    match command {
        Command::NextStep => places::next_step(turn),
        Command::NextPhase => places::step_phase(turn, true),
        Command::PreviousPhase => places::step_phase(turn, false),
        Command::GoTo(phase) => places::go_to(turn, phase),
        Command::BringRoom => places::enter(turn, turn.model.phase()),
        Command::OtherBoard => places::other_board(turn),
        Command::OpenBeside => places::open_beside(turn),
        Command::ToggleClock | Command::Extend | Command::Shorten | Command::TakeOverrun | Command::EndStep => agenda::clock(turn, command),
        Command::Agenda => turn.open(Overlay::Agenda(AgendaPage::at_room(turn.model.world.session()))),
        Command::ChooseAgenda => {
            let picker = pickers::agendas(turn.model);
            overlays::open(turn, picker);
        }
        Command::BigClock => turn.open(Overlay::Clock),
        Command::GuideDown | Command::GuideUp => turn.model.scroll_guide(command == Command::GuideDown),
        Command::Back if turn.model.guide == GuideShown::Asked => turn.model.guide = GuideShown::Hidden,
        Command::Back if turn.model.place.is_some() => places::back_to_room(turn),
        Command::Undo => step_back(turn, Wish::Undo),
        Command::Redo => step_back(turn, Wish::Redo),
        Command::Join => {
            let prompt = prompts::join(turn.model.world.session());
            turn.open(prompt);
        }
        Command::People => turn.open(HousePage::opened(Shelf::People)),
        Command::ActAs | Command::RemovePerson => pick_person(turn, command),
        Command::LimitVotes => {
            let prompt = prompts::limit_votes(turn.model.world.session());
            turn.open(prompt);
        }
        Command::HideVotes | Command::ShowVotes => drop(turn.ask(Wish::HideTally(command == Command::HideVotes))),
        Command::Park => {
            let prompt = prompts::park(turn.model.world.session());
            turn.open(prompt);
        }
        Command::ParkingLot => turn.open(HousePage::opened(Shelf::Parking)),
        Command::Agreements => turn.open(HousePage::opened(Shelf::Agreements)),
        Command::ReadBack => turn.open(HousePage::opened(Shelf::ReadBack)),
        Command::CheckInRound => round(turn),
        Command::TakeNote => turn.open(prompts::note()),
        Command::ToggleGuide => {
            turn.model.guide = if turn.model.is_guide_shown() { GuideShown::Hidden } else { GuideShown::Asked };
            own::look_again(turn);
        }
        Command::HideNames => hiding::toggle(turn),
        Command::NextTheme => next_theme(turn),
        Command::ChatAgain => drafts::chat_again(turn),
        Command::CopyRow | Command::CopyTable => copying::copy(turn, command),
        Command::FreeMouse => free_mouse(turn),
        Command::ToggleBell => toggle_bell(turn),
        Command::Help => {
            let about = turn.model.mode();
            turn.open(Overlay::Reading(Box::new(Reading::keys(about))));
        }
        Command::Palette => {
            let palette = pickers::palette(turn.model);
            overlays::open(turn, palette);
        }
        Command::ShowRenewals => show_scope(turn),
        Command::EarlierRetros => {
            let page = KnowledgePage::here(turn.model);
            overlays::open(turn, Overlay::Knowledge(Box::new(page)));
        }
        Command::Tools => turn.open(Overlay::Tools(Box::default())),
        Command::Conflicts => sharing::open(turn),
        Command::Proposals => turn.open(Overlay::Proposals(Box::new(ProposalsPage::of(&turn.model.world.proposals)))),
        Command::TakeNews => standing::ask_for_news(turn),
        Command::Export => screens::documents::export(turn),
        Command::WithdrawSignOff => drop(turn.ask(Wish::WithdrawSignOff(Role::RenewalDirector))),
        Command::Retry => retry(turn),
        Command::SaveElsewhere => save_elsewhere(turn),
        Command::Quit => ask_to_quit(turn),
        Command::Sort | Command::Reverse | Command::Filter => turn.say("There is no list to sort or search on this view"),
        _ => {}
    }
}

fn round(turn: &mut Turn) {
    let is_asked = turn.model.world.session().house.question.is_some();
    let overlay = if is_asked { HousePage::opened(Shelf::Round) } else { prompts::ask_round(turn.model) };
    turn.open(overlay);
}

/// Takes back, or does again, the last step of whoever asks.
fn step_back(turn: &mut Turn, wish: Wish) {
    let word = if wish == Wish::Undo { "Undone" } else { "Redone" };
    match turn.grant(wish) {
        Ok(Event::Undone { seq } | Event::Redone { seq }) => {
            let what = turn.model.world.history.record(seq).map_or_else(String::new, |record| record.event.describe());
            turn.say(format!("{word}: {what}"));
        }
        Ok(_) => {}
        Err(refusal) => turn.warn(refusal.to_string()),
    }
}

fn pick_person(turn: &mut Turn, command: Command) {
    if turn.model.world.session().people.is_empty() {
        return turn.say(format!("No people added yet. Press {} in Check-in", keymap::named(Command::Join)));
    }
    let world = &turn.model.world;
    let picker = match command {
        Command::RemovePerson => pickers::remove_person(world),
        _ => pickers::act_as(world),
    };
    turn.open(picker);
}

fn next_theme(turn: &mut Turn) {
    let settings = &mut turn.model.settings;
    settings.theme = (settings.theme + 1) % settings.themes.len().max(1);
    let said = format!("Theme: {}", turn.model.theme_name());
    turn.say(said);
}

fn free_mouse(turn: &mut Turn) {
    let is_free = !turn.model.is_mouse_free;
    turn.model.is_mouse_free = is_free;
    turn.effects.push(Effect::TakeMouse(!is_free));
    let key = keymap::named(Command::FreeMouse);
    turn.say(if is_free {
        format!("The mouse is free: drag it to select text, as in any terminal; {key} takes it back")
    } else {
        "Clicks and the wheel work here again".to_owned()
    });
}

fn toggle_bell(turn: &mut Turn) {
    turn.model.settings.bell = !turn.model.settings.bell;
    turn.say(if turn.model.settings.bell { "The bell rings when a timebox is over" } else { "The bell is off" });
}

fn show_scope(turn: &mut Turn) {
    let scope = &turn.model.world.facts.scope;
    let shown = turn.model.world.facts.in_scope().filter(|r| scope.include_churn || !r.is_churned());
    let opening =
        Opening::over(&turn.model.world, drill_down::in_window(&turn.model.world, drill_down::of_window(&turn.model.world)), shown);
    overlays::open(turn, pickers::drill(opening));
}

/// Tries again to save; where that did not help, another folder may take it.
fn retry(turn: &mut Turn) {
    if turn.model.world.save_error.is_some() {
        if turn.model.world.retried {
            return save_elsewhere(turn);
        }
        turn.model.world.retried = true;
        return turn.effects.push(Effect::RetryAppend);
    }
    match turn.model.world.moved.as_ref().map(|moved| moved.told.clone()) {
        Some(told) => turn.warn(told),
        None => turn.say("Everything is saved as you go; there is nothing to retry"),
    }
}

fn plan_written(turn: &mut Turn, theirs: Option<&Theirs>) {
    let was_late = turn.model.world.plan_error.take().is_some();
    if let Some(theirs) = theirs {
        turn.warn_later(theirs.told());
    } else if was_late {
        turn.say("The plan file is up to date again");
    }
}

/// Said once: what goes on being so is no news, and would hide what else is said.
fn plan_not_written(turn: &mut Turn, why: String) {
    if turn.model.world.plan_error.as_ref() != Some(&why) {
        turn.warn_later(format!("The plan file could not be written: {why}"));
        turn.model.world.plan_error = Some(why);
    }
}

fn save_elsewhere(turn: &mut Turn) {
    let prompt = prompts::save_elsewhere(&turn.model.world.elsewhere);
    if turn.model.overlays.last().and_then(Overlay::purpose) != prompt.purpose() {
        turn.open(prompt);
    }
}

/// Leaving with steps that are not on the disk is asked twice.
fn ask_to_quit(turn: &mut Turn) {
    if turn.model.world.save_error.is_some() && !turn.model.quit_asked {
        turn.model.quit_asked = true;
        return turn.warn(format!(
            "The last steps are NOT saved. {} tries again; {} again leaves and saves them in another folder",
            keymap::named(Command::Retry),
            keymap::named(Command::Quit)
        ));
    }
    quit(turn);
}

fn quit(turn: &mut Turn) {
    clocks::pause(turn);
    turn.model.quitting = true;
    turn.effects.push(Effect::Quit);
}

fn tick(turn: &mut Turn) {
    let running: Vec<Timed> = turn.model.world.session().course.running().cloned().collect();
    for timed in running {
        tick_of(turn, &timed);
    }
}

fn tick_of(turn: &mut Turn, timed: &Timed) {
    if timed.clock.running_since.is_some_and(|since| turn.now - since >= MARK_EVERY) {
        let (phase, step) = named(timed);
        turn.record(Event::TimerMarked { phase, step });
    }
    if timed.clock.is_over(turn.now) && turn.model.announced.insert(timed.step.id.clone()) {
        turn.warn(guide::time_is_up(&timed.step));
        if turn.model.settings.bell {
            turn.effects.push(Effect::Bell);
        }
    }
}

fn mouse(turn: &mut Turn, event: MouseEvent) {
    match event.kind {
        MouseEventKind::ScrollUp => scroll(turn, Command::Up),
        MouseEventKind::ScrollDown => scroll(turn, Command::Down),
        MouseEventKind::Down(MouseButton::Left) => {
            turn.model.status = None;
            if let Some(target) = turn.model.targets.at(event.column, event.row) {
                click(turn, target);
            }
        }
        _ => {}
    }
}

fn scroll(turn: &mut Turn, command: Command) {
    if takes_text(turn.model.mode()) {
        let code = if command == Command::Up { KeyCode::Up } else { KeyCode::Down };
        text_key(turn, KeyEvent::new(code, KeyModifiers::NONE));
    } else {
        run(turn, command);
    }
}

fn click(turn: &mut Turn, target: Target) {
    match target {
        Target::Command(command) => run(turn, command),
        Target::Phase(phase) if turn.model.overlays.is_empty() => places::go_to(turn, phase),
        Target::Row(row) if !turn.model.overlays.is_empty() => overlays::click(turn, row),
        Target::Side(side) => overlays::click_side(turn, side),
        Target::Column(column) => overlays::click_heading(turn, column),
        target if turn.model.overlays.is_empty() => screens::click(turn, target),
        _ => {}
    }
}
