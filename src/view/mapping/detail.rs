//! What there is to say about the selected row.

use crate::app::command::Command;
use crate::app::keymap;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{MappingCanvas, questions, words};
use crate::app::mapping::choices;
use crate::app::mapping::columns::{unknown, written};
use crate::app::mapping::rows::Row;
use crate::compile::{CheckReport, CheckedColumn, CheckedFile, LeftFile, UnusedColumn};
use crate::domain::text::counted;
use crate::telling::figures;
use crate::view::styles::Styles;
use crate::view::text;
use crate::view::widgets::panel::Panel;

pub(crate) fn draw(canvas: &mut MappingCanvas<'_>, area: Rect) {
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

pub(crate) type Lines = Vec<(String, Style)>;

fn said(report: &CheckReport, styles: &Styles, row: Row<'_>) -> (String, Lines) {
    match row {
        Row::Question(question) => questions::of_question(question, styles),
        Row::Answer(_, answer) => questions::of_answer(answer, styles),
        Row::Refused(why) => questions::of_refused(report, why, styles),
        Row::Said(said) => questions::of_said(said, styles),
        Row::File(file) => (file_title(file), of_file(file, styles)),
        Row::Column(_, column) => (format!("{} → {}", column.column, column.field.key()), of_column(column, styles)),
        Row::Word(_, column, word) => words::of_word(column, word, styles),
        Row::Constant(_, constant) => words::of_constant(constant, styles),
        Row::Currency => words::of_currency(report, styles),
        Row::Rate(other) => words::of_rate(report, other, styles),
        Row::Unused(_, column) => (format!("{} is not used", column.column), of_unused(column, styles)),
        Row::Left(left) => of_left(left, styles),
        Row::Missing(sentence) => {
            let lines = vec![
                (format!("{sentence}."), styles.text),
                (
                    format!(
                        "If a column or file holds it under another name, select that one and press {}. If it is the same in every row of a file, {} sets it.",
                        keymap::named(Command::Choose),
                        keymap::named(Command::SetConstant)
                    ),
                    styles.faint,
                ),
            ];
            ("Missing, and what that costs".to_owned(), lines)
        }
    }
}

fn of_left(left: &LeftFile, styles: &Styles) -> (String, Lines) {
    let mut lines = vec![(format!("{} is not read: {}.", left.name, left.why), styles.text)];
    if !left.columns.is_empty() {
        let columns: Vec<&str> = left.columns.iter().map(|column| column.column.as_str()).collect();
        lines.push((format!("Its columns: {}", columns.join(", ")), styles.muted));
    }
    lines.push(("Enter chooses the table that it holds.".into(), styles.faint));
    (format!("{} is not read", left.name), lines)
}

fn file_title(file: &CheckedFile) -> String {
    if file.is_passed_over { format!("{} is not read", file.name) } else { format!("{} → {}", file.name, file.table.key()) }
}

fn of_file(file: &CheckedFile, styles: &Styles) -> Lines {
    let mut lines = Vec::new();
    if !file.lacks.is_empty() {
        let lacks: Vec<&str> = file.lacks.iter().map(|field| field.key()).collect();
        let needs = format!("! This table needs {}. Select the column that holds it and press Enter.", lacks.join(", "));
        lines.push((needs, styles.warn));
    }
    if file.is_passed_over {
        let what = "! It is there and not read: the renewals table tells the renewals, and a second one could contradict it. The trailing \
                    twelve months count accounts with a renewal in them only. To read the subscriptions instead, leave the renewals aside with x.";
        lines.push((what.into(), styles.warn));
    }
    lines.push((said_for(file), styles.muted));
    let columns = counted(file.columns.len(), "column is used", "columns are used");
    lines.push((format!("{columns}, {} not{}", file.unused.len(), rows_told(file)), styles.text));
    if let Some(reject) = file.rejects.first() {
        let column = if reject.column.is_empty() { String::new() } else { format!(", {} “{}”", reject.column, reject.value) };
        lines.push((format!("The first that cannot stands in line {}{column}: {}.", reject.line, reject.reason), styles.muted));
    }
    lines.push((format!("It is {}.", written(file)), styles.muted));
    lines.extend(file.above.iter().map(|above| (format!("{above}."), styles.muted)));
    lines.push((
        format!(
            "{} chooses another table, {} gives a field one value in all rows, {} leaves the file aside.",
            keymap::named(Command::Choose),
            keymap::named(Command::SetConstant),
            keymap::named(Command::LeaveAside)
        ),
        styles.faint,
    ));
    lines
}

/// What speaks for it, and what else it may be.
fn said_for(file: &CheckedFile) -> String {
    let or = file.runner_up.map(|table| format!("or it is {}, which is less likely", table.key()));
    let all: Vec<String> = file.speaks.iter().cloned().chain(or).collect();
    format!("{}: {}.", how_sure(file.sureness), all.join("; "))
}

/// `; 188 of 200 rows can be read.`
fn rows_told(file: &CheckedFile) -> String {
    let Some(rows) = &file.rows else { return ".".to_owned() };
    let left_out = if rows.out_of_scope > 0 { format!(", {} are no renewals", rows.out_of_scope) } else { String::new() };
    format!("; {} of {} rows can be read{left_out}.", rows.used, rows.read)
}

fn of_column(column: &CheckedColumn, styles: &Styles) -> Lines {
    let mut lines = Vec::new();
    let readings = choices::readings(column);
    lines.extend(words::of_column(column, styles));
    let is_open = column.is_open && column.words.is_none();
    if is_open {
        lines.push(("! Nothing tells day from month here. Enter chooses:".into(), styles.warn));
        lines.extend(readings.into_iter().map(|(_, reading)| (format!("  {reading}"), styles.text)));
    }
    lines.push((examples(&column.examples), styles.text));
    let form = column.form.as_ref().filter(|_| !is_open).map_or_else(String::new, |form| format!(", written as {form}"));
    lines.push((format!("{}{form}.", how_sure(column.sureness)), styles.muted));
    if !is_open {
        let key = keymap::named(if unknown(column) > 0 { Command::ChooseField } else { Command::Choose });
        lines.push((format!("{key} chooses another field, {} leaves the column aside.", keymap::named(Command::LeaveAside)), styles.faint));
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
    format!("{word}, {}", figures::percent_short(f64::from(sureness)))
}
