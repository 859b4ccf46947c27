//! Amounts of money with whatever thousands and decimal marks, signs and codes they carry.

mod exact;
pub(crate) mod marks;
pub(crate) mod unit;
mod written;

use super::plain::{plain_text, plainly};
use crate::domain::money::Money;
pub(crate) use exact::Exact;
use marks::Marks;
pub(crate) use unit::Unit;
use written::Written;

/// No contract is larger; sums of amounts up to this cannot overflow.
const LARGEST: Money = Money::units(1_000_000_000_000);

/// How a column writes its amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct AmountForm {
    /// `.` or `,`, or [`marks::OWN`].
    pub decimal: char,
    /// Whole numbers of the hundredth part (Stripe, ChartMogul).
    pub cents: bool,
    /// What the column's name, a line above the table or a mapping says: thousands of `ARR (k€)`.
    pub unit: Unit,
    /// Basis points of a tax that the amounts hold, and that nobody keeps.
    pub tax: u32,
}

impl Default for AmountForm {
    fn default() -> Self {
        Self { decimal: '.', cents: false, unit: Unit::Ones, tax: 0 }
    }
}

impl AmountForm {
    /// Reads an amount: currency signs, codes, blanks and thousands marks are left aside, parentheses and a minus on either
    /// side make it negative, `k` and `Mio.` are multiplied out. `None` when it is no amount.
    pub(crate) fn read(self, raw: &[u8]) -> Option<Money> {
        let quick = plain(raw).filter(|_| self.decimal == '.' && !self.cents && self.unit == Unit::Ones && self.tax == 0);
        let money = quick.or_else(|| self.exact(raw)?.money())?;
        (money.abs() <= LARGEST).then_some(money)
    }

    /// The amount with all its decimals, for what is still to be multiplied: a month's to a year's, one currency to another.
    pub(crate) fn exact(self, raw: &[u8]) -> Option<Exact> {
        let text = plain_text(raw)?;
        let written = Written::of(&text)?;
        // A value that says thousands itself is no thousand of them.
        let power = if written.power == 0 { self.unit.power() } else { written.power };
        let number = Exact::of(&self.digits(written.number)?, power)?;
        // Nobody writes cents in thousands.
        let number = if power == 0 && self.cents { number.hundredth() } else { number };
        let number = if self.tax > 0 { number.without(self.tax) } else { number };
        Some(if written.negative { number.negated() } else { number })
    }

    /// The number without its marks, but for a point before its decimals.
    fn digits(self, number: &str) -> Option<String> {
        let decimal = if self.decimal == marks::OWN { marks::own(number) } else { self.decimal };
        let thousands = if decimal == '.' { ',' } else { '.' };
        let (mut out, mut groups) = (String::with_capacity(number.len()), Groups::default());
        for c in number.chars() {
            match c {
                '0'..='9' => {
                    out.push(c);
                    groups.digit();
                }
                c if c == decimal && !out.contains('.') => {
                    groups.finish()?;
                    out.push('.');
                }
                c if c == thousands || is_apostrophe(c) || is_blank(c) => groups.mark()?,
                _ => return None,
            }
        }
        groups.finish()?;
        Some(out)
    }
}

/// Thousands are marked by blanks of many widths.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// What the marks of an amount tell of its decimals.
pub(crate) fn marks_of(raw: &str) -> Option<Marks> {
    let text = plainly(raw);
    marks::of(Written::of(&text)?.number)
}

/// Whether thousands or millions stand behind the number: `12k`.
pub(crate) fn is_short(raw: &str) -> bool {
    Written::of(&plainly(raw)).is_some_and(|written| written.power > 0)
}

/// Whether `raw` is a dash where an amount would stand, as `€ –`.
pub(crate) fn means_nothing(raw: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(raw) else { return false };
    let is_dash = |c: char| matches!(c, '-' | '–' | '—' | '−');
    let is_around = |c: char| is_blank(c) || is_dash(c) || written::SIGNS.contains(c);
    text.contains(is_dash) && text.chars().all(is_around)
}

/// The code of the currency that an amount names by its sign (`€1,000`, `A$5`) or as such (`EUR 1,000`).
pub(crate) fn currency_of(raw: &[u8]) -> Option<String> {
    if raw.iter().all(|b| b.is_ascii_digit() || b"-+.,' ()".contains(b)) {
        return None;
    }
    let text = plain_text(raw)?;
    let written = Written::of(&text)?;
    let letters = written.code.to_uppercase();
    let code = match (written.sign, letters.as_str()) {
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
        (Some('¥' | '￥'), "CN") | (Some('元'), _) => "CNY",
        (Some('¥' | '￥' | '円'), _) => "JPY",
        (Some('₩'), _) => "KRW",
        (Some('₪'), _) => "ILS",
        (Some('₺'), _) => "TRY",
        (Some('₽'), _) => "RUB",
        (Some('₫'), _) => "VND",
        (Some('฿'), _) => "THB",
        (Some('₱'), _) => "PHP",
        (Some('₴'), _) => "UAH",
        (_, code) if code.len() == 3 => code,
        _ => return None,
    };
    Some(code.to_owned())
}

/// Holds thousands marks to groups of two or three digits, so that `1,5` is not read as fifteen.
#[derive(Default)]
pub(crate) struct Groups {
    since_mark: usize,
    marked: bool,
    done: bool,
}

impl Groups {
    #[inline]
    pub(crate) fn digit(&mut self) {
        self.since_mark += 1;
    }

    /// A thousands mark; `None` where none can stand.
    pub(crate) fn mark(&mut self) -> Option<()> {
        let fits = !self.done && if self.marked { matches!(self.since_mark, 2 | 3) } else { (1..=3).contains(&self.since_mark) };
        self.marked = true;
        self.since_mark = 0;
        fits.then_some(())
    }

