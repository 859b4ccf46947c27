//! What the marks of one number tell: which of `.` and `,` stands before its decimals.

/// In place of a decimal mark: each value tells it by its own marks, and one before three digits is one of thousands.
pub(crate) const OWN: char = '*';

/// What a mapping calls that.
pub(crate) const OWN_KEY: &str = "own";

/// A decimal mark as a mapping calls it.
pub(crate) fn key(mark: char) -> String {
    if mark == OWN { OWN_KEY.to_owned() } else { mark.to_string() }
}

/// What the marks of one number tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Marks {
    /// Only this one can mark its decimals, of which it has so many.
    Decimal(char, usize),
    /// One such mark before three digits: `12.345`.
    OfThree(char),
}

/// Nothing where the number has no marks, or blanks and apostrophes only.
pub(crate) fn of(number: &str) -> Option<Marks> {
    let (at, last) = number.char_indices().rfind(|(_, c)| matches!(c, '.' | ','))?;
    let other = if last == '.' { ',' } else { '.' };
    let (before, behind) = (&number[..at], &number[at + 1..]);
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
    if before.contains(other) {
        return Some(Marks::Decimal(last, digits(behind)));
    }
    if before.contains(last) {
        return Some(Marks::Decimal(other, 0));
    }
    let first = before.chars().find(char::is_ascii_digit);
    let is_group = digits(behind) == 3 && (1..=3).contains(&digits(before)) && first != Some('0');
    Some(if is_group { Marks::OfThree(last) } else { Marks::Decimal(last, digits(behind)) })
}

/// The decimal mark by the number's own marks.
pub(super) fn own(number: &str) -> char {
    match of(number) {
        Some(Marks::Decimal(mark, _)) => mark,
        Some(Marks::OfThree('.')) => ',',
        Some(Marks::OfThree(_)) | None => '.',
    }
}
