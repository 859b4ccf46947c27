//! Counts the words that stand in the columns of a file.

mod ids;

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::compile::join::decision;
use crate::compile::join::renewal_row;
use crate::compile::read::aside::Asides;
use crate::compile::read::columns::Origin;
use crate::compile::read::lost::LostValues;
use crate::compile::read::row::{Read, Row};
use crate::compile::read::scan::{Collect, Fate, Meter, Scanned, TableFile, scan};
use crate::compile::read::values::words;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::meaning::has_words;
use crate::compile::understand::readable::RowReader;
use crate::domain::quality::{FileAccount, Reject};
use crate::domain::text;
use crate::error::Result;
pub(crate) use ids::{Ids, Named};

/// Different spellings told apart in one column; of a column with more, the others are only known to be there.
const MOST: usize = 2_000;
/// Longer words are sentences: the rest of them tells nothing apart.
const LONGEST: usize = 120;

/// The words of one column.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    spellings: FxHashMap<Box<str>, u64>,
    /// There are more than could be told apart.
    pub has_more: bool,
}

/// A word with the rows it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Counted {
    /// As it is spelled most often.
    pub word: String,
    pub rows: u64,
}

impl Tally {
    fn see(&mut self, word: &str) {
        let word = word.char_indices().nth(LONGEST).map_or(word, |(end, _)| &word[..end]);
        self.add(word, 1);
    }

    fn add(&mut self, word: &str, rows: u64) {
        if let Some(count) = self.spellings.get_mut(word) {
            *count += rows;
        } else if self.spellings.len() < MOST {
            self.spellings.insert(word.into(), rows);
        } else {
            self.has_more = true;
        }
    }

    fn merge(&mut self, other: Self) {
        self.has_more |= other.has_more;
        for (word, rows) in other.spellings {
            self.add(&word, rows);
        }
    }

    /// The words, spellings of the same brought together, the commonest first.
    pub(crate) fn counted(&self) -> Vec<Counted> {
        let mut spellings: Vec<(&str, u64)> = self.spellings.iter().map(|(word, rows)| (&**word, *rows)).collect();
        spellings.sort_by(|a, b| (b.1, a.0).cmp(&(a.1, b.0)));
        let mut places: FxHashMap<String, usize> = FxHashMap::default();
        let mut counted: Vec<Counted> = Vec::new();
        for (word, rows) in spellings {
            let place = *places.entry(words::key(word)).or_insert(counted.len());
            match counted.get_mut(place) {
                Some(known) => known.rows += rows,
                None => counted.push(Counted { word: word.to_owned(), rows }),
            }
        }
        counted.sort_by(|a, b| (b.rows, &a.word).cmp(&(a.rows, &b.word)));
        counted
    }
}

/// What one look at all rows of a file gave.
#[derive(Debug)]
pub(crate) struct FileWords {
    pub account: FileAccount,
    pub columns: Vec<(Field, Tally)>,
    /// The currencies that amounts are in.
    pub currencies: FxHashMap<String, InCurrency>,
    /// The first rows that cannot be read.
    pub rejects: Vec<Reject>,
    pub lost: LostValues,
    pub asides: Asides,
    /// Ids of the mapping that stand in it.
    pub named: Named,
    /// Its renewals have ids of their own.
    pub holds_renewal_ids: bool,
}

/// The rows with an amount in a currency, and those whose ARR before or in force is.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct InCurrency {
    pub rows: u64,
    pub leading: u64,
}

impl InCurrency {
    pub(crate) fn add(&mut self, other: Self) {
        self.rows += other.rows;
        self.leading += other.leading;
    }
}

/// Rejected rows that are named.
const MOST_NAMED: usize = 3;

/// The fields of a file whose columns hold words.
fn fields(table: &TableFile) -> Vec<Field> {
    let of_column = |field: Field| table.columns.get(field).is_some_and(|bound| !matches!(bound.origin, Origin::Constant(_)));
    table.columns.table.fields().iter().copied().filter(|field| has_words(*field) && of_column(*field)).collect()
}

/// Bytes that [`count`] will read of a file.
pub(crate) fn bytes(table: &TableFile, ids: &Ids) -> u64 {
    if is_counted(table, ids) { table.file.input.size } else { 0 }
}

