//! What is ahead: the renewals that carry signs, and what the list is expected to lose.

use crate::app::command::Command;
use crate::app::keymap;
use ratatui::layout::Rect;

use super::split;
use crate::analysis::findings::WatchRow;
use crate::app::model::Model;
use crate::app::screens::lists::ListId;
use crate::app::screens::lists::watch::FIGURES;
use crate::app::screens::page::Page;
use crate::app::screens::parts::has_keys;
use crate::app::target::Target;
use crate::app::world::World;
use crate::telling::{figures, watch as told};
use crate::view::listing::{Listing, Look};
use crate::view::panels::mark_figure;
use crate::view::shell::Canvas;
use crate::view::styles::RowState;
use crate::view::text;
use crate::view::widgets::empty::Empty;
use crate::view::widgets::headline::Headline;
use crate::view::widgets::panel::Panel;

/// Lines for the selected row, and for what is said of all.
const DETAIL: u16 = 7;

/// Lines of a screen on which each figure has a line of its own for its name and its interval.
const TALL: u16 = 20;

pub(crate) fn draw(canvas: &mut Canvas, body: Rect) {
    let (model, styles) = (canvas.model, canvas.styles);
    let list = &model.world.findings.watch;
    let title = "Renewals ahead, and loss rates of similar ones";
    if list.rows.is_empty() {
        let inner = Panel::new(title, styles).focused(has_keys(canvas.model, Page::Watch)).draw(body, canvas.buf);
        let text = "The data hold no open renewal that is due in this window's wake. Renewals to come stand here once a source lists them.";
        return canvas.draw(
            inner,
            &Empty { title: "Nothing is ahead", text, key: (&keymap::named(Command::NextPage), "back to the actions"), styles },
        );
    }
    let (top, rest) = split::down(body, if body.height >= TALL { 5 } else { 3 });
    draw_figures(canvas, top);
    let (table_area, detail) = split::down(rest, rest.height.saturating_sub(DETAIL));
    let listing = Listing { id: ListId::Watch, title, aside: "with signs first, by ARR expected lost" };
    let Some(table) = listing.table(canvas, table_area, &Look::new("accounts")) else { return };
    if let Some(i) = table.selected {
        draw_detail(canvas, detail, &list.rows[i]);
    }
}

fn draw_figures(canvas: &mut Canvas, area: Rect) {
    let (model, styles) = (canvas.model, canvas.styles);
    let total = &model.world.findings.watch.total;
    let until = total.until.map_or_else(String::new, |until| format!(", due up to {until}"));
    let known = total.known_by.map_or_else(String::new, |day| format!("known by {day}; today {}", model.world.as_of()));
    let list = Listing { id: ListId::WatchFigures, title: &format!("What is ahead{until}"), aside: &known };
    let Some(shown) = list.frame(canvas, area) else { return };
    for (i, (place, (label, value, note))) in split::columns(shown.inner, FIGURES.len() as u16).into_iter().zip(expected(model)).enumerate()
    {
        mark_figure(canvas, place, RowState::of(shown.marked() == Some(i), true));
        canvas.targets.add(place, Target::Item(ListId::WatchFigures, i));
        // On a low screen the interval stands behind its figure.
        let value = if place.height > 2 || note.is_empty() { value } else { format!("{value} ({note})") };
        canvas.draw(place, &Headline { label, number: &value, unit: "", change: None, note: &note, lines: &[], stacked: true, styles });
    }
}

/// Label, value, and the interval or what it is of.
fn expected(model: &Model) -> [(&'static str, String, String); 3] {
    let (list, currency) = (&model.world.findings.watch, &model.world.facts.currency);
    let none = || (figures::MISSING.to_owned(), String::new());
    let (lost, of_lost) = list.total.lost.map_or_else(none, |lost| {
        (figures::decimals(lost.value, 1), format!("{:.0} to {:.0} of {}", lost.low.floor(), lost.high.ceil(), list.rows.len()))
    });
    let (arr, of_arr) = list.total.arr_lost.map_or_else(none, |arr| {
        let [value, low, high] = [arr.value, arr.low, arr.high].map(|amount| amount.short(currency));
        (value, format!("{low} to {high}"))
    });
    let ahead = (list.total.arr.short(currency), figures::counted(list.rows.len(), "account", "accounts"));
    [(FIGURES[0], ahead.0, ahead.1), (FIGURES[1], lost, of_lost), (FIGURES[2], arr, of_arr)]
}

fn draw_detail(canvas: &mut Canvas, area: Rect, row: &WatchRow) {
    let styles = canvas.styles;
    let owner = if row.owner.is_empty() { String::new() } else { format!(", {}", row.owner) };
    let inner = Panel::new(&format!("{}{owner}", row.account), styles).draw(area, canvas.buf);
    let lines = lines(&canvas.model.world, row);
    let mut pen = canvas.pen(inner);
    let wrapped = lines.iter().flat_map(|line| text::wrap(line, inner.width.into()));
    for (y, line) in (0..inner.height).zip(wrapped) {
        pen.put(0, y, &line, styles.text);
    }
}

fn lines(world: &World, row: &WatchRow) -> Vec<String> {
    let mut lines: Vec<String> = world.findings.watch.total.why.iter().map(|why| format!("{why}.")).collect();
    lines.push(told::rate(row));
    if row.due < world.as_of() && row.landmark != Some(0) {
        lines.push("Its due day has gone by since the data end, so what became of it is not known here.".to_owned());
    }
    lines.extend(row.forecast_differs.iter().map(|differs| format!("The {differs}.")));
    if !row.tried.is_empty() {
        lines.push(format!("Tried before on accounts like it: {}.", told::tried(row)));
    }
    lines.push(told::HOW_TO_READ.to_owned());
    lines
}
