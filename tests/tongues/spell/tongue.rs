//! A language or a system: its column names, its words, and how it writes.

use crate::table::{Kind, Role, Word};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DateForm {
    Iso,
    DayMonth,
    MonthDay,
    MonthDayUnpadded,
    Dotted,
    Short,
    YearSlash,
    Kanji,
    Stamp,
    ApiStamp,
    Serial,
    Epoch,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AmountForm {
    Plain,
    Cents,
    Dollar,
    Coded,
    Continental,
    Spaced,
    Thousands,
    Yen,
    Minor,
}

/// How the months of a wide table are written above its columns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MonthForm {
    Iso,
    ShortYear,
    LongYear,
    Slash,
    Kanji,
    FullDate,
}

pub type Names = &'static [(Role, &'static [&'static str])];
pub type Words = &'static [(Word, &'static [&'static str])];

pub struct Tongue {
    pub key: &'static str,
    /// A system's own screen, report or interface: it has the columns that it names and no other.
    pub system: bool,
    /// Whether its names mean something in a list of names; of others, asking is right.
    pub known: bool,
    /// It differs from others by its words alone: one seed of each shape is enough where nobody asks for more.
    pub by_words: bool,
    /// An interface that answers in JSON; a dot in a name is a step into an object.
    pub json: bool,
    pub names: Names,
    pub words: Words,
    pub files: &'static [(Kind, &'static [&'static str])],
    pub dates: &'static [DateForm],
    pub months: &'static [MonthForm],
    pub amounts: &'static [AmountForm],
    pub delimiters: &'static [char],
    pub month_names: [&'static str; 12],
    pub yes_no: &'static [(&'static str, &'static str)],
    /// Codes of its own currency and of the foreign one.
    pub currencies: (&'static str, &'static str),
    /// Whether its files may be in an encoding of before Unicode.
    pub legacy: bool,
    pub unnamed: fn(usize) -> String,
    /// How companies are called: what stands before and after the name.
    pub company: (&'static str, &'static str),
}

impl Tongue {
    pub fn has(&self, role: Role) -> bool {
        self.names.iter().any(|(named, _)| *named == role)
    }

    /// What a list of accounts beside its tables is written in: a system's own names are those of one table.
    pub fn of_accounts(&'static self) -> &'static Self {
        if self.system { &super::tongues::english::ALL[1] } else { self }
    }

    pub fn names_of(&self, role: Role) -> &'static [&'static str] {
        self.names.iter().find(|(named, _)| *named == role).map_or(&[], |(_, names)| names)
    }

    pub fn words_of(&self, word: Word) -> &'static [&'static str] {
        let found = |words: Words| words.iter().find(|(own, _)| *own == word).map(|(_, words)| *words);
        found(self.words).or_else(|| found(super::tongues::english::WORDS)).unwrap_or(&[])
    }
}
