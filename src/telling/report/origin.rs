//! Which state of which session a report was made of: a sentence at its end, by which `run-retro verify` finds that state again.

use crate::domain::event::Event;
use crate::domain::session::History;
use crate::domain::share::Moment;
use crate::telling::block::{Document, data, own};

const MADE_BY: &str = "Made by run-retro ";
const OF: &str = " of session ";
const AFTER: &str = " after step ";

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    /// Of the program.
    pub version: String,
    pub session: String,
    /// The last step that is in it.
    pub after: Moment,
}

impl Origin {
    pub(crate) fn of(history: &History) -> Self {
        // That files were written, or the session was opened again, changes nothing in them.
        let counts = |event: &Event| !matches!(event, Event::Exported { .. } | Event::SessionResumed);
        let last = history.records().iter().rev().find(|record| counts(&record.event));
        Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            session: history.session().id.to_string(),
            after: Moment::of(history, last.map_or(1, |record| record.seq)),
        }
    }

    /// What a report says of itself; the last such sentence counts, since others may be quoted from elsewhere.
    pub(crate) fn find(text: &str) -> Option<Self> {
        let (_, rest) = text.rsplit_once(MADE_BY)?;
        let (version, rest) = rest.split_once(OF)?;
        let (session, rest) = rest.split_once(AFTER)?;
        let step: String = rest.chars().take_while(|c| c.is_ascii_hexdigit() || [':', '+'].contains(c)).collect();
        let is_word = |word: &str| !word.is_empty() && word.len() < 200 && !word.contains(char::is_whitespace);
        let is_whole = is_word(version) && is_word(session);
        Some(Self { version: version.to_owned(), session: session.to_owned(), after: step.parse().ok()? }).filter(|_| is_whole)
    }
}

pub(super) fn write(doc: &mut Document, history: &History) {
    let Origin { version, session, after } = Origin::of(history);
    let made = own(format!("{MADE_BY}{version}{OF}")) + data(&session) + own(format!("{AFTER}{after}."));
    doc.paragraph(made + own(" run-retro verify holds this file against that session and its data."));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fixture::{at, history, scope};

    #[test]
    fn a_report_says_what_it_was_made_of_and_writing_it_changes_nothing() {
        let mut history = history("2026-Q3-x", scope(2026, 3));
        let before = Origin::of(&history);
        let sentence = format!("{MADE_BY}{}{OF}{}{AFTER}{}.", before.version, before.session, before.after);
        assert_eq!(Origin::find(&format!("# Report\n\n{sentence}\n")), Some(before.clone()));
        history.push(at(9), "Mara", Event::SessionResumed);
        assert_eq!(Origin::of(&history), before);
        for other in [
            "",
            "Made by run-retro 1 of session",
            "Made by run-retro 1 of session a b after step 3",
            "Made by run-retro 1 of session a after step x",
        ] {
            assert_eq!(Origin::find(other), None, "{other}");
        }
    }
}
