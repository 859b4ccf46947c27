//! Who is meant by the names of a chat: one person is written in several ways, and two may be called the same. What is likely is proposed;
//! the room confirms it by taking the chat in, or parts them.

use std::collections::HashSet;

use super::{MOST_SPEAKERS, Said};
use crate::domain::person;
use crate::domain::session::Session;
use crate::domain::text;

/// A name of a chat, and who is meant by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Meant {
    pub written: String,
    /// Theirs in the session; nothing where it says only "You".
    pub name: Option<String>,
    /// It is likely and not certain.
    pub is_likely: bool,
}

/// All names of a chat, whole ones before those of which less is written.
pub(crate) fn naming(said: &[Said], session: &Session) -> Vec<Meant> {
    let mut seen = HashSet::new();
    let mut written: Vec<&str> = said.iter().filter_map(|one| one.by.as_deref()).filter(|by| seen.insert(*by)).collect();
    if written.len() > MOST_SPEAKERS {
        // Each is who it says.
        return written.into_iter().map(|by| meant(by, &[], session)).collect();
    }
    written.sort_by_key(|name| std::cmp::Reverse(person::spelled(name).name.split_whitespace().count()));
    let mut known: Vec<Known> = session.people.iter().map(|person| Known::new(&person.name, &person.name)).collect();
    let mut all = Vec::new();
    for by in written {
        let meant = meant(by, &known, session);
        match meant.name.as_ref().and_then(|name| known.iter_mut().find(|known| known.name == *name)) {
            Some(one) => one.spellings.push(by.to_owned()),
            None => known.extend(meant.name.as_deref().map(|name| Known::new(name, by))),
        }
        all.push(meant);
    }
    all
}

/// Somebody of the session or of the chat, and how they were written so far.
struct Known {
    name: String,
    spellings: Vec<String>,
}

impl Known {
    fn new(name: &str, written: &str) -> Self {
        Self { name: name.to_owned(), spellings: vec![written.to_owned()] }
    }

    fn is_likely(&self, written: &str) -> bool {
        self.spellings.iter().all(|known| person::is_likely_same(known, written))
    }
}

fn meant(written: &str, known: &[Known], session: &Session) -> Meant {
    let as_it_is = |name: Option<String>| Meant { written: written.to_owned(), name, is_likely: false };
    if is_whoever_copied(written) {
        return as_it_is(None);
    }
    if let Some(person) = session.person_named(written) {
        return as_it_is(Some(person.name.clone()));
    }
    if let Some(one) = only(known.iter().filter(|known| known.is_likely(written))).or_else(|| by_first_name(written, known)) {
        // What only differs in capitals is no likelihood.
        return Meant { is_likely: !person::is_same_name(&one.name, written), ..as_it_is(Some(one.name.clone())) };
    }
    let bare = person::spelled(written).name;
    let is_taken = known.iter().any(|known| person::is_same_name(&known.name, &bare));
    as_it_is(Some(if is_taken || bare.is_empty() { written.to_owned() } else { bare }))
}

/// `Ana`, where one Ana is here.
fn by_first_name<'a>(written: &str, known: &'a [Known]) -> Option<&'a Known> {
    let given = person::spelled(written).name;
    if given.contains(char::is_whitespace) || given.is_empty() {
        return None;
    }
    let first = |known: &&Known| known.name.split_whitespace().next().is_some_and(|first| text::fold(first) == text::fold(&given));
    only(known.iter().filter(first))
}

fn only<'a>(mut found: impl Iterator<Item = &'a Known>) -> Option<&'a Known> {
    let one = found.next()?;
    found.next().is_none().then_some(one)
}

/// How a program calls whoever copied the chat.
fn is_whoever_copied(written: &str) -> bool {
    ["you", "me", "du", "ich", "moi", "vous", "yo", "tú", "io"].contains(&written.to_lowercase().as_str())
}
