//! The table of renewals at the end of every drill-down.

use std::borrow::Cow;

use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::blank;
use crate::analysis::findings::Quantity;
use crate::app::overlays::renewals::{PART, RenewalList, change};
use crate::app::screens::comparison::Figure;
use crate::app::screens::drill_down::{Entry, Opening};
use crate::app::target::Target;
use crate::app::world::World;
use crate::domain::money::Money;
use crate::domain::reason::ReasonCode;
use crate::domain::renewal::Renewal;
use crate::telling::figures;
use crate::view::listing::{Frame, sort};
use crate::view::screens::split;
use crate::view::shell::Canvas;
use crate::view::styles::Styles;
use crate::view::widgets::empty::Empty;
use crate::view::widgets::table::{Cell, Column, Table};
use crate::view::widgets::tabs::Tabs;
use crate::view::{marks, text};

/// In the order of the rows' values.
const COLUMNS: [Column<'_>; 11] = [
    Column::text("Account", 20).grows(),
    Column::text("Outcome", 9),
    Column::number("ARR", 7),
    Column::number("Change", 8).priority(2),
    Column::text("Due", 10).priority(4),
    Column::text("Reason", 18).priority(1),
    Column::text("CS owner", 15).priority(3),
    Column::text("Product", 10).priority(6),
    Column::text("Geo", 13).priority(5),
    Column::number("Health", 7).priority(7),
    Column::number("Usage", 7).priority(8),
];

/// Cells that the words of a title keep, however long its figures are.
const LEAST_TITLE: usize = 12;
/// Lines that a note may take.
const MOST_NOTE: usize = 2;

pub fn draw(canvas: &mut Canvas, body: Rect, list: &RenewalList) {
    blank(canvas, body);
    let body = draw_sides(canvas, body, list);
    let (model, styles) = (canvas.model, canvas.styles);
    let entries = list.shown(&model.world);
    let mut columns = COLUMNS.to_vec();
    if let Some(part) = list.opening.part {
        columns.insert(PART, Column::number(part, 9));
    }
    let names: Vec<&str> = columns.iter().map(|column| column.title).collect();
    let of = list.opening.entries.len();
    let sum = sum(&model.world, list, &entries);
    // Where there is no room for both, the title says more; of a part of the renewals it does not say the sum.
    let width = usize::from(body.width);
    let title = title(&list.opening, width.saturating_sub(4));
    let fits = text::width(&title) + text::width(&sum) + 7 <= width;
    let aside = if fits || list.state.is_filtered() { sum } else { String::new() };
    let frame =
        Frame { title: &title, aside: &aside, is_sum: true, focused: true, state: &list.state, shown: entries.len(), of, names: &names };
    let Some(inner) = frame.draw(canvas, body) else { return };
    if entries.is_empty() {
        let text = if list.opening.note.is_empty() { "None of this kind were due then." } else { &list.opening.note };
        return canvas.draw(inner, &Empty { title: "No renewals", text, key: ("Esc", "back"), styles });
    }
    let inner = draw_note(canvas, inner, &list.opening.note);
    let row = |i: usize| cells(&model.world, styles, entries[i], list.opening.part.is_some());
    let table = Table {
        columns: &columns,
        rows: entries.len(),
        row: &row,
        selected: list.selected(&model.world),
        focused: true,
        sort: sort(&list.state),
        noun: "renewals",
        styles,
    };
    table.render(inner, canvas.buf);
    canvas.rows(inner, |at| table.row_at(inner, at), Target::Row);
    for (column, place) in table.headings(inner) {
        canvas.targets.add(place, Target::Column(column));
    }
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
fn sum(world: &World, list: &RenewalList, entries: &[Entry]) -> String {
    let amount = |part: &Option<Quantity>| match part {
        Some(Quantity::Money(amount)) => Some(*amount),
        _ => None,
    };
    let currency = &world.facts.currency;
    let arr: Money = entries.iter().filter_map(|(place, _)| world.facts.at(*place).before).sum();
    let arr = format!("{} ARR before", arr.short(currency));
    match list.opening.part {
        Some(part) if entries.iter().any(|(_, added)| amount(added).is_some()) => {
            let sum: Money = entries.iter().filter_map(|(_, added)| amount(added)).sum();
            format!("{part}: {} · {arr}", sum.short(currency))
        }
        _ => arr,
    }
}

/// What a renewal adds to the figure it was opened from.
fn part(world: &World, part: Option<Quantity>) -> String {
    match part {
        Some(Quantity::Money(amount)) => amount.short(&world.facts.currency),
        Some(Quantity::Count(0)) | None => figures::MISSING.to_owned(),
        Some(Quantity::Count(_)) => "✓".to_owned(),
        Some(Quantity::Number(number)) => figures::decimals(number, if number.fract() == 0.0 { 0 } else { 3 }),
    }
}

fn cells<'a>(world: &'a World, styles: &'a Styles, (place, adds): Entry, has_part: bool) -> Vec<Cell<'a>> {
    let renewal: &Renewal = world.facts.at(place);
    let none = || Cow::Borrowed(figures::MISSING);
    let currency = &world.facts.currency;
    let change = change(renewal);
    let (outcome, tone) = marks::became(renewal.became());
    let reason = match world.reason_of(renewal) {
        Some(code) => (Cow::Owned(ReasonCode::label(code)), styles.text),
        None if renewal.is_churned() => (Cow::Borrowed("? uncoded"), styles.warn),
        None => (none(), styles.faint),
    };
    let change_style = if change.is_some_and(|c| c < Money::ZERO) { styles.bad } else { styles.muted };
    let mut cells = vec![
        (marks::account(&world.facts, renewal), styles.text),
        (Cow::Borrowed(outcome), styles.tone(tone)),
        (renewal.before.map_or_else(none, |m| Cow::Owned(m.short(currency))), styles.text),
        (change.map_or_else(none, |m| Cow::Owned(m.short_signed(currency))), change_style),
        (Cow::Owned(renewal.due.to_string()), styles.muted),
        reason,
        (Cow::Borrowed(&*renewal.cs_owner), styles.muted),
        (Cow::Borrowed(&*renewal.product), styles.muted),
        (Cow::Borrowed(&*renewal.geo), styles.muted),
        (renewal.signals.health_latest().map_or_else(none, |h| Cow::Owned(format!("{h:.0}"))), styles.muted),
        (Cow::Owned(figures::or_missing(renewal.signals.usage_shift(), figures::percent_signed_short)), styles.muted),
    ];
    if has_part {
        cells.insert(PART, (Cow::Owned(part(world, adds)), styles.strong));
    }
    cells
}
