//! Two groupings crossed: the number in each cell, and a shade for how much it is of the largest.

use super::{Anchor, Drawing, WIDTH, label, text};
use crate::telling::chart::heat::Heat;

const ROW: f64 = 30.0;
const LABELS: f64 = 200.0;
const HEAD: f64 = 24.0;
/// A shade at which no number is hard to read.
const DARKEST: f64 = 0.42;

pub(crate) fn draw(heat: &Heat) -> Drawing {
    let column = ((WIDTH - LABELS) / heat.columns.len().max(1) as f64).min(140.0);
    let mut marks = String::new();
    for (i, name) in heat.columns.iter().enumerate() {
        marks.push_str(&label(LABELS + (i as f64 + 0.5) * column, 15.0, &Anchor::Middle, column - 8.0, name));
    }
    for (row, name) in heat.rows.iter().enumerate() {
        let y = HEAD + row as f64 * ROW;
        marks.push_str(&label(LABELS - 10.0, y + ROW / 2.0 + 4.0, &Anchor::End, LABELS - 10.0, name));
        for (i, cell) in heat.cells[row].iter().enumerate() {
            marks.push_str(&drawn(cell.as_ref(), (LABELS + i as f64 * column, y), column));
        }
    }
    Drawing { height: HEAD + heat.rows.len() as f64 * ROW + 4.0, marks }
}

fn drawn(cell: Option<&(String, f64)>, (x, y): (f64, f64), column: f64) -> String {
    let (middle, base) = (x + column / 2.0, y + ROW / 2.0 + 4.0);
    let Some((number, share)) = cell else { return text(middle, base, &Anchor::Middle, "faint", "·") };
    let shade = format!(
        "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" class=\"heat\" fill-opacity=\"{:.2}\"/>\n",
        x + 1.0,
        y + 1.0,
        column - 2.0,
        ROW - 2.0,
        0.04 + share * DARKEST
    );
    shade + &text(middle, base, &Anchor::Middle, "number", number)
}
