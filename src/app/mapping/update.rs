//! Messages to changes of the mapping screen.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::rows::{self, Row, Subject};
use super::{Choice, Effect, Ending, MappingScreen, STEPS, choices};
use crate::app::command::Command;
use crate::app::keymap::{self, Key, Mode};
use crate::app::message::{Message, Written};
use crate::app::model::Tone;
use crate::app::overlays::picker::{self, Item, Picker};
use crate::app::overlays::reading::Reading;
use crate::app::overlays::{Outcome, Overlay};
use crate::app::target::Target;
use crate::compile::{CheckReport, Edit};

pub fn update(screen: &mut MappingScreen, message: Message) -> Vec<Effect> {
    match message {
        Message::Key(event) if event.kind != KeyEventKind::Release => return key(screen, event),
        Message::Mouse(event) => return mouse(screen, event),
        Message::Paste(text) => {
            if let Some(Overlay::Picker(picker)) = &mut screen.overlay {
                picker.paste(&text);
            }
        }
        Message::Resize(width, height) => {
            let subject = screen.selected().and_then(|row| row.subject(&screen.report));
            screen.size = (width, height);
            follow(screen, subject.as_ref());
        }
        Message::Terminate => screen.ending = Some(Ending::Leave),
        Message::Checked(number, result) => checked(screen, number, result),
        Message::MappingWritten(written) => took_written(screen, written),
        _ => {}
    }
    Vec::new()
}

fn key(screen: &mut MappingScreen, event: KeyEvent) -> Vec<Effect> {
    screen.status = None;
    let mode = screen.mode();
    if let (Mode::Picking, Some(Overlay::Picker(picker))) = (mode, &mut screen.overlay) {
        let outcome = picker.key(event);
        return picked(screen, outcome);
    }
    match keymap::command(mode, Key::of(event)) {
        Some(command) => run(screen, command),
        None => Vec::new(),
    }
}

fn picked(screen: &mut MappingScreen, outcome: Outcome) -> Vec<Effect> {
    match outcome {
        Outcome::Close => {
            screen.overlay = None;
            screen.going_on = false;
        }
        Outcome::Chosen(picker::Choice::Mapping(choice)) => {
            screen.overlay = None;
            return chosen(screen, choice);
        }
        _ => {}
    }
    Vec::new()
}

fn chosen(screen: &mut MappingScreen, choice: Choice) -> Vec<Effect> {
    match choice {
        Choice::Edit(edit) => edited(screen, &edit),
        Choice::Replace => save(screen, true),
        Choice::Nothing => {
            screen.going_on = false;
            screen.say(Tone::Info, "Nothing was written");
            Vec::new()
        }
    }
}

fn run(screen: &mut MappingScreen, command: Command) -> Vec<Effect> {
    if let Some(Overlay::Reading(reading)) = &mut screen.overlay {
        if let Outcome::Close = reading.run(command) {
            screen.overlay = None;
        }
        return Vec::new();
    }
    match command {
        Command::Choose => open(screen),
        Command::ChooseField => choose(screen),
        Command::SettleDates => settle(screen),
        Command::LeaveAside => return leave_aside(screen),
        Command::NextOpen => next_open(screen),
        Command::Undo => return undo(screen),
        Command::SaveMapping => return save(screen, false),
        Command::GoOn => return go_on(screen),
        Command::NextTheme => next_theme(screen),
        Command::Help => screen.overlay = Some(Overlay::Reading(Reading::keys(Mode::Mapping))),
        Command::Leave => leave(screen),
        command => drop(screen.cursor.travel(command, screen.rows().len())),
    }
    Vec::new()
}

/// What the selected row waits for: an order where dates are not settled, else a field or a table.
fn open(screen: &mut MappingScreen) {
    match screen.selected() {
        Some(row @ Row::Column(..)) if row.is_open(&screen.report) => settle(screen),
        _ => choose(screen),
    }
}

