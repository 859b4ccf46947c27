//! Numbers and dates as they would be typed on a plain keyboard: what people and programs write otherwise is made the same here, for
//! reading and never for showing.

use std::borrow::Cow;

/// Marks of a footnote behind a value: `12,000*`, `2026-09-30 †`.
const FOOTNOTES: [char; 14] = ['*', '†', '‡', '§', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '⁰'];

/// Stands before what a spreadsheet is to keep as text: `'2026-09-30`.
const AS_TEXT: [char; 3] = ['\'', '’', '‘'];

/// Where the digits from 0 to 9 of other scripts begin: Arabic, Persian, Devanagari, Bengali, Thai.
const ZEROS: [u32; 5] = [0x0660, 0x06F0, 0x0966, 0x09E6, 0x0E50];

/// `raw` with the usual digits, dashes and blanks, without marks of a footnote, of text, or of the direction of writing.
#[inline]
pub(crate) fn plainly(raw: &str) -> Cow<'_, str> {
    if raw.is_ascii() { Cow::Borrowed(without_marks(raw)) } else { Cow::Owned(without_marks(&narrowed(raw)).to_owned()) }
}

/// [`plainly`] of bytes; `None` where they are no text.
#[inline]
pub(crate) fn plain_text(raw: &[u8]) -> Option<Cow<'_, str>> {
    std::str::from_utf8(raw).ok().map(plainly)
}

fn without_marks(text: &str) -> &str {
    let text = text.trim();
    let text = text.strip_prefix(AS_TEXT).map_or(text, str::trim_start);
    // Marks alone are no value.
    let bare = text.trim_end_matches(FOOTNOTES);
    if bare.is_empty() { text } else { bare.trim_end() }
}

fn narrowed(text: &str) -> String {
    text.chars().filter_map(one).collect()
}

/// What a character is on a plain keyboard; `None` for one that shows nothing.
fn one(c: char) -> Option<char> {
    let digit = |zero: &&u32| (**zero..**zero + 10).contains(&u32::from(c));
    Some(match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0)?,
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' => '-',
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => ' ',
        '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' => return None,
        '٫' => '.',
        '٬' => ',',
        _ => match ZEROS.iter().find(digit) {
            Some(zero) => char::from_digit(u32::from(c) - zero, 10)?,
            None => c,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_otherwise_reads_alike() {
        for (raw, plain) in [
            ("12,000*", "12,000"),
            ("12,000 **", "12,000"),
            ("8,500†", "8,500"),
            ("12 000²", "12 000"),
            ("'2026-09-30", "2026-09-30"),
            ("’34013", "34013"),
            ("2026\u{2011}09\u{2011}30", "2026-09-30"),
            ("−15,446", "-15,446"),
            ("２０２６／９／３０", "2026/9/30"),
            ("１２，０００", "12,000"),
            ("１２　０００", "12 000"),
            ("\u{200e}30/09/2026\u{200f}", "30/09/2026"),
            ("٣٠/٠٩/٢٠٢٦", "30/09/2026"),
            ("१२,३४,५६७", "12,34,567"),
            ("*", "*"),
            ("n/a", "n/a"),
        ] {
            assert_eq!(plainly(raw), plain, "{raw}");
        }
    }
}
