//! Spellings of one id or name in two files.

use super::record_id;
use crate::domain::text;

/// What of an id or a name is compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// All but case, blanks and signs, and the form of a Salesforce id.
    #[default]
    Folded,
    /// Accents and umlauts may be written as plain letters: `Müller`, `Mueller`.
    Plain,
    /// The number alone, without what stands before it and without noughts in front: `C-00107`, `107`.
    Number,
}

impl Spelling {
    pub(crate) const ALL: [Self; 3] = [Self::Folded, Self::Plain, Self::Number];

    /// What two spellings of one thing have in common; `None` where nothing is left to compare.
    pub(crate) fn key(self, value: &str) -> Option<String> {
        let key = match self {
            Self::Folded => text::fold(record_id::plain(value.trim())),
            Self::Plain => DIGRAPHS.iter().fold(text::bare(value), |key, (two, one)| key.replace(two, one)),
            Self::Number => {
                let digits: String = value.chars().filter(char::is_ascii_digit).collect();
                digits.trim_start_matches('0').to_owned()
            }
        };
        (!key.is_empty()).then_some(key)
    }
}

/// How umlauts are written where there are none.
const DIGRAPHS: [(&str, &str); 5] = [("ae", "a"), ("oe", "o"), ("ue", "u"), ("ss", "s"), ("ß", "s")];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_thing_have_one_key_and_those_of_two_things_have_two() {
        let same = |spelling: Spelling, one: &str, other: &str| spelling.key(one) == spelling.key(other);
        assert!(same(Spelling::Folded, "C-00107", " c 00107"));
        assert!(same(Spelling::Folded, "001D000000IRFmaIAH", "001D000000IRFma"));
        assert!(same(Spelling::Plain, "Müller & Söhne", "Mueller und Soehne".replace("und", "").as_str()));
        assert!(!same(Spelling::Folded, "Müller", "Mueller"));
        assert!(same(Spelling::Number, "C-00107", "107") && !same(Spelling::Number, "C-00107", "1070"));
        assert_eq!(Spelling::Number.key("C-"), None);
    }
}
