//! Takes terminal control out of text: escape sequences, control characters, and what cannot be seen and makes text read as what
//! it is not.

use std::borrow::Cow;

use crate::work;

/// What becomes of the control characters that have a place in text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    /// Line ends and tabs become spaces.
    One,
    /// Line ends stay, each as one `\n`; tabs become spaces.
    Lines,
    /// Line ends and tabs stay as they are; a lone carriage return, after which a terminal writes over the line, becomes a space.
    AsWritten,
}

impl Ends {
    fn of(self, c: char) -> Option<char> {
        match (c, self) {
            ('\n' | '\t', Self::AsWritten) => Some(c),
            ('\n' | '\r' | '\u{2028}' | '\u{2029}', Self::Lines) => Some('\n'),
            ('\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}', _) => Some(' '),
            _ => None,
        }
    }
}

pub(super) fn clean(text: &str, ends: Ends) -> Cow<'_, str> {
    work::done(text.len());
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) || !text.chars().any(|c| is_unclean(c) && ends.of(c) != Some(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let taken = control(rest).unwrap_or(c.len_utf8());
        if ends == Ends::AsWritten && rest.starts_with(LINE_END) {
            out.push_str(LINE_END);
        } else if !is_unclean(c) {
            out.push(c);
        } else if let Some(end) = ends.of(c) {
            out.push(end);
        }
        rest = &rest[taken..];
    }
    Cow::Owned(out)
}

fn is_unclean(c: char) -> bool {
    c.is_control() || is_unseen(c)
}

/// Bidirectional marks, overrides and isolates, zero-width marks, separators that no terminal shows, tags.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
        || matches!(c, '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// As well what only says how the characters beside it are drawn: joiners, soft hyphens, variants. Taken out of text, they would change it;
/// of two texts that differ in them alone, nobody sees which is which.
pub(super) fn shows_nothing(c: char) -> bool {
    is_unseen(c) || matches!(c, '\u{AD}' | '\u{34F}' | '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}')
}

const LINE_END: &str = "\r\n";
const BELL: char = '\u{7}';
const ESCAPE: char = '\u{1B}';
const STRING_ENDS: char = '\u{9C}';

/// The bytes of the control sequence or line end that `text` begins with. One that is not ended is its beginning only: what follows
/// is somebody's text.
fn control(text: &str) -> Option<usize> {
    let mut chars = text.chars();
    let first = chars.next()?;
    let (kind, begun) = match first {
        '\r' if text.starts_with(LINE_END) => return Some(2),
        ESCAPE => {
            let kind = chars.next().filter(|c| c.is_ascii() && !c.is_ascii_control())?;
            (kind, 2)
        }
        // The same in one character of eight bits.
        '\u{80}'..='\u{9F}' => (char::from_u32(first as u32 - 0x40)?, first.len_utf8()),
        _ => return None,
    };
    let body = &text[begun..];
    let length = match kind {
        '[' => sequence(body, '0'..='?'),
        ']' | 'P' | 'X' | '^' | '_' => string(body),
        ' '..='/' => sequence(body, ' '..='/'),
        _ => Some(0),
    };
    Some(begun + length.unwrap_or(0))
}

/// Parameters and the letter that ends them.
fn sequence(body: &str, parameters: std::ops::RangeInclusive<char>) -> Option<usize> {
    let end = body.find(|c| !(parameters.contains(&c) || (' '..='/').contains(&c)))?;
    body[end..].starts_with(|c: char| ('0'..='~').contains(&c)).then_some(end + 1)
}

/// What is told the terminal itself (a title, the clipboard), up to its end on the same line.
fn string(body: &str) -> Option<usize> {
    let end = body.find(|c: char| c.is_control() && c != '\t')?;
    let rest = &body[end..];
    match rest.chars().next()? {
        BELL => Some(end + 1),
        STRING_ENDS => Some(end + STRING_ENDS.len_utf8()),
        ESCAPE if rest[1..].starts_with('\\') => Some(end + 2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn line(text: &str) -> String {
        clean(text, Ends::One).into_owned()
    }

    #[test]
    fn sequences_vanish_whole() {
        for (given, left) in [
            ("a\x1b[31mred\x1b[0m\x07b", "aredb"),
            ("title\x1b]0;owned\x07!", "title!"),
            ("\x1b]52;c;aGFjaw==\x1b\\clip", "clip"),
            ("\x1bPq#0;2;0;0;0\x1b\\six", "six"),
            ("\u{9b}31mred\u{9d}0;owned\u{9c}!", "red!"),
            ("\x1b(0lqk\x1bcreset", "lqkreset"),
            ("\x1b[38:2::1:2:3mx\x1b[?25l", "x"),
        ] {
            assert_eq!(line(given), left, "{given:?}");
        }
    }

    #[test]
    fn what_is_not_ended_takes_nothing_with_it() {
        for (given, left) in [
            ("Acme \x1b]0;renewed at 12k", "Acme 0;renewed at 12k"),
            ("Acme \x1bPrenewed", "Acme renewed"),
            ("Acme \u{9d}renewed", "Acme renewed"),
            ("one \x1b]8;;two\nthree\x07", "one 8;;two three"),
            ("cut \x1b[31", "cut 31"),
            ("cut \x1b", "cut "),
            ("\x1b]a\x1b]b\x1b]c\x07d", "abd"),
        ] {
            assert_eq!(line(given), left, "{given:?}");
        }
    }

    #[test]
    fn what_cannot_be_seen_vanishes_and_what_joins_letters_stays() {
        assert_eq!(line("left\u{202E}right\u{61C}\u{2066}x\u{FEFF}"), "leftrightx");
        assert_eq!(line("Acme\u{E0041}\u{E0063}\u{E007F}!"), "Acme!");
        assert_eq!(line("می\u{200C}خواهم 👩\u{200D}💻 葛\u{E0100}"), "می\u{200C}خواهم 👩\u{200D}💻 葛\u{E0100}");
    }

    #[test]
    fn line_ends_become_spaces_or_stay() {
        let text = "a\r\nb\tc\u{2028}d";
        assert_eq!(line(text), "a b c d");
        assert_eq!(clean(text, Ends::Lines), "a\nb c\nd");
        assert_eq!(clean("a\r\nb\tc\x1b[2J\rPaid", Ends::AsWritten), "a\r\nb\tc Paid");
    }

    #[test]
    fn the_work_is_in_proportion_to_the_text() {
        for hostile in ["\x1b]", "\x1b[0", "\u{9d}x", "\x1bP\t", "\u{202e}"] {
            work::grows_in_step(|n| drop(clean(&hostile.repeat(n * 100), Ends::One)));
        }
    }

    proptest! {
        #[test]
        fn nothing_is_left_that_a_terminal_would_obey(text in "([\u{1b}\u{7}\u{9b}\u{9d}\u{9c}\\[\\]P;0-9mA-Z\\\\\r\n\t\u{202e}\u{e0041}]|\\PC){0,40}") {
            for ends in [Ends::One, Ends::Lines, Ends::AsWritten] {
                let cleaned = clean(&text, ends).into_owned();
                prop_assert!(!cleaned.chars().any(|c| is_unclean(c) && ends.of(c) != Some(c) && c != '\r'), "{cleaned:?}");
                prop_assert!(cleaned.matches('\r').count() == cleaned.matches(LINE_END).count(), "{cleaned:?}");
                prop_assert_eq!(clean(&cleaned, ends).into_owned(), cleaned.clone());
            }
        }
    }
}