fn choose(screen: &mut MappingScreen) {
    let picker = screen.selected().and_then(|row| choices::for_row(screen, row));
    match picker {
        Some(picker) => screen.overlay = Some(Overlay::Picker(picker)),
        None => screen.say(Tone::Info, "There is nothing to choose here; select a file or a column"),
    }
}

fn settle(screen: &mut MappingScreen) {
    let picker = screen.selected().and_then(|row| choices::orders(&screen.report, row));
    match picker {
        Some(picker) => screen.overlay = Some(Overlay::Picker(picker)),
        None => screen.say(Tone::Info, "Its values can be read in one way only; select a column of dates like 03/04/2026"),
    }
}

fn leave_aside(screen: &mut MappingScreen) -> Vec<Effect> {
    if let Some(edit) = screen.selected().and_then(|row| choices::leave_aside(&screen.report, row)) {
        return edited(screen, &edit);
    }
    screen.say(Tone::Info, "Nothing is read from there");
    Vec::new()
}

/// The next row that must be settled, round and round.
fn next_open(screen: &mut MappingScreen) {
    let rows = screen.rows();
    let here = screen.cursor.at(rows.len()).unwrap_or(0);
    let order = (here + 1..rows.len()).chain(0..(here + 1).min(rows.len()));
    match order.into_iter().find(|i| rows[*i].is_open(&screen.report)) {
        Some(next) => screen.cursor.0 = next,
        None if screen.report.has_renewals() => screen.say(Tone::Good, "Everything is settled"),
        None => screen.say(Tone::Warn, no_renewals()),
    }
}

fn no_renewals() -> &'static str {
    "No file is read as renewals or subscriptions yet; select the file that holds them, Enter chooses its table"
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
        screen.say(Tone::Info, "Nothing to undo");
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

/// A report on the mapping as it is now; those on earlier ones are outdated.
fn checked(screen: &mut MappingScreen, number: u64, result: Result<Box<CheckReport>, String>) {
    if number != screen.asked {
        return;
    }
    screen.seen = number;
    match result {
        Ok(report) => {
            let said = changes(&screen.report, &report);
            let subject = screen.selected().and_then(|row| row.subject(&screen.report));
            screen.report = *report;
            follow(screen, subject.as_ref());
            screen.say(Tone::Info, said);
        }
        // The mapping goes back to what could be read.
        Err(error) => {
            if let Some(earlier) = screen.earlier.pop_back() {
                screen.mapping = earlier;
            }
            screen.say(Tone::Warn, error);
        }
    }
}

/// Keeps the selection on what it was on.
fn follow(screen: &mut MappingScreen, subject: Option<&Subject>) {
    let rows = screen.rows();
    let place = rows.iter().position(|row| subject.is_some() && row.subject(&screen.report).as_ref() == subject);
    screen.cursor.0 = place.or(screen.cursor.at(rows.len())).unwrap_or(0);
}

/// What a change did, in one line: `Close Date: due_date; Signed: not used`.
fn changes(before: &CheckReport, after: &CheckReport) -> String {
    let (before, after) = (uses(before), uses(after));
    let changed: Vec<String> = after.iter().filter(|one| !before.contains(one)).map(|(_, what, used)| format!("{what}: {used}")).collect();
    match changed.as_slice() {
        [] => "Nothing else changed".to_owned(),
        [first, _, _, _, ..] => format!("{first}; {} more changes", changed.len() - 1),
        few => few.join("; "),
    }
}

/// Every file and column with what it is read as.
fn uses(report: &CheckReport) -> Vec<(&str, &str, String)> {
    let mut all = Vec::new();
    for file in &report.files {
        all.push((file.name.as_str(), file.name.as_str(), file.table.key().to_owned()));
        for column in &file.columns {
            let form = column.form.as_ref().map_or_else(String::new, |form| format!(", {form}"));
            all.push((&file.name, &column.column, format!("{}{form}", column.field.key())));
        }
        all.extend(file.unused.iter().map(|column| (file.name.as_str(), column.column.as_str(), "not used".to_owned())));
    }
    all.extend(report.left.iter().map(|left| (left.name.as_str(), left.name.as_str(), "not read".to_owned())));
    all
}

