//! Amounts of money with whatever thousands and decimal marks, signs and codes they carry.

use crate::domain::money::Money;

/// No contract is larger; sums of amounts up to this cannot overflow.
const LARGEST: Money = Money::units(1_000_000_000_000);

/// How a column writes its amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AmountForm {
    /// `.` or `,`.
    pub decimal: char,
    /// Whole numbers of the hundredth part (Stripe, ChartMogul).
    pub cents: bool,
}

impl Default for AmountForm {
    fn default() -> Self {
        Self { decimal: '.', cents: false }
    }
}

impl AmountForm {
    /// Reads an amount: currency signs, codes, blanks and thousands marks are left aside,
    /// parentheses and a minus on either side make it negative. `None` when it is no amount.
    pub fn read(self, raw: &[u8]) -> Option<Money> {
        let money = plain(raw).filter(|_| self.decimal == '.').or_else(|| self.read_slow(std::str::from_utf8(raw).ok()?))?;
        let money = if self.cents { in_cents(money)? } else { money };
        (money.abs() <= LARGEST).then_some(money)
    }

    fn read_slow(self, text: &str) -> Option<Money> {
        let mut negative = false;
        let mut out = String::with_capacity(text.len());
        let mut letters = Letters::default();
        let thousands = if self.decimal == '.' { ',' } else { '.' };
        let mut groups = Groups::default();
        for c in text.chars() {
            match c {
                '0'..='9' => {
                    letters.digit()?;
                    out.push(c);
                    groups.digit();
                }
                c if c == self.decimal => {
                    groups.finish()?;
                    out.push('.');
                }
                c if c == thousands || c == '\'' || c == '’' => groups.mark()?,
                '-' | '−' | '(' => negative = true,
                c if c.is_ascii_alphabetic() => letters.letter()?,
                ' ' | '\u{a0}' | '\u{202f}' | ')' | '+' | '$' | '€' | '£' | '¥' | '₹' => {}
                _ => return None,
            }
        }
        groups.finish()?;
        if !letters.is_currency(text) || out.is_empty() {
            return None;
        }
        if out.starts_with('.') {
            out.insert(0, '0');
        }
        let money: Money = out.parse().ok()?;
        Some(if negative { -money } else { money })
    }
}

/// The code of the currency that an amount names by its sign (`€1,000`, `A$5`) or as such (`EUR 1,000`).
pub fn currency_of(raw: &[u8]) -> Option<String> {
    if raw.iter().all(|b| b.is_ascii_digit() || b"-+.,' ()".contains(b)) {
        return None;
    }
    let text = std::str::from_utf8(raw).ok()?;
    let letters: String = text.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_uppercase();
    let code = match (text.chars().find(|c| "$€£₹¥".contains(*c)), letters.as_str()) {
        (Some('€'), _) => "EUR",
        (Some('£'), _) => "GBP",
        (Some('₹'), _) => "INR",
        (Some('$'), "A" | "AU") => "AUD",
        (Some('$'), "C" | "CA") => "CAD",
        (Some('$'), "NZ") => "NZD",
        (Some('$'), "S" | "SG") => "SGD",
        (Some('$'), "HK") => "HKD",
        (Some('$'), "R") => "BRL",
        (Some('$'), "" | "US") => "USD",
        (Some('¥'), "CN") => "CNY",
        (Some('¥'), _) => "JPY",
        (_, code) if code.len() == 3 => code,
        _ => return None,
    };
    Some(code.to_owned())
}

/// Letters are a currency's code or name before or behind the digits, nothing else: `1.2M` is not read as 1.2.
#[derive(Default)]
struct Letters {
    count: usize,
    digits: bool,
    behind: bool,
}

impl Letters {
    fn letter(&mut self) -> Option<()> {
        self.behind |= self.digits;
        self.count += 1;
        (self.count <= 4).then_some(())
    }

    fn digit(&mut self) -> Option<()> {
        self.digits = true;
        (!self.behind).then_some(())
    }

    fn is_currency(&self, text: &str) -> bool {
        self.count != 1 || text.contains('$')
    }
}

/// Holds thousands marks to groups of two or three digits, so that `1,5` is not read as fifteen.
#[derive(Default)]
pub struct Groups {
    since_mark: usize,
    marked: bool,
    done: bool,
}

impl Groups {
    #[inline]
    pub fn digit(&mut self) {
        self.since_mark += 1;
    }

