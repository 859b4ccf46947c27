//! What the values of a column are like, whatever it is called.

use rustc_hash::FxHashSet;

use crate::compile::read::columns::Period;
use crate::compile::read::file::DataFile;
use crate::compile::read::scan::TableFile;
use crate::compile::understand::header::Heading;
use crate::compile::understand::infer;
use crate::compile::understand::infer::cells::Cell;
use crate::domain::text::fold;

/// The first values of a column, counted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Profile {
    /// Rows looked at.
    pub rows: usize,
    /// Rows with a value.
    pub filled: usize,
    pub different: usize,
    /// Values that are dates, numbers, and words without digits.
    dates: usize,
    numbers: usize,
    words: usize,
    amounts: usize,
    /// The longest value in characters.
    longest: usize,
}

impl Profile {
    pub(crate) fn of(file: &DataFile, column: usize) -> Self {
        let mut profile = Self { rows: file.sample.len(), ..Self::default() };
        let mut different: FxHashSet<&str> = FxHashSet::default();
        for (value, cell) in file.values(column).map(|value| (value, Cell::of(value))).filter(|(_, cell)| !cell.says_nothing) {
            profile.filled += 1;
            different.insert(value);
            profile.longest = profile.longest.max(value.chars().count());
            profile.amounts += usize::from(cell.amount.is_some());
            if cell.is_date && value.len() >= SHORTEST_DATE {
                profile.dates += 1;
            } else if cell.is_number {
                profile.numbers += 1;
            } else if !value.bytes().any(|byte| byte.is_ascii_digit()) {
                profile.words += 1;
            }
        }
        profile.different = different.len();
        profile
    }

    /// Share of the rows with a value, 0–1.
    pub(crate) fn fill(&self) -> f32 {
        self.filled as f32 / self.rows.max(1) as f32
    }

    fn share(&self, of: usize) -> f32 {
        of as f32 / self.filled.max(1) as f32
    }

    /// Nearly every value is a date that is written as one.
    pub(crate) fn are_dates(&self) -> bool {
        self.filled > 0 && self.share(self.dates) >= 0.9
    }

    pub(crate) fn are_numbers(&self) -> bool {
        self.filled > 0 && self.share(self.numbers) >= 0.9
    }

    /// Nearly every value is an amount of money, however it is written.
    pub(crate) fn are_amounts(&self) -> bool {
        self.filled > 0 && self.share(self.amounts) >= 0.9
    }

    /// Every row has a value of its own.
    pub(crate) fn is_key(&self) -> bool {
        self.rows > 0 && self.filled == self.rows && self.different == self.rows && !self.are_dates() && self.longest <= MOST_OF_AN_ID
    }

    /// No two rows have the same value, and most have one.
    pub(crate) fn names_some(&self) -> bool {
        self.filled * 2 > self.rows && self.different == self.filled && !self.are_dates() && self.longest <= MOST_OF_AN_ID
    }

    /// Every row has one, and several rows have the same.
    pub(crate) fn names_several(&self) -> bool {
        self.filled == self.rows && self.different < self.rows && !self.are_dates() && self.longest <= MOST_OF_AN_ID
    }

    /// Few words that come again and again.
    pub(crate) fn are_few_words(&self) -> bool {
        self.filled > 0 && self.share(self.words) >= 0.9 && self.different <= MOST_WORDS && self.longest <= MOST_OF_A_WORD
    }

    pub(crate) fn are_words(&self) -> bool {
        self.filled > 0 && self.share(self.words) >= 0.9
    }

    /// Numbers of which most are different: amounts, counts or scores, and no names of groups.
    pub(crate) fn are_measures(&self) -> bool {
        self.are_numbers() && self.different > MOST_WORDS
    }

    pub(crate) fn are_sentences(&self) -> bool {
        self.longest > MOST_OF_AN_ID
    }
}

/// More different words than this tell no outcome.
const MOST_WORDS: usize = 12;
/// No id and no name is longer.
const MOST_OF_AN_ID: usize = 64;
const MOST_OF_A_WORD: usize = 40;
/// No date of fewer bytes is told from a number by itself.
const SHORTEST_DATE: usize = 6;

/// The spellings of a column's values, folded.
pub(crate) fn folded(file: &DataFile, column: usize) -> FxHashSet<String> {
    file.values(column).map(fold).filter(|value| !value.is_empty()).collect()
}

/// Values that tell nothing apart between files: 1, 2, 3 stand everywhere.
pub(crate) fn are_running_numbers(values: &FxHashSet<String>) -> bool {
    let short = values.iter().filter(|value| value.len() <= 4 && value.bytes().all(|byte| byte.is_ascii_digit())).count();
    short * 2 > values.len()
}

/// Each value is one more than the one above: the number of its row.
pub(crate) fn are_counted(file: &DataFile, column: usize) -> bool {
    const FEWEST: usize = 3;
    let numbers: Vec<Option<i64>> = file.values(column).map(|value| value.parse().ok()).collect();
    let is_next = |pair: &[Option<i64>]| pair[0].zip(pair[1]).is_some_and(|(one, next)| one.checked_add(1) == Some(next));
    numbers.len() >= FEWEST && numbers.windows(2).all(is_next)
}

/// Amounts that nothing is read from.
pub(crate) fn are_unread_amounts(table: &TableFile, column: usize) -> bool {
    if table.columns.holds(column) {
        return false;
    }
    let profile = Profile::of(&table.file, column);
    profile.are_amounts() && !profile.are_dates()
}

/// The months that amounts of a column cover as its name tells; those of a year where it does not.
fn months(name: &str) -> f64 {
    12.0 / Heading::of(name).period.and_then(Period::in_a_year).unwrap_or(1) as f64
}

/// [`are_near`], those of a month taken as those of a year.
pub(crate) fn are_near_a_year(file: &DataFile, one: usize, other: usize) -> bool {
    are_near_times(file, one, other, months(&file.header[other]) / months(&file.header[one]))
}

/// Whether amounts of a column are near those of another, row by row, where both stand.
pub(crate) fn are_near(file: &DataFile, one: usize, other: usize) -> bool {
    are_near_times(file, one, other, 1.0)
}

fn are_near_times(file: &DataFile, one: usize, other: usize, times: f64) -> bool {
    let number = |row: &Vec<String>, column: usize| row.get(column).and_then(|value| infer::loose_number(value)).filter(|n| *n > 0.0);
    let (mut both, mut near) = (0_u32, 0_u32);
    for row in &file.sample {
        if let (Some(a), Some(b)) = (number(row, one), number(row, other)) {
            both += 1;
            near += u32::from((0.2..=5.0).contains(&(a / b * times)));
        }
    }
    both > 0 && near * 10 >= both * 8
}
