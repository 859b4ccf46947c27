//! The time ledger: what each step was planned to take, and what it took.

use crate::domain::session::History;
use crate::telling::block::{Cell, Document, Table, data, own};
use crate::telling::ledger;

/// The table below a heading; nothing where no clock ran.
pub(crate) fn write(doc: &mut Document, history: &History) {
    let steps = history.ledger();
    let spent: i64 = steps.iter().map(|step| step.spent).sum();
    if spent == 0 || !history.session().scope.depth.is_workshop() {
        return;
    }
    doc.heading(2, "Time");
    let planned: i64 = steps.iter().map(|step| step.planned).sum();
    let said = format!("Planned {}, spent {} (minutes and seconds)", ledger::minutes(planned), ledger::minutes(spent));
    doc.paragraph(own(said));
    let mut table = Table::of_words(["Phase", "Step", "Planned", "Spent", "Difference"]);
    for step in steps.into_iter().filter(|step| step.spent > 0 || step.planned > 0) {
        let difference = if step.spent == 0 { "not held".to_owned() } else { ledger::difference(step.planned, step.spent) };
        table.row([
            Cell::from(step.phase.name()),
            Cell::from(data(&step.title)),
            Cell::own(ledger::minutes(step.planned)),
            Cell::own(ledger::minutes(step.spent)),
            Cell::own(difference),
        ]);
    }
    doc.table(table);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::Event;
    use crate::domain::phase::Phase;
    use crate::store::fixture::{at, history, scope};

    #[test]
    fn it_stands_beside_the_plan_and_is_left_out_where_no_clock_ran() {
        let mut history = history("s", scope(2026, 3));
        let written = |history: &History| String::from_utf8(crate::export::transcript::transcript(history)).unwrap();
        assert!(!written(&history).contains("## Time"));
        history.push(at(10), "Mara", Event::TimerStarted { phase: Phase::CheckIn, step: None });
        history.push(at(22), "Mara", Event::TimerPaused { phase: Phase::CheckIn, step: None });
        let text = written(&history);
        assert!(text.contains("Planned 115:00, spent 12:00"), "{text}");
        assert!(text.contains("| Check-in          | Check-in          | 10:00   | 12:00 | +2:00      |"), "{text}");
        assert!(text.contains("| Close             | Close             | 5:00    | 0:00  | not held   |"), "{text}");
    }
}
