//! Messages to changes of the mapping screen.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::navigation;
use super::questions::Asking;
use super::rechecked::checked;
use super::rows::Row;
use super::saving::{go_on, leave, save, took_written};
use super::{Above, Choice, Effect, Ending, MappingScreen, STEPS, choices, half_typed};
use crate::app::command::Command;
use crate::app::input::{self, FULL, Taken};
use crate::app::keymap::{self, Key, Mode};
use crate::app::marks::Tone;
use crate::app::message::Message;
use crate::app::overlays::picker::Picked;
use crate::app::overlays::reading::Reading;
use crate::app::overlays::{Outcome, Purpose};
use crate::app::target::Target;
use crate::compile::Edit;

pub fn update(screen: &mut MappingScreen, message: Message) -> Vec<Effect> {
    let mut effects = take(screen, message);
    half_typed::keep(screen, &mut effects);
    effects
}

fn take(screen: &mut MappingScreen, message: Message) -> Vec<Effect> {
    match message {
        Message::Key(event) if event.kind != KeyEventKind::Release => return key(screen, event),
        Message::Mouse(event) => return mouse(screen, event),
        Message::Paste(text) => {
            let taken = match &mut screen.overlay {
                Some(Above::Picker(picker)) => picker.paste(&text),
                Some(Above::Prompt(prompt)) => input::paste(&mut prompt.input, &text),
                Some(Above::Reading(reading)) => input::paste(&mut reading.state.filter, &text),
                None if screen.list.filtering => input::paste(&mut screen.list.filter, &text),
                None => Taken::Whole,
            };
            if taken == Taken::Cut {
                screen.say(Tone::Warn, format!("Only the beginning was pasted: {FULL}"));
            }
        }
        Message::Resize(width, height) => screen.size = (width, height),
        Message::Terminate => screen.ending = Some(Ending::Leave),
        Message::Checked(number, result) => checked(screen, number, result),
        Message::MappingWritten(written) => took_written(screen, written),
        Message::DraftsNotKept(Some(why)) => screen.say(Tone::Warn, format!("Half-typed text is lost if the program ends now: {why}")),
        _ => {}
    }
    Vec::new()
}

fn key(screen: &mut MappingScreen, event: KeyEvent) -> Vec<Effect> {
    screen.status = None;
    match &mut screen.overlay {
        Some(Above::Picker(picker)) => {
            let picked = picker.key(event);
            return took(screen, picked);
        }
        Some(Above::Prompt(prompt)) => {
            let outcome = prompt.key(event);
            return typed(screen, &outcome);
        }
        Some(Above::Reading(reading)) if reading.state.filtering => {
            reading.key(event);
            return Vec::new();
        }
        None if screen.list.filtering => {
            screen.on_list(|list, rows, stamp| list.key(event, rows, stamp));
            return Vec::new();
        }
        _ => {}
    }
    match keymap::command(screen.mode(), Key::of(event)) {
        Some(command) => run(screen, command),
        None => Vec::new(),
    }
}

fn took(screen: &mut MappingScreen, picked: Picked<Choice>) -> Vec<Effect> {
    match picked {
        Picked::Stay => {}
        Picked::Close => {
            screen.overlay = None;
            screen.going_on = false;
        }
        Picked::Chosen(choice) => {
            screen.overlay = None;
            return chosen(screen, choice);
        }
    }
    Vec::new()
}

/// A line that is left with Esc is put aside and comes back; one that says nothing of use says what is expected.
fn typed(screen: &mut MappingScreen, outcome: &Outcome) -> Vec<Effect> {
    let (Some(Above::Prompt(prompt)), Some(asking)) = (&mut screen.overlay, &screen.asking) else { return Vec::new() };
    match outcome {
        Outcome::Submitted => match asking.answer(prompt.input.value()) {
            Ok(edit) => {
                screen.drafts.take(&Purpose::Mapping(asking.clone()));
                screen.overlay = None;
                return edited(screen, &edit);
            }
            Err(expected) => prompt.error = Some(expected),
        },
        Outcome::Close => {
            if prompt.is_changed() {
                let (asking, text) = (asking.clone(), prompt.input.value().to_owned());
                half_typed::put_aside(screen, asking, &text);
                screen.say(Tone::Neutral, "Put aside, not used. Open it again to go on where you were.");
            }
            screen.overlay = None;
        }
        _ => {}
    }
    Vec::new()
}

fn chosen(screen: &mut MappingScreen, choice: Choice) -> Vec<Effect> {
    match choice {
        Choice::Edit(edit) => edited(screen, &edit),
        Choice::Ask(asking) => {
            ask(screen, asking);
            Vec::new()
        }
        Choice::Replace => save(screen, true),
        Choice::Nothing => {
            screen.going_on = false;
            screen.say(Tone::Neutral, "Nothing was written");
            Vec::new()
        }
    }
}

fn run(screen: &mut MappingScreen, command: Command) -> Vec<Effect> {
    if let Some(Above::Reading(reading)) = &mut screen.overlay {
        if let Outcome::Close = reading.run(command) {
            screen.overlay = None;
        }
        return Vec::new();
    }
    match command {
        Command::Choose => return open(screen),
        Command::ChooseField => choose(screen),
        Command::SettleForm => settle(screen),
        Command::SetConstant => set_constant(screen),
        Command::ToggleWords => navigation::toggle_words(screen),
        Command::LeaveAside => return leave_aside(screen),
        Command::NextOpen => navigation::next_open(screen),
        Command::Undo => return undo(screen),
        Command::SaveMapping => return save(screen, false),
        Command::GoOn => return go_on(screen),
        Command::NextTheme => next_theme(screen),
        Command::Help => screen.overlay = Some(Above::Reading(Box::new(Reading::keys(Mode::Mapping)))),
        Command::Leave => leave(screen),
        command => listed(screen, command),
    }
    Vec::new()
}

