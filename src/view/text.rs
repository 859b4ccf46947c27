//! Text that fits: widths in terminal cells, cutting with a mark, wrapping at words.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::veil;

/// Width in terminal cells.
pub(crate) fn width(text: &str) -> usize {
    veil::shown(text).width()
}

/// The longest start of `text` that fits `cells`, in bytes and in cells.
fn prefix(text: &str, cells: usize) -> (usize, usize) {
    let (mut bytes, mut used) = (0, 0);
    for grapheme in text.graphemes(true) {
        let next = used + grapheme.width();
        if next > cells {
            break;
        }
        (bytes, used) = (bytes + grapheme.len(), next);
    }
    (bytes, used)
}

/// `text` in at most `cells` cells; when cut, it ends in `…`.
pub(crate) fn ellipsis(text: &str, cells: usize) -> Cow<'_, str> {
    match veil::shown(text) {
        Cow::Borrowed(text) => cut(text, cells),
        Cow::Owned(text) => Cow::Owned(cut(&text, cells).into_owned()),
    }
}

fn cut(text: &str, cells: usize) -> Cow<'_, str> {
    if text.len() <= cells || width(text) <= cells {
        return Cow::Borrowed(text);
    }
    if cells == 0 {
        return Cow::Borrowed("");
    }
    let (bytes, _) = prefix(text, cells - 1);
    Cow::Owned(format!("{}…", text[..bytes].trim_end()))
}

/// Lines of at most `cells` cells, broken at spaces; words longer than a line are broken within. Line
/// ends in the text are kept. Always at least one line.
pub(crate) fn wrap(text: &str, cells: usize) -> Vec<String> {
    let (text, cells) = (&*veil::shown(text), cells.max(1));
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        wrap_paragraph(paragraph, cells, &mut lines);
    }
    lines
}

/// [`wrap`] to at most `most` lines; the last one is marked with `…` when more would follow.
pub(crate) fn wrap_to(text: &str, cells: usize, most: usize) -> Vec<String> {
    let mut lines = wrap(text, cells);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = ellipsis(&format!("{last} …"), cells).into_owned();
        }
    }
    lines
}

/// [`wrap_to`] for what is said on the screen: before something is cut off, long paths lose what stands in their middle.
pub(crate) fn wrap_message(text: &str, cells: usize, most: usize) -> Vec<String> {
    let text = &*veil::shown(text);
    if most > 0 && width(text) <= cells && !text.contains('\n') {
        return vec![text.to_owned()];
    }
    let whole = wrap(text, cells);
    if whole.len() <= most {
        return whole;
    }
    let shorter = PATHS.iter().map(|room| wrap(&with_short_paths(text, *room), cells));
    let fitting = shorter.into_iter().find(|lines| lines.len() <= most);
    fitting.unwrap_or_else(|| wrap_to(&with_short_paths(text, PATHS[PATHS.len() - 1]), cells, most))
}

/// Cells that a path may take, the first that lets everything fit.
const PATHS: [usize; 4] = [70, 56, 42, 30];

fn with_short_paths(text: &str, room: usize) -> String {
    let short = |word: &str| if word.contains(['/', '\\']) { middle_out(word, room) } else { word.to_owned() };
    text.split(' ').map(short).collect::<Vec<_>>().join(" ")
}

/// A path in at most `cells` cells: its beginning tells on which disk it is, its end what it is.
pub(crate) fn middle_out(path: &str, cells: usize) -> String {
    let path = &*veil::shown(path);
    if width(path) <= cells {
        return path.to_owned();
    }
    let (begin, _) = prefix(path, cells / 4);
    let room = cells.saturating_sub(width(&path[..begin]) + 1);
    let mut end = path.len();
    for (at, _) in path[begin..].grapheme_indices(true).rev() {
        if width(&path[begin + at..]) > room {
            break;
        }
        end = begin + at;
    }
    format!("{}…{}", &path[..begin], &path[end..])
}

