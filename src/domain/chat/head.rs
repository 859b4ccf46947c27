//! How a message begins: who, when, and to whom, as each program writes it.

use super::goes_to::GoesTo;
use super::{MOST_SPEAKERS, is_one_of, name, speaking};
use crate::domain::person;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Head {
    pub by: Option<String>,
    /// It says when: lines that follow belong to it.
    pub is_timed: bool,
    pub is_private: bool,
    /// It is a caption of a recording: a sentence goes on from one to the next.
    pub is_caption: bool,
}

/// The head that these lines begin with, what of its last line belongs to the message, and how many lines it takes.
pub(crate) fn read<'a>(lines: &[&'a str]) -> Option<(Head, &'a str, usize)> {
    let line = lines[0];
    let one = |(head, rest)| (head, rest, 1);
    timed_first(line)
        .map(one)
        .or_else(|| webex(line).map(one))
        .or_else(|| name_then_time(line).map(|head| (head, "", 1)))
        .or_else(|| two_lines(lines))
        .or_else(|| caption(lines))
}

/// `09:15:32 From Ana to Everyone: text` (Zoom, saved), `00:12:34<tab>Ana:<tab>text` (Zoom, of a recording), `[11/25 10:15 AM] Ana: text`
/// and `[10:42 • 13/08/2024] Ana:` (Teams), `[25.11.26, 10:15:32] Ana: text`.
fn timed_first(line: &str) -> Option<(Head, &str)> {
    let (_, rest) = leading_time(line)?;
    let rest = rest.trim_start_matches([' ', '\t', '-', '–', '•']);
    if let Some(found) = from_to(rest) {
        return Some(found);
    }
    match rest.split_once(':') {
        Some((by, said)) if !by.contains("//") => Some((timed(name(by)?), said.trim())),
        // The words come on the next line.
        _ if line.starts_with('[') && looks_like_a_name(rest) => Some((timed(name(rest)?), "")),
        _ => None,
    }
}

/// What stands between a sender and who it was sent to, in the languages of the program.
const FROM_TO: [(&str, &str); 5] = [("from ", " to "), ("von ", " an "), ("de ", " à "), ("de ", " para "), ("da ", " a ")];

/// Whoever everybody is.
const EVERYONE: [&str; 9] =
    ["everyone", "everybody", "all panelists and attendees", "hosts and panelists", "alle", "tout le monde", "todos", "tutti", "all"];

fn from_to(rest: &str) -> Option<(Head, &str)> {
    let lower = rest.to_lowercase();
    if lower.len() != rest.len() {
        return None;
    }
    FROM_TO.iter().find_map(|(from, to)| {
        let start = lower.strip_prefix(from).map(|_| from.len())?;
        let colon = start + rest[start..].find(':')?;
        let between = start + lower[start..colon].rfind(to)?;
        let to_whom = lower[between + to.len()..colon].trim().to_owned();
        let is_private = !EVERYONE.contains(&to_whom.as_str());
        Some((Head { is_private, ..timed(name(&rest[start..between])?) }, rest[colon + 1..].trim()))
    })
}

/// `from Ana to everyone:    10:15 AM`, and the words on the next line.
fn webex(line: &str) -> Option<(Head, &str)> {
    let (head, rest) = from_to(line)?;
    let (_, after) = leading_time(rest)?;
    Some((head, after.trim()))
}

/// `Ana Lopez  10:15 AM` and `Ana Lopez  [10:15 AM]` (Slack, Webex, Meet), `Ana Lopez 11/25/2026, 10:15 AM`.
fn name_then_time(line: &str) -> Option<Head> {
    let line = line.strip_suffix("(edited)").unwrap_or(line).trim();
    let at = line.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at).find(|at| is_time(line[*at..].trim()))?;
    let before = line[..at].trim_end_matches([',', '•', '·', '|', '-', ' ']);
    is_speaker(before).then(|| name(before).map(timed)).flatten()
}

/// The name on one line and the time on the next (Meet, Teams), or the time of a caption and the name below it (Meet, saved).
fn two_lines<'a>(lines: &[&'a str]) -> Option<(Head, &'a str, usize)> {
    let (first, second) = (lines[0], *lines.get(1)?);
    if is_caption_time(first) {
        let (by, said) = second.split_once(':')?;
        return Some((timed(name(by)?), said.trim(), 2));
    }
    (is_speaker(first) && is_time(second)).then(|| Some((timed(name(first)?), "", 2))).flatten()
}