    /// A thousands mark; `None` where none can stand.
    pub fn mark(&mut self) -> Option<()> {
        let fits = !self.done && if self.marked { matches!(self.since_mark, 2 | 3) } else { (1..=3).contains(&self.since_mark) };
        self.marked = true;
        self.since_mark = 0;
        fits.then_some(())
    }

    /// The end of the whole number; `None` where its last group is too short or too long.
    pub fn finish(&mut self) -> Option<()> {
        if self.done {
            return Some(());
        }
        self.done = true;
        (!self.marked || self.since_mark == 3).then_some(())
    }
}

/// Digits with at most one point and a minus: the usual case, without allocating.
fn plain(raw: &[u8]) -> Option<Money> {
    let (negative, digits) = match raw {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, raw),
    };
    let point = digits.iter().position(|b| *b == b'.').unwrap_or(digits.len());
    let (whole, decimals) = (&digits[..point], digits.get(point + 1..).unwrap_or(&[]));
    if whole.is_empty() || whole.len() > 15 {
        return None;
    }
    let mut minor = 0_i64;
    for byte in whole {
        minor = minor * 10 + digit(*byte)?;
    }
    let mut places = [0_i64; 3];
    for (i, byte) in decimals.iter().enumerate() {
        let value = digit(*byte)?;
        if let Some(place) = places.get_mut(i) {
            *place = value;
        }
    }
    let minor = minor * 100 + places[0] * 10 + places[1] + i64::from(places[2] >= 5);
    Some(Money::minor(if negative { -minor } else { minor }))
}

fn digit(byte: u8) -> Option<i64> {
    byte.is_ascii_digit().then(|| i64::from(byte - b'0'))
}

/// An amount that was read as whole units but counts hundredths.
fn in_cents(money: Money) -> Option<Money> {
    let minor = money.in_minor();
    let half = if minor < 0 { -50 } else { 50 };
    minor.checked_add(half).map(|m| Money::minor(m / 100))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const POINT: AmountForm = AmountForm { decimal: '.', cents: false };
    const COMMA: AmountForm = AmountForm { decimal: ',', cents: false };

    #[test]
    fn marks_signs_codes_and_parentheses() {
        for (form, text, minor) in [
            (POINT, "1234.5", 123_450),
            (POINT, "$1,234.50", 123_450),
            (COMMA, "£396.600,00", 39_660_000),
            (COMMA, "1 234,50 €", 123_450),
            (POINT, "(1,234.50)", -123_450),
            (POINT, "USD 1234", 123_400),
            (POINT, "A$5", 500),
            (COMMA, "12,50 kr", 1_250),
            (POINT, "1'234'567.05", 123_456_705),
            (POINT, "₹12,34,567.00", 123_456_700),
            (POINT, "-0.01", -1),
            (POINT, "12-", -1200),
            (AmountForm { cents: true, ..POINT }, "123450", 123_450),
        ] {
            assert_eq!(form.read(text.as_bytes()), Some(Money::minor(minor)), "{text}");
        }
    }

    #[test]
    fn an_amount_names_its_currency_by_sign_or_code() {
        for (text, code) in
            [("€1,000.00", "EUR"), ("1 234,50 £", "GBP"), ("A$5", "AUD"), ("US$5", "USD"), ("(chf 12)", "CHF"), ("$1.20", "USD")]
        {
            assert_eq!(currency_of(text.as_bytes()).as_deref(), Some(code), "{text}");
        }
        for text in ["", "1,000.00", "-12", "12,50 kr", "n/a"] {
            assert_eq!(currency_of(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_none() {
        for text in ["", "n/a", "1.2.3", "1,5", "12,34.5", "pending", "--", "1e9", "1.2M", "3k", "99999999999999999999999", "9999999999999"]
        {
            assert_eq!(POINT.read(text.as_bytes()), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_money_writes_is_read_back(minor in -100_000_000_000_000_i64..100_000_000_000_000) {
            let money = Money::minor(minor);
            prop_assert_eq!(POINT.read(money.to_string().as_bytes()), Some(money));
            prop_assert_eq!(COMMA.read(money.to_string().replace('.', ",").as_bytes()), Some(money));
        }

        #[test]
        fn nothing_makes_it_panic(text in "\\PC{0,20}") {
            let _ = POINT.read(text.as_bytes());
            let _ = COMMA.read(text.as_bytes());
        }
    }
}
