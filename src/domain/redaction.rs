//! Customers and amounts kept from whoever only looks: customers go by their pseudonyms, amounts become blocks. Shares, counts and dates
//! stay, for they are what a room talks about.

use std::ops::Range;

use super::facts::Facts;
use super::pseudonym::{Key, Pseudonyms};

/// In the place of an amount: as wide whatever it is, so that its length tells nothing.
pub(crate) const BLOCKS: &str = "▒▒▒";

/// Currency codes that may stand before or behind an amount, whatever currency the data are in.
const CODES: [&str; 22] = [
    "USD", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "NZD", "SEK", "NOK", "DKK", "INR", "CNY", "BRL", "PLN", "CZK", "HUF", "SGD", "ZAR",
    "MXN", "KRW", "ILS",
];
const SIGNS: [char; 8] = ['$', '€', '£', '¥', '₹', '₩', '₪', '₺'];
/// Signs that are written behind an amount, too.
const BEHIND: [char; 3] = ['€', '₪', '₺'];
/// What may stand between an amount and its currency, once.
const BLANKS: [char; 3] = [' ', '\u{a0}', '\u{202f}'];
/// What follows the digits of an amount in short, with and without a space before it.
const UNITS: [&str; 6] = ["k", "K", "M", "B", "bn", "mn"];
const WORDS: [&str; 6] = ["thousand", "million", "billion", "mio", "Mio", "Tsd"];

/// Who is known, and under what other name.
pub struct Redaction {
    names: Pseudonyms,
}

impl Redaction {
    /// Of the customers of some data.
    pub(crate) fn of(facts: &Facts, key: Key) -> Self {
        let mut names = Pseudonyms::new(key);
        names.learn(facts);
        Self { names }
    }

    /// A text without them; `None` where none stands in it.
    pub(crate) fn text(&self, text: &str) -> Option<String> {
        let named = self.names.text(text);
        let amounts = amounts(named.as_deref().unwrap_or(text));
        if amounts.is_empty() {
            return named;
        }
        let mut without = named.unwrap_or_else(|| text.to_owned());
        for amount in amounts.into_iter().rev() {
            without.replace_range(amount, BLOCKS);
        }
        Some(without)
    }

    /// Where a customer or an amount stands, in bytes; sorted, and none within another.
    pub(crate) fn places(&self, text: &str) -> Vec<Range<usize>> {
        let mut places = self.names.places(text);
        places.extend(amounts(text));
        places.sort_by_key(|place| place.start);
        let mut apart: Vec<Range<usize>> = Vec::new();
        for place in places {
            match apart.last_mut().filter(|last| place.start < last.end) {
                Some(last) => last.end = last.end.max(place.end),
                None => apart.push(place),
            }
        }
        apart
    }

    /// A text that somebody types, letter for letter as long: their cursor stays where it is.
    pub(crate) fn masked(&self, text: &str) -> Option<String> {
        let places = self.places(text);
        if places.is_empty() {
            return None;
        }
        let hidden = |at: usize| places.iter().any(|place| place.contains(&at));
        Some(text.char_indices().map(|(at, letter)| if hidden(at) { '▒' } else { letter }).collect())
    }
}

/// The digits of the amounts in a text, with their unit; their currency's sign is outside.
fn amounts(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut done = 0;
    for (at, letter) in text.char_indices() {
        if at < done || !letter.is_ascii_digit() {
            continue;
        }
        let end = at + digits(&text[at..]);
        done = end;
        let before = &text[..at];
        // A digit within a word or a number of something is none of an amount.
        let is_in_word = before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '#') && !ends_with_code(before);
        if is_in_word || before.ends_with(['.', ',']) && before.trim_end_matches(['.', ',']).ends_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let unit = unit(&text[end..]);
        let signless = before.trim_end_matches(['-', '−', '+']);
        let has_sign = signless.strip_suffix(BLANKS).unwrap_or(signless).ends_with(SIGNS);
        // More than one blank is the gap between two columns.
        let after = text[end + unit..].strip_prefix(BLANKS).unwrap_or(&text[end + unit..]);
        let is_followed = after.starts_with(BEHIND) || CODES.iter().any(|code| after.starts_with(code) && !goes_on(&after[code.len()..]));
        if has_sign || unit > 0 || is_followed || ends_with_code(before.strip_suffix(BLANKS).unwrap_or(before)) || is_exact(&text[at..end])
        {
            done = end + unit;
            found.push(at..done);
        }
    }
    found
}

