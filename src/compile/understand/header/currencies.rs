//! Currencies in headings, with the unit that is written together with one.

use super::units::Told;
use crate::compile::read::values::amount::{Unit, unit};
use crate::domain::text::bare;

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

/// Currencies of several countries that are called alike: how each is told from the others, as words begin, and what they are.
const CALLED: [(&str, &[&str], &str); 18] = [
    ("dollar", &["us", "american", "amerika"], "USD"),
    ("dollar", &["canad", "kanad"], "CAD"),
    ("dollar", &["austral"], "AUD"),
    ("dollar", &["newzealand", "neuseel"], "NZD"),
    ("dollar", &["singapor", "singapur"], "SGD"),
    ("dollar", &["hongkong"], "HKD"),
    ("fran", &["swiss", "schweiz", "suisse", "svizzer", "suizo"], "CHF"),
    ("pound", &["british", "uk", "sterling", "gb"], "GBP"),
    ("pfund", &["brit", "sterling"], "GBP"),
    ("livre", &["sterling", "britann"], "GBP"),
    ("libra", &["esterlin", "brit"], "GBP"),
    ("kron", &["swed", "schwed", "svensk"], "SEK"),
    ("kron", &["norweg", "norsk"], "NOK"),
    ("kron", &["dan", "dansk"], "DKK"),
    ("rupe", &["indi"], "INR"),
    ("real", &["brasil", "brazil"], "BRL"),
    ("peso", &["mex"], "MXN"),
    ("yen", &["japan"], "JPY"),
];

/// The code of a currency as people write it in a cell: `EUR`, `€`, `Euros`, `US Dollars`, `British Pound (GBP)`.
pub(crate) fn spoken(text: &str) -> Option<&'static str> {
    let words: Vec<String> = text.split(|c: char| !c.is_alphanumeric() && !SIGNS.contains(c)).map(str::to_lowercase).collect();
    let words: Vec<String> =
        words.into_iter().filter(|word| !word.is_empty()).map(|word| if word.is_ascii() { word } else { bare(&word) }).collect();
    let whole = words.concat();
    let called = CALLED.iter().find(|(name, which, _)| whole.contains(name) && which.iter().any(|word| whole.contains(word)));
    let known = || words.iter().find_map(|word| of(word)?.code);
    called.map(|(.., code)| *code).or_else(known).or_else(|| of(text.trim()).and_then(|named| named.code))
}

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
