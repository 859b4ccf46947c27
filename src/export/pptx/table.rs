//! Tables that can be edited.

use std::fmt::Write;
use std::ops::Range;

use super::page::{ACROSS, INCH, line, lines, width};
use super::xml::{Look, paragraph, runs};
use crate::telling::block::{Align, Table, Text, own, told};
use crate::telling::chart::heat::Heat;

/// A table's columns, each with its width, and its cells.
pub(crate) struct Grid {
    heads: Vec<(Text, Align)>,
    widths: Vec<f64>,
    pub rows: Vec<Vec<Cell>>,
    /// In points.
    size: f64,
}

pub(crate) struct Cell {
    text: Text,
    /// How heavy it is, from 0 to 1: the heavier, the darker.
    weight: f64,
}

/// Left and right of a cell's words, and above and below them.
const BESIDE: f64 = 0.14 * INCH;
const ABOVE: f64 = 0.08 * INCH;
/// One long remark does not take the room of all the others.
const WIDEST: f64 = 5.2 * INCH;
/// So much of a table's width figures may take from words.
const MOST_FIGURES: f64 = 0.8;
const NARROWEST: f64 = 0.45 * INCH;
/// Bold letters are wider by so much.
const BOLD: f64 = 1.15;

impl Grid {
    pub(crate) fn of(table: &Table) -> Self {
        let columns = table.columns();
        let heads = columns.iter().map(|i| table.heads[*i].clone()).collect();
        let cell = |row: &Vec<crate::telling::block::Cell>, i: &usize| Cell {
            text: row.get(*i).map(|cell| cell.text.clone()).unwrap_or_default(),
            weight: 0.0,
        };
        let rows = table.rows.iter().map(|row| columns.iter().map(|i| cell(row, i)).collect()).collect();
        Self::measured(heads, rows)
    }

    pub(crate) fn of_heat(heat: &Heat) -> Self {
        let heads = std::iter::once((own(""), Align::Left)).chain(heat.columns.iter().map(|name| (told(name), Align::Right))).collect();
        let cell = |cell: &Option<(String, f64)>| {
            cell.as_ref().map_or(Cell { text: Text::default(), weight: 0.0 }, |(text, weight)| Cell { text: told(text), weight: *weight })
        };
        let name = |name: &String| Cell { text: told(name), weight: 0.0 };
        let rows = heat.rows.iter().zip(&heat.cells).map(|(row, cells)| std::iter::once(name(row)).chain(cells.iter().map(cell)).collect());
        Self::measured(heads, rows.collect())
    }

    fn measured(heads: Vec<(Text, Align)>, rows: Vec<Vec<Cell>>) -> Self {
        let size = if heads.len() > 8 { 10.0 } else { 12.0 };
        let of = |text: &Text| width(&text.plain(), size) + 2.0 * BESIDE;
        // A heading may break between its words; a cell's figure may not.
        let head = |text: &Text| text.plain().split(' ').map(|word| width(word, size * BOLD) + 2.0 * BESIDE).fold(0.0, f64::max);
        let wanted = |i: usize| rows.iter().map(|row| of(&row[i].text)).fold(head(&heads[i].0), f64::max).clamp(NARROWEST, WIDEST);
        let wanted: Vec<f64> = (0..heads.len()).map(wanted).collect();
        let widths = shared(&wanted, &heads);
        Self { heads, widths, rows, size }
    }

    fn height(&self, cells: &mut dyn Iterator<Item = &Text>, size: f64) -> f64 {
        let most = cells.zip(&self.widths).map(|(text, width)| lines(&text.plain(), size, width - BESIDE)).fold(1.0, f64::max);
        most * line(self.size) + 2.0 * ABOVE
    }

    fn head_height(&self) -> f64 {
        self.height(&mut self.heads.iter().map(|(text, _)| text), self.size * BOLD)
    }

    fn row_height(&self, row: &[Cell]) -> f64 {
        self.height(&mut row.iter().map(|cell| &cell.text), self.size)
    }

    /// All of it.
    pub(crate) fn whole_height(&self) -> f64 {
        self.head_height() + self.rows.iter().map(|row| self.row_height(row)).sum::<f64>()
    }

    /// Up to which row the table fits into a height below its head, and how high that is.
    pub(crate) fn fitting(&self, from: usize, room: f64) -> (usize, f64) {
        let mut height = self.head_height();
        let mut to = from;
        for row in &self.rows[from..] {
            let more = self.row_height(row);
            if height + more > room {
                break;
            }
            height += more;
            to += 1;
        }
        (to, height)
    }

    /// Its columns, for whoever does not see it.
    pub(crate) fn said(&self) -> String {
        let heads: Vec<String> = self.heads.iter().map(|(text, _)| text.plain()).filter(|head| !head.is_empty()).collect();
        format!("Table: {}", heads.join(", "))
    }