/// What every list does: moves, order, search.
fn listed(screen: &mut MappingScreen, command: Command) {
    screen.on_list(|list, rows, stamp| list.run(command, rows, stamp));
    if matches!(command, Command::Sort | Command::Reverse) && screen.list.order == screen.list.natural {
        screen.say(Tone::Neutral, "Back to the original order");
    }
}

/// Gives the selected answer; else what the selected row waits for: an order where dates are not settled, the words where some are not understood, else
/// a field, a table or a meaning.
fn open(screen: &mut MappingScreen) -> Vec<Effect> {
    match screen.selected() {
        Some(Row::Answer(_, answer)) => {
            let edit = choices::answered(answer);
            return edited(screen, &edit);
        }
        Some(row @ Row::Column(..)) if row.is_open() => settle(screen),
        Some(row @ Row::Column(..)) => match navigation::unknown(screen, row).map(navigation::place) {
            Some(word) => navigation::to_unknown(screen, word),
            None => choose(screen),
        },
        _ => choose(screen),
    }
    Vec::new()
}

fn choose(screen: &mut MappingScreen) {
    let Some(row) = screen.selected() else { return };
    let (asking, overlay) = (choices::asking(&screen.report, row), choices::for_row(screen, row));
    screen.asking = asking;
    match overlay {
        Some(overlay) => screen.overlay = Some(overlay),
        None => screen.say(Tone::Neutral, "There is nothing to choose here; select a file, a column or a word"),
    }
}

/// Asks on: the value of a constant once its field is chosen, or a name that is not in the list.
fn ask(screen: &mut MappingScreen, asking: Asking) {
    let is_typed = screen.asking.as_ref() == Some(&asking);
    screen.overlay = Some(if is_typed { Above::Prompt(asking.prompt(screen)) } else { asking.overlay(screen) });
    screen.asking = Some(asking);
}

fn set_constant(screen: &mut MappingScreen) {
    screen.asking = None;
    match screen.selected().and_then(|row| choices::constants(&screen.report, row)) {
        Some(picker) => screen.overlay = Some(Above::Picker(picker)),
        None => screen.say(Tone::Neutral, "Select the file whose rows shall all have the same value of a field"),
    }
}

fn settle(screen: &mut MappingScreen) {
    let picker = screen.selected().and_then(choices::forms);
    match picker {
        Some(picker) => screen.overlay = Some(Above::Picker(picker)),
        None => screen.say(Tone::Neutral, "Nothing to choose here. Select a column of amounts, or of dates like 03/04/2026"),
    }
}

fn leave_aside(screen: &mut MappingScreen) -> Vec<Effect> {
    if let Some(edit) = screen.selected().and_then(|row| choices::leave_aside(&screen.report, row)) {
        return edited(screen, &edit);
    }
    screen.say(Tone::Neutral, "There is nothing here to leave out");
    Vec::new()
}

fn edited(screen: &mut MappingScreen, edit: &Edit) -> Vec<Effect> {
    screen.earlier.push_back(screen.mapping.clone());
    if screen.earlier.len() > STEPS {
        screen.earlier.pop_front();
    }
    screen.mapping.apply(edit);
    look_again(screen)
}

fn undo(screen: &mut MappingScreen) -> Vec<Effect> {
    let Some(earlier) = screen.earlier.pop_back() else {
        screen.say(Tone::Neutral, "Nothing to undo");
        return Vec::new();
    };
    screen.mapping = earlier;
    look_again(screen)
}

fn look_again(screen: &mut MappingScreen) -> Vec<Effect> {
    screen.asked += 1;
    screen.unsaved = true;
    screen.quit_asked = false;
    vec![Effect::Check(screen.asked, Box::new(screen.mapping.clone()))]
}

fn next_theme(screen: &mut MappingScreen) {
    screen.theme = (screen.theme + 1) % screen.themes.len().max(1);
    let said = format!("Theme: {}", screen.themes.get(screen.theme).map_or("dark", String::as_str));
    screen.say(Tone::Neutral, said);
}

fn mouse(screen: &mut MappingScreen, event: MouseEvent) -> Vec<Effect> {
    match event.kind {
        MouseEventKind::ScrollUp => key(screen, KeyEvent::new(KeyCode::Up, KeyModifiers::NONE)),
        MouseEventKind::ScrollDown => key(screen, KeyEvent::new(KeyCode::Down, KeyModifiers::NONE)),
        MouseEventKind::Down(MouseButton::Left) => match screen.targets.at(event.column, event.row) {
            Some(Target::Row(row)) => click(screen, row),
            Some(Target::Column(column)) => {
                screen.on_list(|list, rows, stamp| list.sort_by(column, rows, stamp));
                Vec::new()
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// The first click selects, the second opens.
fn click(screen: &mut MappingScreen, row: usize) -> Vec<Effect> {
    screen.status = None;
    match &mut screen.overlay {
        Some(Above::Picker(picker)) => {
            let picked = picker.click(row);
            return took(screen, picked);
        }
        Some(_) => {}
        None => {
            if screen.on_list(|list, rows, stamp| list.click(rows, stamp, row)) {
                return open(screen);
            }
        }
    }
    Vec::new()
}
