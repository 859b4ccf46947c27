//! What is ahead: the renewals that carry signs, and what the list is expected to lose.

use std::borrow::Cow;

use ratatui::layout::Rect;

use super::split;
use crate::analysis::findings::WatchRow;
use crate::app::model::Model;
use crate::app::screens::lists::ListId;
use crate::view::figures;
use crate::view::listing::{Listing, Look};
use crate::view::shell::Canvas;
use crate::view::styles::Styles;
use crate::view::text;
use crate::view::widgets::empty::Empty;
use crate::view::widgets::panel::Panel;
use crate::view::widgets::table::{Cell, Column};

const COLUMNS: [Column<'_>; 7] = [
    Column::text("Due", 10),
    Column::text("Account", 22),
    Column::text("Owner", 16).priority(3),
    Column::number("ARR", 7),
    Column::number("Lost", 5),
    Column::text("95 %", 9).priority(2),
    Column::text("Signs", 24).grows(),
];

/// Lines for the selected row, and for what is said of all.
const DETAIL: u16 = 7;

pub fn draw(canvas: &mut Canvas, body: Rect) {
    let (model, styles) = (canvas.model, canvas.styles);
    let list = &model.findings.watch;
    let title = "Renewals ahead, and how often those like them were lost";
    if list.rows.is_empty() {
        let inner = Panel::new(title, styles).focused(true).draw(body, canvas.buf);
        let text = "The data hold no open renewal that is due in this window's wake. Renewals to come stand here once a source lists them.";
        return canvas.draw(inner, &Empty { title: "Nothing is ahead", text, key: ("Tab", "back to the actions"), styles });
    }
    let (table_area, detail) = split::down(body, body.height.saturating_sub(DETAIL));
    let listing = Listing { id: ListId::Watch, title, aside: &expected(model) };
    let row = |i: usize| cells(model, styles, &list.rows[i]);
    let Some(table) = listing.table(canvas, table_area, &Look::new(&COLUMNS, "accounts"), &row) else { return };
    if let Some(i) = table.selected {
        draw_detail(canvas, detail, &list.rows[i]);
    }
}

/// `5 of 73 lost (1–9) · $569k ($0–$1.54M)`.
fn expected(model: &Model) -> String {
    let (list, currency) = (&model.findings.watch, &model.facts.currency);
    let (Some(lost), Some(arr)) = (list.total.lost, list.total.arr_lost) else { return String::new() };
    let [value, low, high] = [arr.value, arr.low, arr.high].map(|amount| amount.short(currency));
    format!(
        "expected lost {:.1} of {} ({:.0}–{:.0}) · {value} ({low}–{high})",
        lost.value,
        list.rows.len(),
        lost.low.floor(),
        lost.high.ceil()
    )
}

fn cells<'a>(model: &Model, styles: &Styles, row: &'a WatchRow) -> Vec<Cell<'a>> {
    let carries = !row.signs.is_empty();
    let interval = row.low.zip(row.high).map_or_else(String::new, |(low, high)| format!("{:.0}–{:.0} %", low * 100.0, high * 100.0));
    vec![
        (Cow::Owned(row.due.to_string()), if row.landmark == Some(0) { styles.bad } else { styles.text }),
        (Cow::Borrowed(&*row.account), styles.text),
        (Cow::Borrowed(&*row.owner), styles.muted),
        (Cow::Owned(row.arr.map_or_else(|| figures::NONE.to_owned(), |arr| arr.short(&model.facts.currency))), styles.strong),
        (Cow::Owned(figures::or_none(row.rate, figures::percent_short)), if carries { styles.strong } else { styles.muted }),
        (Cow::Owned(interval), styles.muted),
        (Cow::Owned(row.told_signs()), if carries { styles.text } else { styles.muted }),
    ]
}

fn draw_detail(canvas: &mut Canvas, area: Rect, row: &WatchRow) {
    let styles = canvas.styles;
    let inner = Panel::new(&row.account, styles).draw(area, canvas.buf);
    let lines = lines(canvas.model, row);
    let mut pen = canvas.pen(inner);
    let wrapped = lines.iter().flat_map(|line| text::wrap(line, inner.width.into()));
    for (y, line) in (0..inner.height).zip(wrapped) {
        pen.put(0, y, &line, styles.text);
    }
}

fn lines(model: &Model, row: &WatchRow) -> Vec<String> {
    let mut lines: Vec<String> = model.findings.watch.total.why.iter().map(|why| format!("{why}.")).collect();
    lines.push(row.told_rate());
    lines.extend(row.forecast_differs.iter().map(|differs| format!("The {differs}.")));
    if !row.tried.is_empty() {
        lines.push(format!("Tried before on accounts like it: {}.", row.told_tried()));
    }
    lines
}