    pub(crate) fn xml(&self, rows: Range<usize>) -> String {
        let mut out = "<a:tbl><a:tblPr firstRow=\"1\"/><a:tblGrid>".to_owned();
        for width in &self.widths {
            let _ = write!(out, "<a:gridCol w=\"{}\"/>", *width as i64);
        }
        out.push_str("</a:tblGrid>");
        let heads =
            self.heads.iter().map(|(text, align)| self.cell(text, *align, "<a:solidFill><a:schemeClr val=\"bg2\"/></a:solidFill>", true));
        out.push_str(&table_row(heads.collect::<String>().as_str(), self.head_height()));
        for row in &self.rows[rows] {
            let cells = row.iter().zip(&self.heads).map(|(cell, (_, align))| self.cell(&cell.text, *align, &fill(cell.weight), false));
            out.push_str(&table_row(&cells.collect::<String>(), self.row_height(row)));
        }
        out + "</a:tbl>"
    }

    fn cell(&self, text: &Text, align: Align, fill: &str, bold: bool) -> String {
        let look = Look { size: (self.size * 100.0) as u32, bold, struck: false, colour: Some("tx1") };
        let side = if align == Align::Right { "r" } else { "l" };
        let words = paragraph(&format!("<a:pPr algn=\"{side}\"/>"), &runs(text, look), look);
        let (beside, above) = ((BESIDE * 0.6) as i64, (ABOVE * 0.6) as i64);
        let none = |edge: &str| format!("<a:{edge} w=\"0\"><a:noFill/></a:{edge}>");
        let below = "<a:lnB w=\"6350\"><a:solidFill><a:schemeClr val=\"bg2\"/></a:solidFill></a:lnB>";
        format!(
            "<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{words}</a:txBody>\
             <a:tcPr marL=\"{beside}\" marR=\"{beside}\" marT=\"{above}\" marB=\"{above}\" anchor=\"t\">{}{}{}{below}{fill}</a:tcPr></a:tc>",
            none("lnL"),
            none("lnR"),
            none("lnT")
        )
    }
}

/// Figures keep their width as long as words have room beside them.
fn shared(wanted: &[f64], heads: &[(Text, Align)]) -> Vec<f64> {
    let is_figure = |i: usize| heads[i].1 == Align::Right;
    let of = |figures: bool| (0..wanted.len()).filter(|i| is_figure(*i) == figures).map(|i| wanted[i]).collect::<Vec<_>>();
    let figures: f64 = of(true).iter().sum();
    if figures > ACROSS * MOST_FIGURES {
        let most = cap(wanted.to_vec(), ACROSS);
        return wanted.iter().map(|width| width.min(most)).collect();
    }
    let most = cap(of(false), ACROSS - figures);
    wanted.iter().enumerate().map(|(i, width)| if is_figure(i) { *width } else { width.min(most) }).collect()
}

/// How wide a column may be so that all fit: the widest give way first, all of them to the same width.
fn cap(mut wanted: Vec<f64>, mut room: f64) -> f64 {
    wanted.sort_by(f64::total_cmp);
    for (i, width) in wanted.iter().enumerate() {
        let equal = room / (wanted.len() - i) as f64;
        if *width > equal {
            return equal;
        }
        room -= width;
    }
    f64::INFINITY
}

fn table_row(cells: &str, height: f64) -> String {
    format!("<a:tr h=\"{}\">{cells}</a:tr>", height as i64)
}

fn fill(weight: f64) -> String {
    if weight <= 0.0 {
        return "<a:noFill/>".to_owned();
    }
    // The letters on it stay readable.
    let alpha = (10_000.0 + weight.min(1.0) * 45_000.0) as u32;
    format!("<a:solidFill><a:schemeClr val=\"accent2\"><a:alpha val=\"{alpha}\"/></a:schemeClr></a:solidFill>")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telling::block::Cell as Of;

    #[test]
    fn columns_never_take_more_than_a_slide_and_figures_do_not_break() {
        let mut table = Table::of_numbers(["What", "Interval", "Other"]).and_words("Why");
        table.row([Of::own("words ".repeat(60)), Of::own("86.3 % (68.7–94.8 %)"), Of::own("1"), Of::own("more words ".repeat(60))]);
        let grid = Grid::of(&table);
        assert!(grid.widths.iter().sum::<f64>() <= ACROSS + 1.0, "{:?}", grid.widths);
        assert!(grid.widths[1] >= width("86.3 % (68.7–94.8 %)", grid.size) + BESIDE);
        let many = Grid::of(&Table { heads: vec![(own("figure"), Align::Right); 14], rows: vec![vec![Of::own("123,456,789.00 USD"); 14]] });
        assert!(many.widths.iter().sum::<f64>() <= ACROSS + 1.0, "{:?}", many.widths);
    }
}
