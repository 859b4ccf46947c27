//! The table of renewals at the end of every drill-down.

use ratatui::layout::Rect;

use super::blank;
use crate::analysis::findings::Quantity;
use crate::app::overlays::renewals::RenewalList;
use crate::app::screens::comparison::Figure;
use crate::app::screens::drill_down::Opening;
use crate::app::target::Target;
use crate::app::world::World;
use crate::domain::money::Money;
use crate::telling::figures;
use crate::view::listing::{Frame, by_heading, draw_table};
use crate::view::screens::split;
use crate::view::shell::Canvas;
use crate::view::text;
use crate::view::widgets::empty::Empty;
use crate::view::widgets::table::Table;
use crate::view::widgets::tabs::Tabs;

/// Cells that the words of a title keep, however long its figures are.
const LEAST_TITLE: usize = 12;
/// Lines that a note may take.
const MOST_NOTE: usize = 2;

pub(crate) fn draw(canvas: &mut Canvas, body: Rect, list: &RenewalList) {
    blank(canvas, body);
    let body = draw_sides(canvas, body, list);
    let (model, styles) = (canvas.model, canvas.styles);
    let (rows, shown) = (list.rows(&model.world), list.shown(&model.world));
    let sum = sum(&model.world, list, &shown);
    // Where there is no room for both, the title says more; of a part of the renewals it does not say the sum.
    let width = usize::from(body.width);
    let title = title(&list.opening, width.saturating_sub(4));
    let fits = text::width(&title) + text::width(&sum) + 7 <= width;
    let aside = if fits || list.state.is_filtered() { sum } else { String::new() };
    let (state, by) = (&list.state, by_heading(&list.state, &rows));
    let frame = Frame { title: &title, aside: &aside, is_sum: true, focused: true, state, shown: shown.len(), of: rows.len(), by };
    let Some(inner) = frame.draw(canvas, body) else { return };
    if shown.is_empty() {
        let text = if list.opening.note.is_empty() { "None of this kind were due then." } else { &list.opening.note };
        return canvas.draw(inner, &Empty { title: "No renewals", text, key: ("Esc", "back"), styles });
    }
    let inner = draw_note(canvas, inner, &list.opening.note);
    let selected = list.selected(&model.world);
    let table = Table { rows: &rows, shown: &shown, selected, focused: true, order: &state.order, noun: "renewals", styles };
    draw_table(canvas, inner, &table, Target::Row, Target::Column);
}

/// The title; where it is too long, its words are cut and not its figures.
fn title(opening: &Opening, width: usize) -> String {
    let room = width.saturating_sub(text::width(&opening.sums) + 3);
    format!("{} · {}", text::ellipsis(&opening.what, room.max(LEAST_TITLE)), opening.sums)
}

/// The sides of the figure, each with what it says; returns what is left below them.
fn draw_sides(canvas: &mut Canvas, body: Rect, list: &RenewalList) -> Rect {
    if list.sides.is_empty() {
        return body;
    }
    let (row, rest) = split::down(body, 1);
    let labels: Vec<String> =
        list.sides.iter().map(|beside| format!("{}: {}", beside.label, figure(&canvas.model.world, beside.figure))).collect();
    let titles: Vec<&str> = labels.iter().map(String::as_str).collect();
    let area = Rect { x: row.x + 1, width: row.width.saturating_sub(1), ..row };
    let tabs = Tabs { titles: &titles, selected: list.at, numbered: false, nested: true, styles: canvas.styles };
    let base = canvas.styles.base;
    canvas.pen(Rect { height: rest.y.saturating_sub(row.y), ..body }).clear_all(base);
    canvas.tabs(area, &tabs, Target::Side);
    rest
}

fn figure(world: &World, figure: Figure) -> String {
    match figure {
        Figure::Money(amount) => figures::money(amount, &world.facts.currency),
        Figure::Metric(key, value) => figures::or_missing(value, |value| figures::value(key.unit(), value)),
        Figure::Count(n) => figures::count(n),
        Figure::Of(n, of) => format!("{} of {}", figures::count(n), figures::count(of)),
        Figure::Share(0, ..) => "0".to_owned(),
        Figure::Share(n, Some(share), what) => format!("{}, {} {what}", figures::count(n), figures::percent_short(share)),
        Figure::Share(n, None, _) => format!("{}, no rate", figures::count(n)),
        Figure::Unsaid => "too few".to_owned(),
    }
}

/// What must be known to read the figure, above the table; returns what is left below it.
fn draw_note(canvas: &mut Canvas, inner: Rect, note: &str) -> Rect {
    if note.is_empty() {
        return inner;
    }
    let style = canvas.styles.faint;
    let lines = text::wrap_to(note, usize::from(inner.width.saturating_sub(2)), MOST_NOTE);
    let mut pen = canvas.pen(inner);
    for (y, line) in (0..).zip(&lines) {
        pen.put(1, y, line, style);
    }
    let rows = lines.len() as u16 + 1;
    Rect { y: inner.y + rows, height: inner.height.saturating_sub(rows), ..inner }
}

/// What the renewals shown add up to: of the figure where it is money, and of ARR.
fn sum(world: &World, list: &RenewalList, shown: &[usize]) -> String {
    let entries = || shown.iter().map(|i| &list.opening.entries[*i]);
    let amount = |part: &Option<Quantity>| match part {
        Some(Quantity::Money(amount)) => Some(*amount),
        _ => None,
    };
    let currency = &world.facts.currency;
    let arr: Money = entries().filter_map(|(place, _)| world.facts.at(*place).before).sum();
    let arr = format!("{} ARR before", arr.short(currency));
    match list.opening.part {
        Some(part) if entries().any(|(_, added)| amount(added).is_some()) => {
            let sum: Money = entries().filter_map(|(_, added)| amount(added)).sum();
            format!("{part}: {} · {arr}", sum.short(currency))
        }
        _ => arr,
    }
}
