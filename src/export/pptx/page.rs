//! Measures of a slide, in EMU, and how much room words need.

use unicode_width::UnicodeWidthStr;

/// An inch.
pub(crate) const INCH: f64 = 914_400.0;
pub(crate) const WIDTH: f64 = 13.333 * INCH;
pub(crate) const LEFT: f64 = 0.6 * INCH;
/// Of what stands below the title.
pub(crate) const TOP: f64 = 1.35 * INCH;
pub(crate) const ROOM: f64 = 5.45 * INCH;
pub(crate) const ACROSS: f64 = WIDTH - 2.0 * LEFT;

const POINT: f64 = INCH / 72.0;
/// A letter is so wide, as a part of its size; a little more than the average, since line breaks leave room.
const LETTER: f64 = 0.53;
const LINE: f64 = 1.22;

/// Where something stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Place {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

impl Place {
    pub(crate) fn xml(self, prefix: &str) -> String {
        let [x, y, width, height] = [self.x, self.y, self.width, self.height].map(|n| n.round() as i64);
        format!("<{prefix}:xfrm><a:off x=\"{x}\" y=\"{y}\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></{prefix}:xfrm>")
    }
}

/// How wide words are on one line, in a size in points.
pub(crate) fn width(words: &str, size: f64) -> f64 {
    words.width() as f64 * size * LETTER * POINT
}

/// How high a line is.
pub(crate) fn line(size: f64) -> f64 {
    size * LINE * POINT
}

/// How many lines words take in a width. A line breaks between words, or within one that is longer than a line.
pub(crate) fn lines(words: &str, size: f64, across: f64) -> f64 {
    let (mut lines, mut used) = (1.0, 0.0);
    for word in words.split(' ') {
        let long = width(word, size);
        let space = if used > 0.0 { width(" ", size) } else { 0.0 };
        if used + space + long <= across {
            used += space + long;
            continue;
        }
        let more = (long / across.max(1.0)).ceil().max(1.0);
        lines += if used > 0.0 { more } else { more - 1.0 };
        used = long - (more - 1.0) * across;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_within_long_ones() {
        let across = width("ten wide..", 10.0);
        let of = |words: &str| lines(words, 10.0, across);
        assert_eq!([of(""), of("one"), of("one two"), of("one two three"), of("seven seven seven")], [1.0, 1.0, 1.0, 2.0, 3.0]);
        assert_eq!([of("abcdefghijklm"), of("a abcdefghijklm")], [2.0, 3.0]);
    }
}