fn save(screen: &mut MappingScreen, keeping: bool) -> Vec<Effect> {
    if screen.is_checking() {
        screen.going_on = false;
        screen.say(Tone::Info, "The data is still being looked at; a moment");
        return Vec::new();
    }
    vec![Effect::Save { text: screen.report.mapping.clone(), keeping }]
}

fn go_on(screen: &mut MappingScreen) -> Vec<Effect> {
    if !screen.report.is_ready() {
        next_open(screen);
        let said = match rows::open_count(&screen.report) {
            _ if !screen.report.has_renewals() => no_renewals().to_owned(),
            1 => "Not yet: this row must be settled first".to_owned(),
            open => format!("Not yet: {open} rows marked with ! must be settled first"),
        };
        screen.say(Tone::Warn, said);
        return Vec::new();
    }
    if screen.unsaved {
        screen.going_on = true;
        return save(screen, false);
    }
    screen.ending = Some(Ending::GoOn);
    Vec::new()
}

/// Leaving what was changed and not written is asked twice.
fn leave(screen: &mut MappingScreen) {
    if screen.unsaved && !screen.earlier.is_empty() && !screen.quit_asked {
        screen.quit_asked = true;
        return screen.say(Tone::Warn, "What you changed is not saved. w saves it; q once more leaves without");
    }
    screen.ending = Some(Ending::Leave);
}

fn took_written(screen: &mut MappingScreen, written: Written) {
    match written {
        Written::Done { kept } => {
            screen.unsaved = false;
            let old = kept.map_or_else(String::new, |old| format!("; the one before is kept as {old}"));
            screen.say(Tone::Good, format!("Written to {}{old}", screen.target));
            if screen.going_on {
                screen.ending = Some(Ending::GoOn);
            }
        }
        Written::IsThere { old } => screen.overlay = Some(Overlay::Picker(ask_to_replace(&screen.target, &old))),
        Written::Failed(error) => {
            screen.going_on = false;
            screen.say(Tone::Warn, error);
        }
    }
}

/// A mapping that somebody may have edited is never written over unasked, and then it is kept.
fn ask_to_replace(target: &str, old: &str) -> Picker {
    let item = |label: String, detail: &str, choice| Item { label, detail: detail.to_owned(), choice: picker::Choice::Mapping(choice) };
    let items = vec![
        item(format!("Keep it as {old}, write the new one"), "", Choice::Replace),
        item("Leave it as it is".into(), "nothing is written", Choice::Nothing),
    ];
    Picker::new(format!("{target} is there already"), items)
}

fn next_theme(screen: &mut MappingScreen) {
    screen.theme = (screen.theme + 1) % screen.themes.len().max(1);
    let said = format!("Theme: {}", screen.themes.get(screen.theme).map_or("dark", String::as_str));
    screen.say(Tone::Info, said);
}

fn mouse(screen: &mut MappingScreen, event: MouseEvent) -> Vec<Effect> {
    match event.kind {
        MouseEventKind::ScrollUp => key(screen, KeyEvent::new(KeyCode::Up, KeyModifiers::NONE)),
        MouseEventKind::ScrollDown => key(screen, KeyEvent::new(KeyCode::Down, KeyModifiers::NONE)),
        MouseEventKind::Down(MouseButton::Left) => match screen.targets.at(event.column, event.row) {
            Some(Target::Row(row)) => click(screen, row),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// The first click selects, the second opens.
fn click(screen: &mut MappingScreen, row: usize) -> Vec<Effect> {
    screen.status = None;
    match &mut screen.overlay {
        Some(Overlay::Picker(picker)) => {
            let outcome = picker.click(row);
            return picked(screen, outcome);
        }
        Some(_) => {}
        None if screen.cursor.0 == row => open(screen),
        None => screen.cursor.0 = row,
    }
    Vec::new()
}
