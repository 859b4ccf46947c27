//! Close: the vote, large, and what the retro leaves behind.

use crate::app::keymap;
use ratatui::layout::Rect;

use super::split;
use crate::app::command::Command;
use crate::app::screens::lists::texts;
use crate::app::target::Target;
use crate::domain::agenda;
use crate::domain::card::InsightKind;
use crate::domain::roster::Role;
use crate::domain::rules;
use crate::domain::session::Session;
use crate::domain::sign_off::SignOff;
use crate::telling::{figures, ledger, returns};
use crate::view::shell::Canvas;
use crate::view::text;
use crate::view::widgets::headline::Headline;
use crate::view::widgets::panel::Panel;

const WORDS: [&str; 5] = ["wasted", "meh", "fair", "good", "well spent"];

pub(crate) fn draw(canvas: &mut Canvas, body: Rect) {
    let (left, right) = if body.width >= 100 { split::across(body, 55) } else { split::down(body, body.height * 3 / 5) };
    draw_votes(canvas, left);
    draw_summary(canvas, right);
}

fn draw_votes(canvas: &mut Canvas, area: Rect) {
    let styles = canvas.styles;
    let votes = canvas.model.world.session().return_on_time.scores();
    let [least, most] = [Command::Rate(1), Command::Rate(5)].map(keymap::named);
    let ask = if canvas.model.world.session().closed { String::new() } else { format!(" Press {least} to {most} for each person") };
    let title = format!("Was this worth the time?{ask}");
    let inner = Panel::new(&title, styles).focused(true).draw(area, canvas.buf);
    let mean = canvas.model.world.session().return_on_time.mean();
    let number = figures::or_missing(mean, |mean| figures::decimals(mean, 1));
    let trend = returns::trend(canvas.model.world.session());
    let count = returns::counted(canvas.model.world.session());
    let note = trend.map_or_else(|| count.clone(), |trend| format!("{count}; earlier: {trend}"));
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
    let exported = match texts::exported(&model.world) {
        None if rules::files_may_go_out(session).is_err() => "not exported: the merge gate is closed".to_owned(),
        None => format!("not exported yet: {}", keymap::named(Command::Export)),
        Some((folder, true)) => format!("! files older than the session, {} writes them again: {folder}", keymap::named(Command::Export)),
        Some((folder, false)) => format!("exported to {folder}"),
    };
    let [leave, close] = [Command::Quit, Command::CloseSession].map(keymap::named);
    let ending = match (session.closed, session.signed_off.get(&Role::RenewalDirector).and_then(SignOff::told_since)) {
        (true, _) => format!("Closed. {leave} leaves, {close} reopens it"),
        (false, Some(since)) => format!("! {since} the sign-off; {close} closes the session"),
        (false, None) => format!("{close} closes the session"),
    };
    let insights = figures::counted(session.insights.len(), "insight", "insights");
    let recoded = figures::counted(session.recoded.len(), "renewal recoded", "renewals recoded");
    let spent = ledger::minutes(session.course.spent(canvas.now));
    let planned = ledger::minutes(i64::from(session.course.agenda().minutes()) * 60);
    let lines = [
        format!("{insights}, {critical} of them critical; {}", figures::counted(session.actions.len(), "action", "actions")),
        format!("{spent} spent of {planned} planned; {} shows each step", keymap::named(Command::Agenda)),
        format!("{recoded}, {} in the transcript", figures::counted(session.notes.len(), "note", "notes")),
        house(session),
        exported,
        ending,
    ];
    let inner = Panel::new("What this retro leaves behind", styles).draw(area, canvas.buf);
    let mut pen = canvas.pen(inner);
    // Whole where there are rows for it, else a line each.
    let whole: Vec<String> = lines.iter().flat_map(|line| text::wrap(line, usize::from(inner.width))).collect();
    let lines = if whole.len() <= usize::from(inner.height) { whole } else { lines.to_vec() };
    let top = u16::from(usize::from(inner.height) > lines.len());
    for (y, line) in (top..).zip(&lines) {
        pen.fit(0, y, inner.width, line, styles.text);
    }
    let below = lines.len() as u16 + top + 1;
    let rest = Rect { y: inner.y + below, height: inner.height.saturating_sub(below), ..inner };
    if model.world.is_workshop() {
        draw_ledger(canvas, rest);
    }
}

/// Whether owners have read back what they will do, and what waits for another day.
fn house(session: &Session) -> String {
    let read_back = match session.to_read_back().len() {
        0 => "no open action to read back".to_owned(),
        all => {
            let key = keymap::named(Command::ReadBack);
            format!("{} of {all} actions read back by their owners ({key})", session.read_back())
        }
    };
    match session.house.open().count() {
        0 => read_back,
        parked => {
            let parked = figures::counted(parked, "line", "lines");
            format!("{read_back}; {parked} parked ({})", keymap::named(Command::ParkingLot))
        }
    }
}

/// Where the time went: all steps where they fit, else those that took most longer or shorter than planned.
fn draw_ledger(canvas: &mut Canvas, area: Rect) {
    let (styles, session) = (canvas.styles, canvas.model.world.session());
    let mut steps = agenda::ledger(&session.course, canvas.now);
    let spent: i64 = steps.iter().map(|step| step.spent).sum();
    if area.height < 3 || spent == 0 {
        return;
    }
    let planned: i64 = steps.iter().map(|step| step.planned).sum();
    let room = usize::from(area.height) - 1;
    if steps.len() > room {
        steps.sort_by_key(|step| std::cmp::Reverse((step.spent - step.planned).abs()));
        steps.truncate(room);
    }
    let total = ("Time: planned, spent".to_owned(), planned, spent);
    let rows = std::iter::once(total).chain(steps.into_iter().map(|step| (step.title, step.planned, step.spent)));
    let mut pen = canvas.pen(area);
    let columns = area.width.saturating_sub(24);
    for (y, (title, planned, spent)) in (0..).zip(rows) {
        let style = if y == 0 { styles.strong } else { styles.text };
        pen.fit(0, y, columns, &title, style);
        pen.fit_right(columns + 7, y, 7, &ledger::minutes(planned), styles.muted);
        pen.fit_right(columns + 15, y, 7, &ledger::minutes(spent), style);
        pen.fit_right(columns + 24, y, 8, &ledger::difference(planned, spent), if spent > planned { styles.warn } else { styles.muted });
    }
}