/// Bytes that a number takes, with the marks between its digits.
fn digits(text: &str) -> usize {
    let mut end = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let goes_on = letters.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        match letter {
            '0'..='9' => end = at + 1,
            '.' | ',' | '\'' | '’' | '\u{202f}' | '\u{a0}' if goes_on => {}
            _ => break,
        }
    }
    end
}

/// Bytes of the unit behind a number.
fn unit(after: &str) -> usize {
    let short = UNITS.iter().find(|unit| after.starts_with(**unit) && !goes_on(&after[unit.len()..])).map(|unit| unit.len());
    let spaced = after.strip_prefix(BLANKS).map(|rest| (rest, after.len() - rest.len()));
    let word = spaced.and_then(|(rest, gap)| {
        let word = WORDS.iter().find(|word| rest.starts_with(**word))?;
        Some(gap + word.len())
    });
    short.or(word).unwrap_or(0)
}

fn goes_on(rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_alphanumeric())
}

fn ends_with_code(before: &str) -> bool {
    CODES.iter().any(|code| before.strip_suffix(code).is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric())))
}

/// `1,240,000.50`: nothing but an amount is written so.
fn is_exact(number: &str) -> bool {
    let cents = number.len().checked_sub(3).map(|at| &number.as_bytes()[at..]);
    let has_cents = cents.is_some_and(|cents| matches!(cents[0], b'.' | b',') && cents[1].is_ascii_digit() && cents[2].is_ascii_digit());
    has_cents && number[..number.len() - 3].contains([',', '.', '\'', '’'])
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::analysis::testing::{facts, renewal};
    use crate::domain::Name;

    fn known() -> Redaction {
        let mut all = facts(vec![renewal("R-2026-A0102", "2026-07-10")]);
        let place = Arc::make_mut(&mut all.renewals[0]);
        (place.account_id, place.account) = (Name::from("A-1017"), Name::from("Kaverin Logistics"));
        Redaction::of(&all, [7; 32])
    }

    fn without(text: &str) -> String {
        let told = known().text(text).unwrap_or_else(|| text.to_owned());
        assert_eq!(known().text(&told), None, "what is hidden is hidden once: {told}");
        told
    }

    #[test]
    fn amounts_become_blocks_and_shares_counts_and_dates_stay() {
        for (text, told) in [
            ("$1.24M of $6.73M, 18.4 %", "$▒▒▒ of $▒▒▒, 18.4 %"),
            ("−$48k · +$567k · $0", "−$▒▒▒ · +$▒▒▒ · $▒▒▒"),
            ("€ 12,500.00 and 500 EUR, CHF 950, EUR12k", "€ ▒▒▒ and ▒▒▒ EUR, CHF ▒▒▒, EUR▒▒▒"),
            ("cost 419k, 2 million more", "cost ▒▒▒, ▒▒▒ more"),
            ("1,240,000.50", "▒▒▒"),
            ("Champion left  2      $799k", "Champion left  2      $▒▒▒"),
            ("12 € of 7  EUR 3", "▒▒▒ € of 7  EUR ▒▒▒"),
            ("9 of 21, RR 6.77 (3.33–9.1), q 0.001", "9 of 21, RR 6.77 (3.33–9.1), q 0.001"),
            (
                "due 2026-09-30, 2026-Q3, I4, A12, 1,234 rows, 60 minutes, 3 Mara",
                "due 2026-09-30, 2026-Q3, I4, A12, 1,234 rows, 60 minutes, 3 Mara",
            ),
        ] {
            assert_eq!(without(text), told);
        }
    }

    #[test]
    fn customers_go_by_another_name_and_what_is_typed_keeps_its_length() {
        let told = without("KAVERIN logistics (A-1017, R-2026-A0102) pays $419k");
        assert!(!told.contains("1017") && !told.to_lowercase().contains("kaverin") && told.contains("Customer-"), "{told}");
        assert!(!told.contains("A0102") && told.ends_with("pays $▒▒▒"), "{told}");
        let masked = known().masked("Kaverin Logistics owes $419k to us").unwrap();
        assert_eq!(masked, "▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ owes $▒▒▒▒ to us");
    }
}
