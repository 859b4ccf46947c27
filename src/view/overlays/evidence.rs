//! An insight and the figures behind it.

use crate::app::command::Command;
use crate::app::keymap;
use ratatui::layout::Rect;

use super::blank;
use crate::app::overlays::evidence::{EvidencePage, Subject};
use crate::app::target::Target;
use crate::domain::card::Insight;
use crate::domain::session::Session;
use crate::domain::text as words;
use crate::telling::figures;
use crate::view::shell::Canvas;
use crate::view::styles::RowState;
use crate::view::text;
use crate::view::widgets::empty::Empty;
use crate::view::widgets::panel::Panel;

pub(crate) fn draw(canvas: &mut Canvas, body: Rect, page: &EvidencePage) {
    blank(canvas, body);
    let (model, styles) = (canvas.model, canvas.styles);
    let card = match &page.subject {
        Subject::Card(id) => model.world.session().insight(*id),
        Subject::Finding(_) => None,
    };
    let title = card.map_or_else(|| "Suggested by the data".to_owned(), |card| format!("{} · {}", card.id, card.kind.label()));
    let inner = Panel::new(&title, styles).focused(true).draw(body, canvas.buf);
    let mut y = 1;
    let mut pen = canvas.pen(inner);
    for line in card.map_or_else(Vec::new, |card| text::wrap(&card.text, inner.width.into())) {
        pen.put(0, y, &line, styles.strong);
        y += 1;
    }
    for member in card.map_or(&[][..], |card| &card.members) {
        let by = authors(model.world.session(), member).map_or_else(String::new, |by| format!(" ({by})"));
        pen.fit(0, y, inner.width, &format!("· {} {}{by}", member.id, member.text), styles.text);
        y += 1;
    }
    if let Some(by) = card.and_then(|card| authors(model.world.session(), card)) {
        pen.fit(0, y, inner.width, &format!("By {by}"), styles.muted);
        y += 1;
    }
    if let Some(decision) = card.and_then(|card| card.accepted.as_ref()) {
        pen.fit(0, y, inner.width, &format!("Accepted as it is: {decision}"), styles.warn);
        y += 1;
    }
    let rest = Rect { y: inner.y + y + 1, height: inner.height.saturating_sub(y + 1), ..inner };
    draw_evidence(canvas, rest, page);
}

fn authors(session: &Session, card: &Insight) -> Option<String> {
    let names: Vec<String> = session.authors(card).into_iter().map(|person| person.name.clone()).collect();
    (!names.is_empty()).then(|| words::and(&names))
}

fn draw_evidence(canvas: &mut Canvas, area: Rect, page: &EvidencePage) {
    let (model, styles) = (canvas.model, canvas.styles);
    let all = page.evidence(&model.world);
    if all.is_empty() {
        let text = "Nothing is linked to this card yet: it is the room's opinion, and the report will say so.";
        return canvas.draw(
            area,
            &Empty { title: "No evidence", text, key: ("Esc", &format!("back, then {} links some", keymap::named(Command::Link))), styles },
        );
    }
    let mut y = 0;
    for (i, evidence) in all.iter().enumerate() {
        let state = RowState::of(page.cursor.at(all.len()) == Some(i), true);
        let room = usize::from(area.width.saturating_sub(4));
        let statement = text::wrap(&evidence.statement, room);
        let figures = text::wrap(&evidence.figures, room);
        let height = (statement.len() + figures.len() + 1) as u16;
        let place = Rect { y: area.y + y, height, ..area }.intersection(area);
        canvas.targets.add(place, Target::Row(i));
        let mut pen = canvas.pen(place);
        for line in 0..height {
            pen.style_row(line, styles.row(state));
            pen.put(0, line, state.edge(), styles.edge(state));
        }
        for (line, said) in (0..).zip(&statement) {
            pen.put(2, line, said, styles.in_row(styles.text, state));
        }
        let below = statement.len() as u16;
        for (line, said) in (below..).zip(&figures) {
            pen.put(2, line, said, styles.in_row(styles.info, state));
        }
        let opens = format!("{} behind this; Enter opens", figures::counted(evidence.renewals.len(), "renewal", "renewals"));
        pen.fit(2, height - 1, area.width.saturating_sub(2), &opens, styles.in_row(styles.faint, state));
        y += height + 1;
    }
    draw_earlier(canvas, Rect { y: area.y + y.min(area.height), height: area.height.saturating_sub(y), ..area }, page);
}

/// What earlier retros said about the same, as far as there is room; E opens all of it.
fn draw_earlier(canvas: &mut Canvas, area: Rect, page: &EvidencePage) {
    if page.earlier.is_empty() || area.height < 2 {
        return;
    }
    let (styles, width) = (canvas.styles, usize::from(area.width.saturating_sub(2)));
    let lines = page.earlier.iter().flat_map(|found| text::wrap(&format!("◎ {}", found.told()), width));
    let lines: Vec<String> = lines.take(usize::from(area.height) - 1).collect();
    let mut pen = canvas.pen(area);
    let title = format!(
        "Earlier retros: {}; {} opens them",
        figures::counted(page.earlier.len(), "entry", "entries"),
        keymap::named(Command::EarlierRetros)
    );
    pen.fit(0, 0, area.width, &title, styles.strong);
    for (y, line) in (1..).zip(&lines) {
        pen.put(2, y, line, styles.text);
    }
}
