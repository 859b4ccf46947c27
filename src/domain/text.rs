//! Text from outside (files, config, journal, clipboard) is cleaned here, where it enters.

use std::borrow::Cow;
use std::path::Path;

mod clean;
mod harmless;

use clean::Ends;
pub(crate) use harmless::harmless;

/// Removes terminal control: whole escape sequences, control characters, and the invisible
/// characters that reorder text. Tabs and line ends become spaces unless `keep_lines`.
pub(crate) fn clean(text: &str, keep_lines: bool) -> Cow<'_, str> {
    clean::clean(text, if keep_lines { Ends::Lines } else { Ends::One })
}

/// [`clean`] for text that is printed: its lines and tabs stay as they are.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    clean::clean(text, Ends::AsWritten)
}

/// [`clean`] for one line, with the ends trimmed.
pub(crate) fn line(text: &str) -> String {
    line_of(text).into_owned()
}

/// [`line`], copied only where something had to be taken out.
pub(crate) fn line_of(text: &str) -> Cow<'_, str> {
    match clean(text, false) {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

/// Whether two lines look the same to whoever reads them.
pub(crate) fn look_alike(one: &str, other: &str) -> bool {
    let seen = |text: &str| line(text).chars().filter(|c| !clean::shows_nothing(*c)).collect::<String>();
    one == other || seen(one) == seen(other)
}

/// A path for people.
pub(crate) fn path(path: &Path) -> String {
    clean(&path.to_string_lossy(), false).into_owned()
}

/// [`shell_word`] of a path.
pub(crate) fn shell_path(path: &Path) -> String {
    shell_word(&path.to_string_lossy())
}

/// A word of a command that somebody may paste into a shell: quoted where it holds more than names do.
pub(crate) fn shell_word(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '_' | '-' | '+' | ',' | ':' | '@' | '%');
    let word = clean(word, false);
    // A word that begins with a hyphen would be taken for a flag.
    let lead = if word.starts_with('-') { "./" } else { "" };
    if !word.is_empty() && word.chars().all(plain) { format!("{lead}{word}") } else { format!("'{lead}{}'", word.replace('\'', r"'\''")) }
}

/// Nobody means a longer one.
const LONGEST_NAME: usize = 400;

/// Slips that a name may be written with.
fn slips(name: &str) -> usize {
    (name.len() / 3).max(1)
}

/// The name in `known` that was most likely meant by `given`, if any is near enough.
pub(crate) fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = given.chars().count();
    // Each letter too many is a slip of its own; and comparing takes the product of both lengths.
    let may_be = |name: &&str| name.len() <= LONGEST_NAME && length.abs_diff(name.chars().count()) <= slips(name);
    known
        .into_iter()
        .filter(may_be)
        .map(|name| (strsim::damerau_levenshtein(&given.to_lowercase(), &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= slips(name))
        .min()
        .map(|(_, name)| name)
}

/// Whether `name` folds to `other`, which is folded.
pub(crate) fn folds_to(name: &str, other: &str) -> bool {
    folded(name).eq(other.chars())
}

fn folded(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// Folds a name for comparing: case, spaces, hyphens and underscores do not matter.
pub(crate) fn fold(name: &str) -> String {
    if name.is_ascii() {
        let mut folded = String::with_capacity(name.len());
        name.bytes().filter(u8::is_ascii_alphanumeric).for_each(|b| folded.push(char::from(b.to_ascii_lowercase())));
        return folded;
    }
    folded(name).collect()
}

/// Folds a name as [`fold`] does and takes accents off as well, for words that people spell either way: `Kündigung` and
/// `KUNDIGUNG` are one. Ids are not compared so: two customers may differ by an accent.
pub(crate) fn bare(name: &str) -> String {
    if name.is_ascii() {
        return fold(name);
    }
    let mut bare = String::with_capacity(name.len());
    for c in name.chars().map(narrow).filter(|c| c.is_alphanumeric() || *c == 'ー').flat_map(char::to_lowercase) {
        match without_accent(c) {
            Some(plain) => bare.push_str(plain),
            None if is_combining(c) => {}
            None => bare.push(c),
        }
    }
    bare
}

/// Letters as wide as a Japanese one (`ＡＲＲ`) are the usual ones.
fn narrow(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}')
}

/// Whether a word is of a language that writes without blanks between.
pub(crate) fn is_unspaced(word: &str) -> bool {
    word.chars().any(|c| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}'))
}

/// The letters that stand for a small one with a mark; `None` for those that have none.
fn without_accent(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' | 'ª' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
        'ğ' => "g",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => "i",
        'ł' | 'ľ' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' | 'º' => "o",
        'œ' => "oe",
        'ř' => "r",
        'ß' => "ss",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ť' | 'ț' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'ά' => "α",
        'έ' => "ε",
        'ή' => "η",
        'ί' | 'ϊ' | 'ΐ' => "ι",
        'ό' => "ο",
        'ύ' | 'ϋ' | 'ΰ' => "υ",
        'ώ' => "ω",
        'ς' => "σ",
        'ё' => "е",
        'ґ' => "г",
        _ => return None,
    })
}

