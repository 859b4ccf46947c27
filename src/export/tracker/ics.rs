//! Due dates for a calendar (RFC 5545): an entry an action, all day, with reminders. An entry keeps its name from export to export, so
//! a calendar that imports it again moves it.

use std::fmt::Write;

use chrono::Days;

use crate::domain::action::ActionStatus;
use crate::domain::session::History;
use crate::domain::text;
use crate::telling::tracker::{Entry, entries};

/// Before the day begins: a week, and at nine in the morning of the day before.
const REMINDERS: [&str; 2] = ["-P7D", "-PT15H"];

/// Octets of a line before it is folded.
const LONGEST: usize = 75;

/// A calendar; `None` where no action has a date.
pub(crate) fn calendar(history: &History) -> Option<Vec<u8>> {
    reminders(&format!("Renewal retro: {}", history.session().scope.headline()), &entries(history))
}

/// The same, of actions from anywhere.
pub(crate) fn reminders(name: &str, entries: &[Entry]) -> Option<Vec<u8>> {
    let dated: Vec<&Entry> = entries.iter().filter(|entry| entry.due.is_some()).collect();
    if dated.is_empty() {
        return None;
    }
    let mut out = Lines::default();
    for (name, value) in [("BEGIN", "VCALENDAR"), ("VERSION", "2.0"), ("PRODID", "-//run-retro//run-retro//EN"), ("CALSCALE", "GREGORIAN")]
    {
        out.line(name, value);
    }
    out.line("X-WR-CALNAME", &escaped(name));
    for entry in dated {
        event(&mut out, entry);
    }
    out.line("END", "VCALENDAR");
    Some(out.0.into_bytes())
}

fn event(out: &mut Lines, entry: &Entry) {
    let Some(due) = entry.due else { return };
    let after = due.checked_add_days(Days::new(1)).unwrap_or(due);
    let (stamp, day) = (entry.version.at.format("%Y%m%dT%H%M%SZ").to_string(), |day: chrono::NaiveDate| day.format("%Y%m%d").to_string());
    out.line("BEGIN", "VEVENT");
    out.line("UID", &format!("{}@run-retro", escaped(&entry.id)));
    out.line("DTSTAMP", &stamp);
    out.line("SEQUENCE", &entry.version.after.step.to_string());
    out.line("DTSTART;VALUE=DATE", &day(due));
    out.line("DTEND;VALUE=DATE", &day(after));
    out.line("SUMMARY", &escaped(&summary(entry)));
    out.line("DESCRIPTION", &escaped(&description(entry)));
    out.line("CATEGORIES", &escaped(entry.team.label()));
    out.line("STATUS", if entry.status == ActionStatus::Dropped { "CANCELLED" } else { "CONFIRMED" });
    // A promise takes nobody's day.
    out.line("TRANSP", "TRANSPARENT");
    if !entry.status.is_closed() {
        for before in &REMINDERS {
            reminder(out, before, entry);
        }
    }
    out.line("END", "VEVENT");
}

fn reminder(out: &mut Lines, before: &str, entry: &Entry) {
    let words = format!("Due soon: {}", entry.title);
    for (name, value) in
        [("BEGIN", "VALARM"), ("ACTION", "DISPLAY"), ("TRIGGER", before), ("DESCRIPTION", &escaped(&words)), ("END", "VALARM")]
    {
        out.line(name, value);
    }
}

/// `Jonas Weber: Name a second champion`; what is done says so.
fn summary(entry: &Entry) -> String {
    let owner = if entry.owner.is_empty() { "Nobody yet" } else { &entry.owner };
    let done = if entry.status == ActionStatus::Done { "Done: " } else { "" };
    format!("{done}{owner}: {}", entry.title)
}

fn description(entry: &Entry) -> String {
    let metric = entry.metric.is_set().then(|| format!("Success: {}", entry.metric));
    let insight = entry.insight.as_ref().map(|(id, words)| format!("Answers {id}: {words}"));
    let status = format!("Status on {}: {}", entry.as_of, entry.status.label());
    let lines: Vec<String> = metric.into_iter().chain(insight).chain([status, entry.id.clone()]).collect();
    lines.join("\n")
}

/// What people wrote is no property, and nothing in it ends a line.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    for c in words.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => {}
            c => out.push(c),
        }
    }
    text::clean(&out, false).into_owned()
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    /// Writes a property, folded between letters.
    fn line(&mut self, name: &str, value: &str) {
        let mut length = 0;
        for c in format!("{name}:{value}").chars() {
            if length + c.len_utf8() > LONGEST {
                let _ = write!(self.0, "\r\n ");
                length = 1;
            }
            self.0.push(c);
            length += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::Event;
    use crate::store::fixture::{at, history, scope};

    fn text(history: &History) -> String {
        String::from_utf8(calendar(history).unwrap()).unwrap()
    }

    fn unfolded(calendar: &str) -> String {
        calendar.replace("\r\n ", "")
    }

    #[test]
    fn an_action_is_an_entry_with_reminders_that_keeps_its_name() {
        let mut history = history("s", scope(2026, 3));
        let before = text(&history);
        for line in
            ["UID:s/A1@run-retro", "DTSTAMP:20261123T090200Z", "SEQUENCE:3", "DTSTART;VALUE=DATE:20261215", "DTEND;VALUE=DATE:20261216"]
        {
            assert!(before.contains(&format!("{line}\r\n")), "{line}: {before}");
        }
        assert_eq!(before.matches("BEGIN:VALARM").count(), 2);
        let mut action = history.session().actions[0].clone();
        action.due = "2026-12-18".parse().ok();
        action.status = ActionStatus::Done;
        history.push(at(9), "Mara", Event::ActionChanged { action, why: None });
        let after = text(&history);
        assert!(
            after.contains("UID:s/A1@run-retro\r\n") && after.contains("SEQUENCE:4\r\n") && after.contains("SUMMARY:Done: Jonas"),
            "{after}"
        );
        assert!(!after.contains("VALARM"), "nobody is reminded of what is done");
    }

    #[test]
    fn words_are_words_and_lines_are_folded_between_letters() {
        let mut history = history("s", scope(2026, 3));
        let mut action = history.session().actions[0].clone();
        action.title = format!("a;b,c\\d\r\nEND:VEVENT\u{1b}[0m {}", "ü€😀".repeat(40));
        history.push(at(9), "Mara", Event::ActionChanged { action, why: None });
        let calendar = text(&history);
        assert!(calendar.lines().all(|line| line.trim_end_matches('\r').len() <= LONGEST), "{calendar}");
        assert!(calendar.split("\r\n").all(|line| !line.contains(['\n', '\r', '\u{1b}'])));
        assert_eq!(unfolded(&calendar).matches("\r\nEND:VEVENT").count(), 1);
        assert!(unfolded(&calendar).contains("a\\;b\\,c\\\\d\\nEND:VEVENT "), "{calendar}");
    }
}
