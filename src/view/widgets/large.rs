//! Words in large type: letters on a grid of 8 × 8 dots, two by two of them in a cell.

use font8x8::{BASIC_FONTS, BLOCK_FONTS, GREEK_FONTS, LATIN_FONTS, UnicodeFonts};
use ratatui::style::Style;

use crate::view::pen::Pen;
use crate::view::{text, veil};

/// Cells that a letter is wide and high.
const CELLS: u16 = 4;
/// Rows from one line to the next.
const LINE: u16 = 5;

/// The four dots of a cell as one sign: upper left 1, upper right 2, lower left 4, lower right 8.
const QUADRANTS: [&str; 16] = [" ", "▘", "▝", "▀", "▖", "▌", "▞", "▛", "▗", "▚", "▐", "▜", "▄", "▙", "▟", "█"];

/// Eight rows of dots, the lowest bit at the left; `None` for what has no large form.
fn glyph(c: char) -> Option<[u8; 8]> {
    let plain = match c {
        '’' | '‘' => '\'',
        '“' | '”' => '"',
        '–' | '—' | '−' | '‑' => '-',
        '\u{a0}' | '\u{202f}' => ' ',
        c => c,
    };
    match plain {
        '✓' => return Some([0x00, 0x40, 0x60, 0x32, 0x1e, 0x0c, 0x00, 0x00]),
        '→' => return Some([0x00, 0x10, 0x30, 0x7e, 0x7e, 0x30, 0x10, 0x00]),
        _ => {}
    }
    let known = BASIC_FONTS.get(plain).or_else(|| LATIN_FONTS.get(plain));
    known.or_else(|| GREEK_FONTS.get(plain)).or_else(|| BLOCK_FONTS.get(plain))
}

/// The lines of a text in large type; `None` where it does not fit `width` and `height` whole, or holds what has no large form.
pub(crate) fn fitted(words: &str, width: u16, height: u16) -> Option<Vec<String>> {
    let room = usize::from(width / CELLS);
    let words = veil::shown(words);
    let is_whole = words.split_whitespace().all(|word| text::width(word) <= room);
    if room == 0 || !is_whole || !words.chars().all(|c| glyph(c).is_some()) {
        return None;
    }
    let lines = text::wrap(&words, room);
    (rows(lines.len()) <= height).then_some(lines)
}

/// Cells that the widest of some lines takes.
pub(crate) fn width(lines: &[String]) -> u16 {
    lines.iter().map(|line| line.chars().count() as u16 * CELLS).max().unwrap_or(0)
}

/// Rows that so many lines take.
pub(crate) fn rows(lines: usize) -> u16 {
    (lines as u16 * LINE).saturating_sub(1)
}

/// Draws lines in large type with their top left at `at`; gives the first row below them.
pub(crate) fn draw(pen: &mut Pen<'_>, (x, y): (u16, u16), lines: &[String], style: Style) -> u16 {
    for (line, top) in lines.iter().zip((y..).step_by(LINE.into())) {
        for (c, left) in line.chars().zip((x..).step_by(CELLS.into())) {
            if let Some(dots) = glyph(c) {
                letter(pen, (left, top), dots, style);
            }
        }
    }
    y + rows(lines.len())
}

fn letter(pen: &mut Pen<'_>, (x, y): (u16, u16), dots: [u8; 8], style: Style) {
    for (row, pair) in (0..).zip(dots.chunks(2)) {
        for cell in 0..CELLS {
            let two = |row: u8| usize::from(row >> (2 * cell) & 0b11);
            let sign = two(pair[0]) | two(pair[1]) << 2;
            if sign > 0 {
                pen.put(x + cell, y + row, QUADRANTS[sign], style);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    use super::*;
    use crate::view::testing::rows as told;

    #[test]
    fn words_stand_large_where_they_fit_whole_and_in_letters_that_there_are() {
        let lines = fitted("Für Ünal: 5 left", 40, 9).unwrap();
        assert_eq!(lines, ["Für Ünal:", "5 left"]);
        assert_eq!(fitted("Für Ünal: 5 left", 40, 8), None, "two lines take nine rows");
        assert_eq!(fitted("Unbreakable", 40, 9), None);
        assert_eq!(fitted("日本語", 80, 9), None);
        assert_eq!(fitted("x", 3, 9), None);
        let mut buf = Buffer::empty(Rect::new(0, 0, 8, 4));
        draw(&mut Pen::new(buf.area, &mut buf), (0, 0), &["LI".to_owned()], Style::new());
        let drawn = told(&buf);
        assert_eq!(drawn.lines().count(), 4);
        assert!(drawn.contains('█') || drawn.contains('▌'), "{drawn}");
    }
}
