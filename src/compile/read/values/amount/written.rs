//! An amount taken apart: its number, its sign, the currency it names and the short form of thousands or millions behind it.

use super::unit;

/// What stands around the number of an amount.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Written<'t> {
    /// Digits and marks, as they stand.
    pub number: &'t str,
    pub negative: bool,
    /// Ten to this power times the number: 3 for `12k`.
    pub power: u32,
    /// Letters that are no short form: `USD`, `kr`; with the sign of a currency beside them.
    pub code: String,
    pub sign: Option<char>,
}

/// Signs of currencies that may stand beside an amount.
pub(crate) const SIGNS: &str = "$€£¥₹￥円元₩₪₺₽₫฿₱₴";

impl<'t> Written<'t> {
    /// Takes `text` apart; `None` where it is no amount.
    pub(crate) fn of(text: &'t str) -> Option<Self> {
        let (from, to) = ends(text)?;
        if text.matches('(').count() != text.matches(')').count() {
            return None;
        }
        let (mut before, behind) = (&text[..from], &text[to..]);
        let number = &text[from..to];
        // `1'234.–` and `1 234:-` have no cents, and are not below zero.
        let behind =
            [".--", ",--", ".-", ",-", ".–", ",–", ".—", ",—", ":-"].iter().find_map(|round| behind.strip_prefix(round)).unwrap_or(behind);
        let is_closed = before.contains('(') && !before.contains(')') && behind.contains(')') && !behind.contains('(');
        let signs = before.chars().chain(behind.chars()).filter(|c| matches!(c, '-' | '−' | '–')).count();
        before = before.trim_end_matches('+');
        let mut written = Self { number, negative: is_closed || signs == 1, power: 0, code: String::new(), sign: None };
        let is_fit = signs < 2 && written.take(before, false)? && written.take(behind, true)?;
        (is_fit && written.is_currency()).then_some(written)
    }

    /// Takes what stands on one side; `None` where it belongs to no amount.
    fn take(&mut self, side: &str, is_behind: bool) -> Option<bool> {
        let is_blank = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '-' | '−' | '–' | '.');
        for word in side.split(is_blank).filter(|word| !word.is_empty()) {
            let signs: Vec<char> = word.chars().filter(|c| SIGNS.contains(*c)).collect();
            match signs[..] {
                [] => {}
                [sign] if self.sign.is_none() => self.sign = Some(sign),
                _ => return None,
            }
            for letters in word.split(|c| SIGNS.contains(c)).filter(|letters| !letters.is_empty()) {
                self.letters(letters, is_behind, !signs.is_empty())?;
            }
        }
        Some(true)
    }

    fn letters(&mut self, letters: &str, is_behind: bool, has_sign: bool) -> Option<()> {
        if !letters.chars().all(char::is_alphabetic) {
            return None;
        }
        let power = if is_behind && self.power == 0 && self.code.is_empty() { short(letters, has_sign) } else { None };
        if let Some((power, rest)) = power {
            self.power = power;
            self.code.push_str(rest);
            return Some(());
        }
        self.code.push_str(letters);
        Some(())
    }

    /// What is no currency could be a unit or a multiple that is not known here: `12 mil`.
    fn is_currency(&self) -> bool {
        let code = self.code.to_lowercase();
        let is_one = || code.is_empty() || NAMES.contains(&code.as_str()) || is_code(&code);
        match self.sign {
            None => is_one(),
            // `A$5`, `CN¥5`, `$5 USD`.
            Some(_) => code.len() <= 2 || is_one(),
        }
    }
}

/// Whether three small letters are a code of ISO 4217.
fn is_code(letters: &str) -> bool {
    letters.len() == 3 && letters.is_ascii() && CODES.split_ascii_whitespace().any(|code| code == letters)
}

/// The codes of ISO 4217 that are money, and the old ones that books still hold.
const CODES: &str = "aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd btn bwp byn bzd cad cdf chf clp \
    cnh cny cop crc cuc cup cve czk dem djf dkk dop dzd egp ern etb eur fjd fkp frf gbp gel ghs gip gmd gnf gtq gyd hkd hnl hrk htg huf idr \
    ils inr iqd irr isk itl jmd jod jpy kes kgs khr kmf kpw krw kwd kyd kzt lak lbp lkr lrd lsl lyd mad mdl mga mkd mmk mnt mop mru mur mvr \
    mwk mxn myr mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sdg sek sgd shp sle sll sos srd \
    ssp stn svc syp szl thb tjs tmt tnd top try ttd twd tzs uah ugx usd uyu uzs ves vnd vuv wst xaf xcd xcg xof xpf yer zar zmw zwl";

/// What currencies are called beside amounts.
const NAMES: [&str; 17] =
    ["kr", "fr", "sfr", "rs", "rm", "rp", "ft", "lei", "leu", "kč", "zł", "лв", "руб", "euro", "euros", "dollars", "円"];

/// Where the number begins and ends: from its first digit, or the mark before it, to its last.
fn ends(text: &str) -> Option<(usize, usize)> {
    let is_digit = |c: char| c.is_ascii_digit();
    let (first, last) = (text.find(is_digit)?, text.rfind(is_digit)?);
    // `.50` has a mark before its digits, `Rs.500` an abbreviation.
    let is_mark = text[..first].ends_with(['.', ',']) && !text[..first - 1].ends_with(char::is_alphabetic);
    Some((first - usize::from(is_mark), last + 1))
}

/// The power of a short form, and the code of a currency that is written together with it: `kEUR`, `T€`.
fn short(letters: &str, has_sign: bool) -> Option<(u32, &str)> {
    if let Some(unit) = unit::behind_a_number(letters) {
        return Some((unit.power(), ""));
    }
    // Thousands in German books; alone it could be trillions.
    if letters.eq_ignore_ascii_case("t") {
        return has_sign.then_some((3, ""));
    }
    let (first, code) = letters.split_at_checked(1)?;
    let is_code = code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
    match first {
        "k" | "K" | "T" if is_code => Some((3, code)),
        "M" | "m" if is_code => Some((6, code)),
        _ => None,
    }
}
