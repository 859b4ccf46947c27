//! The transcript: who said and did what, when, phase by phase.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, NaiveDate, Utc};

use super::markdown;
use super::plan::change_log;
use crate::domain::event::{Event, Record};
use crate::domain::facts::Facts;
use crate::domain::person::UNNAMED;
use crate::domain::phase::Phase;
use crate::domain::roster::Role;
use crate::domain::session::History;
use crate::telling::block::{Document, Text, data, own, told};
use crate::telling::report::time;
use crate::telling::steps;

/// A vote that was cast while the tally was hidden: neither whose it is nor what it is for stands anywhere.
const HIDDEN_VOTE: &str = "Vote, hidden";

/// The transcript of a session as Markdown; without its data, renewals keep their numbers.
pub fn transcript(history: &History) -> Vec<u8> {
    transcript_of(history, None)
}

/// The transcript, with the names of the accounts in these facts.
pub(crate) fn transcript_of(history: &History, facts: Option<&Facts>) -> Vec<u8> {
    let session = history.session();
    let mut doc = Document::default();
    doc.heading(1, own("Transcript: ") + told(&session.scope.headline()));
    doc.paragraph(own(format!("Session {}, opened {}. Times are UTC.", session.id, session.opened_at.format("%Y-%m-%d at %H:%M"))));
    for doubt in history.doubts() {
        doc.warning(told(&doubt));
    }
    for part in parts(history, facts) {
        part.write(&mut doc);
    }
    time::write(&mut doc, history);
    markdown::render(&doc.blocks)
}

/// One stay in a phase.
struct Part {
    phase: Phase,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    lines: Vec<Line>,
}

struct Line {
    at: DateTime<Utc>,
    by: String,
    text: String,
    /// When it was taken back for good.
    undone: bool,
    times: usize,
}

impl Part {
    fn new(phase: Phase, at: DateTime<Utc>) -> Self {
        Self { phase, from: at, to: at, lines: Vec::new() }
    }

    /// Several same steps in a row (votes) are one line.
    fn add(&mut self, line: Line) {
        match self.lines.last_mut() {
            Some(last) if (&last.by, &last.text, last.undone) == (&line.by, &line.text, line.undone) => last.times += 1,
            _ => self.lines.push(line),
        }
    }

    fn write(&self, doc: &mut Document) {
        let time = |at: DateTime<Utc>| at.format("%H:%M");
        let span = if time(self.from).to_string() == time(self.to).to_string() && self.from.date_naive() == self.to.date_naive() {
            time(self.from).to_string()
        } else {
            format!("{} to {}", time(self.from), time(self.to))
        };
        doc.heading(2, own(format!("{} ({span})", self.phase.name())));
        let mut day: NaiveDate = self.from.date_naive();
        for line in &self.lines {
            if line.at.date_naive() != day {
                day = line.at.date_naive();
                doc.paragraph(own(format!("On {day}:")));
            }
            doc.item(0, line.written());
        }
    }
}

impl Line {
    fn written(&self) -> Text {
        let times = if self.times > 1 { format!(" ({} times)", self.times) } else { String::new() };
        let text = if self.undone { told(&self.text).struck() + " (taken back)" } else { told(&self.text) };
        own(format!("{} ", self.at.format("%H:%M"))) + data(&self.by).strong() + ": " + text + own(times)
    }
}

fn parts(history: &History, facts: Option<&Facts>) -> Vec<Part> {
    // The change log says changes of actions and people in full.
    let told: HashMap<u64, String> =
        change_log(history).into_iter().map(|change| (change.step, with_why(change.what, change.why))).collect();
    let opened = history.session().opened_at;
    let mut moves = Moves::default();
    let first = history.session().scope.depth.phases()[0];
    let mut parts = vec![Part::new(first, opened)];
    let mut is_hidden = false;
    for record in history.in_order() {
        let record = &*record;
        moves.follow(history, record);
        let phase = moves.now().unwrap_or(first);
        if parts.last().is_none_or(|part| part.phase != phase) {
            parts.push(Part::new(phase, record.at));
        }
        let Some(part) = parts.last_mut() else { continue };
        part.to = part.to.max(record.at);
        // Clocks and moves between phases are no news; undoing shows at what was undone.
        if record.event.nature().told && history.refusal(record.seq).is_none() {
            let text = told.get(&record.seq).cloned().unwrap_or_else(|| steps::told(&record.event, history.session(), facts));
            let undone = history.is_undone(record.seq);
            if let (Event::TallyHidden { hidden }, false) = (&record.event, undone) {
                is_hidden = *hidden;
            }
            let (by, text) = match &record.event {
                Event::VoteCast { .. } if is_hidden => ("The room".to_owned(), HIDDEN_VOTE.to_owned()),
                _ => (author(history, record), text),
            };
            part.add(Line { at: record.at, by, text, undone, times: 1 });
        }
    }
    // Stepping through phases is no news.
    parts.retain(|part| !part.lines.is_empty());
    joined(parts)
}

