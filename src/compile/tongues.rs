//! What people and systems call things: a file a language and a file a system, with headings, words of values, and names of files.
//!
//! A file says `key = word, word` below `[section]`; lines that begin with a blank go on with the one before. `(contract/term) end`
//! stands for one word with each of what is in the brackets. Headings are fields:
//! what surely means one stands before `|`, what means it only where nothing better does behind it. Nothing here is read before a
//! folder is understood.

use std::collections::HashSet;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

macro_rules! tongues {
    ($($name:literal)*) => {
        /// English first: of names that are likely only, earlier ones are likelier.
        const FILES: &[(&str, &str)] = &[$(($name, include_str!(concat!("tongues/", $name, ".txt"))),)*];
    };
}

tongues! {
    "english"
    "salesforce" "hubspot" "dynamics" "pipedrive" "zoho" "stripe" "chargebee" "recurly" "zuora" "ledgers" "success" "sap"
    "german" "french" "spanish" "portuguese" "italian" "dutch" "japanese"
    "danish" "norwegian" "swedish" "finnish" "polish" "czech" "slovak" "hungarian" "romanian" "turkish"
    "greek" "russian" "ukrainian" "chinese" "korean"
    "hebrew" "arabic" "vietnamese" "thai"
}

const HEADINGS: &str = "headings";

/// One line of a file.
struct Entry {
    #[cfg_attr(not(test), expect(dead_code, reason = "tests tell by it where a word stands"))]
    file: &'static str,
    section: &'static str,
    key: &'static str,
    words: &'static str,
}

static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| FILES.iter().flat_map(|(file, text)| entries(file, text)).collect());

/// What stands under each key of each section, file by file.
static WORDS: LazyLock<FxHashMap<(&str, &str), Vec<&str>>> = LazyLock::new(|| {
    let mut words: FxHashMap<_, Vec<&str>> = FxHashMap::default();
    ENTRIES.iter().filter(|entry| entry.section != HEADINGS).for_each(|entry| {
        words.entry((entry.section, entry.key)).or_default().push(entry.words);
    });
    words
});

/// The names of one field in one language or system.
#[derive(Clone, Copy)]
pub(crate) struct Names {
    /// Its [key](crate::compile::schema::Field::key).
    pub(crate) field: &'static str,
    sure: &'static str,
    likely: &'static str,
}

impl Names {
    /// Those that surely mean it, surest first.
    pub(crate) fn sure(self) -> impl Iterator<Item = &'static str> {
        split(self.sure)
    }

    /// Those that mean it only where nothing better does.
    pub(crate) fn likely(self) -> impl Iterator<Item = &'static str> {
        split(self.likely)
    }
}

/// What headings call our fields.
pub(crate) fn headings() -> impl Iterator<Item = Names> {
    ENTRIES.iter().filter(|entry| entry.section == HEADINGS).map(|entry| {
        let (sure, likely) = entry.words.split_once('|').unwrap_or((entry.words, ""));
        Names { field: entry.key, sure, likely }
    })
}

/// The words of all files for `key` of `section`.
pub(crate) fn words(section: &'static str, key: &'static str) -> impl Iterator<Item = &'static str> {
    WORDS.get(&(section, key)).into_iter().flatten().flat_map(|words| split(words))
}

/// The words with letters beyond ASCII that headings and values are made of, in small letters.
static SPELT: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let all = ENTRIES.iter().flat_map(|entry| entry.words.split([',', '|']).flat_map(spelt));
    all.collect()
});

/// The words of a text that have letters beyond ASCII, in small letters.
fn spelt(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_ascii() && word.chars().count() > 2).map(str::to_lowercase)
}

/// How many different words of a text are among those that some language has here and ASCII has not: text that is decoded wrongly has none.
pub(crate) fn words_spelt(text: &str) -> usize {
    spelt(text).filter(|word| SPELT.contains(word)).collect::<HashSet<String>>().len()
}

