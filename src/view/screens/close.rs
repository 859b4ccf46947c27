//! Close: the vote, large, and what the retro leaves behind.

use ratatui::layout::Rect;

use super::split;
use crate::app::command::Command;
use crate::app::target::Target;
use crate::domain::card::InsightKind;
use crate::telling::figures;
use crate::view::shell::Canvas;
use crate::view::widgets::headline::Headline;
use crate::view::widgets::panel::Panel;

const WORDS: [&str; 5] = ["wasted", "meh", "fair", "good", "well spent"];

pub fn draw(canvas: &mut Canvas, body: Rect) {
    let (left, right) = if body.width >= 100 { split::across(body, 55) } else { split::down(body, body.height * 3 / 5) };
    draw_votes(canvas, left);
    draw_summary(canvas, right);
}

fn draw_votes(canvas: &mut Canvas, area: Rect) {
    let styles = canvas.styles;
    let votes = canvas.model.world.session().return_on_time.scores();
    let inner = Panel::new("Was this worth the time? Press 1 to 5 for each person", styles).focused(true).draw(area, canvas.buf);
    let mean = canvas.model.world.session().return_on_time.mean();
    let number = figures::or_missing(mean, |mean| figures::decimals(mean, 1));
    let note = figures::counted(votes.len(), "vote", "votes");
    let head = Rect { y: inner.y + 1, height: inner.height.saturating_sub(8).min(7), ..inner };
    canvas.draw(
        head,
        &Headline { label: "Return on time", number: &number, unit: "of 5", change: None, note: &note, lines: &[], stacked: false, styles },
    );
    for score in 1..=5u8 {
        let y = head.bottom() + 1 + u16::from(5 - score);
        let count = votes.iter().filter(|vote| u32::from(**vote) == u32::from(score)).count();
        let row = Rect { y, height: 1, ..inner }.intersection(inner);
        canvas.targets.add(row, Target::Command(Command::Rate(score)));
        let mut pen = canvas.pen(row);
        let x = pen.put(0, 0, &format!("{score} "), styles.key);
        let x = pen.put(x, 0, &format!("{:<11}", WORDS[usize::from(score) - 1]), styles.muted);
        pen.repeat(x, 0, (count * 2) as u16, "█", styles.accent);
        pen.put(x + (count * 2) as u16 + 1, 0, &if count > 0 { count.to_string() } else { String::new() }, styles.strong);
    }
}

fn draw_summary(canvas: &mut Canvas, area: Rect) {
    let (model, styles) = (canvas.model, canvas.styles);
    let session = model.world.session();
    let critical = session.column(InsightKind::Blocker).filter(|card| card.critical).count();
    let exported = session.exported_to.as_ref().map_or_else(|| "not exported yet: x".to_owned(), |folder| format!("exported to {folder}"));
    let lines = [
        format!("{}, {critical} of them critical", figures::counted(session.insights.len(), "insight", "insights")),
        figures::counted(session.actions.len(), "action", "actions"),
        figures::counted(session.recoded.len(), "renewal recoded", "renewals recoded"),
        figures::counted(session.notes.len(), "note in the transcript", "notes in the transcript"),
        exported,
        if session.closed { "Closed. q leaves.".to_owned() } else { "c closes the session".to_owned() },
    ];
    let inner = Panel::new("What this retro leaves behind", styles).draw(area, canvas.buf);
    let mut pen = canvas.pen(inner);
    for (y, line) in (1..).zip(&lines) {
        pen.fit(0, y, inner.width, line, styles.text);
    }
}
