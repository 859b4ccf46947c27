//! Currencies in headings.

/// As they stand between other words, bare, with whether thousands of them are meant.
const SPELLINGS: [(&str, &[&str]); 24] = [
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
    ("PLN", &["pln", "zl", "zloty"]),
    ("INR", &["inr", "₹"]),
    ("BRL", &["brl", "r$", "reais"]),
    ("SGD", &["sgd", "s$"]),
    ("HKD", &["hkd", "hk$"]),
    ("ZAR", &["zar"]),
    ("CNY", &["cny", "rmb"]),
    ("MXN", &["mxn", "mx$"]),
    ("KRW", &["krw", "₩"]),
    ("CZK", &["czk"]),
    ("HUF", &["huf"]),
    ("ILS", &["ils", "₪"]),
    ("TRY", &["₺"]),
];

/// Signs that are no letters and are kept when a heading is split.
pub(crate) const SIGNS: &str = "$€£¥￥₹₩₪₺";

/// The code that a word stands for, and whether it says thousands of them (`k€`, `TEUR`).
pub(crate) fn of(word: &str) -> Option<(&'static str, bool)> {
    let plain = |word: &str| SPELLINGS.iter().find(|(_, all)| all.contains(&word)).map(|(code, _)| *code);
    let of_thousands = || ["k", "t"].iter().find_map(|mark| plain(word.strip_prefix(mark)?));
    plain(word).map(|code| (code, false)).or_else(|| of_thousands().map(|code| (code, true)))
}
