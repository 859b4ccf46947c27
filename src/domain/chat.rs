//! A call's chat as it is copied or saved, and what the people of a retro say by it. Zoom, Teams, Meet, Slack, Webex and plain
//! `Name: text` are read; what was private stays so, and reactions and quotes are no words of whoever sent them.

mod goes_to;
mod head;
mod meaning;
mod naming;
mod noise;
mod thread;
mod votes;

use std::collections::HashSet;
use std::hash::Hash;

use head::Head;

pub(crate) use meaning::{New, News, newcomers, news};
pub(crate) use naming::{Meant, naming};
pub(crate) use noise::Why;

use super::person;
use super::text;
use crate::work;

/// One message of a chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    /// `None` where nothing tells.
    pub by: Option<String>,
    /// One line.
    pub text: String,
}

/// A chat as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Chat {
    pub said: Vec<Said>,
    /// Messages to some only; they are left out, and shown to nobody.
    pub private: usize,
    /// What is nobody's words, line by line.
    pub left: Vec<Left>,
}

/// A line that is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Left {
    pub by: Option<String>,
    pub text: String,
    pub why: Why,
}

/// Reads what was pasted. `people` are known by name: whoever they are, `Name:` at the start of a line is one of them.
pub(crate) fn read(pasted: &str, people: &[&str]) -> Chat {
    let lines: Vec<&str> = pasted.lines().map(|line| line.trim_matches(is_blank)).collect();
    let speakers = speakers(&lines);
    let mut reader = Reader { plain_names: head::are_plain_names(&lines, people), ..Reader::default() };
    let is_somebody = |name: &str| is_one_of(name, people) || speakers.iter().any(|known| person::is_likely_same(known, name));
    let mut at = 0;
    while at < lines.len() {
        at += reader.take(&lines[at..], people, &is_somebody);
    }
    reader.end();
    reader.chat
}

/// `Anna Berg: text`, whoever that may be, and the text.
pub(crate) fn named_plainly(line: &str) -> Option<(String, &str)> {
    head::plain(line, &[])
}

/// So many people speak in no chat. A log or a list has lines that begin like theirs: what would be held name against name is not.
pub(crate) const MOST_SPEAKERS: usize = 500;

/// Each once, in the order in which they come; no more than one beyond the most.
pub(crate) fn speaking<T: Clone + Eq + Hash>(names: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = HashSet::new();
    names.filter(|name| seen.insert(name.clone())).take(MOST_SPEAKERS + 1).collect()
}

/// Who begins a message with a time.
fn speakers(lines: &[&str]) -> Vec<String> {
    let found = speaking((0..lines.len()).filter_map(|at| head::read(&lines[at..])?.0.by));
    if found.len() > MOST_SPEAKERS { Vec::new() } else { found }
}

/// Also what keeps names and marks of right-to-left writing apart.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[derive(Default)]
struct Reader {
    chat: Chat,
    /// `Name: text` without a time is a message here.
    plain_names: bool,
    /// The message that is being read.
    open: Option<(Head, Vec<String>)>,
}

impl Reader {
    /// Takes the next line, or the lines that a head stands on; says how many.
    fn take(&mut self, lines: &[&str], people: &[&str], is_somebody: &dyn Fn(&str) -> bool) -> usize {
        work::done(1);
        if let Some((head, rest, taken)) = head::read(lines) {
            self.begin(head, rest);
            return taken;
        }
        let is_awaited = self.awaits_words() && noise::may_be_said(lines[0]);
        if !is_awaited && noise::is_program(lines[0], is_somebody) {
            self.chat.left.push(Left { by: None, text: text::line(lines[0]), why: Why::Program });
            return 1;
        }
        let is_timed = self.open.as_ref().is_some_and(|(head, _)| head.is_timed);
        let plain = head::plain(lines[0], people).filter(|(by, _)| self.plain_names || is_one_of(by, people));
        match plain {
            // In a chat with times, only times begin a message: a colon in it is the message's own.
            Some((by, rest)) if !is_timed => self.begin(Head { by: Some(by), ..Head::default() }, rest),
            _ => self.go_on(lines[0]),
        }
        1
    }

    /// A head was read, and nothing below it yet.
    fn awaits_words(&self) -> bool {
        self.open.as_ref().is_some_and(|(head, lines)| head.is_timed && lines.iter().all(|line| line.trim().is_empty()))
    }

    fn begin(&mut self, head: Head, rest: &str) {
        if let Some((open, lines)) = &mut self.open
            && open.is_caption
            && head.is_caption
            && open.by == head.by
            && !lines.iter().rev().find(|line| !line.is_empty()).is_some_and(|line| line.ends_with(['.', '!', '?', '…']))
        {
            return lines.push(rest.to_owned());
        }
        self.end();
        self.open = Some((head, vec![rest.to_owned()]));
    }

    /// Another line of the same message; where nobody is known to speak, each line is a message.
    fn go_on(&mut self, line: &str) {
        match &mut self.open {
            Some((head, lines)) if head.is_timed => lines.push(line.to_owned()),
            _ => {
                self.end();
                self.open = Some((Head::default(), vec![line.to_owned()]));
            }
        }
    }

    fn end(&mut self) {
        let Some((head, lines)) = self.open.take() else { return };
        let words = noise::words(&lines);
        if head.is_private {
            self.chat.private += usize::from(!words.own.is_empty() || !words.left.is_empty());
            return;
        }
        let by = head.by;
        let left = words.left.into_iter().map(|(text, why)| Left { by: by.clone(), text, why });
        self.chat.left.extend(left);
        if by.as_deref().is_some_and(noise::is_bot) {
            self.chat.left.extend(words.own.into_iter().map(|text| Left { by: by.clone(), text, why: Why::Bot }));
            return;
        }
        self.chat.said.extend(words.own.into_iter().map(|text| Said { by: by.clone(), text }));
    }
}

fn is_one_of(name: &str, people: &[&str]) -> bool {
    people.iter().any(|known| person::is_likely_same(known, name))
}

/// A name as it is shown, without what a program adds to it.
fn name(raw: &str) -> Option<String> {
    const ADDED: [&str; 12] = [
        "(host)",
        "(co-host)",
        "(guest)",
        "(me)",
        "(you)",
        "(gast)",
        "(external)",
        "(extern)",
        "(unverified)",
        "(she/her)",
        "(he/him)",
        "(they/them)",
    ];
    let mut name = raw.trim_matches(is_blank);
    while let Some(bare) = ADDED.iter().find_map(|added| without_end(name, added)) {
        name = bare.trim_matches(is_blank);
    }
    let name = text::line(name);
    let name = name.trim_matches(is_blank);
    (!name.is_empty() && name.chars().count() <= 60 && name.chars().any(char::is_alphabetic)).then(|| name.to_owned())
}

/// `text` without an `end`, however that is written.
fn without_end<'a>(text: &'a str, end: &str) -> Option<&'a str> {
    let at = text.len().checked_sub(end.len())?;
    let is_end = text.get(at..).is_some_and(|tail| tail.eq_ignore_ascii_case(end));
    is_end.then(|| &text[..at])
}

#[cfg(test)]
#[path = "chat/chat_tests.rs"]
mod tests;