    /// The end of the whole number; `None` where its last group is too short or too long.
    pub(crate) fn finish(&mut self) -> Option<()> {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const POINT: AmountForm = AmountForm { decimal: '.', cents: false, unit: Unit::Ones, tax: 0 };
    const COMMA: AmountForm = AmountForm { decimal: ',', cents: false, unit: Unit::Ones, tax: 0 };

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
            (POINT, "12k", 1_200_000),
            (POINT, "12.5K", 1_250_000),
            (POINT, "€1.2M", 120_000_000),
            (POINT, "$1.2m", 120_000_000),
            (POINT, "1.2 Mio. €", 120_000_000),
            (COMMA, "3 Tsd.", 300_000),
            (COMMA, "1,2 M€", 120_000_000),
            (COMMA, "12 T€", 1_200_000),
            (COMMA, "12,5 TEUR", 1_250_000),
            (POINT, "2.5bn", 250_000_000_000),
            (POINT, "USD 12,000.00", 1_200_000),
            (POINT, "12k USD", 1_200_000),
            (POINT, "(€12k)", -1_200_000),
            (COMMA, "12.000,00 €", 1_200_000),
            (POINT, "1'234.50", 123_450),
            (POINT, "CHF 1’234.–", 123_400),
            (COMMA, "1\u{202f}234,50 €", 123_450),
            (COMMA, "1\u{a0}234\u{a0}567 €", 123_456_700),
            (COMMA, "R$ 1.200,00", 120_000),
            (POINT, "¥120,000", 12_000_000),
            (POINT, "12万円", 12_000_000),
            (POINT, "Rs. 500", 50_000),
            (POINT, "Rs.1,500.50", 150_050),
            (POINT, "$.50", 50),
            (POINT, "12 (USD)", 1_200),
            (AmountForm { cents: true, ..POINT }, "12k", 1_200_000),
            (POINT, "1.005", 101),
            (AmountForm { unit: Unit::Thousands, ..POINT }, "1.2345", 123_450),
            (AmountForm { unit: Unit::Thousands, ..COMMA }, "12,5", 1_250_000),
            (AmountForm { unit: Unit::Thousands, ..POINT }, "12k", 1_200_000),
            (AmountForm { tax: 1_900, ..POINT }, "14,875.00", 1_250_000),
        ] {
            assert_eq!(form.read(text.as_bytes()), Some(Money::minor(minor)), "{text}");
        }
    }

    #[test]
    fn an_amount_names_its_currency_by_sign_or_code() {
        for (text, code) in [
            ("€1,000.00", "EUR"),
            ("1 234,50 £", "GBP"),
            ("A$5", "AUD"),
            ("US$5", "USD"),
            ("(chf 12)", "CHF"),
            ("$1.20", "USD"),
            ("$12k", "USD"),
            ("1,2 Mio. €", "EUR"),
            ("12 TEUR", "EUR"),
            ("3.5M CHF", "CHF"),
            ("12万円", "JPY"),
            ("R$ 1.200,00", "BRL"),
            ("₪9,817", "ILS"),
            ("₩1,200,000", "KRW"),
            ("1.234 ₽", "RUB"),
        ] {
            assert_eq!(currency_of(text.as_bytes()).as_deref(), Some(code), "{text}");
        }
        for text in ["", "1,000.00", "-12", "12,50 kr", "n/a"] {
            assert_eq!(currency_of(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn a_dash_with_or_without_a_sign_is_nothing() {
        for text in ["-", "–", "€ -", "$–", "— £"] {
            assert!(means_nothing(text.as_bytes()), "{text}");
        }
        for text in ["", "€", "-1", "n/a", "a-"] {
            assert!(!means_nothing(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_none() {
        for text in [
            "",
            "n/a",
            "1.2.3",
            "1,5",
            "12,34.5",
            "pending",
            "--",
            "1e9",
            "12 t",
            "12kk",
            "12 mil",
            "1,200/mo",
            "3 of 4",
            "12%",
            "(12",
            "--5",
            "1 2 3",
            "2026-09-03",
            "=B2*1.05",
            "99999999999999999999999",
            "9999999999999",
        ] {
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
        fn short_forms_are_read_to_the_last_cent(
            minor in 1_i64..100_000_000, short in prop::sample::select(&[("k", 3), (" Tsd. €", 3), ("M", 6), (" Mio. EUR", 6), ("万", 4)][..]),
        ) {
            let money = Money::minor(minor);
            let scaled = Money::minor(minor * 10_i64.pow(short.1));
            let text = format!("{money}{}", short.0);
            prop_assert_eq!(POINT.read(text.as_bytes()), Some(scaled).filter(|money| *money <= LARGEST), "{}", text);
            prop_assert_eq!(COMMA.read(text.replacen('.', ",", 1).as_bytes()), Some(scaled).filter(|money| *money <= LARGEST), "{}", text);
        }

        #[test]
        fn thousandths_are_kept_until_the_end(mills in -100_000_000_i64..100_000_000, times in 1_i64..400) {
            let sign = if mills < 0 { "-" } else { "" };
            let text = format!("{sign}{}.{:03}", mills.abs() / 1000, mills.abs() % 1000);
            let product = mills * times;
            let rounded = (product.abs() + 5) / 10 * product.signum();
            prop_assert_eq!(POINT.exact(text.as_bytes()).unwrap().times(times).money(), Some(Money::minor(rounded)), "{}", text);
        }

        #[test]
        fn nothing_makes_it_panic(text in "\\PC{0,20}") {
            let _ = POINT.read(text.as_bytes());
            let _ = COMMA.read(text.as_bytes());
        }
    }
}
