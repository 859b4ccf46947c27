//! One table from (mode, key) to command. Dispatch, footer, help and texts read it, so they cannot disagree. A user may give commands other
//! keys ([`own`]).

mod key;
mod layout;
mod mode;
pub(crate) mod own;
mod table;

use std::sync::OnceLock;

pub(crate) use key::Key;
pub(crate) use mode::{Mode, On};

use super::command::Command;

/// A line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Binding {
    pub on: On,
    pub key: Key,
    pub command: Command,
    /// Place in the footer, 1 first; 0 stands only in help.
    pub footer: u8,
}

impl Binding {
    /// Counts on every phase, or in everything that lies above one.
    pub(crate) fn is_general(&self) -> bool {
        matches!(self.on, On::Phases | On::Overlays)
    }
}

/// The table that holds, once it is a user's own. All windows of a run have one.
static OWN: OnceLock<Vec<Binding>> = OnceLock::new();

/// From now on this table holds; the first one that is given stays.
pub(crate) fn hold(table: Vec<Binding>) {
    drop(OWN.set(table));
}

fn table() -> &'static [Binding] {
    OWN.get().map_or(table::BINDINGS, Vec::as_slice)
}

/// The command a key means in a mode; a letter that means nothing, what the Latin letter on its key does.
pub(crate) fn command(mode: Mode, key: Key) -> Option<Command> {
    let bound = |key: Key| bindings(mode).find(|b| b.key == key).map(|b| b.command);
    bound(key).or_else(|| bound(key.on_latin()?))
}

/// Counts everywhere in a session, also where text is typed: nobody should have to leave a form to save.
pub(crate) fn is_retry(key: Key) -> bool {
    table().iter().any(|b| b.key == key && b.command == Command::Retry)
}

/// Leaves a session, wherever one is: while the end is waited for it is asked once more.
pub(crate) fn is_quit(key: Key) -> bool {
    table().iter().any(|b| b.key == key && b.command == Command::Quit)
}

/// All bindings that count in a mode, the first for a key being the one that is used.
pub(crate) fn bindings(mode: Mode) -> impl Iterator<Item = &'static Binding> {
    table().iter().filter(move |b| b.on.covers(mode))
}

/// The footer of a mode: the most useful keys, best first.
pub(crate) fn footer(mode: Mode) -> Vec<&'static Binding> {
    let mut shown: Vec<_> = bindings(mode).filter(|b| b.footer > 0).collect();
    shown.sort_by_key(|b| b.footer);
    // A key stands there once, with what it does here.
    let mut seen = Vec::new();
    shown.retain(|b| {
        command(mode, b.key) == Some(b.command) && !seen.contains(&b.key) && {
            seen.push(b.key);
            true
        }
    });
    shown
}

/// The key a command has in a mode, for hints in texts.
pub(crate) fn key_for(mode: Mode, command: Command) -> Option<Key> {
    bindings(mode).find(|b| b.command == command).map(|b| b.key)
}

/// The key of a command as it is printed, for texts that stand where the command works; `:` and its name where it has none.
pub(crate) fn named(command: Command) -> String {
    let bound = || table().iter().filter(move |b| b.command == command);
    let first = bound().find(|b| b.on == On::Phases).or_else(|| bound().next());
    first.map_or_else(|| format!(": “{}”", command.short()), |b| b.key.label())
}

#[cfg(test)]
#[path = "keymap_tests.rs"]
mod tests;