/// Who took the step. Where the keyboard has no name of its own, it is that of whoever facilitates.
fn author(history: &History, record: &Record) -> String {
    let facilitates = history.session().roster.seat(Role::Facilitator).acting();
    match facilitates.filter(|_| record.by == UNNAMED && record.from.is_none()) {
        Some(name) => name.to_owned(),
        None => record.author(),
    }
}

/// A stay that nothing was said beside is one.
fn joined(parts: Vec<Part>) -> Vec<Part> {
    let mut joined: Vec<Part> = Vec::new();
    for part in parts {
        match joined.last_mut() {
            Some(last) if last.phase == part.phase => {
                last.to = last.to.max(part.to);
                part.lines.into_iter().for_each(|line| last.add(line));
            }
            _ => joined.push(part),
        }
    }
    joined
}

/// Where the room went, step by step, as it counts so far: a move that was taken back leads back.
#[derive(Default)]
struct Moves(BTreeMap<u64, Phase>);

impl Moves {
    fn now(&self) -> Option<Phase> {
        self.0.last_key_value().map(|(_, phase)| *phase)
    }

    fn follow(&mut self, history: &History, record: &Record) {
        if history.refusal(record.seq).is_some() {
            return;
        }
        match record.event {
            Event::Undone { seq } => {
                for part in history.parts(seq) {
                    self.0.remove(&part.seq);
                }
            }
            Event::Redone { seq } => history.parts(seq).for_each(|part| self.go(part)),
            _ => self.go(record),
        }
    }

    fn go(&mut self, record: &Record) {
        if let Event::PhaseEntered { phase } | Event::PhaseOpened { phase } | Event::StepEntered { phase, .. } = record.event {
            self.0.insert(record.seq, phase);
        }
    }
}

