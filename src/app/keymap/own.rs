//! Keys of a user's own, in place of those of the table.

use std::fmt::Write as _;

use ratatui::crossterm::event::KeyCode;

use super::table::BINDINGS;
use super::{Binding, Key, Mode, On};
use crate::app::command::Command;
use crate::domain::text;

/// A command's name with the keys that it is to have.
pub(crate) struct Wanted<'a> {
    pub name: &'a str,
    pub keys: &'a [String],
}

/// What is wrong with one of them.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Wrong {
    /// Its place among those that were wanted.
    pub at: usize,
    pub message: String,
}

/// The key that always leaves, and the one that always goes back: no other command has them.
const LEAVES: Key = Key { code: KeyCode::Char('c'), ctrl: true };
const GOES_BACK: Key = Key { code: KeyCode::Esc, ctrl: false };

/// The table with these in place of the commands' own keys.
///
/// # Errors
/// The first that is no command, no key, or a key that another command has where both work.
pub(crate) fn table(all: &[Wanted<'_>]) -> Result<Vec<Binding>, Wrong> {
    let mut table = BINDINGS.to_vec();
    let mut own: Vec<(usize, Command)> = Vec::new();
    for (at, wanted) in all.iter().enumerate() {
        let wrong = |message| Wrong { at, message };
        let command = Command::named(wanted.name).ok_or_else(|| wrong(unknown(wanted.name)))?;
        let keys = keys(command, wanted.keys).map_err(wrong)?;
        give(&mut table, command, &keys);
        own.push((at, command));
    }
    for (at, command) in own {
        if let Some(message) = conflict(&table, command) {
            return Err(Wrong { at, message });
        }
    }
    Ok(table)
}

fn unknown(name: &str) -> String {
    let names: Vec<String> = Command::all().map(Command::name).collect();
    let near = text::nearest(name, names.iter().map(String::as_str)).map_or_else(String::new, |near| format!("did you mean {near}? "));
    format!("there is no command of this name; {near}`run-retro keys` lists all")
}

fn keys(command: Command, written: &[String]) -> Result<Vec<Key>, String> {
    if written.is_empty() {
        return Err("it has to have a key; leave the line out to keep its own".to_owned());
    }
    let read = |written: &String| {
        let key = Key::parse(written).map_err(|why| format!("`{}` is no key: {why}", text::line(written)))?;
        match command {
            Command::Retry if !key.types_nothing() => Err(format!(
                "{command_name} works where text is typed, too: give it ctrl+ and a letter, or f1 to f12",
                command_name = command.name()
            )),
            _ if key == LEAVES => Err("ctrl+c always leaves; choose another key".to_owned()),
            _ if key == GOES_BACK => Err("esc always goes back; choose another key".to_owned()),
            _ => Ok(key),
        }
    };
    written.iter().map(read).collect()
}

/// The command has these keys wherever it had others, and the first stands in the footer; one that had none has them on every phase.
fn give(table: &mut Vec<Binding>, command: Command, keys: &[Key]) {
    let stays = |b: &Binding| b.key == LEAVES || b.key == GOES_BACK;
    let mut places: Vec<On> = Vec::new();
    let mut given = Vec::with_capacity(table.len() + keys.len());
    for binding in table.drain(..) {
        if binding.command != command {
            given.push(binding);
            continue;
        }
        if !places.contains(&binding.on) {
            places.push(binding.on);
            given.extend(keys.iter().enumerate().map(|(i, key)| Binding {
                key: *key,
                footer: if i == 0 { binding.footer } else { 0 },
                ..binding
            }));
        }
        if stays(&binding) {
            given.push(Binding { footer: 0, ..binding });
        }
    }
    if places.is_empty() {
        given.extend(keys.iter().map(|key| Binding { on: On::Phases, key: *key, command, footer: 0 }));
    }
    *table = given;
}

/// Another command that has one of its keys where both work.
fn conflict(table: &[Binding], command: Command) -> Option<String> {
    for mode in Mode::all() {
        let here = || table.iter().filter(move |b| b.on.covers(mode));
        for mine in here().filter(|b| b.command == command) {
            // Where one lies above the other without anybody's doing, that stays so.
            let usual = |command: Command| BINDINGS.iter().any(|b| b.on.covers(mode) && b.key == mine.key && b.command == command);
            let mut others = here().filter(|b| b.key == mine.key && b.command != command);
            if let Some(other) = others.find(|other| !(usual(command) && usual(other.command))) {
                let (key, name, other) = (mine.key.label(), command.name(), other.command);
                return Some(format!(
                    "{key} is {} already ({}, {}); choose another key for {name}, or give {} one under [keys], too",
                    other.name(),
                    other.short(),
                    mode.title(),
                    other.name()
                ));
            }
        }
    }
    None
}

/// All commands with their names, keys and what they do, a line each.
pub(crate) fn listed() -> String {
    let mut rows: Vec<[String; 3]> = Vec::new();
    for command in Command::all() {
        let mut keys: Vec<String> = Vec::new();
        for binding in super::table().iter().filter(|b| b.command == command) {
            let label = binding.key.label();
            if !keys.contains(&label) {
                keys.push(label);
            }
        }
        rows.push([command.name(), keys.join(" "), command.long()]);
    }
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let (names, keys) = (width(0), width(1));
    rows.iter().fold(String::new(), |mut listed, [name, key, what]| {
        let _ = writeln!(listed, "{name:names$}  {key:keys$}  {what}");
        listed
    })
}