fn split(words: &'static str) -> impl Iterator<Item = &'static str> {
    words.split(',').map(str::trim).filter(|word| !word.is_empty()).flat_map(each)
}

/// A word with each of what stands in its brackets. They are made once, when somebody asks for the first folder.
fn each(word: &'static str) -> Vec<&'static str> {
    let Some((before, (inside, after))) = word.split_once('(').and_then(|(before, rest)| Some((before, rest.split_once(')')?))) else {
        return vec![word];
    };
    inside.split('/').flat_map(|choice| each(format!("{before}{choice}{after}").leak())).collect()
}

fn entries(file: &'static str, text: &'static str) -> Vec<Entry> {
    let mut entries = Vec::new();
    let (mut section, mut rest) = ("", text);
    while !rest.is_empty() {
        let (line, after) = logical_line(rest);
        rest = after;
        let line = line.trim();
        if let Some(name) = line.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
            section = name;
        } else if !line.starts_with('#')
            && let Some((key, words)) = line.split_once('=')
        {
            entries.push(Entry { file, section, key: key.trim(), words });
        }
    }
    entries
}

/// A line with those that go on with it, and what comes after.
fn logical_line(text: &'static str) -> (&'static str, &'static str) {
    let goes_on = |at: usize| text[at + 1..].starts_with(' ');
    let end = text.match_indices('\n').map(|(at, _)| at).find(|at| !goes_on(*at));
    end.map_or((text, ""), |at| (&text[..at], &text[at + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::schema::Field;

    /// Sections with their keys, all of which somebody asks for.
    const KNOWN: [(&str, &str); 14] = [
        ("unchanged", "words"),
        ("files", "accounts, renewals, subscriptions, health, usage, notes, plays, tickets, reasons"),
        (
            "telling",
            "before, after, month, quarter, year, term, amount, between, per, whole term, month after per, year after per, month in front, \
             quarter in front, year in front, discount, given",
        ),
        ("outcomes", "renewed, churned, open, standing"),
        ("phrases", "renewed, churned, renewal, loss, change, partial, open, not, undone, beside"),
        ("states", "active, paused, trial, gone, ends"),
        ("flags", "yes, no, low, medium, high"),
        ("kinds", "renewal, other, existing, sales pipeline, renewal in a title, other in a title, two words in a title"),
        ("movements", "down, up"),
        ("recurring", "once, again, hardly"),
        ("corrections", "words, saved, out"),
        ("left out", "out, out alone, in, in alone, words, void, phrases, back, names"),
        (
            "periods",
            "day, week, two weeks, month, quarter, four months, half year, year, two years, term, times, beside, week begins, month begins, \
             quarter begins, half year begins, year begins",
        ),
        ("numbers", "1, 2, 3, 4, 6, 12"),
    ];

    #[test]
    fn every_line_of_every_file_is_one_that_somebody_asks_for() {
        for (file, text) in FILES {
            let lines = text.lines().filter(|line| !line.starts_with([' ', '#', '[']) && !line.is_empty()).count();
            assert_eq!(entries(file, text).len(), lines, "{file}: a line without =");
        }
        for entry in ENTRIES.iter() {
            let is_known = match entry.section {
                HEADINGS => Field::ALL.iter().any(|field| field.key() == entry.key),
                section => {
                    let keys = KNOWN.iter().find(|(known, _)| *known == section).map(|(_, keys)| *keys);
                    keys.is_some_and(|keys| split(keys).any(|key| key == entry.key))
                }
            };
            assert!(is_known, "{}: [{}] {}", entry.file, entry.section, entry.key);
        }
    }

    #[test]
    fn lines_that_begin_with_a_blank_go_on_with_the_one_before() {
        let read = entries("test", "# A test\n[flags]\nyes = one,\n    two\nno =\n");
        let read: Vec<_> = read.iter().map(|e| (e.section, e.key, split(e.words).collect::<Vec<_>>())).collect();
        assert_eq!(read, [("flags", "yes", vec!["one", "two"]), ("flags", "no", vec![])]);
    }

    #[test]
    fn brackets_stand_for_each_of_what_is_in_them() {
        let read: Vec<_> = split("start, (contract/term) (end/ends on), (auto/)renewal").collect();
        assert_eq!(read, ["start", "contract end", "contract ends on", "term end", "term ends on", "autorenewal", "renewal"]);
    }
}