/// The first `most` characters at most, the last of them `…` where some are left out.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() > most { text.chars().take(most.saturating_sub(1)).chain(['…']).collect() } else { text.to_owned() }
}

/// Columns of a page of plain text, as on a terminal of the usual size.
pub(crate) const PAGE: usize = 80;

/// Words in lines of at most [`PAGE`] columns, the first one behind `first` and the others behind `rest`. A word longer than a line
/// stands alone.
pub(crate) fn paragraph(text: &str, first: &str, rest: &str) -> String {
    let (mut out, mut used, mut is_begun) = (first.to_owned(), first.chars().count(), false);
    for word in text.split_whitespace() {
        let long = word.chars().count();
        if is_begun && used + 1 + long > PAGE {
            out.push('\n');
            out.push_str(rest);
            (used, is_begun) = (rest.chars().count(), false);
        }
        if is_begun {
            out.push(' ');
        }
        out.push_str(word);
        used += long + usize::from(is_begun);
        is_begun = true;
    }
    out
}

/// Names told at once.
const MOST_LISTED: usize = 6;

/// `a`, `a and b`, `a, b and c`; of many the first and how many more.
pub(crate) fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [few @ .., last] if names.len() <= MOST_LISTED => format!("{} and {last}", few.join(", ")),
        many => format!("{} and {} more", many[..MOST_LISTED - 1].join(", "), many.len() + 1 - MOST_LISTED),
    }
}

/// A number with so many decimals, a real minus and never a negative zero.
pub(crate) fn decimals(value: f64, places: usize) -> String {
    let text = format!("{:.places$}", value.abs());
    let is_zero = !text.bytes().any(|b| (b'1'..=b'9').contains(&b));
    if value < 0.0 && !is_zero { format!("−{text}") } else { text }
}

/// A share as `88.4 %`, with so many decimals.
pub(crate) fn percent(share: f64, places: usize) -> String {
    format!("{} %", decimals(share * 100.0, places))
}

/// `1 renewal`, `3 renewals`.
pub(crate) fn counted(n: impl TryInto<u64>, one: &str, several: &str) -> String {
    let n: u64 = n.try_into().unwrap_or(u64::MAX);
    format!("{n} {}", if n == 1 { one } else { several })
}

/// `a, b and c`.
pub(crate) fn and(all: &[String]) -> String {
    match all {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// `1,240,000`: with a mark every three digits.
pub(crate) fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_for_a_shell_is_one_word_and_no_more() {
        assert_eq!(shell_word("/home/mara/exports-2026/a_b.csv"), "/home/mara/exports-2026/a_b.csv");
        assert_eq!(shell_word("x; touch PWNED"), "'x; touch PWNED'");
        assert_eq!(shell_word("it's $(here)\x1b[2J"), r"'it'\''s $(here)'");
        assert_eq!((shell_word(""), shell_word("-rf"), shell_word("~")), ("''".into(), "./-rf".into(), "'~'".into()));
    }

    #[test]
    fn a_paragraph_keeps_to_the_page_and_its_indent() {
        let told = paragraph(&"four ".repeat(40), "  – ", "    ");
        assert!(told.lines().all(|line| line.chars().count() <= PAGE) && told.starts_with("  – four four"), "{told}");
        assert!(told.lines().skip(1).all(|line| line.starts_with("    four")), "{told}");
        assert_eq!(told.split_whitespace().filter(|word| *word == "four").count(), 40);
        let long = "x".repeat(100);
        assert_eq!(paragraph(&format!("a {long} b"), "", "  "), format!("a\n  {long}\n  b"));
    }

    #[test]
    fn thousands_are_marked_and_one_is_one() {
        assert_eq!([0, 999, 1_000, 1_037_014].map(grouped), ["0", "999", "1,000", "1,037,014"]);
        assert_eq!(
            (counted(1_u64, "renewal", "renewals"), counted(2_usize, "renewal", "renewals")),
            ("1 renewal".into(), "2 renewals".into())
        );
    }

    #[test]
    fn the_nearest_name_is_offered_only_when_near() {
        assert_eq!(nearest("segmnet", ["segment", "window"]), Some("segment"));
        assert_eq!(nearest("colour", ["segment", "window"]), None);
    }

    #[test]
    fn folding_ignores_case_spaces_and_hyphens() {
        assert_eq!(fold("Mid-Market"), fold("mid market"));
        assert!(folds_to("ÉCOLE 2", &fold("école-2")) && !folds_to("Mid-Market", "mid"));
    }

    #[test]
    fn a_bare_name_has_no_accents_and_keeps_the_letters_of_other_scripts() {
        assert_eq!(bare("Kündigungs-Datum"), "kundigungsdatum");
        assert_eq!(bare("Re\u{301}silie\u{301}"), bare("RÉSILIÉ"), "composed or not");
        assert_eq!(bare("Größe / Søren's Œuvre"), "grossesorensoeuvre");
        assert_eq!(bare("契約 終了日"), "契約終了日");
        assert_eq!(bare("ＡＲＲ（ユーザー）"), "arrユーザー");
        assert_eq!(fold("Größe"), "größe", "ids keep theirs");
    }
}
