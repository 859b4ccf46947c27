//! The table of renewals at the end of every drill-down.

use std::borrow::Cow;

use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::blank;
use crate::app::model::Model;
use crate::app::overlays::renewals::{RenewalList, SortBy};
use crate::app::target::Target;
use crate::domain::money::Money;
use crate::domain::reason::ReasonCode;
use crate::domain::renewal::Renewal;
use crate::view::figures;
use crate::view::marks;
use crate::view::shell::Canvas;
use crate::view::styles::Styles;
use crate::view::widgets::empty::Empty;
use crate::view::widgets::panel::Panel;
use crate::view::widgets::prompt::Prompt;
use crate::view::widgets::table::{Cell, Column, Sort, Table};

/// In the order in which they stand on the screen; each can be sorted by.
const COLUMNS: [(SortBy, Column<'_>); 11] = [
    (SortBy::Account, Column::text("Account", 16).grows()),
    (SortBy::Outcome, Column::text("Outcome", 9)),
    (SortBy::Arr, Column::number("ARR", 7)),
    (SortBy::Change, Column::number("Change", 8).priority(2)),
    (SortBy::Due, Column::text("Due", 10).priority(4)),
    (SortBy::Reason, Column::text("Reason", 18).priority(1)),
    (SortBy::Owner, Column::text("CS owner", 14).priority(3)),
    (SortBy::Product, Column::text("Product", 10).priority(6)),
    (SortBy::Geo, Column::text("Geo", 6).priority(5)),
    (SortBy::Health, Column::number("Health", 7).priority(7)),
    (SortBy::Usage, Column::number("Usage", 7).priority(8)),
];

pub fn draw(canvas: &mut Canvas, body: Rect, list: &RenewalList) {
    blank(canvas, body);
    let (model, styles) = (canvas.model, canvas.styles);
    let rows = list.rows(model);
    let arr: Money = rows.iter().filter_map(|r| r.before).sum();
    let shown = if rows.len() == list.len() { format!("{}", rows.len()) } else { format!("{} of {}", rows.len(), list.len()) };
    let aside = format!("{shown} renewals · {} ARR before", arr.short(&model.facts.currency));
    let inner = Panel::new(&list.title, styles).aside(&aside).focused(true).draw(body, canvas.buf);
    let inner = draw_filter(canvas, inner, list);
    if rows.is_empty() {
        let text = if list.is_empty() { "There are none in this scope." } else { "None matches the words of the filter." };
        return canvas.draw(inner, &Empty { title: "No renewals", text, key: ("Esc", "back"), styles });
    }
    let columns = COLUMNS.map(|(_, column)| column);
    let sorted = COLUMNS.iter().position(|(by, _)| *by == list.sort);
    let row = |i: usize| cells(model, styles, rows[i]);
    let table = Table {
        columns: &columns,
        rows: rows.len(),
        row: &row,
        selected: list.cursor.at(rows.len()),
        focused: true,
        sort: sorted.map(|column| Sort { column, descending: list.descending }),
        noun: "renewals",
        styles,
    };
    table.render(inner, canvas.buf);
    canvas.rows(inner, |at| table.row_at(inner, at), Target::Row);
}

fn draw_filter(canvas: &mut Canvas, inner: Rect, list: &RenewalList) -> Rect {
    let styles = canvas.styles;
    let row = Rect { height: 1.min(inner.height), ..inner };
    if list.filtering {
        let hint = "words of account, owner, product, geo, reason …";
        canvas.draw(row, &Prompt { label: "Filter", input: &list.filter, placeholder: hint, hint: "", error: None, styles });
    } else if !list.filter.value().is_empty() {
        let words = format!("Filtered by “{}”; / changes it", list.filter.value());
        canvas.pen(row).fit(0, 0, row.width, &words, styles.info);
    } else {
        return inner;
    }
    Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner }
}

fn cells<'a>(model: &'a Model, styles: &'a Styles, renewal: &'a Renewal) -> Vec<Cell<'a>> {
    let none = || Cow::Borrowed(figures::NONE);
    let currency = &model.facts.currency;
    let change = renewal.after.zip(renewal.before).map(|(after, before)| after - before);
    let (outcome, tone) = marks::outcome_word(renewal);
    let reason = match model.reason_of(renewal) {
        Some(code) => (Cow::Owned(ReasonCode::label(code)), styles.text),
        None if renewal.is_churned() => (Cow::Borrowed("? uncoded"), styles.warn),
        None => (none(), styles.faint),
    };
    let change_style = if change.is_some_and(|c| c < Money::ZERO) { styles.bad } else { styles.muted };
    vec![
        (Cow::Borrowed(&*renewal.account), styles.text),
        (Cow::Borrowed(outcome), styles.tone(tone)),
        (renewal.before.map_or_else(none, |m| Cow::Owned(m.short(currency))), styles.text),
        (change.map_or_else(none, |m| Cow::Owned(m.short_signed(currency))), change_style),
        (Cow::Owned(renewal.due.to_string()), styles.muted),
        reason,
        (Cow::Borrowed(&*renewal.cs_owner), styles.muted),
        (Cow::Borrowed(&*renewal.product), styles.muted),
        (Cow::Borrowed(&*renewal.geo), styles.muted),
        (renewal.signals.health_latest().map_or_else(none, |h| Cow::Owned(format!("{h:.0}"))), styles.muted),
        (renewal.signals.usage_shift().map_or_else(none, |u| Cow::Owned(format!("{:+.0} %", u * 100.0))), styles.muted),
    ]
}