fn with_why(what: String, why: Option<String>) -> String {
    match why {
        Some(why) => format!("{what}: {why}"),
        None => what,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::card::CardId;
    use crate::store::fixture::{add_card, at, history, scope};

    fn text(history: &History) -> String {
        String::from_utf8(transcript(history)).unwrap()
    }

    #[test]
    fn nobody_is_told_whose_a_hidden_vote_is_or_what_it_is_for() {
        let mut history = history("s", scope(2026, 3));
        let vote = |id: u32| Event::VoteCast { id: CardId(id), up: true };
        history.push(at(12), "Tom", vote(1));
        history.push(at(13), "Mara", Event::TallyHidden { hidden: true });
        history.push(at(14), "Tom", vote(1));
        history.push(at(15), "Ida", vote(1));
        history.push(at(16), "Mara", Event::TallyHidden { hidden: false });
        let text = String::from_utf8(transcript(&history)).unwrap();
        assert!(text.contains("**Tom**: Vote for I1\n"), "{text}");
        assert!(text.contains("**The room**: Vote, hidden (2 times)") && !text.contains("Ida"), "{text}");
    }

    #[test]
    fn it_reads_as_what_happened_phase_by_phase() {
        let mut history = history("s", scope(2026, 3));
        history.push(at(10), "Mara", Event::PhaseEntered { phase: Phase::InsightSynthesis });
        history.push(at(10), "Mara", Event::TimerStarted { phase: Phase::InsightSynthesis, step: None });
        for _ in 0..3 {
            history.push(at(12), "Tom", Event::VoteCast { id: CardId(1), up: true });
        }
        history.push(at(11), "Tom", Event::NoteTaken { phase: Phase::InsightSynthesis, text: "we *knew* this".into() });
        history.push(at(13), "Mara", Event::TimerMarked { phase: Phase::InsightSynthesis, step: None });
        let text = text(&history);
        insta::assert_snapshot!(text, @r"
        # Transcript: Enterprise · 2026-Q3 · churn included

        Session s, opened 2026-11-23 at 09:00. Times are UTC.

        ## Check-in (09:00 to 09:02)

        - 09:00 **Mara**: Session opened: Enterprise · 2026-Q3 · churn included
        - 09:01 **Mara**: I1 added to Blockers: Champions leave and nobody notices
        - 09:02 **Jonas**: A1 added: Name a second champion in each account (Jonas Weber, CS Ops, due 2026-12-15): answers I1: Champions leave and nobody notices

        ## Insight Synthesis (09:10 to 09:13)

        - 09:12 **Tom**: Vote for I1 (3 times)
        - 09:11 **Tom**: Note: we \*knew\* this

        ## Time

        Planned 115:00, spent 3:00 (minutes and seconds)

        | Phase             | Step              | Planned | Spent | Difference |
        | ----------------- | ----------------- | ------- | ----- | ---------- |
        | Check-in          | Check-in          | 10:00   | 0:00  | not held   |
        | Data Compilation  | Data Compilation  | 15:00   | 0:00  | not held   |
        | Pattern Analysis  | Pattern Analysis  | 25:00   | 0:00  | not held   |
        | Insight Synthesis | Insight Synthesis | 25:00   | 3:00  | −22:00     |
        | Action Planning   | Action Planning   | 25:00   | 0:00  | not held   |
        | Documentation     | Documentation     | 10:00   | 0:00  | not held   |
        | Close             | Close             | 5:00    | 0:00  | not held   |
        ");
    }

    #[test]
    fn what_was_taken_back_is_struck_out_and_what_came_again_is_not() {
        let mut history = history("s", scope(2026, 3));
        add_card(&mut history, "A joke", false);
        history.push(at(5), "Mara", Event::Undone { seq: 4 });
        assert!(text(&history).contains("~~I2 added to Blockers: A joke~~ (taken back)"));
        history.push(at(6), "Mara", Event::Redone { seq: 4 });
        let again = text(&history);
        assert!(again.contains("**Mara**: I2 added to Blockers: A joke") && !again.contains("~~"), "{again}");
    }

    #[test]
    fn a_move_that_was_taken_back_leads_back() {
        let mut history = history("s", scope(2026, 3));
        history.push(at(10), "Mara", Event::PhaseEntered { phase: Phase::InsightSynthesis });
        let moved = history.last_seq();
        for (minute, event) in [(11, Event::Undone { seq: moved }), (12, Event::Redone { seq: moved }), (12, Event::Undone { seq: moved })]
        {
            history.push(at(minute), "Mara", event);
        }
        history.push(at(12), "Tom", Event::NoteTaken { phase: Phase::CheckIn, text: "Nobody is here yet".into() });
        assert_eq!(history.session().phase, Phase::CheckIn);
        let back = text(&history);
        assert!(!back.contains("## Insight Synthesis") && back.matches("## Check-in").count() == 1, "{back}");
        history.push(at(13), "Mara", Event::PhaseEntered { phase: Phase::InsightSynthesis });
        history.push(at(14), "Tom", Event::NoteTaken { phase: Phase::InsightSynthesis, text: "Now they are".into() });
        let again = text(&history);
        let (_, insights) = again.split_once("## Insight Synthesis (09:13 to 09:14)").expect(&again);
        assert!(insights.contains("Now they are") && !insights.contains("Nobody is here"), "{again}");
    }

    #[test]
    fn the_keyboard_without_a_name_goes_by_whoever_facilitates() {
        let mut history = history("s", scope(2026, 3));
        let note = |text: &str| Event::NoteTaken { phase: Phase::CheckIn, text: text.into() };
        history.push(at(3), UNNAMED, note("before anybody is named"));
        assert!(text(&history).contains("**facilitator**: Note"));
        let seat = crate::domain::roster::Seat { name: Some("Adaeze Obiora".into()), ..Default::default() };
        history.push(at(4), UNNAMED, Event::SeatTaken { role: Role::Facilitator, seat });
        let text = text(&history);
        assert!(text.contains("**Adaeze Obiora**: Note") && !text.contains("**facilitator**"), "{text}");
    }

    #[test]
    fn a_session_over_two_days_says_the_day() {
        let mut history = history("s", scope(2026, 3));
        history.push(at(60 * 24), "Mara", Event::SessionResumed);
        assert!(text(&history).contains("On 2026-11-24:\n\n- 09:00 **Mara**: Session resumed"));
    }
}
