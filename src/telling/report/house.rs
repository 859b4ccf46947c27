//! What the room parked for later, and what it held itself to.

use crate::domain::house::{Agreement, Became, Parked};
use crate::domain::session::Session;
use crate::telling::block::{Document, Text, data, own, told};

pub(crate) fn write(doc: &mut Document, session: &Session) {
    let house = &session.house;
    // What was dropped is in the transcript.
    let parked: Vec<&Parked> = house.parked.iter().filter(|line| line.became != Some(Became::Dropped)).collect();
    if !parked.is_empty() {
        doc.heading(2, "Parked for later");
    }
    for line in parked {
        let became = line.became.map_or_else(Text::default, |became| own(format!(": became {became}")).strong());
        let from = line.from.as_deref().map_or_else(Text::default, |from| own(", from ") + data(from));
        doc.item(0, data(&line.text) + " (" + data(&line.by) + from + ")" + became);
    }
    let agreements: Vec<&Agreement> = house.in_force().collect();
    if !agreements.is_empty() {
        doc.heading(2, "Working agreements");
    }
    for known in agreements {
        let said = if known.kept.is_none() { own(" (from the last retro; nobody said whether it is kept)") } else { Text::default() };
        doc.item(0, data(&known.text) + said);
    }
    if let (Some(question), false) = (&house.question, house.answers.is_empty()) {
        doc.heading(2, "Check-in");
        doc.paragraph(told(question));
        for answer in &house.answers {
            doc.item(0, data(&answer.by) + ": " + data(&answer.text));
        }
    }
}
