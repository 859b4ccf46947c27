//! Changes to an input: bytes turned, taken out, doubled; words put in that mean something to somebody.

use proptest::prelude::*;
use proptest::sample::Index;

/// Words that readers stumble over.
const WORDS: [&str; 24] = [
    "\u{202e}",
    "\u{1b}]0;x",
    "\0",
    "\r",
    "\"",
    "'",
    "[",
    "]",
    "{",
    "}",
    ",",
    ";",
    "=",
    "1e999",
    "-0",
    "99999999999999999999",
    "0001-01-01",
    "9999-12-31",
    "2201-13-45",
    "+262142-12-31",
    "NaN",
    "<",
    "/>",
    "🏴",
];

#[derive(Clone, Debug)]
pub enum Change {
    Turn(Index, u8),
    Put(Index, usize),
    Take(Index, usize),
    Double(Index, usize),
    Swap(Index, Index),
}

/// A few changes.
pub fn changes() -> impl Strategy<Value = Vec<Change>> {
    let change = prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Change::Turn(at, byte)),
        (any::<Index>(), 0..WORDS.len()).prop_map(|(at, word)| Change::Put(at, word)),
        (any::<Index>(), 1..60_usize).prop_map(|(at, length)| Change::Take(at, length)),
        (any::<Index>(), 1..200_usize).prop_map(|(at, length)| Change::Double(at, length)),
        (any::<Index>(), any::<Index>()).prop_map(|(at, to)| Change::Swap(at, to)),
    ];
    prop::collection::vec(change, 1..6)
}

/// Which file of a corpus.
pub fn seed() -> impl Strategy<Value = Index> {
    any::<Index>()
}

/// So many cases, or as many as `PROPTEST_CASES` says.
pub fn cases(short: u32) -> ProptestConfig {
    let usual = ProptestConfig::default();
    if std::env::var_os("PROPTEST_CASES").is_some() { usual } else { ProptestConfig { cases: short, ..usual } }
}

impl Change {
    pub fn all(changes: &[Self], bytes: &[u8]) -> Vec<u8> {
        changes.iter().fold(bytes.to_vec(), |bytes, change| change.of(bytes))
    }

    fn of(&self, mut bytes: Vec<u8>) -> Vec<u8> {
        let length = bytes.len();
        let end = |from: usize, length: usize| (from + length).min(bytes.len());
        match self {
            _ if length == 0 => {}
            Self::Turn(at, byte) => bytes[at.index(length)] = *byte,
            Self::Put(at, word) => drop(bytes.splice(at.index(length)..at.index(length), WORDS[*word].bytes())),
            Self::Take(at, most) => {
                let from = at.index(length);
                bytes.drain(from..end(from, *most));
            }
            Self::Double(at, most) => {
                let from = at.index(length);
                let piece = bytes[from..end(from, *most)].to_vec();
                bytes.splice(from..from, piece);
            }
            Self::Swap(at, to) => bytes.swap(at.index(length), to.index(length)),
        }
        bytes
    }
}