/// Large histories without words are not read for nothing; whether there are renewals is always asked.
fn is_counted(table: &TableFile, ids: &Ids) -> bool {
    let own = table.columns.table;
    matches!(own, Table::Renewals | Table::Subscriptions) || !fields(table).is_empty() || ids.concern(own)
}

/// Looks at all rows; `None` where no column holds words and the rows are no renewals.
///
/// # Errors
/// A file that cannot be read.
pub(crate) fn count(table: &TableFile, named_ids: &Ids, meter: &Meter<'_>) -> Result<Option<FileWords>> {
    if !is_counted(table, named_ids) {
        return Ok(None);
    }
    let fields = fields(table);
    let reader = RowReader::of(&table.columns);
    let make = || WordRows {
        reader: &reader,
        columns: fields.iter().map(|field| (*field, Tally::default())).collect(),
        named_ids,
        named: Named::default(),
        currencies: FxHashMap::default(),
    };
    let Scanned { collected: WordRows { columns, named, currencies, .. }, account, mut rejects, lost, asides, .. } =
        scan(table, meter, make)?;
    rejects.truncate(MOST_NAMED);
    let holds_renewal_ids = table.columns.has(Field::RenewalId);
    Ok(Some(FileWords { account, columns, currencies, rejects, lost, asides, named, holds_renewal_ids }))
}

struct WordRows<'r> {
    reader: &'r RowReader,
    columns: Vec<(Field, Tally)>,
    /// Ids that the mapping names, and those of them that were found.
    named_ids: &'r Ids,
    named: Named,
    currencies: FxHashMap<String, InCurrency>,
}

impl Collect for WordRows<'_> {
    fn row(&mut self, row: &Row<'_>) -> Read<Fate> {
        self.named_ids.find(row, &mut self.named);
        let is_left_out = row.columns.table == Table::Renewals && decision::is_out_of_scope(row).unwrap_or(false);
        // Of rows that tell of no renewal, only the word that says so matters.
        let of_use = self.columns.iter_mut().filter(|(field, _)| !is_left_out || *field == Field::RowType);
        for (field, tally) in of_use {
            let Some(raw) = row.bytes(*field) else { continue };
            if let Ok(value) = std::str::from_utf8(&raw) {
                renewal_row::words_of(*field, &text::line_of(value)).for_each(|word| tally.see(word));
            }
        }
        // Whether a row can be read may hang on words that nobody understands yet.
        if !is_left_out
            && matches!(row.columns.table, Table::Renewals | Table::Subscriptions)
            && let Ok(codes) = renewal_row::all_currencies(row)
        {
            self.see_currencies(&codes);
        }
        self.reader.read(row)
    }

    fn merge(&mut self, other: Self) {
        for ((_, mine), (_, theirs)) in self.columns.iter_mut().zip(other.columns) {
            mine.merge(theirs);
        }
        self.named.merge(other.named);
        for (code, theirs) in other.currencies {
            self.currencies.entry(code).or_default().add(theirs);
        }
    }
}

impl WordRows<'_> {
    fn see_currencies(&mut self, codes: &[Option<Cow<'_, str>>]) {
        for (i, code) in codes.iter().enumerate().filter(|(i, code)| !codes[..*i].contains(code)) {
            let Some(code) = code.as_deref() else { continue };
            let one = InCurrency { rows: 1, leading: u64::from(i == 0) };
            match self.currencies.get_mut(code) {
                Some(known) => known.add(one),
                None => drop(self.currencies.insert(code.to_owned(), one)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_word_are_one_and_the_commonest_comes_first() {
        let mut tally = Tally::default();
        for word in ["won", "Closed Won", "closed-won", "Closed Won", "lost", "?", "!"] {
            tally.see(word);
        }
        let counted: Vec<_> = tally.counted().into_iter().map(|c| (c.word, c.rows)).collect();
        let expected = [("Closed Won", 3), ("!", 1), ("?", 1), ("lost", 1), ("won", 1)];
        assert_eq!(counted, expected.map(|(word, rows)| (word.to_owned(), rows)));
    }

    #[test]
    fn a_column_of_sentences_takes_no_more_memory_than_it_may() {
        let mut tally = Tally::default();
        (0..MOST + 5).for_each(|i| tally.see(&i.to_string()));
        tally.see(&"long ".repeat(1_000));
        assert!(tally.has_more && tally.spellings.len() == MOST);
    }
}
