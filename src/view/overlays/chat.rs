//! What a pasted chat would add.

use ratatui::layout::Rect;

use super::blank;
use crate::app::command::Command;
use crate::app::keymap;
use crate::app::overlays::chat::ChatPage;
use crate::app::overlays::list_page::ListPage;
use crate::app::target::Target;
use crate::domain::phase::Phase;
use crate::domain::text::{counted, listed};
use crate::view::listing::{Frame, by_heading, draw_table};
use crate::view::screens::split;
use crate::view::shell::Canvas;
use crate::view::text;
use crate::view::widgets::table::Table;

/// Rows that the lines themselves keep, however much there is to say of them.
const TABLE: u16 = 5;

/// Cells of a line that its words do not have.
const BESIDE: usize = 46;

pub(crate) fn draw(canvas: &mut Canvas, body: Rect, page: &ChatPage) {
    blank(canvas, body);
    let styles = canvas.styles;
    let (rows, shown) = (page.rows(), page.shown());
    let title = match page.phase {
        _ if page.is_rest() => "Not taken in from the chat".to_owned(),
        Phase::InsightSynthesis => format!("From the chat, to {}", page.column.plural()),
        phase => format!("From the chat, to {}", phase.name()),
    };
    let (of, taken) = page.count();
    let aside = if page.is_rest() { counted(of, "line", "lines") } else { format!("{} to take in", counted(taken, "line", "lines")) };
    let state = &page.state;
    let by = by_heading(state, &rows);
    let frame = Frame { title: &title, aside: &aside, is_sum: true, focused: true, state, shown: shown.len(), of, by };
    let Some(inner) = frame.draw(canvas, body) else { return };
    let width = usize::from(inner.width.saturating_sub(2));
    let cut = page.words().filter(|words| page.refused().is_none() && text::width(words) > width.saturating_sub(BESIDE));
    let whole = cut.map(|words| text::wrap(&format!("“{words}”"), width)).unwrap_or_default();
    let said: Vec<String> = whole.into_iter().chain(text::wrap(&said(canvas, page), width)).filter(|line| !line.is_empty()).collect();
    let detail = (said.len() as u16 + 1).min(inner.height.saturating_sub(TABLE));
    let (inner, low) = split::down(inner, inner.height - detail);
    let table = Table { rows: &rows, shown: &shown, selected: page.selected(), focused: true, order: &state.order, noun: "lines", styles };
    draw_table(canvas, inner, &table, Target::Row, Target::Column);
    let mut pen = canvas.pen(low);
    for (y, line) in (0..low.height).zip(&said) {
        pen.put(1, y, line, styles.muted);
    }
}

fn said(canvas: &Canvas, page: &ChatPage) -> String {
    if let Some(refused) = page.refused() {
        return format!("{refused}.");
    }
    let names = page.newcomers(canvas.model);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let joining = (!names.is_empty()).then(|| format!("New here, and written down as present: {}.", listed(&names)));
    let likely = page.likely();
    let likely: Vec<&str> = likely.iter().map(String::as_str).collect();
    let likely = (!likely.is_empty()).then(|| format!("Taken for one person: {}; s parts them.", listed(&likely)));
    let asked = page.asked();
    let asked = (!asked.is_empty()).then(|| {
        let key = keymap::named(Command::PartNames);
        let is = if asked.len() == 1 { "is" } else { "are" };
        format!("{} {is} not on the list: Enter adds them; {key} makes the name a part of the words, the room's.", listed(&asked))
    });
    let aside = Some(&page.aside).filter(|aside| !aside.is_empty()).map(|aside| format!("{aside}."));
    likely.into_iter().chain(asked).chain(joining).chain(aside).collect::<Vec<_>>().join(" ")
}
