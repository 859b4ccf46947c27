//! Currencies in headings, with the unit that is written together with one.

use super::units::Told;
use crate::compile::read::values::amount::{Unit, unit};

/// As they stand between other words, bare.
const SPELLINGS: [(&str, &[&str]); 28] = [
    ("USD", &["$", "us$", "usd", "dollar", "dollars"]),
    ("EUR", &["€", "eur", "euro", "euros"]),
    ("GBP", &["£", "gbp", "sterling"]),
    ("JPY", &["¥", "jpy", "yen", "円", "￥"]),
    ("CHF", &["chf", "sfr"]),
    ("AUD", &["aud", "a$", "au$"]),
    ("CAD", &["cad", "c$", "ca$"]),
    ("NZD", &["nzd", "nz$"]),
    ("SEK", &["sek"]),
    ("NOK", &["nok"]),
    ("DKK", &["dkk"]),
    ("PLN", &["pln", "zl", "zloty", "zlotych"]),
    ("INR", &["inr", "₹"]),
    ("BRL", &["brl", "r$", "reais"]),
    ("SGD", &["sgd", "s$"]),
    ("HKD", &["hkd", "hk$"]),
    ("ZAR", &["zar"]),
    ("CNY", &["cny", "rmb"]),
    ("MXN", &["mxn", "mx$"]),
    ("KRW", &["krw", "₩", "원"]),
    ("CZK", &["czk", "kc", "korun"]),
    ("HUF", &["huf", "ft", "forint"]),
    ("RON", &["ron", "lei"]),
    ("IDR", &["idr"]),
    ("ILS", &["ils", "₪"]),
    ("TRY", &["try", "₺"]),
    // Crowns of three countries.
    ("", &["kr", "kronor", "kroner"]),
    ("RUB", &["rub", "₽", "руб"]),
];

/// Signs that are no letters and are kept when a heading is split.
pub(crate) const SIGNS: &str = "$€£¥￥₹₩₪₺₽";

/// Units that are written together with a currency, before it (`kEUR`, `MSEK`, `千円`) and behind it (`USDm`).
const BEFORE: [(&str, Unit); 9] = [
    ("k", Unit::Thousands),
    ("t", Unit::Thousands),
    ("m", Unit::Millions),
    ("mm", Unit::Millions),
    ("mn", Unit::Millions),
    ("mio", Unit::Millions),
    ("md", Unit::Billions),
    ("mrd", Unit::Billions),
    ("bn", Unit::Billions),
];
const BEHIND: [(&str, Unit); 8] = [
    ("k", Unit::Thousands),
    ("000", Unit::Thousands),
    ("000s", Unit::Thousands),
    ("m", Unit::Millions),
    ("mm", Unit::Millions),
    ("mn", Unit::Millions),
    ("mio", Unit::Millions),
    ("bn", Unit::Billions),
];

/// A currency as a heading names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// Its code; none for one of several that are called alike.
    pub code: Option<&'static str>,
    /// The unit that is written together with it.
    pub unit: Option<Told>,
}

/// The currency that a word names, bare.
pub(super) fn of(word: &str) -> Option<Named> {
    let plain = |word: &str| {
        let (code, _) = SPELLINGS.iter().find(|(_, all)| all.contains(&word))?;
        Some(Some(*code).filter(|code| !code.is_empty()))
    };
    let with = |code, unit| Named { code, unit: Some(Told::Unit(unit)) };
    let before = || BEFORE.iter().find_map(|(mark, unit)| Some(with(plain(word.strip_prefix(mark)?)?, *unit)));
    let behind = || BEHIND.iter().find_map(|(mark, unit)| Some(with(plain(word.strip_suffix(mark)?)?, *unit)));
    let whole = |end: usize| Some(with(plain(&word[end..])?, unit::named(&word[..end])?));
    // `千円`, `백만원`: a unit that needs no blank before its currency.
    let unspaced = || if word.is_ascii() { None } else { word.char_indices().skip(1).find_map(|(end, _)| whole(end)) };
    plain(word).map(|code| Named { code, unit: None }).or_else(before).or_else(behind).or_else(unspaced)
}
