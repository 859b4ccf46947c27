//! Currencies in headings, with the unit that is written together with one.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::units::Told;
use crate::compile::read::values::amount::{Unit, unit};
use crate::domain::text::bare;

/// As they stand between other words, bare.
const SPELLINGS: [(&str, &[&str]); 29] = [
    ("USD", &["$", "us$", "usd", "dollar", "dollars", "dolar", "dolares"]),
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
    // Of eight countries.
    ("", &["peso", "pesos"]),
    ("RUB", &["rub", "₽", "руб"]),
];

/// The code of each spelling, empty where several countries have the word.
static CODES: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| {
    let mut codes = FxHashMap::default();
    for (code, all) in SPELLINGS {
        for spelling in all {
            codes.entry(*spelling).or_insert(code);
        }
    }
    codes
});

/// Currencies of several countries that are called alike: how each is told from the others, both as words begin, and
/// what they are.
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

/// The code of a currency as people write it in a cell: `EUR`, `€`, `Euros`, `US Dollars`, `British Pound (GBP)`. What stands beside a name
/// and is not known may make it another one: a Taiwan dollar is none of America's.
pub(crate) fn spoken(text: &str) -> Option<&'static str> {
    let pieces = || text.split(|c: char| !c.is_alphanumeric() && !is_sign(c)).filter(|piece| !piece.is_empty());
    let words: Vec<String> = pieces().map(|piece| if piece.is_ascii() { piece.to_lowercase() } else { bare(piece) }).collect();
    let begins = |part: &str| words.iter().any(|word| word.starts_with(part)) || words.concat().starts_with(part);
    let called = CALLED.iter().find(|(name, which, _)| begins(name) && which.iter().any(|word| begins(word)));
    let all_known = || words.iter().map(|word| of(word).filter(|named| named.unit.is_none())).collect::<Option<Vec<Named>>>();
    let alone = || all_known()?.into_iter().find_map(|named| named.code);
    // A code in capitals is one, whatever it is said of: `Standard EUR`.
    let coded = || pieces().find_map(|piece| SPELLINGS.iter().map(|(code, _)| *code).find(|code| *code == piece));
    called.map(|(.., code)| *code).or_else(coded).or_else(alone).or_else(|| of(text.trim()).and_then(|named| named.code))
}

/// Whether a cell names a currency, and be it one of several that are called alike: it is none that a rate is known for.
pub(crate) fn is_named(text: &str) -> bool {
    spoken(text).is_some() || of(&bare(text)).is_some()
}

/// Signs that are no letters and are kept when a heading is split.
pub(crate) const fn is_sign(c: char) -> bool {
    matches!(c, '$' | '€' | '£' | '¥' | '￥' | '₹' | '₩' | '₪' | '₺' | '₽')
}

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
        let code = CODES.get(word)?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_currency_in_words_is_the_one_that_all_its_words_say() {
        for (text, code) in [
            ("EUR", Some("EUR")),
            ("Euros", Some("EUR")),
            ("€", Some("EUR")),
            ("US Dollars", Some("USD")),
            ("US-Dollar", Some("USD")),
            ("US$", Some("USD")),
            ("Dollar", Some("USD")),
            ("Australian Dollar", Some("AUD")),
            ("New Zealand Dollars", Some("NZD")),
            ("Hong Kong dollar", Some("HKD")),
            ("Taiwan Dollar", None),
            ("Standard EUR", Some("EUR")),
            ("British Pound (GBP)", Some("GBP")),
            ("Pound Sterling", Some("GBP")),
            ("Egyptian Pound", None),
            ("Schweizer Franken", Some("CHF")),
            ("Svenska kronor", Some("SEK")),
            ("Pesos", None),
            ("kr", None),
            ("EMEA", None),
            ("", None),
        ] {
            assert_eq!(spoken(text), code, "{text}");
        }
        assert!(is_named("Pesos") && is_named("kr") && !is_named("EMEA"));
    }
}