fn wrap_paragraph(paragraph: &str, cells: usize, lines: &mut Vec<String>) {
    let (mut line, mut used) = (String::new(), 0);
    for mut word in words(paragraph, cells) {
        let mut long = width(word);
        if used > 0 && used + 1 + long > cells {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        while long > cells {
            let (mut bytes, mut taken) = prefix(word, cells);
            if bytes == 0 {
                // A character wider than the whole line has no place anywhere.
                let first = word.graphemes(true).next().unwrap_or(word);
                (bytes, taken) = (first.len(), width(first));
            } else {
                lines.push(word[..bytes].to_owned());
            }
            (word, long) = (&word[bytes..], long.saturating_sub(taken));
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        line.push_str(word);
        used += long;
    }
    lines.push(line);
}

/// The words of a paragraph; a figure and its unit are one (`17 %`, `5 pts`), as long as they fit a line.
fn words(paragraph: &str, cells: usize) -> impl Iterator<Item = &str> {
    let mut rest = paragraph;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(' ');
        let mut end = rest.find(' ').unwrap_or(rest.len());
        if let Some(unit) = rest[end..].strip_prefix(' ').map(|after| &after[..after.find(' ').unwrap_or(after.len())])
            && is_unit(unit)
            && rest[..end].ends_with(|c: char| c.is_ascii_digit())
            && width(&rest[..end + 1 + unit.len()]) <= cells
        {
            end += 1 + unit.len();
        }
        let word;
        (word, rest) = rest.split_at(end);
        (!word.is_empty()).then_some(word)
    })
}

fn is_unit(word: &str) -> bool {
    word.starts_with('%') || matches!(word.trim_end_matches(|c: char| c.is_ascii_punctuation()), "pts" | "min")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_cut_is_marked() {
        assert_eq!(ellipsis("Harbour Freight", 15), "Harbour Freight");
        assert_eq!(ellipsis("Harbour Freight", 9), "Harbour…");
        assert_eq!(ellipsis("日本語テキスト", 6), "日本…");
        assert_eq!(ellipsis("abc", 1), "…");
        assert_eq!(ellipsis("abc", 0), "");
    }

    #[test]
    fn wrapping_breaks_at_words_and_keeps_line_ends() {
        assert_eq!(wrap("the champion left in May", 10), ["the", "champion", "left in", "May"]);
        assert_eq!(wrap("a\n\nb", 5), ["a", "", "b"]);
        assert_eq!(wrap("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(wrap_to("one two three", 5, 2), ["one", "two …"]);
        assert_eq!(wrap("", 0), [""]);
        assert_eq!(wrap("it fell to 17 %, by 5 pts.", 13), ["it fell to", "17 %, by", "5 pts."], "no figure is parted from its unit");
        assert_eq!(wrap("100 %", 3), ["100", "%"]);
    }

    #[test]
    fn a_message_that_does_not_fit_gives_up_the_middle_of_its_paths() {
        let path = format!("/home/mara/{}/2026-Q3-enterprise-7c41e09a", "very-long-names/".repeat(12));
        let told = format!("The disk is gone; all steps are written anew into {path}: nothing was changed");
        let lines = wrap_message(&told, 76, 3);
        assert!(lines.len() <= 3 && lines.iter().all(|line| width(line) <= 76), "{lines:?}");
        let all = lines.concat();
        assert!(all.contains("/home/mara") && all.contains("2026-Q3-enterprise-7c41e09a") && all.contains("nothing was changed"), "{all}");
        assert_eq!(wrap_message("The disk is full", 76, 3), ["The disk is full"]);
        assert_eq!(middle_out("/home/mara/日本語/report.md", 20), "/home…本語/report.md");
    }

    proptest! {
        #[test]
        fn nothing_is_ever_wider_than_asked(text in "\\PC{0,60}", cells in 1usize..20, most in 1usize..4) {
            prop_assert!(width(&ellipsis(&text, cells)) <= cells);
            prop_assert!(width(&middle_out(&text, cells)) <= cells);
            let message = wrap_message(&text, cells, most);
            prop_assert!(message.len() <= most);
            for line in wrap(&text, cells).iter().chain(&wrap_to(&text, cells, most)).chain(&message) {
                prop_assert!(width(line) <= cells, "{line:?} in {cells}");
            }
        }
    }
}
