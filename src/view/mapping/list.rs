//! Files and columns, each with what it is read as.

use std::borrow::Cow;

use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::{MappingCanvas, questions, words};
use crate::app::mapping::rows::Row;
use crate::app::target::Target;
use crate::compile::{CheckReport, CheckedColumn, CheckedFile};
use crate::telling::figures;
use crate::view::styles::Styles;
use crate::view::widgets::panel::Panel;
use crate::view::widgets::table::{Cell, Column, Table};

const COLUMNS: [Column<'_>; 4] = [
    Column::text("File, column, word", 20).grows(),
    Column::text("Read as", 22),
    Column::number("Sure", 5),
    Column::text("Examples, rows", 20).grows(),
];

pub fn draw(canvas: &mut MappingCanvas<'_>, area: Rect) {
    let (screen, styles) = (canvas.model, canvas.styles);
    let rows = screen.rows();
    let report = &screen.report;
    let aside = aside(report);
    let inner = Panel::new("What files and columns are read as", styles).aside(&aside).focused(true).draw(area, canvas.buf);
    let row = |i: usize| cells(report, styles, rows[i]);
    let table = Table {
        columns: &COLUMNS,
        rows: rows.len(),
        row: &row,
        selected: screen.cursor.at(rows.len()),
        focused: true,
        sort: None,
        noun: "rows",
        styles,
    };
    table.render(inner, canvas.buf);
    canvas.rows(inner, |at| table.row_at(inner, at), Target::Row);
}

fn aside(report: &CheckReport) -> String {
    let used: usize = report.files.iter().map(|file| file.columns.len()).sum();
    let unused: usize = report.files.iter().map(|file| file.unused.len()).sum();
    format!("{used} columns used, {unused} not")
}

fn cells<'a>(report: &'a CheckReport, styles: &'a Styles, row: Row) -> Vec<Cell<'a>> {
    match row {
        Row::Question(_) => row.question(report).map_or_else(Vec::new, |question| questions::question(question, styles)),
        Row::Answer(..) => row.answer(report).map_or_else(Vec::new, |answer| questions::answer(answer, styles)),
        Row::Refused => questions::refused(report, styles),
        Row::Said(_) => row.said(report).map_or_else(Vec::new, |said| questions::said(said, styles)),
        Row::File(_) => row.file(report).map_or_else(Vec::new, |file| file_cells(file, row.is_open(report), styles)),
        Row::Column(..) => row.column(report).map_or_else(Vec::new, |column| column_cells(column, styles)),
        Row::Unused(..) => row.unused(report).map_or_else(Vec::new, |column| {
            let name = Cow::Owned(format!("  {}", column.column));
            plain(styles, (name, styles.muted), (Cow::Borrowed("  not used"), styles.faint), Cow::Owned(column.examples.join(", ")))
        }),
        Row::Left(i) => {
            let left = &report.left[i];
            plain(styles, (Cow::Borrowed(&*left.name), styles.muted), (Cow::Borrowed("not read"), styles.faint), Cow::Borrowed(&*left.why))
        }
        Row::Word(..) => row.word(report).map_or_else(Vec::new, |(field, word)| words::cells(row.need(report), field, word, styles)),
        Row::Constant(..) => row.constant(report).map_or_else(Vec::new, |constant| words::constant(constant, styles)),
        Row::Currency => words::currency(report, styles),
        Row::Rate(_) => row.rate(report).map_or_else(Vec::new, |other| words::rate(report, other, styles)),
        Row::Missing(i) => missing_cells(&report.missing[i], styles),
    }
}

pub fn plain<'a>(styles: &Styles, name: Cell<'a>, read_as: Cell<'a>, examples: Cow<'a, str>) -> Vec<Cell<'a>> {
    vec![name, read_as, (Cow::Borrowed(""), styles.faint), (examples, styles.faint)]
}

fn sure(sureness: f32, styles: &Styles) -> Cell<'static> {
    let style = if sureness < 0.7 { styles.warn } else { styles.muted };
    (Cow::Owned(figures::percent_short(f64::from(sureness))), style)
}

fn file_cells<'a>(file: &'a CheckedFile, is_open: bool, styles: &'a Styles) -> Vec<Cell<'a>> {
    let rejected = file.rows.as_ref().filter(|rows| rows.rejected > 0);
    let about = match rejected {
        _ if is_open => {
            let lacks: Vec<&str> = file.lacks.iter().map(|field| field.key()).collect();
            (Cow::Owned(format!("needs {}", lacks.join(", "))), styles.warn)
        }
        _ if file.is_passed_over => (Cow::Borrowed("there, not read"), styles.warn),
        Some(rows) if rows.used == 0 => (Cow::Borrowed("no row can be read"), styles.warn),
        Some(rows) => (Cow::Owned(format!("{} of {} rejected", rows.rejected, rows.read)), styles.warn),
        None => (Cow::Owned(super::detail::written(file)), styles.faint),
    };
    let (arrow, strength) = if file.is_passed_over { ("", styles.muted) } else { ("→ ", styles.strong) };
    vec![
        if is_open { (Cow::Owned(format!("! {}", file.name)), styles.warn) } else { (Cow::Borrowed(&*file.name), strength) },
        (Cow::Owned(format!("{arrow}{}", file.table.key())), strength),
        sure(file.sureness, styles),
        about,
    ]
}

fn column_cells<'a>(column: &'a CheckedColumn, styles: &'a Styles) -> Vec<Cell<'a>> {
    let is_open = column.is_open && words::unknown(column) == 0;
    let read_as = if is_open { styles.warn } else { styles.text };
    let examples = column.examples.join(", ");
    let about = match &column.form {
        _ if words::unknown(column) > 0 => (Cow::Owned(words::summary(column)), styles.warn),
        Some(form) if column.is_open => (Cow::Owned(format!("{form}: {examples}")), styles.warn),
        Some(form) => (Cow::Owned(format!("{examples} ({form})")), styles.muted),
        None => (Cow::Owned(examples), styles.muted),
    };
    vec![
        (Cow::Owned(format!("{} {}", if is_open { "!" } else { " " }, column.column)), read_as),
        (Cow::Owned(format!("  → {}", column.field.key())), read_as),
        sure(column.sureness, styles),
        about,
    ]
}

/// `No health table` and `what that costs`, as far as there is room; the detail says all of it.
fn missing_cells<'a>(sentence: &'a str, styles: &'a Styles) -> Vec<Cell<'a>> {
    let (what, cost) = sentence.split_once(": ").unwrap_or((sentence, ""));
    plain(styles, (Cow::Borrowed(what), styles.muted), (Cow::Borrowed("missing"), styles.warn), Cow::Borrowed(cost))
}