/// A caption of a transcript (WebVTT, SubRip): what numbers it, `00:00:01.000 --> 00:00:04.000`, and `<v Ana Lopez>words</v>` or
/// `Ana Lopez: words`. Where no name stands, nobody is known to speak.
fn caption<'a>(lines: &[&'a str]) -> Option<(Head, &'a str, usize)> {
    let at = (0..2).find(|at| lines.get(*at).is_some_and(|line| is_span(line)))?;
    if at == 1 && (lines[0].is_empty() || lines[0].contains(char::is_whitespace)) {
        return None;
    }
    let words = lines.get(at + 1).copied().unwrap_or_default();
    let (by, said) = voice(words).or_else(|| plain(words, &[])).map_or((None, words), |(by, said)| (Some(by), said));
    Some((Head { by, is_timed: true, is_private: false, is_caption: true }, said, at + 2))
}

/// `<v Ana Lopez>words</v>`
fn voice(words: &str) -> Option<(String, &str)> {
    let (by, said) = words.strip_prefix("<v")?.split_once('>')?;
    // A class may stand behind the letter (`<v.loud Ana>`).
    let by = by.split_once(' ')?.1;
    Some((name(by)?, said.trim_end_matches("</v>").trim()))
}

/// `00:00:01.000 --> 00:00:04.000`, with or without what says where on the picture it stands.
fn is_span(line: &str) -> bool {
    let is_moment = |part: &str| {
        part.split_whitespace().next().is_some_and(|first| first.split_once(['.', ',']).is_some_and(|(clock, _)| is_clock(clock)))
    };
    line.split_once("-->").is_some_and(|(from, to)| is_moment(from) && is_moment(to))
}

fn timed(by: String) -> Head {
    Head { by: Some(by), is_timed: true, ..Head::default() }
}

/// A name, and no day that stands above a time.
fn is_speaker(words: &str) -> bool {
    looks_like_a_name(words) && !is_day(words.trim())
}

/// `Ana Lopez: text`, where no time tells a head from words with a colon in them.
pub(crate) fn plain<'a>(line: &'a str, people: &[&str]) -> Option<(String, &'a str)> {
    let (by, said) = line.split_once(':')?;
    let by = by.trim_matches('*').trim_start_matches('@');
    let by = by.strip_prefix('<').and_then(|inner| inner.strip_suffix('>')).unwrap_or(by);
    if GoesTo::named(by).is_some() {
        return None;
    }
    if said.starts_with("//") || said.trim().is_empty() || !(looks_like_a_name(by) || is_one_of(by, people)) {
        return None;
    }
    Some((name(by)?, said.trim_start_matches('*').trim()))
}

/// Whether these lines are `Name: text`: most of them are, and somebody known is among them or somebody speaks twice; and no more names than
/// a chat has.
pub(crate) fn are_plain_names(lines: &[&str], people: &[&str]) -> bool {
    let written = lines.iter().filter(|line| !line.is_empty()).count();
    let names: Vec<String> = lines.iter().filter_map(|line| Some(plain(line, people)?.0)).collect();
    let is_most = names.len() >= 2 && names.len() * 10 >= written * 8;
    let distinct = speaking(names.iter());
    if !is_most || distinct.len() > MOST_SPEAKERS {
        return false;
    }
    distinct.len() < names.len() || distinct.iter().any(|by| is_one_of(by, people))
}

/// A few words, each of which begins like a name's; no sentence. What programs add to a name begins like one, too.
pub(crate) fn looks_like_a_name(words: &str) -> bool {
    let written = words.trim_matches(super::is_blank);
    let person::Spelled { name, of, .. } = person::spelled(written);
    let is_short = written.chars().count() <= 80 && !written.ends_with(['.', '!', '?']);
    is_short && are_capitals(&name, 5) && of.is_none_or(|of| are_capitals(&of, 6))
}

fn are_capitals(words: &str, most: usize) -> bool {
    const SMALL: [&str; 15] = ["van", "von", "de", "der", "den", "da", "di", "del", "la", "al", "bin", "el", "&", "and", "of"];
    let is_name = |word: &str| {
        let first = word.trim_start_matches(['(', '"', '\'']).chars().next().unwrap_or(' ');
        // Not every writing has capitals.
        first.is_uppercase() || (first.is_alphabetic() && !first.is_lowercase()) || SMALL.contains(&word) || first == '('
    };
    let all: Vec<&str> = words.split_whitespace().collect();
    (1..=most).contains(&all.len()) && words.chars().count() <= 60 && all.iter().all(|word| is_name(word))
}

