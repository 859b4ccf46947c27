//! Large digits, drawn on a grid of 3 × 5 dots.

use ratatui::style::Style;

use crate::view::pen::Pen;
use crate::view::text;
use crate::view::veil;

/// How large a figure stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Size {
    /// As ordinary text.
    Plain,
    /// Half blocks: three rows.
    Medium,
    /// Full blocks, two cells a dot: five rows.
    Large,
}

impl Size {
    pub(crate) fn height(self) -> u16 {
        match self {
            Self::Plain => 1,
            Self::Medium => 3,
            Self::Large => 5,
        }
    }

    /// Cells a dot is wide.
    fn dot(self) -> u16 {
        if self == Self::Large { 2 } else { 1 }
    }
}

/// Five rows of dots, top first; `#` is set. `None` for what is written as ordinary text.
fn glyph(c: char) -> Option<[&'static str; 5]> {
    Some(match c {
        '0' => ["###", "# #", "# #", "# #", "###"],
        '1' => ["## ", " # ", " # ", " # ", "###"],
        '2' => ["###", "  #", "###", "#  ", "###"],
        '3' => ["###", "  #", " ##", "  #", "###"],
        '4' => ["# #", "# #", "###", "  #", "  #"],
        '5' => ["###", "#  ", "###", "  #", "###"],
        '6' => ["###", "#  ", "###", "# #", "###"],
        '7' => ["###", "  #", "  #", "  #", "  #"],
        '8' => ["###", "# #", "###", "# #", "###"],
        '9' => ["###", "# #", "###", "  #", "###"],
        '.' | ',' => [" ", " ", " ", " ", "#"],
        '−' | '-' => ["  ", "  ", "##", "  ", "  "],
        '–' => ["   ", "   ", "###", "   ", "   "],
        ':' => [" ", "#", " ", "#", " "],
        '+' => ["   ", " # ", "###", " # ", "   "],
        _ => return None,
    })
}

/// Cells that a number takes.
pub(crate) fn width(number: &str, size: Size) -> u16 {
    if size == Size::Plain {
        return text::width(number) as u16;
    }
    veil::shown(number).chars().map(|c| advance(c, size)).sum::<u16>().saturating_sub(1)
}

/// Cells from one character to the next.
fn advance(c: char, size: Size) -> u16 {
    let dots = glyph(c).map(|rows| rows[0].len() as u16 * size.dot());
    dots.unwrap_or(1) + size.dot()
}

/// Draws a number with its top left at `at` and returns the place after it. Characters without a large
/// form (a currency's sign) stand in ordinary size at the top.
pub(crate) fn draw(pen: &mut Pen<'_>, at: (u16, u16), number: &str, size: Size, style: Style) -> u16 {
    let (mut x, y) = at;
    for c in veil::shown(number).chars() {
        match glyph(c) {
            Some(rows) if size == Size::Large => large(pen, (x, y), rows, style),
            Some(rows) => medium(pen, (x, y), rows, style),
            None => {
                pen.put(x, y, c.encode_utf8(&mut [0; 4]), style);
            }
        }
        x += advance(c, size);
    }
    x.saturating_sub(1).max(at.0)
}

fn large(pen: &mut Pen<'_>, at: (u16, u16), rows: [&str; 5], style: Style) {
    dots(pen, at, rows, 1, style);
}

/// Each dot is `scale` rows high and twice as many cells wide.
fn dots(pen: &mut Pen<'_>, (x, y): (u16, u16), rows: [&str; 5], scale: u16, style: Style) {
    for (dy, row) in (0..).zip(rows) {
        for (dx, _) in (0..).zip(row.bytes()).filter(|(_, dot)| *dot == b'#') {
            for line in 0..scale {
                pen.repeat(x + dx * 2 * scale, y + dy * scale + line, 2 * scale, "█", style);
            }
        }
    }
}

/// The largest scale at which a number fits, at least 1.
pub(crate) fn scale_to_fit(number: &str, width: u16, height: u16) -> u16 {
    (1..=height / 5).rev().find(|scale| scaled_width(number, *scale) <= width).unwrap_or(1)
}

/// Cells that a number takes, drawn by [`draw_scaled`].
pub(crate) fn scaled_width(number: &str, scale: u16) -> u16 {
    number.chars().map(|c| advance(c, Size::Large) * scale).sum::<u16>().saturating_sub(2 * scale)
}

/// Draws a number of digits, as large as is said.
pub(crate) fn draw_scaled(pen: &mut Pen<'_>, (mut x, y): (u16, u16), number: &str, scale: u16, style: Style) {
    for c in number.chars() {
        if let Some(rows) = glyph(c) {
            dots(pen, (x, y), rows, scale, style);
        }
        x += advance(c, Size::Large) * scale;
    }
}

/// Five dots fill two and a half rows; the free half is at the top, so that the foot stands on the line.
fn medium(pen: &mut Pen<'_>, (x, y): (u16, u16), rows: [&str; 5], style: Style) {
    let set = |row: Option<&str>, dx: usize| row.is_some_and(|r| r.as_bytes().get(dx) == Some(&b'#'));
    for cell in 0..3usize {
        let (upper, lower) = ((cell * 2).checked_sub(1).map(|i| rows[i]), Some(rows[cell * 2]));
        for dx in 0..rows[0].len() {
            let block = match (set(upper, dx), set(lower, dx)) {
                (true, true) => "█",
                (true, false) => "▀",
                (false, true) => "▄",
                (false, false) => continue,
            };
            pen.put(x + dx as u16, y + cell as u16, block, style);
        }
    }
}
