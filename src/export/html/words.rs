//! Words and tables as HTML.

use std::fmt::Write;

use super::escape::{escape, isolated, sentence};
use crate::telling::block::{Align, Cell, Inline, Table, Text, Value};
use crate::telling::report::appendix::{Appendix, Place};

/// Words; figures link to the renewals behind them.
pub(crate) fn line(text: &Text, appendix: &Appendix) -> String {
    text.0.iter().map(|words| inline(words, appendix)).collect()
}

fn inline(inline: &Inline, appendix: &Appendix) -> String {
    match inline {
        Inline::Own(words) => together(&escape(words)),
        Inline::Told(words) => together(&sentence(words)),
        Inline::Data(words) => isolated(words),
        Inline::Strong(words) => format!("<strong>{}</strong>", line(words, appendix)),
        Inline::Struck(words) => format!("<del>{}</del>", line(words, appendix)),
        Inline::Figure { words, members } => match appendix.place_of(members) {
            Some(Place::List(number)) => format!("<a href=\"#list-{number}\">{}</a>", line(words, appendix)),
            Some(Place::Row(number)) => format!("<a href=\"#renewal-{number}\">{}</a>", line(words, appendix)),
            None => line(words, appendix),
        },
    }
}

/// A percentage keeps its sign beside it, and a day stays on one line. `written` is HTML.
fn together(written: &str) -> String {
    let mut out = String::with_capacity(written.len() + 16);
    let mut rest = written;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, number) = rest.split_at(at);
        out.push_str(before);
        let taken = number.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(number.len());
        let (word, after) = number.split_at(taken);
        if is_day(word) {
            let _ = write!(out, "<span class=\"d\">{word}</span>");
        } else {
            out.push_str(word);
        }
        rest = match after.strip_prefix(" %") {
            Some(after) => {
                out.push_str("\u{a0}%");
                after
            }
            None => after,
        };
    }
    out + rest
}

fn is_day(word: &str) -> bool {
    word.len() == 10 && word.parse::<chrono::NaiveDate>().is_ok()
}

/// Columns that say nothing in any row are left out. `name` tells whoever does not see it what the table is of.
pub(crate) fn table(table: &Table, name: &str, appendix: &Appendix) -> String {
    let columns = table.columns();
    let mut out = format!("<div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"{}\">\n<table>\n<thead><tr>", escape(name));
    for index in &columns {
        let (head, align) = &table.heads[*index];
        // A heading without words would be one that says nothing.
        let _ = if head.is_empty() {
            write!(out, "<td></td>")
        } else {
            write!(out, "<th scope=\"col\"{}>{}</th>", class(*align), line(head, appendix))
        };
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        out.push_str(&cells(row, table, &columns, appendix));
        out.push_str("</tr>\n");
    }
    out + "</tbody>\n</table>\n</div>\n"
}

/// The first cell that is not empty names its row.
pub(crate) fn cells(row: &[Cell], table: &Table, columns: &[usize], appendix: &Appendix) -> String {
    let nothing = Cell::default();
    let cell = |(place, index): (usize, &usize)| {
        let (cell, class) = (row.get(*index).unwrap_or(&nothing), class(table.heads[*index].1));
        let words = valued(cell, &line(&cell.text, appendix));
        if place == 0 && !cell.text.is_empty() {
            format!("<th scope=\"row\"{class}>{words}</th>")
        } else {
            format!("<td{class}>{words}</td>")
        }
    };
    columns.iter().enumerate().map(cell).collect()
}

fn class(align: Align) -> &'static str {
    if align == Align::Right { " class=\"n\"" } else { "" }
}

/// With its value for programs, where it has one.
fn valued(cell: &Cell, words: &str) -> String {
    match cell.value {
        Some(Value::Day(day)) => format!("<time datetime=\"{day}\">{words}</time>"),
        Some(Value::Money(amount)) => format!("<data value=\"{amount}\">{words}</data>"),
        Some(Value::Share(share)) => format!("<data value=\"{share}\">{words}</data>"),
        Some(Value::Count(_)) | None => words.to_owned(),
    }
}