/// A line without the time that it begins or ends with.
pub(crate) fn without_time(line: &str) -> &str {
    let line = leading_time(line).map_or(line, |(_, rest)| rest).trim();
    if is_time(line) {
        return "";
    }
    let ends = line.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at).find(|at| is_time(line[*at..].trim()));
    ends.map_or(line, |at| line[..at].trim_end())
}

/// A day that stands above the messages of that day, as programs write it: `Today`, `Monday, November 23rd`, `23 Nov 2026`.
pub(crate) fn is_day(line: &str) -> bool {
    const ALONE: [&str; 9] = ["Today", "Yesterday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let words: Vec<&str> = line.split([' ', ',', '\u{a0}']).filter(|word| !word.is_empty()).collect();
    let has = |is: fn(char) -> bool| line.chars().any(is);
    let is_date = || has(|c| c.is_ascii_digit()) && has(char::is_alphabetic) && words.iter().all(|word| is_date_word(word));
    match words[..] {
        [word] => ALONE.contains(&word),
        _ => (2..=4).contains(&words.len()) && has(char::is_uppercase) && is_date(),
    }
}

/// The time that a line begins with, in brackets or not, and what follows.
fn leading_time(line: &str) -> Option<(&str, &str)> {
    if let Some(inner) = line.strip_prefix('[') {
        let (time, rest) = inner.split_once(']')?;
        return is_time(time).then_some((time, rest));
    }
    let mut end = 0;
    let mut found = None;
    // A date, a time and AM are up to five words.
    for word in line.split_inclusive([' ', '\t']).take(5) {
        end += word.len();
        if is_time(line[..end].trim()) {
            found = Some(end);
        }
    }
    found.map(|end| line.split_at(end))
}

/// A time of day, with or without a date: `10:15`, `10:15:32`, `10:15 AM`, `11/25 10:15 AM`, `25.11.2026, 10:15`, `10:42 • 13/08/2024`,
/// `Nov 25, 10:15`, `Today at 10:15 AM`, `Yesterday 10:15`.
pub(crate) fn is_time(words: &str) -> bool {
    let words = words.trim().trim_start_matches('[').trim_end_matches(']');
    let mut clocks = 0;
    let mut others = 0;
    for word in words.split([' ', '\t', ',', '•', '·', '\u{202f}', '\u{a0}']).filter(|word| !word.is_empty()) {
        match word {
            word if is_clock(word) => clocks += 1,
            word if is_date_word(word) => others += 1,
            _ => return false,
        }
    }
    clocks == 1 && others <= 5
}

/// `10:15`, `09:15:32`, `10.15`, `10:15am`.
fn is_clock(word: &str) -> bool {
    let lower = word.to_lowercase();
    let digits = lower.trim_end_matches("am").trim_end_matches("pm");
    let parts: Vec<&str> = digits.split(':').collect();
    let is_part = |part: &&str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    (2..=3).contains(&parts.len()) && parts.iter().all(is_part)
}

fn is_date_word(word: &str) -> bool {
    const WORDS: [&str; 56] = [
        "am",
        "pm",
        "a.m.",
        "p.m.",
        "at",
        "um",
        "uhr",
        "à",
        "today",
        "yesterday",
        "heute",
        "gestern",
        "hier",
        "hoy",
        "ayer",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "jan",
        "feb",
        "mar",
        "apr",
        "may",
        "jun",
        "jul",
        "aug",
        "sep",
        "oct",
        "nov",
        "dec",
        "the",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "montag",
        "dienstag",
        "mittwoch",
    ];
    let lower = word.to_lowercase();
    let ordinal = lower.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'/' | b'.' | b'-'));
    WORDS.contains(&lower.trim_end_matches('.'))
        || WORDS.contains(&lower.as_str())
        || is_number(&lower)
        || (is_number(ordinal) && lower.len() <= 4)
}

/// `00:12:34.567,00:12:37.567`.
fn is_caption_time(line: &str) -> bool {
    let is_moment = |part: &str| part.split_once('.').is_some_and(|(clock, _)| is_clock(clock));
    line.split_once([',']).is_some_and(|(from, to)| is_moment(from.trim()) && is_moment(to.trim()))
}
