//! Units that amounts are written in, and their words.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::domain::text::bare;

/// What one of a column's amounts counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Unit {
    #[default]
    Ones,
    Thousands,
    TenThousands,
    Lakhs,
    Millions,
    Crores,
    HundredMillions,
    Billions,
}

impl Unit {
    pub(crate) const ALL: [Self; 8] =
        [Self::Ones, Self::Thousands, Self::TenThousands, Self::Lakhs, Self::Millions, Self::Crores, Self::HundredMillions, Self::Billions];

    /// The name in a mapping, and in words.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Ones => "ones",
            Self::Thousands => "thousands",
            Self::TenThousands => "ten-thousands",
            Self::Lakhs => "lakhs",
            Self::Millions => "millions",
            Self::Crores => "crores",
            Self::HundredMillions => "hundred-millions",
            Self::Billions => "billions",
        }
    }

    /// The unit of this name.
    pub(crate) fn by_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.key() == key)
    }

    /// Ten to this power is one of them.
    pub(crate) fn power(self) -> u32 {
        match self {
            Self::Ones => 0,
            Self::Thousands => 3,
            Self::TenThousands => 4,
            Self::Lakhs => 5,
            Self::Millions => 6,
            Self::Crores => 7,
            Self::HundredMillions => 8,
            Self::Billions => 9,
        }
    }
}

/// Words that mean a unit wherever they stand beside amounts, bare, in the languages of books of accounts.
const WORDS: [(Unit, &str); 6] = [
    (
        Unit::Thousands,
        "tsd tausend thousand thousands thou thds milliers millier miles migliaia mila duizend duizenden tys tysiac tysiace tis tisic tisice \
         tusen tusental tuhat tuhatta tuhansia ezer ribu χιλ χιλιαδες тыс тысяч тис тисяч 千 천 000 000s",
    ),
    (Unit::TenThousands, "万 萬 만"),
    (Unit::Lakhs, "lakh lakhs lac lacs"),
    (
        Unit::Millions,
        "mio mn mln mill million millions millionen millones milhoes milioni miljoen miljoenen miljoner millioner miljoona miljoonaa milj milyon \
         milionow miliony milionu milioane juta εκατ млн миллион миллионов мільйонів 百万 백만",
    ),
    (Unit::HundredMillions, "億 亿 억"),
    (
        Unit::Billions,
        "bn mrd mld mlrd billion billions milliard milliards milliarden miliardi miljard miljarder milliarder miliardow miliardy miliard \
         млрд 十億",
    ),
];

static NAMED: LazyLock<FxHashMap<&str, Unit>> = LazyLock::new(|| {
    let mut named = FxHashMap::default();
    for (unit, words) in WORDS {
        for word in words.split_ascii_whitespace() {
            named.entry(word).or_insert(unit);
        }
    }
    named
});

/// Short forms that are units right behind a number, and other things elsewhere.
const BEHIND_A_NUMBER: [(&str, Unit); 7] = [
    ("k", Unit::Thousands),
    ("m", Unit::Millions),
    ("mm", Unit::Millions),
    ("crore", Unit::Crores),
    ("cr", Unit::Crores),
    ("b", Unit::Billions),
    ("md", Unit::Billions),
];

/// The unit that a word means wherever it stands beside amounts.
pub(crate) fn named(word: &str) -> Option<Unit> {
    named_bare(&bare(word))
}

/// [`named`] of a word that is bare.
pub(crate) fn named_bare(word: &str) -> Option<Unit> {
    NAMED.get(word).copied()
}

/// The unit that a word means right behind a number.
pub(super) fn behind_a_number(word: &str) -> Option<Unit> {
    let word = word.to_lowercase();
    BEHIND_A_NUMBER.iter().find(|(known, _)| *known == word).map(|(_, unit)| *unit).or_else(|| named(&word))
}
