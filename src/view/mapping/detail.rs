//! What there is to say about the selected row.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::MappingCanvas;
use crate::app::mapping::choices;
use crate::app::mapping::rows::Row;
use crate::compile::{CheckReport, CheckedColumn, CheckedFile, UnusedColumn};
use crate::view::styles::Styles;
use crate::view::text;
use crate::view::widgets::panel::Panel;

pub fn draw(canvas: &mut MappingCanvas<'_>, area: Rect) {
    let (screen, styles) = (canvas.model, canvas.styles);
    let (title, lines) = screen.selected().map_or_else(Default::default, |row| said(&screen.report, styles, row));
    let inner = Panel::new(&title, styles).draw(area, canvas.buf);
    let mut pen = canvas.pen(inner);
    let mut y = 0;
    for (line, style) in lines {
        let room = usize::from(inner.height.saturating_sub(y));
        for part in text::wrap_to(&line, inner.width.into(), room.max(1)) {
            y = y.saturating_add(u16::from(pen.put(0, y, &part, style) > 0 || part.is_empty()));
        }
    }
}

type Lines = Vec<(String, Style)>;

fn said(report: &CheckReport, styles: &Styles, row: Row) -> (String, Lines) {
    match row {
        Row::File(_) => row.file(report).map(|file| (format!("{} → {}", file.name, file.table.key()), of_file(file, styles))),
        Row::Column(..) => {
            row.column(report).map(|column| (format!("{} → {}", column.column, column.field.key()), of_column(column, styles)))
        }
        Row::Unused(..) => row.unused(report).map(|column| (format!("{} is not used", column.column), of_unused(column, styles))),
        Row::Left(i) => report.left.get(i).map(|left| {
            let mut lines = vec![(format!("{} is not read: {}.", left.name, left.why), styles.text)];
            if !left.columns.is_empty() {
                let columns: Vec<&str> = left.columns.iter().map(|column| column.column.as_str()).collect();
                lines.push((format!("Its columns: {}", columns.join(", ")), styles.muted));
            }
            lines.push(("Enter chooses the table that it holds.".into(), styles.faint));
            (format!("{} is not read", left.name), lines)
        }),
        Row::Missing(i) => report.missing.get(i).map(|sentence| {
            let lines = vec![
                (format!("{sentence}."), styles.text),
                ("If a column or file holds it under another name, select that one and press Enter.".into(), styles.faint),
            ];
            ("Missing, and what that costs".to_owned(), lines)
        }),
    }
    .unwrap_or_default()
}

fn of_file(file: &CheckedFile, styles: &Styles) -> Lines {
    let mut lines = Vec::new();
    if !file.lacks.is_empty() {
        let lacks: Vec<&str> = file.lacks.iter().map(|field| field.key()).collect();
        let needs = format!("! This table needs {}. Select the column that holds it and press Enter.", lacks.join(", "));
        lines.push((needs, styles.warn));
    }
    lines.push((format!("{} columns are used, {} are not.", file.columns.len(), file.unused.len()), styles.text));
    lines.push((format!("{}, {}.", how_sure(file.sureness), written(file)), styles.muted));
    lines.push(("Enter chooses another table, x leaves the file aside.".into(), styles.faint));
    lines
}

/// `separated by ;, UTF-8`
pub fn written(file: &CheckedFile) -> String {
    let delimiter = match file.delimiter {
        ',' => "commas".to_owned(),
        '\t' => "tabs".to_owned(),
        other => other.to_string(),
    };
    format!("separated by {delimiter}, {}", file.encoding)
}

fn of_column(column: &CheckedColumn, styles: &Styles) -> Lines {
    let mut lines = Vec::new();
    let readings = choices::readings(column);
    if column.is_open {
        lines.push(("! Nothing tells day from month here. Enter chooses:".into(), styles.warn));
        lines.extend(readings.into_iter().map(|(_, reading)| (format!("  {reading}"), styles.text)));
    }
    lines.push((examples(&column.examples), styles.text));
    let form = column.form.as_ref().filter(|_| !column.is_open).map_or_else(String::new, |form| format!(", written as {form}"));
    lines.push((format!("{}{form}.", how_sure(column.sureness)), styles.muted));
    if !column.is_open {
        lines.push(("Enter chooses another field, x leaves the column aside.".into(), styles.faint));
    }
    lines
}

fn of_unused(column: &UnusedColumn, styles: &Styles) -> Lines {
    vec![(examples(&column.examples), styles.text), ("Enter chooses the field that it holds.".into(), styles.faint)]
}

fn examples(examples: &[String]) -> String {
    if examples.is_empty() { "It holds no values.".to_owned() } else { format!("Examples: {}", examples.join(" · ")) }
}

fn how_sure(sureness: f32) -> String {
    let word = match sureness {
        s if s >= 0.995 => return "Sure".to_owned(),
        s if s >= 0.9 => "Sure",
        s if s >= 0.7 => "Likely",
        _ => "A guess",
    };
    format!("{word}, {:.0} %", sureness * 100.0)
}
